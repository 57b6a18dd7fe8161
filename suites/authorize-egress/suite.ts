import type { OperationSuite } from '../../harness/operation/operation-suite.ts';
import { suiteByTopic } from '../suite-by-topic.ts';
import { casesOf, folder, topics } from './cases.ts';
import { authorizeEgressOperation } from './operation.ts';
import { register } from './requirements.ts';
import { withoutFault } from './without-mutant.ts';

/** All there is about AuthorizeSecurityGroupEgress. */
export const suite: OperationSuite = suiteByTopic({
  operation: authorizeEgressOperation,
  register,
  topics,
  casesOf,
  folder,
  faults: async () => (await import('./faults.ts')).faults,
  variants: async () =>
    (await import('../../harness/mutants/family/variants.ts')).variantsOf(authorizeEgressOperation.action),
  withoutFault,
});
