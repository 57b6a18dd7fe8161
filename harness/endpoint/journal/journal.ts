/**
 * What a run has created, one JSON line per event, appended before and after each creation. It is how teardown finds
 * everything although creations happen in another thread, and how a later sweep finds what a killed run left.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** One line of a journal: a resource that is being created, was created, refused or deleted. */
export interface JournalEntry {
  /** `refused`: or looked for, and not there. `nameless`: a success without an id, which may have made something. */
  readonly event: 'creating' | 'created' | 'nameless' | 'refused' | 'deleted';
  /** What it is, by a word of the domain that makes and deletes it. */
  readonly kind: string;
  /** The name we gave; what to look for when the response with the id never came. */
  readonly name: string;
  readonly id?: string;
}

/** Whose journal it is: the first line. */
export interface JournalRun {
  readonly event: 'run';
  readonly runId: string;
  readonly endpoint: string;
  readonly region: string;
}

/** The journal of one run, in memory and, with a file, on disk. */
export class Journal {
  readonly #file: string | undefined;
  readonly #entries: JournalEntry[] = [];

  /** Without a file the journal is kept in memory alone. */
  constructor(file?: string) {
    this.#file = file;
  }

  /** The first line, written once by the command. */
  begin(run: Omit<JournalRun, 'event'>): void {
    this.#append({ event: 'run', ...run });
  }

  write(entry: JournalEntry): void {
    this.#entries.push(entry);
    this.#append(entry);
  }

  /** Whose journal it is; undefined for one without its first line. */
  run(): JournalRun | undefined {
    return this.#lines().find((line) => line.event === 'run');
  }

  /** What was created and not deleted, oldest first; entries of other threads included. */
  remaining(): readonly JournalEntry[] {
    const entries = this.#all();
    const gone = new Set(entries.filter(({ event }) => event === 'deleted').map(({ id }) => id));
    return entries.filter(({ event, id }) => event === 'created' && !gone.has(id));
  }

  /** Kinds of everything that was asked for. */
  kinds(): ReadonlySet<string> {
    return new Set(this.#all().map(({ kind }) => kind));
  }

  /** Names that were asked for and never answered. */
  unanswered(): readonly JournalEntry[] {
    const entries = this.#all();
    const answers: readonly JournalEntry['event'][] = ['created', 'refused'];
    const answered = new Set(entries.filter(({ event }) => answers.includes(event)).map(({ name }) => name));
    return entries.filter(({ event, name }) => event === 'creating' && !answered.has(name));
  }

  /** Names whose creation was answered without an id. */
  nameless(): ReadonlySet<string> {
    return new Set(this.#all().flatMap(({ event, name }) => (event === 'nameless' ? [name] : [])));
  }

  #append(line: JournalEntry | JournalRun): void {
    if (this.#file !== undefined) {
      appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
    }
  }

  #all(): readonly JournalEntry[] {
    return this.#file === undefined ? this.#entries : this.#lines().filter((line) => line.event !== 'run');
  }

  #lines(): readonly (JournalEntry | JournalRun)[] {
    return this.#file === undefined ? [] : readLines(this.#file);
  }
}

/** A last line that was cut off by a crash is ignored. */
function readLines(file: string): readonly (JournalEntry | JournalRun)[] {
  if (!existsSync(file)) {
    return [];
  }
  const lines: (JournalEntry | JournalRun)[] = [];
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    try {
      if (line !== '') {
        lines.push(JSON.parse(line) as JournalEntry | JournalRun);
      }
    } catch {
      // The process died while writing it; nothing was asked for yet.
    }
  }
  return lines;
}
