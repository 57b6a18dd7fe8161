import type { OperationSuite } from '../../harness/operation/operation-suite.ts';
import { suiteByTopic } from '../suite-by-topic.ts';
import { casesOf, fixtures, topics } from './cases.ts';
import { revokeEgressOperation } from './operation.ts';
import { historyTitle } from './property-titles.ts';
import { register } from './requirements/register.ts';
import { withoutFault } from './without-mutant.ts';

/** The suite of RevokeSecurityGroupEgress: what commands, plans and reports read of the operation. */
export const suite: OperationSuite = suiteByTopic({
  operation: revokeEgressOperation,
  register,
  topics,
  casesOf,
  folder: 'revoke-egress',
  fixtures,
  properties: [historyTitle],
  faults: async () => (await import('./faults.ts')).faults,
  variants: async () =>
    (await import('../../harness/mutants/family/variants.ts')).variantsOf(revokeEgressOperation.action),
  withoutFault,
});
