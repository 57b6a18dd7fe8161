/** Ways in which a server can be wrong about ModifySecurityGroupRules. */
import type { Fault } from '../../harness/mutants/fault.ts';
import { modifyCombinations } from '../../harness/mutants/grammar/sister-combinations.ts';
import { ruleHistoryFaults } from '../../harness/mutants/histories/rule-histories.ts';
import { modifyFaults } from '../../harness/mutants/modify/modify.ts';
import { sharedFaults } from '../../harness/mutants/rule-operations.ts';
import { register } from './requirements/register.ts';

/** The faults of ModifySecurityGroupRules. */
export const faults: readonly Fault[] = [
  ...modifyFaults,
  ...modifyCombinations,
  ...ruleHistoryFaults,
  ...sharedFaults(new Set(register.requirements.map(({ id }) => id))),
];
