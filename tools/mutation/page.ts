/** reports/mutation.md: how much of a changed judgement the tests notice, and how much of the rest they run through. */
import { type CoverageSummary, type Share, sharesOfRooms } from './coverage.ts';
import { type MutationReport, type Score, scoreOf } from './score.ts';

/** Percent of the mutants of a room that its tests must kill. */
export const leastPercent = 90;

export interface RoomMutants {
  /** `harness/model` */
  readonly room: string;
  readonly report: MutationReport;
  /** Files that have no result. */
  readonly unmeasured: readonly string[];
}

export function scoreOfRoom({ report }: RoomMutants): Score {
  return scoreOf(Object.values(report.files).flatMap(({ mutants }) => mutants.map(({ status }) => status)));
}

/** `coverage`: undefined when it was not measured. */
export function renderPage(rooms: readonly RoomMutants[], coverage: CoverageSummary | undefined): string {
  return `# What the tests notice

Written by \`npm run mutation\`: [Stryker](https://stryker-mutator.io) changes the code that judges in one place at a
time, and runs the tests of that room alone. A change that no test notices has survived.

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

function unmeasured(rooms: readonly RoomMutants[]): string {
  const files = rooms.flatMap((room) => room.unmeasured);
  return files.length === 0 ? '' : `- **Not run, and in no figure**: ${files.join(', ')}.\n`;
}

function roomRow(room: RoomMutants): string {
  const score = scoreOfRoom(room);
  const mark = score.percent >= leastPercent ? 'kept' : '**missed**';
  return `| ${room.room} | ${numbers(score)} | ${leastPercent}% | ${mark} |`;
}

function fileRows({ report }: RoomMutants): readonly string[] {
  return Object.entries(report.files)
    .filter(([, { mutants }]) => mutants.length > 0)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([file, { mutants }]) => `| ${file} | ${numbers(scoreOf(mutants.map(({ status }) => status)))} |`);
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
