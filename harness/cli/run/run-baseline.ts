/** `--baseline` and `--write-baseline`. */
import { writeFileSync } from 'node:fs';
import {
  casesToAsk,
  counterexamplesToAsk,
  type Matchable,
  type ResolvedBaseline,
  resolveBaseline,
} from '../../../reports/baseline.ts';
import type { Mode, Report } from '../../../reports/report.ts';
import { smallestBaseline } from '../../../reports/write-baseline.ts';
import { shown } from '../option-table.ts';
import { UsageMistake } from '../usage-mistake.ts';
import { readBaselineFile } from './baseline-file.ts';
import type { AlwaysAsked } from './run-plan.ts';

/** Undefined without a file. Throws {@link UsageMistake} for one that cannot be used. */
export function loadBaseline(
  path: string | undefined,
  mode: Mode,
  matchable: Matchable,
  now: Date,
): ResolvedBaseline | undefined {
  if (path === undefined) return undefined;
  return resolveBaseline(readBaselineFile(path, mode).entries, matchable, now.toISOString().slice(0, 10));
}

/** What a run has to ask because of its baseline, whatever its effort. */
export function alwaysAsked(baseline: ResolvedBaseline): AlwaysAsked {
  return {
    required: new Set(casesToAsk(baseline)),
    counterexamples: counterexamplesToAsk(baseline).map(({ id, case: one, requirements }) => ({
      ...one,
      id,
      requirements,
    })),
  };
}

/** Entries that are not stale stay as they are. Throws {@link UsageMistake} where the file cannot be written. */
export function saveBaseline(path: string, report: Report, former: ResolvedBaseline | undefined): number {
  const file = smallestBaseline(report, former);
  try {
    writeFileSync(path, `${JSON.stringify(file, undefined, 2)}\n`);
  } catch (problem) {
    const code = (problem as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new UsageMistake(`--write-baseline ${shown(path)} cannot be written to (${code}). Give another file.`);
  }
  return file.entries.length;
}
