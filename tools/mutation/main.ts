/**
 * `npm run mutation [ROOM|FILE …]`: runs the mutation tester over what decides verdicts and writes reports/mutation.md.
 * With rooms or files named, all others keep their figures in that page.
 *
 * Ends with 1 when a room is below the required score or a file has no result, with 2 when a name is unknown.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageRoot } from '../../harness/package/package-root.ts';
import type { CoverageSummary } from './coverage.ts';
import { filesNamed, filesOf, mutatedRooms, testsFor, UnknownRoom } from './mutated-rooms.ts';
import { isKept, type RoomScores, readPage, renderPage } from './page.ts';
import { type MutationReport, type Score, scoreOf } from './score.ts';

const root = packageRoot();
const pagePath = join(root, 'reports', 'mutation.md');
const scores = new Map(readPage(existsSync(pagePath) ? readFileSync(pagePath, 'utf8') : ''));
try {
  for (const file of filesNamed(process.argv.slice(2))) mutate(file);
  process.exitCode = writePage();
} catch (error) {
  if (!(error instanceof UnknownRoom)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

/** One file at a time: a constant at its top asks for all tests of the file again, and for none of the others. */
function mutate(file: string): void {
  // Begun afresh: what is kept of an earlier run is wrong for such constants once their tests change.
  const latest = join(root, 'tools', 'mutation', 'results', 'latest.json');
  mkdirSync(join(latest, '..'), { recursive: true });
  rmSync(latest, { force: true });
  const stryker = join(root, 'tools', 'mutation', 'node_modules', '.bin', 'stryker');
  const options = ['--incremental', '--incrementalFile', latest, '--mutate', file];
  const { status } = spawnSync(stryker, ['run', 'tools/mutation/stryker.config.json', ...options], {
    cwd: root,
    env: { ...process.env, TESTS_OF_MUTANTS: testsFor(file) },
    stdio: 'inherit',
  });
  if (status !== 0) {
    // The page then lists the file as not run: a figure of an earlier run may be wrong by now.
    scores.delete(file);
    process.stderr.write(`The mutation run of ${file} failed: it has no score.\n`);
    return;
  }
  const { files } = JSON.parse(readFileSync(latest, 'utf8')) as MutationReport;
  scores.set(file, scoreOf((files[file]?.mutants ?? []).map((mutant) => mutant.status)));
}

function writePage(): number {
  const found = mutatedRooms.map((room): RoomScores => {
    const files = filesOf(room);
    const measured = files.flatMap((file): readonly (readonly [string, Score])[] => {
      const score = scores.get(file);
      return score === undefined ? [] : [[file, score]];
    });
    return {
      ...{ room: room.name, leastPercent: room.leastPercent, files: new Map(measured) },
      unmeasured: files.filter((file) => !scores.has(file)),
    };
  });
  const page = renderPage(found, coverage());
  writeFileSync(pagePath, page);
  process.stdout.write(page);
  return found.every(isKept) ? 0 : 1;
}

/** What `npm run coverage` left; undefined when it was not run. */
function coverage(): CoverageSummary | undefined {
  const path = join(root, 'coverage', 'coverage-summary.json');
  if (!existsSync(path)) return undefined;
  const summary = JSON.parse(readFileSync(path, 'utf8')) as CoverageSummary;
  return Object.fromEntries(Object.entries(summary).map(([file, shares]) => [relative(root, file), shares]));
}
