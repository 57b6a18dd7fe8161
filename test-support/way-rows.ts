/** Renews fixtures/ways, the requests in which values are combined: `UPDATE_WAYS=1 npx vitest run suites/ways.test.ts`. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../harness/package/package-root.ts';

/** Whether the tests that hold the data against what is chosen write it instead. */
export const renewsRows = process.env['UPDATE_WAYS'] !== undefined;

/** Writes the rows of one file of fixtures/ways, formatted as the linter wants them. */
export function writeRows(file: string, rows: unknown): void {
  const path = join(packageRoot(), 'fixtures', 'ways', `${file}.json`);
  writeFileSync(path, JSON.stringify(rows));
  execFileSync('npx', ['biome', 'format', '--write', path], { cwd: packageRoot() });
}
