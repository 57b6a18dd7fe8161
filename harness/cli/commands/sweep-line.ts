/** The command that removes what a run left behind, as it is printed. */
import type { TargetSettings } from '../../endpoint/target-settings.ts';
import type { UndeletedResource } from '../../scene/domain.ts';
import { commandLine } from '../../transcript/shell.ts';

/** Options of the run that left something behind: `sweep` needs the same to find its journal and to reach the target. */
interface SweptOptions {
  readonly out: string;
  /** `--timeout` and `--insecure` as they were given to the run. */
  readonly words: readonly string[];
  /** Only what this run left; default: what any run left. */
  readonly runId?: string;
}

/** `ec2-conformance sweep …`, to be pasted into a shell. Keys come from the environment, as they did for the run. */
export function sweepLine(
  { endpoint, region }: Pick<TargetSettings, 'endpoint' | 'region'>,
  { out, words, runId }: SweptOptions,
): string {
  const run = runId === undefined ? [] : ['--run', runId];
  return commandLine(['sweep', '--endpoint', endpoint, '--region', region, '--out', out, ...run, ...words]);
}

/** What a run without a report has left behind, and the command that removes it; empty where nothing is left. */
export function leftBehindText(leftovers: readonly UndeletedResource[], sweep: string): string {
  if (leftovers.length === 0) return '';
  const left = leftovers.map(({ kind, id, why }) => `  ${kind} ${id}: ${why}\n`).join('');
  return `Left behind:\n${left}Remove it with: ${sweep}\n`;
}
