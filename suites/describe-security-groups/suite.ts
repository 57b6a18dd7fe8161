import type { OperationSuite } from '../../harness/operation/operation-suite.ts';
import { groupSuite } from '../group-operation.ts';
import { describeGroups, folder, topics } from './operation.ts';
import { register } from './requirements/register.ts';
import { withoutMutant } from './without-mutant.ts';

/** All there is about DescribeSecurityGroups. */
export const suite: OperationSuite = groupSuite({
  operation: describeGroups,
  register,
  topics,
  folder,
  faults: async () => (await import('../../harness/mutants/groups/describe-groups.ts')).faults,
  variants: async () => (await import('../../harness/mutants/groups/variants.ts')).variants,
  withoutMutant,
});
