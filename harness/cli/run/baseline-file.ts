/** Reads a file of known failures. Every mistake in it is one sentence and exit code 2. */
import type { BaselineEntry, BaselineFile, Counterexample } from '../../../reports/baseline.ts';
import type { Mode } from '../../../reports/report.ts';
import type { FixtureCase } from '../../cases/fixture.ts';
import { type JsonMembers, jsonObject, readJsonObject } from '../connection/json-file.ts';
import { didYouMean } from '../did-you-mean.ts';
import { shown } from '../option-table.ts';
import { UsageMistake } from '../usage-mistake.ts';

const baselineFile = {
  noun: 'baseline',
  ifUnreadable: 'Give the path of a JSON file; --write-baseline makes one.',
  ifNotJson: 'Fix it; --write-baseline makes a new one.',
};

const fileMembers = ['$schema', 'mode', 'entries'];
const entryMembers = ['operation', 'match', 'cases', 'reason', 'issue', 'until', 'counterexamples'];
const counterexampleMembers = ['id', 'case'];

/**
 * Throws {@link UsageMistake} for a file that cannot be read, is of the other side, or has an entry without reason, with
 * a member of another name, with an empty list of cases, or with an `until` that is no day. A file of an earlier version,
 * whose entries name no cases, is read as one that is written by hand.
 */
export function readBaselineFile(path: string, mode: Mode): BaselineFile {
  const file = readJsonObject(path, baselineFile);
  refuseUnknown(file, fileMembers, `The baseline ${shown(path)}`);
  if (file['mode'] === undefined) {
    throw new UsageMistake(
      `The baseline ${shown(path)} is no list of known failures: it has no "mode", which is "server" or "client". --write-baseline writes one.`,
    );
  }
  if (file['mode'] !== mode) {
    throw new UsageMistake(
      `The baseline ${shown(path)} has the mode ${shown(String(file['mode']))}, not "${mode}". Give the ${mode}'s own list.`,
    );
  }
  const { entries } = file;
  if (!Array.isArray(entries)) throw new UsageMistake(`The baseline ${shown(path)} has to hold a list "entries".`);
  return { mode, entries: entries.map((entry, index) => entryOf(entry, `Entry ${index + 1} of ${shown(path)}`)) };
}

function entryOf(value: unknown, what: string): BaselineEntry {
  const entry = jsonObject(value, what);
  refuseUnknown(entry, entryMembers, what);
  const match = textOf(entry, 'match', what);
  if (match === undefined) throw new UsageMistake(`${what} has no "match". Name a requirement, a case or a glob.`);
  const reason = textOf(entry, 'reason', what);
  if (reason === undefined || reason.trim() === '') {
    throw new UsageMistake(`${what} (${shown(match)}) has no "reason". Say why it fails, or why it stays.`);
  }
  const issue = textOf(entry, 'issue', what);
  const until = textOf(entry, 'until', what);
  if (until !== undefined && !isDay(until)) {
    throw new UsageMistake(`${what} has until ${shown(until)}. Write a day as YYYY-MM-DD.`);
  }
  const operation = textOf(entry, 'operation', what);
  const cases = casesOf(entry, what);
  const counterexamples = counterexamplesOf(entry, cases ?? [], what);
  return {
    ...(operation === undefined ? {} : { operation }),
    match,
    ...(cases === undefined ? {} : { cases }),
    reason,
    ...(issue === undefined ? {} : { issue }),
    ...(until === undefined ? {} : { until }),
    ...(counterexamples.length === 0 ? {} : { counterexamples }),
  };
}

/** Undefined where the entry is written by hand and leaves them out. */
function casesOf({ cases }: JsonMembers, what: string): readonly string[] | undefined {
  if (cases === undefined) return undefined;
  const isList =
    Array.isArray(cases) && cases.length > 0 && cases.every((one) => typeof one === 'string' && one !== '');
  if (!isList)
    throw new UsageMistake(`${what} has "cases" that are no list of ids. Name at least one, or leave it out.`);
  return cases;
}

function counterexamplesOf({ counterexamples }: JsonMembers, cases: readonly string[], what: string) {
  if (counterexamples === undefined) return [];
  if (!Array.isArray(counterexamples)) throw new UsageMistake(`${what} has "counterexamples" that are no list.`);
  return counterexamples.map((value, index): Counterexample => {
    const each = `Counterexample ${index + 1} of ${what}`;
    const one = jsonObject(value, each);
    refuseUnknown(one, counterexampleMembers, each);
    const id = textOf(one, 'id', each);
    if (id === undefined || !cases.includes(id)) {
      throw new UsageMistake(`${each} has an "id" that is not one of the entry's "cases". Write the baseline again.`);
    }
    return { id, case: jsonObject(one['case'], `The case of ${each}`) as unknown as FixtureCase };
  });
}

function textOf(entry: JsonMembers, name: string, what: string): string | undefined {
  const value = entry[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') throw new UsageMistake(`${what} has a ${shown(name)} that is no text.`);
  return value;
}

/** A day of the calendar, which 2025-02-30 is not. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function refuseUnknown(value: JsonMembers, known: readonly string[], what: string): void {
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new UsageMistake(
      `${what} has a member ${shown(unknown)}.${didYouMean(unknown, known)} It may have ${known.join(', ')}.`,
    );
  }
}
