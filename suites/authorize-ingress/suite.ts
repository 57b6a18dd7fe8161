import type { OperationSuite } from '../../harness/operation/operation-suite.ts';
import { allCases, fixtureFolder, topics } from './cases.ts';
import { authorizeIngress } from './operation.ts';
import { register } from './requirements/register.ts';
import { withoutMutant } from './without-mutant.ts';

/** All there is about AuthorizeSecurityGroupIngress. */
export const suite: OperationSuite = {
  ...authorizeIngress,
  requirements: register.requirements,
  cases: allCases(),
  properties: new Set(),
  folder: 'suites/authorize-ingress',
  files: topics,
  fileOf: (id) => id.split('/', 1)[0] ?? id,
  fixtures: fixtureFolder,
  faults: async () => (await import('./faults.ts')).faults,
  variants: async () => (await import('./variants.ts')).variants,
  withoutMutant,
};
