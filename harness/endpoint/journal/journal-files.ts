/** Where the journals of runs lie: one of each run, beside its reports. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { asUnwritable, makeFolder } from '../output-file.ts';
import type { TargetSettings } from '../target-settings.ts';
import { Journal } from './journal.ts';

const pattern = /^journal-[0-9a-z]+\.ndjson$/;

/** Path of a run's journal in a report directory. */
export function journalFile(directory: string, runId: string): string {
  return join(directory, `journal-${runId}.ndjson`);
}

/** The settings with a journal of this run in the directory, which is made where it is not there. Throws UnwritableFile. */
export function withJournal(
  directory: string,
  settings: TargetSettings,
): TargetSettings & { readonly journal: string } {
  try {
    makeFolder(directory);
  } catch (problem) {
    throw asUnwritable(problem, directory, '--out');
  }
  const { runId, endpoint, region } = settings;
  const file = journalFile(directory, runId);
  new Journal(file).begin({ runId, endpoint, region });
  return { ...settings, journal: file };
}

/** The file stays as long as something is left that the journal names. `journal`: the run's own, which may know more than its file. */
export function endJournal(file: string, journal = new Journal(file)): void {
  if (journal.remaining().length > 0 || journal.unanswered().length > 0) return;
  try {
    rmSync(file, { force: true });
  } catch {
    // Nothing is left that it names: a later sweep finds nothing, and removes it.
  }
}

/** Journals of runs that did not end, or that left something behind. */
export function journalFiles(directory: string): readonly string[] {
  if (!existsSync(directory)) {
    return [];
  }
  return readdirSync(directory)
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => join(directory, name));
}
