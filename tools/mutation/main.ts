/**
 * `npm run mutation [ROOM …]`: runs the mutation tester over the rooms that judge and writes reports/mutation.md. With
 * rooms named, the others keep their last result. All mutants are run: the tester would otherwise keep what it once found
 * of a constant at the top of a file, whatever the tests have become.
 *
 * Ends with 1 when a room is below the demanded score, with 2 when a room has no result.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageRoot } from '../../harness/suite/package-root.ts';
import type { CoverageSummary } from './coverage.ts';
import { leastPercent, type RoomMutants, renderPage, scoreOfRoom } from './page.ts';
import type { MutationReport } from './score.ts';

const rooms = ['model', 'judgement', 'wire'];

/** What the tests of a room share is no judgement. */
const ofTests = ['*-sample.ts', 'scripted-server.ts'];

const root = packageRoot();
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
for (const room of named.length === 0 ? rooms : named) {
  mutate(room);
}
process.exitCode = writePage();

function mutate(room: string): void {
  const files = [`harness/${room}/*.ts`, ...['*.test.ts', ...ofTests].map((file) => `!harness/${room}/${file}`)];
  const stryker = join(root, 'tools', 'mutation', 'node_modules', '.bin', 'stryker');
  const options = ['--incremental', '--force', '--incrementalFile', resultOf(room), '--mutate', files.join(',')];
  rmSync(resultOf(room), { force: true });
  spawnSync(stryker, ['run', 'tools/mutation/stryker.config.json', ...options], {
    cwd: root,
    env: { ...process.env, MUTATED_ROOM: room },
    stdio: 'inherit',
  });
}

function resultOf(room: string): string {
  return join(root, 'tools', 'mutation', 'results', `${room}.json`);
}

function writePage(): number {
  const missing = rooms.filter((room) => !existsSync(resultOf(room)));
  if (missing.length > 0) {
    console.error(`No result for ${missing.join(', ')}; the page is not written.`);
    return 2;
  }
  const read = rooms.map(
    (room): RoomMutants => ({
      room: `harness/${room}`,
      report: JSON.parse(readFileSync(resultOf(room), 'utf8')) as MutationReport,
    }),
  );
  const page = renderPage(read, coverage());
  writeFileSync(join(root, 'reports', 'mutation.md'), page);
  process.stdout.write(page);
  return read.every((room) => scoreOfRoom(room).percent >= leastPercent) ? 0 : 1;
}

/** What `npm run coverage` left; undefined when it was not run. */
function coverage(): CoverageSummary | undefined {
  const path = join(root, 'coverage', 'coverage-summary.json');
  if (!existsSync(path)) return undefined;
  const summary = JSON.parse(readFileSync(path, 'utf8')) as CoverageSummary;
  return Object.fromEntries(Object.entries(summary).map(([file, shares]) => [relative(root, file), shares]));
}
