import type { OperationSuite } from '../../harness/operation/operation-suite.ts';
import { allCases, fixtureFolder, topics } from './cases.ts';
import { updateDescriptionsIngress } from './operation.ts';
import { register } from './requirements/register.ts';
import { withoutMutant } from './without-mutant.ts';

/** All there is about UpdateSecurityGroupRuleDescriptionsIngress. */
export const suite: OperationSuite = {
  ...updateDescriptionsIngress,
  requirements: register.requirements,
  cases: allCases(),
  properties: new Set(),
  folder: 'suites/update-descriptions-ingress',
  files: topics,
  fileOf: (id) => id.split('/', 1)[0] ?? id,
  fixtures: fixtureFolder,
  faults: async () => (await import('./faults.ts')).faults,
  variants: async () => (await import('../../harness/mutants/variants.ts')).variants,
  withoutMutant,
};
