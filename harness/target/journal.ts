/**
 * What a run has created, one JSON line per event, appended before and after each creation. It is how teardown finds
 * everything although creations happen in another thread, and how a later sweep finds what a killed run left.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

export type ResourceKind = 'group' | 'vpc' | 'prefix-list';

/** In the order in which they can be deleted. */
export const deletionOrder: readonly ResourceKind[] = ['group', 'prefix-list', 'vpc'];

export interface JournalEntry {
  readonly event: 'creating' | 'created' | 'deleted';
  readonly kind: ResourceKind;
  /** The name we gave; what to look for when the answer with the id never came. */
  readonly name: string;
  readonly id?: string;
}

export class Journal {
  readonly #file: string | undefined;
  readonly #entries: JournalEntry[] = [];

  /** Without a file the journal is kept in memory alone. */
  constructor(file?: string) {
    this.#file = file;
  }

  write(entry: JournalEntry): void {
    this.#entries.push(entry);
    if (this.#file !== undefined) {
      appendFileSync(this.#file, `${JSON.stringify(entry)}\n`);
    }
  }

  /** What was created and not deleted, oldest first; entries of other threads included. */
  remaining(): readonly JournalEntry[] {
    const entries = this.#file === undefined ? this.#entries : readEntries(this.#file);
    const gone = new Set(entries.filter(({ event }) => event === 'deleted').map(({ id }) => id));
    return entries.filter(({ event, id }) => event === 'created' && !gone.has(id));
  }

  /** Names that were asked for and never answered. */
  unanswered(): readonly JournalEntry[] {
    const entries = this.#file === undefined ? this.#entries : readEntries(this.#file);
    const answered = new Set(entries.filter(({ event }) => event === 'created').map(({ name }) => name));
    return entries.filter(({ event, name }) => event === 'creating' && !answered.has(name));
  }
}

/** A last line that was cut off by a crash is passed over. */
function readEntries(file: string): readonly JournalEntry[] {
  if (!existsSync(file)) {
    return [];
  }
  const entries: JournalEntry[] = [];
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    try {
      if (line !== '') {
        entries.push(JSON.parse(line) as JournalEntry);
      }
    } catch {
      // The process died while writing it; nothing was asked for yet.
    }
  }
  return entries;
}
