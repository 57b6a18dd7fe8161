import type { Suite } from '../../reports/report.ts';
import { suiteDigest } from '../../reports/suite-digest.ts';
import { fixtureTexts, packageVersion } from '../package/package-facts.ts';
import type { Requirement } from '../register/requirement.ts';
import type { SelectedSuite } from './operation-option.ts';

/** What a report says of the suite that it comes from. */
export function suiteIdentity({
  suite: { requirements },
  heldBack,
}: Pick<SelectedSuite, 'heldBack'> & { readonly suite: { readonly requirements: readonly Requirement[] } }): Suite {
  return {
    name: 'ec2-conformance',
    version: packageVersion(),
    digest: suiteDigest(requirements, fixtureTexts()),
    ...(heldBack === undefined
      ? {}
      : { limitedTo: { version: heldBack.version, excludedRequirements: heldBack.requirements } }),
  };
}
