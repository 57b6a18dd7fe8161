/** Ways in which a server can be wrong about ModifySecurityGroupRules. */
import type { Fault } from '../../harness/mutants/fault.ts';
import { modifyRequestFaults } from '../../harness/mutants/modify/modify-requests.ts';
import { modifyValueFaults } from '../../harness/mutants/modify/modify-values.ts';
import { sharedFaults } from '../../harness/mutants/rule-operations.ts';
import { register } from './requirements/register.ts';

export const faults: readonly Fault[] = [
  ...modifyValueFaults,
  ...modifyRequestFaults,
  ...sharedFaults(new Set(register.requirements.map(({ id }) => id))),
];
