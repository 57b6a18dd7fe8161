import type { OperationSuite } from '../../harness/operation/operation-suite.ts';
import { groupSuite } from '../group-operation.ts';
import { describeRules, folder, topics } from './operation.ts';
import { register } from './requirements/register.ts';
import { withoutMutant } from './without-mutant.ts';

/** All there is about DescribeSecurityGroupRules. */
export const suite: OperationSuite = groupSuite({
  operation: describeRules,
  register,
  topics,
  folder,
  faults: async () => (await import('../../harness/mutants/groups/describe-rules.ts')).faults,
  variants: async () => (await import('../../harness/mutants/groups/variants.ts')).variants,
  withoutMutant,
});
