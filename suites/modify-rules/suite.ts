import type { OperationSuite } from '../../harness/operation/operation-suite.ts';
import { suiteByTopic } from '../suite-by-topic.ts';
import { casesOf, folder, topics } from './cases.ts';
import { historyTitle } from './histories/property-titles.ts';
import { modifyRulesOperation } from './operation.ts';
import { register } from './requirements/register.ts';

/** The suite of ModifySecurityGroupRules: what commands, plans and reports read of the operation. */
export const suite: OperationSuite = suiteByTopic({
  operation: modifyRulesOperation,
  register,
  topics,
  casesOf,
  folder,
  properties: [historyTitle],
  faults: async () => (await import('./faults.ts')).faults,
  withoutFault: {
    'rule-history/any-history':
      'a counterexample fails the requirement that it breaks; this one says only that there was none',
  },
  variants: async () =>
    (await import('../../harness/mutants/family/variants.ts')).variantsOf(modifyRulesOperation.action),
});
