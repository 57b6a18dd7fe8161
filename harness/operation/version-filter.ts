/** `--suite-version`: restricts a suite to the requirements of an earlier version. */
import type { Case } from '../cases/case.ts';
import { isNewer } from '../register/suite-version.ts';
import type { OperationSuite } from './operation-suite.ts';

/** The requested version, and how many requirements are excluded because they are newer. */
export interface RestrictedSuite {
  readonly version: string;
  readonly requirements: number;
}

/**
 * The suite restricted to the requirements of an earlier version: without those that came later, and
 * without each case that covers one of those, since it may fail by the new requirement alone. Cases
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
      cases: suite.cases.filter(coversOnly(asked)),
      generalChecks: suite.generalChecks.filter(({ requirement }) => asked.has(requirement)),
    },
    version,
    requirements: suite.requirements.length - requirements.length,
  };
}

/** Whether every requirement that a case covers is selected. */
export function coversOnly(asked: ReadonlySet<string>): (one: Pick<Case, 'requirements'>) => boolean {
  return ({ requirements }) => requirements.every((id) => asked.has(id));
}
