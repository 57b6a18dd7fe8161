/**
 * Decides after each exchange whether the request is sent again, and when a target is given up. Only what cannot change
 * a verdict is sent again: what was throttled, what never left because the connection was refused, and set-up calls that
 * a server error answered.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from '../checks/outcome.ts';
import { TransportProblem } from './problem.ts';
import { backOffMs, type ThrottlingPatience, throttled, usualPatience } from './throttling.ts';
import type { TransportStats } from './transport-stats.ts';

/** Server errors are borne twice, half a second apart at most. */
const serverErrorPatience: ThrottlingPatience = { attempts: 2, firstPauseMs: 100 };

/** A target that restarts is back within these pauses, a second and a half in all. */
const refusedPausesMs = [100, 200, 400, 800] as const;

/** Failures that did not repeat, in one run; a target with more of them cannot be judged. */
const maxTolerated = 3;

/** Requests in a row without a response after which the target counts as gone, and how often it is tried then. */
const goneAfter = 5;
const gonePauseMs = 2000;

/** Requests that timed out, in all: more would make the run wait for hours. */
const mostTimeouts = 25;

/** Decides on retries of one target, and counts throttled requests and server errors. */
export class RetryPolicy {
  readonly #patience: ThrottlingPatience;
  readonly #counts = { throttled: 0, serverErrors: 0 };
  #tolerated = 0;
  #everAnswered = false;
  #unanswered = 0;
  #timeouts = 0;
  #lastFailureAt = 0;

  constructor(patience: ThrottlingPatience = usualPatience) {
    this.#patience = patience;
  }

  get counts(): Pick<TransportStats, 'throttled' | 'serverErrors'> {
    return { ...this.#counts };
  }

  /** Counts a failure that did not repeat; false when there were more than a sound service has in one run. */
  tolerateUnrepeated(isServerError: boolean): boolean {
    this.#counts.serverErrors += isServerError ? 1 : 0;
    this.#tolerated += 1;
    return this.#tolerated <= maxTolerated;
  }

  /** Throws TransportProblem instead of asking a target that has stopped answering. */
  assertReachable(action: string): void {
    if (this.#timeouts >= mostTimeouts) {
      throw new TransportProblem(`${action} was not sent: ${mostTimeouts} requests timed out before it`);
    }
    if (this.#unanswered >= goneAfter && performance.now() - this.#lastFailureAt < gonePauseMs) {
      throw new TransportProblem(
        `${action} was not sent: the target has stopped answering, ${this.#unanswered} requests in a row got no response`,
      );
    }
  }

  /** Whether to send the same again, after the pause that this waits for. Throws TransportProblem when there is nothing to judge. */
  async again(action: string, outcome: Outcome, attempt: number, isSetUp: boolean): Promise<boolean> {
    if (outcome.kind === 'no-response') {
      return this.#unansweredAgain(action, outcome.failure, attempt);
    }
    this.#everAnswered = true;
    this.#unanswered = 0;
    if (throttled(outcome)) {
      this.#counts.throttled += 1;
      if (attempt >= this.#patience.attempts) {
        throw new TransportProblem(`${action}: the target throttled the request ${attempt + 1} times`);
      }
      await sleep(backOffMs(attempt, this.#patience));
      return true;
    }
    if (isSetUp && outcome.status >= 500 && outcome.status !== 501 && attempt < serverErrorPatience.attempts) {
      this.#counts.serverErrors += 1;
      await sleep(backOffMs(attempt, serverErrorPatience));
      return true;
    }
    return false;
  }

  async #unansweredAgain(
    action: string,
    failure: { readonly kind: string; readonly explanation: string },
    attempt: number,
  ): Promise<boolean> {
    this.#lastFailureAt = performance.now();
    this.#timeouts += failure.kind === 'timeout' ? 1 : 0;
    const pause = refusedPausesMs[attempt];
    // Once only: a target that did not come back in that time is not waited for again.
    const mayReturn = this.#everAnswered && this.#unanswered < goneAfter;
    if (failure.kind === 'refused' && mayReturn && pause !== undefined) {
      await sleep(pause);
      return true;
    }
    this.#unanswered += failure.kind === 'refused' ? goneAfter : 1;
    throw new TransportProblem(`${action}: ${failure.explanation}`);
  }
}
