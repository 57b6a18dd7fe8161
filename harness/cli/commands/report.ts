/** `report`: renders a report again, or the shards of a run as one, without a network. */

import { wantsColour } from '../../../reports/formats/colour.ts';
import { renderConsole } from '../../../reports/formats/console.ts';
import { loadMerged, loadReport } from '../../../reports/load.ts';
import { UnreadableReport } from '../../../reports/read.ts';
import type { Report } from '../../../reports/report.ts';
import { formats, isFormat, writeReports } from '../../../reports/write.ts';
import { unwritableBy } from '../../endpoint/output-file.ts';
import { isRecording } from '../../endpoint/recording/recording-files.ts';
import { command } from '../command.ts';
import type { Context } from '../context.ts';
import { didYouMean } from '../did-you-mean.ts';
import { flagOption, shown, textOption } from '../option-table.ts';
import { UsageMistake } from '../usage-mistake.ts';
import { rejudge } from './rejudge.ts';
import { makeReportDirectory } from './report-directory.ts';

const consoleFormat = 'console';

/** The command `report`. */
export const reportCommand = command({
  name: 'report',
  takes: ['DIR|report.json', '[DIR …]'],
  about: 'render the report of an earlier run; several directories: merge the shards of one run',
  details: [
    `Formats: ${[consoleFormat, ...Object.keys(formats)].join(', ')}. Writes to standard output, with --out to a directory.`,
    'A recording (run --record) is judged again with the current requirements.',
    'Of a run that was killed, events.ndjson is rendered as an incomplete report.',
    'Exit code: 0; of merged shards, and with --out, that of the run.',
  ],
  options: {
    to: textOption('FORMAT', 'the format', consoleFormat),
    out: textOption('DIR', 'write report.json, report.html and the other files there'),
    verbose: flagOption('console: every failed case in full, blocked requirements, and observations'),
  },
  run: async ({ to, out, verbose }, paths, context) => {
    if (verbose && to !== consoleFormat)
      throw new UsageMistake('--verbose is for the console. Leave out --verbose or --to.');
    const render = renderer(to, verbose === true, context);
    if (out !== undefined) makeReportDirectory(out);
    const [first = ''] = paths;
    const isOneRecording = paths.length === 1 && isRecording(first);
    const report = await (isOneRecording ? rejudge(first, context) : load(paths));
    // The text is printed all the same.
    const unwritable = out === undefined ? [] : await unwritableBy(() => writeReports(report, out));
    context.stdout.write(render(report));
    for (const problem of unwritable) throw problem;
    return paths.length > 1 || out !== undefined ? report.summary.exitCode : 0;
  },
});

async function load(paths: readonly string[]): Promise<Report> {
  const [first = ''] = paths;
  return (paths.length > 1 ? loadMerged(paths) : loadReport(first)).catch((error: unknown) => {
    throw error instanceof UnreadableReport ? new UsageMistake(error.message) : error;
  });
}

function renderer(to: string, isVerbose: boolean, { stdout, environment }: Context): (report: Report) => string {
  if (to === consoleFormat) {
    const colour = wantsColour(stdout, environment);
    return (report) => renderConsole(report, { colour, detail: isVerbose ? 'verbose' : 'normal' });
  }
  if (isFormat(to)) return formats[to].render;
  const known = [consoleFormat, ...Object.keys(formats)];
  throw new UsageMistake(`There is no format ${shown(to)}.${didYouMean(to, known)} There are ${known.join(', ')}.`);
}
