/** How a run ends for the user: the reports are written, and the verdict is printed. */
import type { ResolvedBaseline } from '../../../reports/baseline.ts';
import { wantsColour } from '../../../reports/formats/colour.ts';
import { renderConsole } from '../../../reports/formats/console.ts';
import type { ExitCode, Report } from '../../../reports/report.ts';
import { writeReports } from '../../../reports/write.ts';
import type { CommandContext } from '../context.ts';
import { saveBaseline } from './run-baseline.ts';
import type { RunOptions } from './run-options.ts';

/** Where the reports go, and how much is printed. */
type DeliveryOptions = Pick<RunOptions, 'out' | 'writeBaseline' | 'quiet' | 'verbose'>;

/** Writes the reports, prints the verdict and returns the exit code. `baseline`: the one that the run was judged by; --write-baseline keeps those of its entries that still fail. */
export async function deliver(
  report: Report,
  baseline: ResolvedBaseline | undefined,
  { out, writeBaseline, quiet, verbose }: DeliveryOptions,
  { stdout, stderr, environment }: CommandContext,
): Promise<ExitCode> {
  await writeReports(report, out);
  const warning = writeBaseline === undefined ? undefined : saveBaseline(writeBaseline, report, baseline);
  const detail = quiet ? 'quiet' : verbose ? 'verbose' : 'normal';
  stdout.write(renderConsole(report, { colour: wantsColour(stdout, environment), detail, reports: out }));
  if (warning !== undefined) stderr.write(`${warning}\n`);
  return report.summary.exitCode;
}
