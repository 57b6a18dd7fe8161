/** A conversation with one driver process: numbered messages out, answers in by their numbers. */
import { StringDecoder } from 'node:string_decoder';
import { visibleLine } from '../../transcript/visible-text.ts';
import type { ClientOutcome } from '../outcome.ts';
import { Child, outputLimit } from './child.ts';
import { type DriverMessage, readDriverMessage } from './driver-messages.ts';

type Silence = Extract<ClientOutcome, { kind: 'silent' }>;
type Answer = DriverMessage | Silence;

/** Up to this many lines that are no message, such as a library's banner, are skipped between two messages. */
const garbageLines = 100;

/** Sends messages to a driver process and matches its replies to them by `seq`. */
export class DriverConversation {
  readonly #child: Child;
  readonly #decoder = new StringDecoder('utf8');
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #seq = 0;
  #buffer = '';
  #garbage: string | undefined;
  #garbageLines = 0;
  #timer: NodeJS.Timeout | undefined;
  #timeoutMs = 0;
  /** How it ended; undefined while it takes messages. */
  over: Silence | undefined;

  constructor(command: readonly string[], environment: Readonly<Record<string, string>>) {
    const [name = '', ...args] = command;
    this.#child = new Child(name, args, {
      environment,
      onOutput: (chunk) => this.#read(chunk),
      onEnd: ({ code, signal, failedToStart }) => {
        const how = failedToStart ?? (signal === undefined ? `with exit code ${code}` : `by ${signal}`);
        this.#fail('ended', failedToStart === undefined ? `the driver ended ${how}${this.#said()}` : how);
      },
    });
  }

  /**
   * Sends one message and returns what comes back for it. Several may be under way; a driver is taken for hung when
   * none of them is answered for so long, and then all of them share its end.
   */
  ask(message: object, timeoutMs: number): Promise<Answer> {
    if (this.over !== undefined) return Promise.resolve(this.over);
    this.#seq += 1;
    const seq = this.#seq;
    const answered = new Promise<Answer>((resolve) => this.#waiting.set(seq, resolve));
    this.#child.write(`${JSON.stringify({ seq, ...message })}\n`);
    if (this.#timer === undefined) this.#watch(timeoutMs);
    return answered;
  }

  async end(): Promise<void> {
    if (this.over === undefined) this.#child.write(`${JSON.stringify({ seq: this.#seq + 1, type: 'stop' })}\n`);
    await this.#child.end();
  }

  #watch(timeoutMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#timeoutMs = timeoutMs;
    if (this.#waiting.size === 0) return;
    this.#timer = setTimeout(() => {
      const garbage = this.#garbage === undefined ? '' : `; it printed ${this.#garbage}`;
      const how = this.#garbage === undefined ? 'timeout' : 'garbage';
      this.#fail(how, `the driver did not answer within ${timeoutMs} ms${garbage}${this.#said()}`);
      void this.#child.abort();
    }, timeoutMs);
  }

  #read(chunk: Buffer): void {
    if (this.over !== undefined) return;
    this.#buffer += this.#decoder.write(chunk);
    // A flood without line ends would be searched from its beginning again with every chunk.
    if (chunk.indexOf(0x0a) < 0 && this.#buffer.length <= outputLimit) return;
    const lines = this.#buffer.split('\n');
    this.#buffer = lines.pop() ?? '';
    for (const line of lines) this.#line(line);
    if (this.#buffer.length > outputLimit) this.#flood(`a line of more than ${outputLimit} bytes`);
  }

  #line(line: string): void {
    if (line.trim() === '' || this.over !== undefined) return;
    const message = readDriverMessage(line);
    if (typeof message === 'string') {
      this.#garbage ??= `${message}: ${visibleLine(line.slice(0, 200))}`;
      this.#garbageLines += 1;
      if (this.#garbageLines > garbageLines) this.#flood(`more than ${garbageLines} lines that are no messages`);
      return;
    }
    const resolve = this.#waiting.get(message.seq);
    if (resolve === undefined) {
      const awaited = [...this.#waiting.keys()].join(', ');
      this.#garbage ??= `a message whose seq ${message.seq} no call awaits (awaited: ${awaited === '' ? 'none' : awaited})`;
      return;
    }
    this.#garbage = undefined;
    this.#garbageLines = 0;
    this.#waiting.delete(message.seq);
    this.#watch(this.#timeoutMs);
    resolve(message);
  }

  #flood(what: string): void {
    this.#fail('flood', `the driver printed ${what}${this.#garbage === undefined ? '' : `; first ${this.#garbage}`}`);
    void this.#child.abort();
  }

  #said(): string {
    const last = this.#child.complaint.trim().split('\n').at(-1) ?? '';
    return last === '' ? '' : `; it said: ${visibleLine(last.slice(0, 300))}`;
  }

  #fail(how: Silence['how'], message: string): void {
    if (this.over !== undefined) return;
    clearTimeout(this.#timer);
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    this.over = { kind: 'silent', how, message };
    const shared: Silence = waiting.length > 1 ? { ...this.over, shared: true } : this.over;
    for (const resolve of waiting) resolve(shared);
  }
}
