/** Where the journals of runs lie: one of each run, beside its reports. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const pattern = /^journal-[0-9a-z]+\.ndjson$/;

export function journalFile(directory: string, runId: string): string {
  return join(directory, `journal-${runId}.ndjson`);
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
