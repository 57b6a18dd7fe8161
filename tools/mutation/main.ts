/**
 * `npm run mutation [ROOM|FILE …]`: runs the mutation tester over what decides verdicts and writes reports/mutation.md.
 * With rooms or files named, all others keep their figures in that page.
 *
 * Ends with 1 when a room is below the required score or a file has no result.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageRoot } from '../../harness/package/package-root.ts';
import type { CoverageSummary } from './coverage.ts';
import { isKept, type RoomScores, readPage, renderPage } from './page.ts';
import { type MutationReport, type Score, scoreOf } from './score.ts';

interface MutatedRoom {
  /** As the page names it; the folder, where no files are named. */
  readonly name: string;
  /** All of its files; default: those of the folder that no room above names. */
  readonly files?: readonly string[];
  /** Percent of the mutants that its tests must kill. */
  readonly leastPercent: number;
}

/** What tests verdicts by themselves; how they are shown is tested beside. */
const testsOfVerdicts = 'reports/{assemble,baseline,conclusion,dependencies,general-checks,verdicts}.test.ts';

const rooms: readonly MutatedRoom[] = [
  { name: 'harness/security-groups/model', leastPercent: 90 },
  { name: 'harness/checks', leastPercent: 90 },
  { name: 'harness/wire', leastPercent: 90 },
  {
    name: 'classification and verdicts',
    files: [
      'harness/engine/confirm.ts',
      'harness/engine/known-failures.ts',
      'harness/engine/properties/history-dependence.ts',
      'reports/conclusion.ts',
      'reports/verdicts.ts',
    ],
    leastPercent: 90,
  },
  { name: 'harness/engine', leastPercent: 75 },
];

const root = packageRoot();
const pagePath = join(root, 'reports', 'mutation.md');
const scores = new Map(readPage(existsSync(pagePath) ? readFileSync(pagePath, 'utf8') : ''));
for (const file of wanted(process.argv.slice(2))) mutate(file);
process.exitCode = writePage();

/** Files by their own paths, or those of rooms by their names or their folders below `harness`. */
function wanted(named: readonly string[]): readonly string[] {
  if (named.length === 0) return rooms.flatMap(filesOf);
  return named.flatMap((name) =>
    name.endsWith('.ts')
      ? [name]
      : rooms.filter((room) => [name, `harness/${name}`].includes(room.name)).flatMap(filesOf),
  );
}

function filesOf(room: MutatedRoom): readonly string[] {
  if (room.files !== undefined) return room.files;
  const named = rooms.flatMap(({ files = [] }) => files);
  return readdirSync(join(root, room.name), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => `${room.name}/${file}`)
    .filter((file) => !named.includes(file) && !isOfTypes(file));
}

/** A file of types alone has nothing to change: compiled, it says that it is a module and no more. */
function isOfTypes(file: string): boolean {
  const compiled = readFileSync(join(root, 'dist', file.replace(/\.ts$/, '.js')), 'utf8');
  return compiled.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').trim() === 'export {};';
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
    env: { ...process.env, TESTS_OF_MUTANTS: testsOf(file) },
    stdio: 'inherit',
  });
  if (status !== 0) return;
  const { files } = JSON.parse(readFileSync(latest, 'utf8')) as MutationReport;
  scores.set(file, scoreOf((files[file]?.mutants ?? []).map((mutant) => mutant.status)));
}

/** The tests that are to notice: those of the room. */
function testsOf(file: string): string {
  const room = rooms.find(({ name }) => file.startsWith(`${name}/`));
  return room === undefined ? testsOfVerdicts : `${room.name}/**/*.test.ts`;
}

function writePage(): number {
  const found = rooms.map((room): RoomScores => {
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
