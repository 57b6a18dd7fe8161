/**
 * What the thread of the suites is told once the target is prepared. The thread is started before, as loading the suites
 * takes about as long as preparing a target.
 */
import { BroadcastChannel } from 'node:worker_threads';
import type { AllowedCalls } from './allowance.ts';
import type { Preparation, TargetSettings } from '../target/settings.ts';

export interface Briefing {
  readonly preparation: Preparation;
  /** What is left of `--max-calls` for the cases. */
  readonly maxCalls: number;
  /** Of them, for confirming and shrinking what fails. */
  readonly allowed: AllowedCalls;
}

/** `waiting`: the suites are loaded. `none`: there is nothing to test. */
type Message = 'waiting' | 'none' | Briefing;

/** The end that knows. */
export class Briefer {
  /** The suites are loaded and wait. */
  readonly awaited: Promise<void>;
  readonly #channel: BroadcastChannel;
  #said: Message | undefined;
  #isClosed = false;

  constructor(settings: TargetSettings) {
    this.#channel = channelOf(settings);
    this.#channel.unref();
    this.awaited = new Promise((resolve) => {
      this.#channel.onmessage = (event) => {
        if (messageOf(event) !== 'waiting') return;
        if (this.#said !== undefined) this.#channel.postMessage(this.#said);
        resolve();
      };
    });
  }

  /** Undefined: nothing is to be tested. Who waits already, and who will, is told; after {@link close} nobody is. */
  say(briefing: Briefing | undefined): void {
    this.#said = briefing ?? 'none';
    if (!this.#isClosed) this.#channel.postMessage(this.#said);
  }

  close(): void {
    this.#isClosed = true;
    this.#channel.close();
  }
}

/** The end that waits. Rejects when there is nothing to test. */
export function briefed(settings: TargetSettings): Promise<Briefing> {
  const channel = channelOf(settings);
  return new Promise((resolve, reject) => {
    channel.onmessage = (event) => {
      const message = messageOf(event);
      channel.close();
      if (typeof message === 'object') resolve(message);
      else reject(new Error('the target could not be prepared'));
    };
    channel.postMessage('waiting' satisfies Message);
  });
}

function channelOf({ runId }: TargetSettings): BroadcastChannel {
  return new BroadcastChannel(`ec2-conformance ${runId}`);
}

function messageOf(event: unknown): Message {
  return (event as { readonly data: Message }).data;
}
