/** How far a run is, while it runs: one line rewritten on a terminal, a line every fifth of the way elsewhere. */
import { visibleLine } from '../../harness/transcript/visible-text.ts';
import { plural } from '../text/verdict-line.ts';
import type { Terminal } from './colour.ts';

/** The stream that progress is written to. */
export interface ProgressStream extends Terminal {
  write(text: string): unknown;
}

/** Stream, number of cases, and clock of a progress display. */
export interface ProgressOptions {
  readonly stream: ProgressStream;
  /** Cases to come; more may come than were announced. */
  readonly total: number;
  /** Milliseconds of a clock that never goes back. Default: performance.now. */
  readonly now?: () => number;
}

/** What has happened since the last step. */
export interface ProgressStep {
  readonly failed: boolean;
  /** Whether it was run: not where calls ran out, or the run ended before. */
  readonly wasRun: boolean;
  /** Calls made so far, in all. */
  readonly calls: number;
  readonly id: string;
}

/** A terminal is written to at most this often, in milliseconds. */
const redrawAfterMs = 100;

/** Shows the progress of a run on a stream. */
export class Progress {
  readonly #stream: ProgressStream;
  readonly #total: number;
  readonly #now: () => number;
  /** When the first case ended: what comes before it, such as loading the suites, happens once. */
  #firstAt = 0;
  #done = 0;
  #failed = 0;
  #notRun = 0;
  #calls = 0;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #fifths = 0;

  constructor({ stream, total, now = () => performance.now() }: ProgressOptions) {
    this.#stream = stream;
    this.#total = total;
    this.#now = now;
  }

  /** Counts one more case. */
  step({ failed, wasRun, calls, id }: ProgressStep): void {
    this.#calls = calls;
    if (!wasRun) {
      this.#notRun += 1;
      return;
    }
    if (this.#done === 0) this.#firstAt = this.#now();
    this.#done += 1;
    this.#failed += failed ? 1 : 0;
    if (this.#stream.isTTY === true) this.#redraw(id);
    else this.#print();
  }

  /** Clears the line, so that what follows begins on an empty one; says how many cases were not run. */
  end(): void {
    if (this.#stream.isTTY === true) this.#stream.write('\r\u001b[K');
    if (this.#notRun > 0) this.#stream.write(`${this.#text()}\n`);
  }

  #redraw(id: string): void {
    const now = this.#now();
    if (now - this.#drawnAt < redrawAfterMs) return;
    this.#drawnAt = now;
    const width = (this.#stream.columns ?? 80) - 1;
    this.#stream.write(`\r\u001b[K${`${this.#text()}  ${visibleLine(id)}`.slice(0, width)}`);
  }

  #print(): void {
    const fifths = Math.floor((this.#done * 5) / Math.max(this.#total, this.#done));
    if (fifths === this.#fifths) return;
    this.#fifths = fifths;
    this.#stream.write(`${this.#text()}\n`);
  }

  #text(): string {
    const total = Math.max(this.#total, this.#done + this.#notRun);
    return [
      `${this.#done}/${total} cases`,
      `${this.#failed} failed`,
      plural(this.#calls, 'call'),
      ...this.#rest(total),
    ].join(', ');
  }

  #rest(total: number): readonly string[] {
    if (this.#notRun > 0) return [`${this.#notRun} not run`];
    return this.#done === total ? ['done'] : this.#left(total - this.#done);
  }

  /** Nothing while only one case is known. */
  #left(cases: number): readonly string[] {
    if (this.#done < 2) return [];
    const each = (this.#now() - this.#firstAt) / (this.#done - 1);
    return [`about ${Math.ceil((each * cases) / 1000)} s left`];
  }
}
