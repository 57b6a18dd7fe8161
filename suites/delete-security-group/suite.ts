import type { OperationSuite } from '../../harness/operation/operation-suite.ts';
import { suiteByTopic } from '../suite-by-topic.ts';
import { casesOf, folder, topics } from './cases.ts';
import { historyTitle } from './histories/property-titles.ts';
import { deleteGroupOperation } from './operation.ts';
import { register } from './requirements/register.ts';

/** The suite of DeleteSecurityGroup: what commands, plans and reports read of the operation. */
export const suite: OperationSuite = suiteByTopic({
  operation: deleteGroupOperation,
  register,
  topics,
  casesOf,
  folder,
  suiteFile: 'topics',
  properties: [historyTitle],
  faults: async () => (await import('../../harness/mutants/delete/delete.ts')).deleteGroupFaults,
  withoutFault: {
    'group-history/any-history':
      'a counterexample fails the requirement that it breaks; this one says only that there was none',
  },
  variants: async () =>
    (await import('../../harness/mutants/family/variants.ts')).variantsOf(deleteGroupOperation.action),
});
