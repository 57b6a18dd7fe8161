/** Ways in which a server can be wrong about AuthorizeSecurityGroupIngress. */
import { authorizeFaults } from '../../harness/mutants/authorize/authorize.ts';
import type { Fault } from '../../harness/mutants/fault.ts';
import { authorizeCombinations } from '../../harness/mutants/grammar/sister-combinations.ts';
import { sharedFaults } from '../../harness/mutants/rule-operations.ts';
import { register } from './requirements/register.ts';

/** The faults of AuthorizeSecurityGroupIngress. */
export const faults: readonly Fault[] = [
  ...authorizeFaults,
  ...authorizeCombinations,
  ...sharedFaults(new Set(register.requirements.map(({ id }) => id))),
];
