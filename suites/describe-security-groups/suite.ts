import type { OperationSuite } from '../../harness/operation/operation-suite.ts';
import { suiteByTopic } from '../suite-by-topic.ts';
import { casesOf, folder, topics } from './cases.ts';
import { describeGroupsOperation } from './operation.ts';
import { register } from './requirements/register.ts';
import { withoutFault } from './without-mutant.ts';

/** The suite of DescribeSecurityGroups: what commands, plans and reports read of the operation. */
export const suite: OperationSuite = suiteByTopic({
  operation: describeGroupsOperation,
  register,
  topics,
  casesOf,
  folder,
  suiteFile: 'topics',
  faults: async () => (await import('../../harness/mutants/groups/describe-groups.ts')).describeGroupsFaults,
  variants: async () =>
    (await import('../../harness/mutants/family/variants.ts')).variantsOf(describeGroupsOperation.action),
  withoutFault,
});
