/** Writes a case file for each failed case of a report, beside it. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { uniqueId } from '../../../reports/lookup.ts';
import type { CaseReport, Report } from '../../../reports/report.ts';
import { type CaseFile, caseFileSchema } from '../../cases/case-file.ts';
import type { FixtureCase } from '../../cases/fixture.ts';
import { asUnwritable, makeFolder } from '../../endpoint/output-file.ts';

/** The folder in `--out`; made anew by every run. */
export const caseFolder = 'cases';

/** `topic/slug` as a file name; after its operation where the report has several, whose cases may have the same id. */
export function caseFileName(one: Pick<CaseReport, 'operation' | 'id'>, report: Pick<Report, 'operations'>): string {
  return `${uniqueId(one, report).replace(/[^a-z0-9.@-]+/gi, '--')}.json`;
}

/** One file for each failed case whose requests are data, in place of those of an earlier run. Throws UnwritableFile. */
export function writeCaseFiles(report: Report, directory: string): void {
  const folder = join(directory, caseFolder);
  let path = folder;
  try {
    rmSync(folder, { recursive: true, force: true });
    const failed = report.cases.filter(({ verdict, replay }) => verdict === 'fail' && replay !== undefined);
    if (failed.length > 0) makeFolder(folder);
    for (const one of failed) {
      path = join(folder, caseFileName(one, report));
      writeFileSync(path, `${JSON.stringify(caseFileOf(one, report), undefined, 2)}\n`);
    }
  } catch (problem) {
    throw asUnwritable(problem, path, '--out');
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
