/** A resident driver: one process that makes every call; requests and results are lines of JSON. */

import type { ClientIdentity } from '../fixture.ts';
import {
  type ClientAdapter,
  type ClientCall,
  type ClientDescription,
  type ClientOutcome,
  ClientProblem,
} from '../outcome.ts';
import { DriverConversation } from './driver-conversation.ts';
import { protocolVersion } from './driver-messages.ts';
import type { ClientWorkspace } from './environment.ts';

/** The command line of a driver, and where and with which environment it runs. */
export interface DriverOptions {
  readonly command: readonly string[];
  readonly workspace: ClientWorkspace;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds that the driver may take to say that it has started. */
  readonly startTimeoutMs: number;
}

/** One driver process per identity, started when first needed, started anew after it ended or was ended. */
export class DriverAdapter implements ClientAdapter {
  readonly #options: DriverOptions;
  readonly #opened = new Map<ClientIdentity, Opened>();

  constructor(options: DriverOptions) {
    this.#options = options;
  }

  async start(): Promise<ClientDescription> {
    const { started } = this.#open('main');
    const answer = await started;
    if ('lacks' in answer) return answer;
    throw new ClientProblem('message' in answer ? answer.message : 'the driver did not start');
  }

  async call({ endpoint, operation, input, as, timeoutMs }: ClientCall): Promise<ClientOutcome> {
    const known = this.#opened.get(as);
    const { conversation, started } =
      known === undefined || known.conversation.over !== undefined ? this.#open(as) : known;
    const answered = await started;
    if (!('lacks' in answered)) return answered;
    const answer = await conversation.ask({ type: 'call', endpoint, operation, input }, timeoutMs);
    if ('outcome' in answer) return answer.outcome;
    return 'kind' in answer ? answer : { kind: 'driverError', message: 'the driver answered a call with "started"' };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#opened.values()].map(({ conversation }) => conversation.end()));
    this.#opened.clear();
  }

  #open(as: ClientIdentity): Opened {
    const { command, workspace, environment, startTimeoutMs } = this.#options;
    const conversation = new DriverConversation(command, workspace.environment(environment, as, undefined));
    const opened = { conversation, started: greet(conversation, startTimeoutMs) };
    this.#opened.set(as, opened);
    return opened;
  }
}

/** A process, and what it said to "start". */
interface Opened {
  readonly conversation: DriverConversation;
  readonly started: Promise<ClientDescription | ClientOutcome>;
}

async function greet(conversation: DriverConversation, timeoutMs: number): Promise<ClientDescription | ClientOutcome> {
  const answer = await conversation.ask({ type: 'start', protocol: protocolVersion }, timeoutMs);
  if ('started' in answer) return answer.started;
  if (!('outcome' in answer)) return answer;
  if (answer.outcome.kind === 'silent') return answer.outcome;
  const said = 'message' in answer.outcome ? `: ${answer.outcome.message}` : '';
  return { kind: 'driverError', message: `the driver answered "start" with "${answer.outcome.kind}"${said}` };
}
