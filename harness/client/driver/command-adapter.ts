/** The adapter for commands: runs a command once for each call, and reads the outcome from its exit code and output. */
import { visibleLine } from '../../transcript/visible-text.ts';
import type { JsonObject } from '../fixture.ts';
import {
  type ClientAdapter,
  type ClientCall,
  type ClientDescription,
  type ClientOutcome,
  ClientProblem,
} from '../outcome.ts';
import { Child, type ChildEnd, outputLimit } from './child.ts';
import { parse, readOutcomeMessage } from './driver-messages.ts';
import type { ClientWorkspace } from './environment.ts';
import { fillTemplate } from './template.ts';

/** The command line with its placeholders, and where and with which environment it runs. */
export interface CommandOptions {
  readonly command: readonly string[];
  readonly workspace: ClientWorkspace;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly lacks: readonly string[];
}

/** The output for people shows neither: it has the result, and for errors code and message. */
const untold = ['status', 'requestId'];

/** The adapter of a command template: one process for each call. */
export class CommandAdapter implements ClientAdapter {
  readonly #options: CommandOptions;
  readonly #children = new Set<Child>();

  constructor(options: CommandOptions) {
    this.#options = options;
  }

  /** The command is asked for its version, which shows whether it is installed. */
  async start(): Promise<ClientDescription> {
    const [command = ''] = this.#options.command;
    const lacks = [...untold, ...this.#options.lacks];
    const { end, stdout } = await this.#run([command, '--version'], 20_000, 'main', undefined);
    if (end.failedToStart !== undefined)
      throw new ClientProblem(`${command} could not be started: ${end.failedToStart}`);
    const version = end.code === 0 ? stdout.trim().split('\n')[0]?.slice(0, 120) : undefined;
    const known = version !== undefined && /\d/.test(version) && !version.startsWith('{');
    return { name: command.split('/').at(-1) ?? command, ...(known ? { version: visibleLine(version) } : {}), lacks };
  }

  async call(call: ClientCall): Promise<ClientOutcome> {
    const { workspace, command } = this.#options;
    const filled = fillTemplate(command, { ...call, file: (text) => workspace.file(text) });
    const { end, stdout, stderr, stopped } = await this.#run(filled, call.timeoutMs, call.as, call.endpoint);
    if (stopped === 'timeout') {
      return silent('timeout', `the command did not end within ${call.timeoutMs} ms`);
    }
    if (stopped === 'flood') return silent('flood', `the command printed more than ${outputLimit} bytes`);
    if (end.failedToStart !== undefined) return silent('ended', end.failedToStart);
    if (end.signal !== undefined) return silent('ended', `the command was ended by ${end.signal}`);
    return end.code === 0 ? readSuccess(stdout) : readFailure(end.code ?? 1, stdout, stderr);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#children].map((child) => child.abort()));
  }

  #run(command: readonly string[], timeoutMs: number, as: ClientCall['as'], endpoint: string | undefined) {
    const [name = '', ...args] = command;
    const { workspace, environment } = this.#options;
    return new Promise<Ran>((resolve) => {
      const chunks: Buffer[] = [];
      let length = 0;
      let stopped: Ran['stopped'];
      const child = new Child(name, args, {
        environment: workspace.environment(environment, as, endpoint),
        onOutput: (chunk) => {
          length += chunk.length;
          if (length <= outputLimit) chunks.push(chunk);
          else stop('flood');
        },
        onEnd: (end) => {
          clearTimeout(timer);
          this.#children.delete(child);
          resolve({ end, stdout: Buffer.concat(chunks).toString('utf8'), stderr: child.complaint, stopped });
        },
      });
      const stop = (why: 'timeout' | 'flood') => {
        stopped ??= why;
        child.kill('SIGKILL');
      };
      const timer = setTimeout(() => stop('timeout'), timeoutMs);
      this.#children.add(child);
      child.closeInput();
    });
  }
}

interface Ran {
  readonly end: ChildEnd;
  readonly stdout: string;
  readonly stderr: string;
  readonly stopped: 'timeout' | 'flood' | undefined;
}

function silent(how: 'ended' | 'timeout' | 'garbage' | 'flood', message: string): ClientOutcome {
  return { kind: 'silent', how, message };
}

/** Nothing printed is a result without members; JSON is the output, or an outcome in the driver's words. */
function readSuccess(stdout: string): ClientOutcome {
  if (stdout.trim() === '') return { kind: 'result', output: {} };
  const value = parse(stdout) ?? parse(stdout.trim().split('\n').at(-1) ?? '');
  if (value === undefined) {
    return silent('garbage', `the command succeeded and printed no JSON: ${visibleLine(stdout.slice(0, 200))}`);
  }
  return reportedOutcome(value) ?? { kind: 'result', output: value as JsonObject };
}

/** The service's error in the sentence of the AWS CLI, or in the driver's words; else the command's own failure. */
function readFailure(code: number, stdout: string, stderr: string): ClientOutcome {
  const value = parse(stdout.trim().split('\n').at(-1) ?? '');
  const outcome = value === undefined ? undefined : reportedOutcome(value);
  if (outcome !== undefined) return outcome;
  const [, errorCode, message] =
    /An error occurred \(([^)]*)\) when calling the \w+ operation(?: \([^)]*\))?: (.*)/s.exec(stderr) ?? [];
  if (errorCode !== undefined)
    return { kind: 'serviceError', code: errorCode, message: message?.replace(/\n+$/, '') ?? '' };
  const said = stderr.trim() === '' ? stdout.trim() : stderr.trim();
  return { kind: 'clientError', message: `exit code ${code}: ${visibleLine(lastWords(said, 300))}` };
}

/** Cuts between words, so that no part of a secret is left at the cut. */
function lastWords(text: string, most: number): string {
  return text.length <= most ? text : text.slice(-most).replace(/^\S*(?:\s+|$)/, '');
}

function reportedOutcome(value: Readonly<Record<string, unknown>>): ClientOutcome | undefined {
  if (typeof value['type'] !== 'string') return undefined;
  const outcome = readOutcomeMessage(value);
  return typeof outcome === 'string' ? undefined : outcome;
}
