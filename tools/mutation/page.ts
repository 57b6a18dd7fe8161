/** reports/mutation.md: how many code mutations of the checks the tests detect, and how much of the rest they run through. */
import { type CoverageSummary, type Share, sharesOfRooms } from './coverage.ts';
import { type Score, sumOfScores } from './score.ts';

/** Mutation scores of a room. */
export interface RoomScores {
  /** `harness/model` */
  readonly room: string;
  /** Percent of the mutants that its tests must kill. */
  readonly leastPercent: number;
  /** By path in the repository. */
  readonly files: ReadonlyMap<string, Score>;
  /** Files that have no result. */
  readonly unmeasured: readonly string[];
}

function scoreOfRoom({ files }: RoomScores): Score {
  return sumOfScores([...files.values()]);
}

/** Whether every file has a result, and enough mutants of the room are killed. */
export function isKept(room: RoomScores): boolean {
  return room.unmeasured.length === 0 && scoreOfRoom(room).percent >= room.leastPercent;
}

function markOf(room: RoomScores): string {
  if (isKept(room)) return 'kept';
  return scoreOfRoom(room).percent < room.leastPercent ? '**missed**' : 'run in part';
}

/** The figures of a page by file: what was not measured again keeps them. */
export function readPage(page: string): ReadonlyMap<string, Score> {
  const row = /^\| (\S+\.ts) \| \d+ \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| [\d.]+% \|$/gm;
  return new Map(
    [...page.matchAll(row)].map(([, file = '', ...counts]) => {
      const [killed = 0, survived = 0, uncovered = 0, ignored = 0] = counts.map(Number);
      return [file, sumOfScores([{ killed, survived, uncovered, ignored, percent: 0 }])];
    }),
  );
}

/** `coverage`: undefined when it was not measured. */
export function renderPage(rooms: readonly RoomScores[], coverage: CoverageSummary | undefined): string {
  return `# What the tests notice

Written by \`npm run mutation\`: [Stryker](https://stryker-mutator.io) changes the code that decides verdicts in one place at a
time, and runs the tests of its room alone. A change that no test notices has survived.

| room | mutants | killed | survived | run by no test | excluded | score | required | |
|---|---|---|---|---|---|---|---|---|
${rooms.map(roomRow).join('\n')}

- **Killed**: a test failed, or the changed code never came to an end.
- **Excluded**: changes nothing that could be observed; the reason is in a comment.
${unmeasured(rooms)}
## File by file

| file | mutants | killed | survived | run by no test | excluded | score |
|---|---|---|---|---|---|---|
${rooms.flatMap(fileRows).join('\n')}
${coverage === undefined ? '' : renderCoverage(coverage)}`;
}

function unmeasured(rooms: readonly RoomScores[]): string {
  const files = rooms.flatMap((room) => room.unmeasured);
  return files.length === 0 ? '' : `- **Not run, and in no figure**: ${files.join(', ')}.\n`;
}

function roomRow(room: RoomScores): string {
  if (room.files.size === 0) return `| ${room.room} | - | - | - | - | - | - | ${room.leastPercent}% | not run |`;
  const score = scoreOfRoom(room);
  return `| ${room.room} | ${numbers(score)} | ${room.leastPercent}% | ${markOf(room)} |`;
}

function fileRows({ files }: RoomScores): readonly string[] {
  return [...files]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([file, score]) => `| ${file} | ${numbers(score)} |`);
}

function numbers({ killed, survived, uncovered, ignored, percent }: Score): string {
  return `${killed + survived + uncovered} | ${killed} | ${survived} | ${uncovered} | ${ignored} | ${percent.toFixed(1)}%`;
}

function renderCoverage(coverage: CoverageSummary): string {
  const rows = sharesOfRooms(coverage).map(
    ({ room, lines, branches, functions }) =>
      `| ${room} | ${share(lines)} | ${share(branches)} | ${share(functions)} |`,
  );
  return `
## What the tests run through

Written by \`npm run coverage\`, over the project's own tests. What only a process of its own runs is not seen: most of
the command is tested as it is installed, started anew each time, and counts as not run.

| room | lines | branches | functions |
|---|---|---|---|
${rows.join('\n')}
`;
}

function share({ covered, total }: Share): string {
  return total === 0 ? '-' : `${(Math.floor((covered * 1000) / total) / 10).toFixed(1)}% of ${total}`;
}
