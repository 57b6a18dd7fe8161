import type { OperationSuite } from '../../harness/operation/operation-suite.ts';
import { allCases, fixtureFolder, topics } from './cases.ts';
import { authorizeEgress } from './operation.ts';
import { register } from './requirements.ts';
import { withoutMutant } from './without-mutant.ts';

/** All there is about AuthorizeSecurityGroupEgress. */
export const suite: OperationSuite = {
  ...authorizeEgress,
  requirements: register.requirements,
  cases: allCases(),
  properties: new Set(),
  folder: 'suites/authorize-egress',
  files: topics,
  fileOf: (id) => id.split('/', 1)[0] ?? id,
  fixtures: fixtureFolder,
  faults: async () => (await import('./faults.ts')).faults,
  variants: async () => (await import('../authorize-ingress/variants.ts')).variants,
  withoutMutant,
};
