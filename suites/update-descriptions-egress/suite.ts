import type { OperationSuite } from '../../harness/operation/operation-suite.ts';
import { suiteByTopic } from '../suite-by-topic.ts';
import { casesOf, folder, topics } from './cases.ts';
import { updateDescriptionsEgressOperation } from './operation.ts';
import { register } from './requirements.ts';

/** The suite of UpdateSecurityGroupRuleDescriptionsEgress: what commands, plans and reports read of the operation. */
export const suite: OperationSuite = suiteByTopic({
  operation: updateDescriptionsEgressOperation,
  register,
  topics,
  casesOf,
  folder,
  faults: async () => (await import('./faults.ts')).faults,
  variants: async () =>
    (await import('../../harness/mutants/family/variants.ts')).variantsOf(updateDescriptionsEgressOperation.action),
});
