import type { OperationSuite } from '../../harness/operation/operation-suite.ts';
import { suiteByTopic } from '../suite-by-topic.ts';
import { casesOf, folder, topics } from './cases.ts';
import { updateDescriptionsIngressOperation } from './operation.ts';
import { register } from './requirements/register.ts';

/** The suite of UpdateSecurityGroupRuleDescriptionsIngress: what commands, plans and reports read of the operation. */
export const suite: OperationSuite = suiteByTopic({
  operation: updateDescriptionsIngressOperation,
  register,
  topics,
  casesOf,
  folder,
  faults: async () => (await import('./faults.ts')).faults,
  variants: async () =>
    (await import('../../harness/mutants/family/variants.ts')).variantsOf(updateDescriptionsIngressOperation.action),
});
