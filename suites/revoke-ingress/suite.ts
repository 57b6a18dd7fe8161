import type { OperationSuite } from '../../harness/operation/operation-suite.ts';
import { register } from '../requirements/register.ts';
import { listedCases, suiteOf, suites } from './cases.ts';
import { revokeIngressOperation } from './operation.ts';
import { propertyTitles } from './property-titles.ts';
import { withoutFault } from './without-mutant.ts';

/** The suite of RevokeSecurityGroupIngress: what commands, plans and reports read of the operation. */
export const suite: OperationSuite = {
  ...revokeIngressOperation,
  requirements: register.requirements,
  cases: listedCases(),
  properties: new Set(propertyTitles.map(({ id }) => id)),
  folder: 'suites/revoke-ingress',
  files: suites,
  fileOf: suiteOf,
  fixtures: 'server',
  faults: async () => (await import('../../harness/mutants/catalogue.ts')).revokeFaults,
  variants: async () => (await import('../../harness/mutants/variants.ts')).revokeVariants,
  withoutFault,
};
