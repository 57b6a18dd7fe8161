/** How a run ends for the user: the reports are written, and the verdict is printed. */
import type { ResolvedBaseline } from '../../../reports/baseline.ts';
import { wantsColour } from '../../../reports/formats/colour.ts';
import { renderConsole } from '../../../reports/formats/console.ts';
import type { ExitCode } from '../../../reports/report.ts';
import { writeReports } from '../../../reports/write.ts';
import { unwritableBy } from '../../endpoint/output-file.ts';
import { program } from '../command.ts';
import type { CommandContext } from '../context.ts';
import { saveBaseline } from './run-baseline.ts';
import type { RunOptions } from './run-options.ts';
import type { FinishedRun } from './run-record.ts';

/** Where the reports go, and how much is printed. */
type DeliveryOptions = Pick<RunOptions, 'out' | 'writeBaseline' | 'quiet' | 'verbose'>;

/**
 * Writes the reports, prints the verdict and returns the exit code. `baseline`: the one that the run was judged by; --write-baseline
 * keeps those of its entries that still fail. A file that cannot be written keeps no other from being written, nor the verdict from
 * being printed: it is named after that, and the exit code is 2. `writeMore`: what a kind of run writes beside.
 */
export async function deliver(
  { report, unwritable }: FinishedRun,
  baseline: ResolvedBaseline | undefined,
  { out, writeBaseline, quiet, verbose }: DeliveryOptions,
  { stdout, stderr, environment }: CommandContext,
  writeMore: () => void = () => undefined,
): Promise<ExitCode> {
  const reports = await unwritableBy(() => writeReports(report, out));
  let warning: string | undefined;
  const others = [
    ...(await unwritableBy(writeMore)),
    ...(await unwritableBy(() => {
      if (writeBaseline !== undefined) warning = saveBaseline(writeBaseline, report, baseline);
    })),
  ];
  const detail = quiet ? 'quiet' : verbose ? 'verbose' : 'normal';
  const written = reports.length === 0 ? { reports: out } : {};
  stdout.write(renderConsole(report, { colour: wantsColour(stdout, environment), detail, ...written }));
  if (warning !== undefined) stderr.write(`${warning}\n`);
  const all = [...unwritable, ...reports, ...others];
  for (const { message } of all) stderr.write(`${program}: ${message}\n`);
  return all.length > 0 ? 2 : report.summary.exitCode;
}
