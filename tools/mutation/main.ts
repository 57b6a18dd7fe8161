/**
 * `npm run mutation [ROOM|FILE …]`: runs the mutation tester over the rooms that judge and writes reports/mutation.md.
 * With rooms or files named, all others keep their last result.
 *
 * Ends with 1 when a room is below the required score or a file has no result, with 2 when a whole room has none.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageRoot } from '../../harness/package/package-root.ts';
import type { CoverageSummary } from './coverage.ts';
import { leastPercent, type RoomMutants, renderPage, scoreOfRoom } from './page.ts';
import type { MutationReport } from './score.ts';

/** Below `harness`. */
const rooms = ['security-groups/model', 'checks', 'wire'];

const root = packageRoot();
const results = join(root, 'tools', 'mutation', 'results');
const named = process.argv.slice(2);
mkdirSync(results, { recursive: true });
for (const name of named.length === 0 ? rooms : named) {
  for (const file of name.endsWith('.ts') ? [name] : filesOf(name)) mutate(file);
}
process.exitCode = writePage();

/** A file of types alone has nothing to change. */
function filesOf(room: string): readonly string[] {
  return readdirSync(join(root, 'harness', room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => `harness/${room}/${file}`)
    .filter((file) => !isOfTypes(file));
}

/** Compiled, such a file says that it is a module and no more. */
function isOfTypes(file: string): boolean {
  const compiled = readFileSync(join(root, 'dist', file.replace(/\.ts$/, '.js')), 'utf8');
  return compiled.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').trim() === 'export {};';
}

/** One file at a time: a constant at its top asks for all tests of the file again, and for none of the others. */
function mutate(file: string): void {
  const room = rooms.find((known) => file.startsWith(`harness/${known}/`)) ?? '';
  // Begun afresh: what is kept of an earlier run is wrong for such constants once their tests change.
  const latest = join(results, 'latest.json');
  rmSync(latest, { force: true });
  const stryker = join(root, 'tools', 'mutation', 'node_modules', '.bin', 'stryker');
  const options = ['--incremental', '--incrementalFile', latest, '--mutate', file];
  const { status } = spawnSync(stryker, ['run', 'tools/mutation/stryker.config.json', ...options], {
    cwd: root,
    env: { ...process.env, MUTATED_ROOM: room },
    stdio: 'inherit',
  });
  if (status !== 0) return;
  const all = { ...read(resultOf(room)).files, ...read(latest).files };
  const existing = Object.entries(all).filter(([known]) => existsSync(join(root, known)));
  writeFileSync(resultOf(room), JSON.stringify({ files: Object.fromEntries(existing) }));
}

function resultOf(room: string): string {
  return join(results, `${room.replaceAll('/', '-')}.json`);
}

/** No mutants when there is no such file. */
function read(path: string): MutationReport {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as MutationReport) : { files: {} };
}

function writePage(): number {
  const missing = rooms.filter((room) => !existsSync(resultOf(room)));
  if (missing.length > 0) {
    console.error(`No result for ${missing.join(', ')}; the page is not written.`);
    return 2;
  }
  const found = rooms.map((room): RoomMutants => {
    const report = read(resultOf(room));
    return { room: `harness/${room}`, report, unmeasured: filesOf(room).filter((file) => !(file in report.files)) };
  });
  const page = renderPage(found, coverage());
  writeFileSync(join(root, 'reports', 'mutation.md'), page);
  process.stdout.write(page);
  const isKept = (room: RoomMutants) => room.unmeasured.length === 0 && scoreOfRoom(room).percent >= leastPercent;
  return found.every(isKept) ? 0 : 1;
}

/** What `npm run coverage` left; undefined when it was not run. */
function coverage(): CoverageSummary | undefined {
  const path = join(root, 'coverage', 'coverage-summary.json');
  if (!existsSync(path)) return undefined;
  const summary = JSON.parse(readFileSync(path, 'utf8')) as CoverageSummary;
  return Object.fromEntries(Object.entries(summary).map(([file, shares]) => [relative(root, file), shares]));
}
