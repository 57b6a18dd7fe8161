import type { OperationSuite } from '../../harness/operation/operation-suite.ts';
import { suiteByTopic } from '../suite-by-topic.ts';
import { casesOf, folder, topics } from './cases.ts';
import { authorizeIngressOperation } from './operation.ts';
import { register } from './requirements/register.ts';

/** The suite of AuthorizeSecurityGroupIngress: what commands, plans and reports read of the operation. */
export const suite: OperationSuite = suiteByTopic({
  operation: authorizeIngressOperation,
  register,
  topics,
  casesOf,
  folder,
  faults: async () => (await import('./faults.ts')).faults,
  variants: async () =>
    (await import('../../harness/mutants/family/variants.ts')).variantsOf(authorizeIngressOperation.action),
});
