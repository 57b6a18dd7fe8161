import type { Case } from '../cases/case.ts';
import { isNewer } from '../register/suite-version.ts';
import type { OperationSuite } from './operation-suite.ts';

/** What was held back: the version that was asked for, and how many requirements are newer. */
export interface RestrictedSuite {
  readonly version: string;
  readonly requirements: number;
}

/**
 * The suite as it was at an earlier version, as far as its demands go: without the requirements that came later, and
 * without each case that speaks for one of those, whatever else it speaks for: it may fail by the new demand alone. Cases
 * that came later for older requirements stay.
 */
export function restrictToVersion(
  suite: OperationSuite,
  version: string,
): { readonly suite: OperationSuite } & RestrictedSuite {
  const requirements = suite.requirements.filter(({ since }) => !isNewer(since, version));
  const asked = new Set(requirements.map(({ id }) => id));
  return {
    suite: {
      ...suite,
      requirements,
      cases: suite.cases.filter(speaksOnlyFor(asked)),
      generalChecks: suite.generalChecks.filter(({ requirement }) => asked.has(requirement)),
    },
    version,
    requirements: suite.requirements.length - requirements.length,
  };
}

/** Whether all that a case speaks for is asked. */
export function speaksOnlyFor(asked: ReadonlySet<string>): (one: Pick<Case, 'requirements'>) => boolean {
  return ({ requirements }) => requirements.every((id) => asked.has(id));
}
