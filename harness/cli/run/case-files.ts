/** Writes a case file for each failed case of a report, beside it. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { uniqueId } from '../../../reports/lookup.ts';
import type { CaseReport, Report } from '../../../reports/report.ts';
import { type CaseFile, caseFileSchema } from '../../cases/case-file.ts';
import type { FixtureCase } from '../../cases/fixture.ts';

/** The folder in `--out`; made anew by every run. */
export const caseFolder = 'cases';

/** `topic/slug` as a file name; after its operation where the report has several, whose cases may have the same id. */
export function caseFileName(one: Pick<CaseReport, 'operation' | 'id'>, report: Pick<Report, 'operations'>): string {
  return `${uniqueId(one, report).replace(/[^a-z0-9.@-]+/gi, '--')}.json`;
}

/** One file for each failed case whose requests are data, in place of those of an earlier run. */
export function writeCaseFiles(report: Report, directory: string): void {
  const folder = join(directory, caseFolder);
  rmSync(folder, { recursive: true, force: true });
  const failed = report.cases.filter(({ verdict, replay }) => verdict === 'fail' && replay !== undefined);
  if (failed.length > 0) {
    mkdirSync(folder, { recursive: true });
  }
  for (const one of failed) {
    writeFileSync(
      join(folder, caseFileName(one, report)),
      `${JSON.stringify(caseFileOf(one, report), undefined, 2)}\n`,
    );
  }
}

function caseFileOf({ operation, requirements, observed, replay }: CaseReport, { suite, target }: Report): CaseFile {
  return {
    $schema: caseFileSchema,
    caseFile: 1,
    suiteVersion: suite.version,
    operation,
    ...(target.endpoint === undefined ? {} : { endpoint: target.endpoint }),
    ...(target.region === undefined ? {} : { region: target.region }),
    requirements,
    observed,
    case: replay as FixtureCase,
  };
}
