/** `--baseline` and `--write-baseline`. */
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  type BaselineEntry,
  casesToAsk,
  counterexamplesToAsk,
  type Matchable,
  type ResolvedBaseline,
  resolveBaseline,
} from '../../../reports/baseline.ts';
import type { Mode, Report } from '../../../reports/report.ts';
import { smallestBaseline } from '../../../reports/write-baseline.ts';
import { asUnwritable, makeFolder, systemError } from '../../endpoint/output-file.ts';
import { shown } from '../option-table.ts';
import { UsageMistake } from '../usage-mistake.ts';
import { readBaselineFile } from './baseline-file.ts';
import type { AlwaysAsked } from './run-plan.ts';

/** Of one operation; undefined without a file. Throws {@link UsageMistake} for one that cannot be used. */
export function loadBaseline(
  path: string | undefined,
  mode: Mode,
  matchable: Matchable,
  now: Date,
): ResolvedBaseline | undefined {
  return loadBaselines(path, mode, [matchable], now).get(matchable.operation);
}

/**
 * By operation; empty without a file. An entry that names no operation is about each of several in which it matches
 * something. Throws {@link UsageMistake} for a file that cannot be used.
 */
export function loadBaselines(
  path: string | undefined,
  mode: Mode,
  matchables: readonly Matchable[],
  now: Date,
): ReadonlyMap<string, ResolvedBaseline> {
  if (path === undefined) return new Map();
  const { entries } = readBaselineFile(path, mode);
  const today = now.toISOString().slice(0, 10);
  const matches = (entry: BaselineEntry, matchable: Matchable): boolean =>
    resolveBaseline([entry], matchable, '').entries.length > 0;
  const isFor = (entry: BaselineEntry, matchable: Matchable): boolean =>
    entry.operation !== undefined ||
    matches(entry, matchable) ||
    (matchable === matchables[0] && !matchables.some((one) => matches(entry, one)));
  return new Map(
    matchables.map((matchable) => [
      matchable.operation,
      resolveBaseline(
        entries.filter((entry) => isFor(entry, matchable)),
        matchable,
        today,
      ),
    ]),
  );
}

/** The baselines of several operations as one, to write down what is left of them; undefined for none. */
export function joinedBaseline(all: readonly ResolvedBaseline[]): ResolvedBaseline | undefined {
  if (all.length < 2) return all[0];
  const entries = all.flatMap((one) => one.entries);
  const operations = new Set(entries.map(({ operation }) => operation));
  return {
    entries,
    others: (all[0]?.others ?? []).filter(({ operation }) => operation === undefined || !operations.has(operation)),
    complaints: all.flatMap((one) => one.complaints),
  };
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

/**
 * Makes the folder of `--write-baseline` and tries to open the file, before anything is tested; what is in the file stays. Throws
 * {@link UsageMistake} where it could not be written.
 */
export function checkBaselineFile(path: string | undefined): void {
  if (path === undefined) return;
  try {
    makeFolder(dirname(path));
    const isNew = !existsSync(path);
    closeSync(openSync(path, 'a'));
    if (isNew) rmSync(path);
  } catch (problem) {
    const why = systemError(problem);
    if (why === undefined) throw problem;
    throw new UsageMistake(`--write-baseline ${shown(path)} cannot be written (${why}). Give another file.`);
  }
}

/** Entries that are not stale stay as they are. Throws UnwritableFile, and leaves the file as it was. */
export function saveBaseline(path: string, report: Report, former: ResolvedBaseline | undefined): void {
  const file = smallestBaseline(report, former);
  const before = statSync(path, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(path) : undefined;
  try {
    writeFileSync(path, `${JSON.stringify(file, undefined, 2)}\n`);
  } catch (problem) {
    if (before !== undefined) putBack(path, before);
    throw asUnwritable(problem, path, '--write-baseline');
  }
}

/** On a full disk there is room for what was there before. */
function putBack(path: string, before: Buffer): void {
  try {
    writeFileSync(path, before);
  } catch {
    // The caller reports already that the file cannot be written.
  }
}
