/** Name, version and digest of the suites in a report. */
import type { Suite } from '../../reports/report.ts';
import { suiteDigest } from '../../reports/suite-digest.ts';
import { fixtureTexts, packageVersion } from '../package/package-facts.ts';
import type { Requirement } from '../register/requirement.ts';
import type { SelectedSuite } from './operation-option.ts';

/** The version, and the suites that are digested. */
interface SuiteOfReport extends Pick<SelectedSuite, 'heldBack'> {
  readonly suite: { readonly requirements: readonly Requirement[] };
}

/** What a report says of the suites that it comes from. */
export function suiteIdentity(selected: readonly SuiteOfReport[]): Suite {
  const heldBack = selected.flatMap((one) => one.heldBack ?? []);
  const excludedRequirements = heldBack.reduce((sum, { requirements }) => sum + requirements, 0);
  const [first] = heldBack;
  return {
    name: 'ec2-conformance',
    version: packageVersion(),
    digest: suiteDigest(
      selected.flatMap(({ suite }) => suite.requirements),
      fixtureTexts(),
    ),
    ...(first === undefined ? {} : { limitedTo: { version: first.version, excludedRequirements } }),
  };
}
