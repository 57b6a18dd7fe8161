/**
 * What a run has created, one JSON line per event, appended before and after each creation. It is how teardown finds
 * everything although creations happen in another thread, and how a later sweep finds what a killed run left.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { asUnwritable, UnwritableFile } from '../output-file.ts';

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

/**
 * The journal of one run, in memory and, with a file, on disk. What was written here is known even when the file cannot be written any
 * more, or was removed, so that what was created is deleted nevertheless.
 */
export class Journal {
  readonly #file: string | undefined;
  /** Those of this thread. */
  readonly #entries: JournalEntry[] = [];
  #unwritable: UnwritableFile | undefined;

  /** Without a file the journal is kept in memory alone. */
  constructor(file?: string) {
    this.#file = file;
  }

  /** The first line, written once by the command. Throws {@link UnwritableFile}. */
  begin(run: Omit<JournalRun, 'event'>): void {
    if (this.#file !== undefined) append(this.#file, { event: 'run', ...run });
  }

  /** Throws {@link UnwritableFile} for an entry `creating` alone: what is not written down is not asked for. */
  write(entry: JournalEntry): void {
    try {
      if (this.#file !== undefined) append(this.#file, entry);
    } catch (problem) {
      if (!(problem instanceof UnwritableFile)) throw problem;
      this.#unwritable ??= problem;
      if (entry.event === 'creating') throw problem;
    }
    this.#entries.push(entry);
  }

  /** Set once an entry could not be written to the file. */
  get unwritable(): UnwritableFile | undefined {
    return this.#unwritable;
  }

  /** Whether something may have been created that it does not name: its file was removed, or could not be written. */
  isIncomplete(): boolean {
    return this.#file !== undefined && (this.#unwritable !== undefined || this.run() === undefined);
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

  #all(): readonly JournalEntry[] {
    const lines = this.#lines().filter((line) => line.event !== 'run');
    const written = new Set(lines.map((line) => JSON.stringify(line)));
    return [...lines, ...this.#entries.filter((entry) => !written.has(JSON.stringify(entry)))];
  }

  #lines(): readonly (JournalEntry | JournalRun)[] {
    return this.#file === undefined ? [] : readLines(this.#file);
  }
}

function append(file: string, line: JournalEntry | JournalRun): void {
  try {
    appendFileSync(file, `${JSON.stringify(line)}\n`);
  } catch (problem) {
    throw asUnwritable(problem, file, '--out');
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
