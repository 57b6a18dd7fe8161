/** `report`: renders a report again, without a network. */

import { wantsColour } from '../../reports/colour.ts';
import { renderConsole } from '../../reports/console.ts';
import { readReport, UnreadableReport } from '../../reports/read.ts';
import type { Report } from '../../reports/report.ts';
import { formats, isFormat } from '../../reports/write.ts';
import { command } from './command.ts';
import type { Context } from './context.ts';
import { shown, text } from './option-table.ts';
import { didYouMean } from './suggestion.ts';
import { UsageMistake } from './usage-mistake.ts';

const console = 'console';

export const reportCommand = command({
  name: 'report',
  takes: ['DIR|report.json'],
  about: 'render a report of an earlier run in another format',
  details: [`Formats: ${[console, ...Object.keys(formats)].join(', ')}. Writes to standard output.`],
  options: { to: text('FORMAT', 'the format', console) },
  run: async ({ to }, [path = ''], context) => {
    const render = renderer(to, context);
    const report = await readReport(path).catch((error: unknown) => {
      throw error instanceof UnreadableReport ? new UsageMistake(error.message) : error;
    });
    context.stdout.write(render(report));
    return 0;
  },
});

function renderer(to: string, { stdout, environment }: Context): (report: Report) => string {
  if (to === console) return (report) => renderConsole(report, { colour: wantsColour(stdout, environment) });
  if (isFormat(to)) return formats[to].render;
  const known = [console, ...Object.keys(formats)];
  throw new UsageMistake(`There is no format ${shown(to)}.${didYouMean(to, known)} There are ${known.join(', ')}.`);
}
