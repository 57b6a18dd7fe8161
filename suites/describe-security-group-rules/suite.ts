import type { OperationSuite } from '../../harness/operation/operation-suite.ts';
import { suiteByTopic } from '../suite-by-topic.ts';
import { casesOf, folder, topics } from './cases.ts';
import { describeRulesOperation } from './operation.ts';
import { register } from './requirements/register.ts';
import { withoutFault } from './without-mutant.ts';

/** The suite of DescribeSecurityGroupRules: what commands, plans and reports read of the operation. */
export const suite: OperationSuite = suiteByTopic({
  operation: describeRulesOperation,
  register,
  topics,
  casesOf,
  folder,
  suiteFile: 'topics',
  faults: async () => (await import('../../harness/mutants/groups/describe-rules.ts')).describeRulesFaults,
  variants: async () =>
    (await import('../../harness/mutants/family/variants.ts')).variantsOf(describeRulesOperation.action),
  withoutFault,
});
