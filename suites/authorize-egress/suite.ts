import type { OperationSuite } from '../../harness/operation/operation-suite.ts';
import { suiteByTopic } from '../suite-by-topic.ts';
import { casesOf, folder, topics } from './cases.ts';
import { authorizeEgressOperation } from './operation.ts';
import { register } from './requirements.ts';
import { withoutFault } from './without-mutant.ts';

/** The suite of AuthorizeSecurityGroupEgress: what commands, plans and reports read of the operation. */
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
