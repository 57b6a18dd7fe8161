/** A resident driver: one process that makes every call, told in lines of JSON. */
import { StringDecoder } from 'node:string_decoder';
import { visibleLine } from '../transcript/visible-text.ts';
import { Child, outputLimit } from './child.ts';
import { type DriverMessage, protocolVersion, readDriverMessage } from './driver-messages.ts';
import type { ClientWorkspace } from './environment.ts';
import {
  type ClientCall,
  type ClientDescription,
  type ClientIdentity,
  type ClientOutcome,
  type ClientPlug,
  ClientProblem,
} from './outcome.ts';

export interface DriverOptions {
  readonly command: readonly string[];
  readonly workspace: ClientWorkspace;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds that the driver may take to say that it has started. */
  readonly startTimeoutMs: number;
}

/** Lines that are no message, such as a library's banner, are passed over up to this many per call. */
const garbageLines = 100;

/** One process, one message in flight. */
class Conversation {
  readonly #child: Child;
  #seq = 0;
  #buffer = '';
  readonly #decoder = new StringDecoder('utf8');
  #garbage: string | undefined;
  #garbageLines = 0;
  #waiting: { readonly seq: number; readonly resolve: (message: DriverMessage | ClientOutcome) => void } | undefined;
  /** How it ended; undefined while it can be spoken to. */
  over: ClientOutcome | undefined;

  constructor(options: DriverOptions, as: ClientIdentity) {
    const [command = '', ...args] = options.command;
    this.#child = new Child(command, args, {
      environment: options.workspace.environment(options.environment, as, undefined),
      onOutput: (chunk) => this.#read(chunk),
      onEnd: ({ code, signal, failedToStart }) => {
        const how = failedToStart ?? (signal === undefined ? `with exit code ${code}` : `by ${signal}`);
        this.#fail('ended', failedToStart === undefined ? `the driver ended ${how}${this.#said()}` : how);
      },
    });
  }

  /** Sends one message and answers what comes back for it; what comes for another number is passed over. */
  async ask(message: object, timeoutMs: number): Promise<DriverMessage | ClientOutcome> {
    if (this.over !== undefined) return this.over;
    this.#seq += 1;
    const seq = this.#seq;
    const answered = new Promise<DriverMessage | ClientOutcome>((resolve) => {
      this.#waiting = { seq, resolve };
    });
    this.#child.write(`${JSON.stringify({ seq, ...message })}\n`);
    const timer = setTimeout(() => {
      const garbage = this.#garbage === undefined ? '' : `; it printed ${this.#garbage}`;
      const how = this.#garbage === undefined ? 'timeout' : 'garbage';
      this.#fail(how, `the driver did not answer within ${timeoutMs} ms${garbage}${this.#said()}`);
      void this.#child.abort();
    }, timeoutMs);
    const answer = await answered;
    clearTimeout(timer);
    return answer;
  }

  async end(): Promise<void> {
    if (this.over === undefined) this.#child.write(`${JSON.stringify({ seq: this.#seq + 1, type: 'stop' })}\n`);
    await this.#child.end();
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
    const waiting = this.#waiting;
    if (waiting === undefined || message.seq !== waiting.seq) return;
    this.#garbage = undefined;
    this.#garbageLines = 0;
    this.#settle(message);
  }

  #flood(what: string): void {
    this.#fail('flood', `the driver printed ${what}${this.#garbage === undefined ? '' : `; first ${this.#garbage}`}`);
    void this.#child.abort();
  }

  #said(): string {
    const last = this.#child.complaint.trim().split('\n').at(-1) ?? '';
    return last === '' ? '' : `; it said: ${visibleLine(last.slice(0, 300))}`;
  }

  #fail(how: 'ended' | 'timeout' | 'garbage' | 'flood', message: string): void {
    this.over ??= { kind: 'silent', how, message };
    this.#settle(this.over);
  }

  #settle(message: DriverMessage | ClientOutcome): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve(message);
  }
}

/** One driver process per identity, started when first needed, started anew after it ended or was ended. */
export class DriverPlug implements ClientPlug {
  readonly #options: DriverOptions;
  readonly #conversations = new Map<ClientIdentity, Conversation>();

  constructor(options: DriverOptions) {
    this.#options = options;
  }

  async start(): Promise<ClientDescription> {
    const started = await this.#open('main');
    if ('lacks' in started) return started;
    throw new ClientProblem('message' in started ? started.message : 'the driver did not start');
  }

  async call({ endpoint, operation, input, as, timeoutMs }: ClientCall): Promise<ClientOutcome> {
    const known = this.#conversations.get(as);
    if (known === undefined || known.over !== undefined) {
      const opened = await this.#open(as);
      if (!('lacks' in opened)) return opened;
    }
    const conversation = this.#conversations.get(as);
    const answer = await conversation?.ask({ type: 'call', endpoint, operation, input }, timeoutMs);
    if (answer === undefined) return { kind: 'driverError', message: 'the driver is not there' };
    if ('outcome' in answer) return answer.outcome;
    return 'kind' in answer ? answer : { kind: 'driverError', message: 'the driver answered a call with "started"' };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#conversations.values()].map((conversation) => conversation.end()));
    this.#conversations.clear();
  }

  async #open(as: ClientIdentity): Promise<ClientDescription | ClientOutcome> {
    const conversation = new Conversation(this.#options, as);
    this.#conversations.set(as, conversation);
    const answer = await conversation.ask({ type: 'start', protocol: protocolVersion }, this.#options.startTimeoutMs);
    if ('started' in answer) return answer.started;
    if ('outcome' in answer) {
      const said = 'message' in answer.outcome ? `: ${answer.outcome.message}` : '';
      return { kind: 'driverError', message: `the driver answered "start" with "${answer.outcome.kind}"${said}` };
    }
    return answer;
  }
}
