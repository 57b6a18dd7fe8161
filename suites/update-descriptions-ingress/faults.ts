/** Ways in which a server can be wrong about UpdateSecurityGroupRuleDescriptionsIngress. */
import { descriptionFaults } from '../../harness/mutants/descriptions/descriptions.ts';
import type { Fault } from '../../harness/mutants/fault.ts';
import { updateCombinations } from '../../harness/mutants/grammar/sister-combinations.ts';
import { sharedFaults } from '../../harness/mutants/rule-operations.ts';
import { register } from './requirements/register.ts';

/** The faults of UpdateSecurityGroupRuleDescriptionsIngress. */
export const faults: readonly Fault[] = [
  ...descriptionFaults,
  ...updateCombinations,
  ...sharedFaults(new Set(register.requirements.map(({ id }) => id))),
];
