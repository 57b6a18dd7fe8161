/**
 * Eventual consistency. EC2 promises that a change is seen in the end: so whatever a late change could explain (a state other
 * than expected, a thing that is not found right after it was made) is waited out before it counts, whenever it first
 * appears. What is as expected is read once: a target that shows changes at once loses no time.
 *
 * All suspicions of a run share one allowance, of which each may use up half of what is left: a target that is simply wrong
 * costs that much and no more. What came right costs none of it, so that a target that is right and late is waited for as
 * long at the end as at the start. Once a delay was seen, each suspicion is granted a multiple of it besides.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from '../checks/outcome.ts';

/**
 * What is late: the state as descriptions show it, ids in it, a new thing that requests name, what other requests name, a deletion as
 * descriptions show it, what was removed and still stands in the way of creations and deletions.
 */
export type ConsistencyKind = 'state' | 'ids' | 'existence' | 'requests' | 'deletion' | 'removals';

/** What was found out about a target, in milliseconds; plain data, so that it crosses threads. */
export interface ConsistencyFindings {
  /** The longest delay of each kind that was seen. */
  readonly delays: Readonly<Partial<Record<ConsistencyKind, number>>>;
  /** Spent on what did not come right. */
  readonly inVainMs: number;
}

const firstPauseMs = 50;
const longestPauseMs = 500;

/** How long a change is waited for where nothing is known of the target; half of what a run may wait without success. */
export const usualSettleMs = 5000;

/** Less than this is not worth another reading. */
const leastWaitMs = 25;

/** Repeats a read until its result is as expected or the settling time is over; records how late changes were seen. */
export class ConsistencyWaiter {
  readonly #settleMs: number;
  readonly #onRepetition: () => void;
  readonly #delays: Partial<Record<ConsistencyKind, number>> = {};
  readonly #madeAt = new Map<string, number>();
  #inVainMs = 0;
  #changedAt = 0;

  /** `settleMs`: longest wait for a change; 0 waits for none. `onRepetition`: something is about to be asked again. */
  constructor(settleMs = usualSettleMs, onRepetition: () => void = () => undefined) {
    this.#settleMs = settleMs;
    this.#onRepetition = onRepetition;
  }

  get findings(): ConsistencyFindings {
    return { delays: { ...this.#delays }, inVainMs: this.#inVainMs };
  }

  /** Longest time that a change took to be seen so far, in milliseconds; 0: all were seen at once. */
  get delayMs(): number {
    return Math.max(0, ...Object.values(this.#delays));
  }

  /** Takes over what another waiter has found out. */
  adopt({ delays, inVainMs }: ConsistencyFindings): void {
    for (const [kind, ms] of Object.entries(delays)) this.#note(kind as ConsistencyKind, ms);
    this.#inVainMs += inVainMs;
  }

  /** Notes that the target was just asked to change something. */
  noteChange(): void {
    this.#changedAt = performance.now();
  }

  /** Milliseconds after a change before which a request about it is known to come too early; 0: none is. */
  get requestDelayMs(): number {
    return this.#delays.requests ?? 0;
  }

  /** Milliseconds after a removal before which it is known to stand in the way of a creation or deletion; 0: it never did. */
  get removalDelayMs(): number {
    return this.#delays.removals ?? 0;
  }

  /** Notes that what was removed stood in the way so long. */
  noteRemovalDelay(ms: number): void {
    this.#note('removals', ms);
  }

  /** Waits until what was removed at this time, as by `performance.now()`, stands in no way, as far as that is known. */
  async settleRemoval(removedAt: number): Promise<void> {
    const rest = this.removalDelayMs * 1.5 - (performance.now() - removedAt);
    if (rest > 0) await sleep(rest);
  }

  /** Milliseconds since the target was last asked to change something. */
  get sinceChangeMs(): number {
    return performance.now() - this.#changedAt;
  }

  /** Notes that a request was right only so long after the change that it is about. */
  noteRequestDelay(ms: number): void {
    this.#note('requests', ms);
  }

  /** Waits, before a request that is judged, until what was changed before it is known everywhere, as far as that is known. */
  async settleRequest(): Promise<void> {
    const rest = this.requestDelayMs * 1.5 - this.sinceChangeMs;
    if (rest > 0) await sleep(rest);
  }

  /** Notes that the target has just made what has this id. */
  noteMade(id: string): void {
    this.#madeAt.set(id, performance.now());
  }

  /** Which of these the target has made so shortly before that they may not be known everywhere. */
  newAmong(ids: readonly string[]): readonly string[] {
    const since = performance.now() - this.#settleMs;
    return ids.filter((id) => (this.#madeAt.get(id) ?? Number.NEGATIVE_INFINITY) >= since);
  }

  /** Reads until it is as expected or was waited out; returns what was read last. */
  async until<Read>(
    read: () => Promise<Read>,
    isExpected: (read: Read) => boolean,
    kind: ConsistencyKind = 'state',
  ): Promise<Read> {
    const { found, delayMs } = await this.measure(read, isExpected);
    if (delayMs !== undefined && delayMs > 0) this.#note(kind, delayMs);
    return found;
  }

  /** As {@link until}, and how long it took to come right, in milliseconds; 0: at once; undefined: it did not. Notes no delay. */
  async measure<Read>(
    read: () => Promise<Read>,
    isExpected: (read: Read) => boolean,
  ): Promise<{ readonly found: Read; readonly delayMs: number | undefined }> {
    const since = performance.now();
    const own = this.delayMs === 0 ? 0 : this.delayMs * 3 + 250;
    const limit = Math.max(own, Math.min(this.#settleMs, (this.#settleMs * 2 - this.#inVainMs) / 2));
    // Pauses alone are counted: so a target that is wrong is asked the same number of times in each run.
    let waited = 0;
    for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
      const found = await read();
      if (isExpected(found)) return { found, delayMs: waited > 0 ? performance.now() - since : 0 };
      const rest = limit - waited;
      if (rest < leastWaitMs) {
        // Where several wait at a time, together they use up what they would one after another.
        this.#inVainMs += Math.max(0, Math.min(waited - own, this.#settleMs - this.#inVainMs / 2));
        return { found, delayMs: undefined };
      }
      await sleep(Math.min(pause, rest));
      waited += Math.min(pause, rest);
      this.#onRepetition();
    }
  }

  /** Waits until a change of the state made now would be seen, as far as is known: to show that nothing changed. */
  async waitOutDelay(): Promise<void> {
    const { state = 0 } = this.#delays;
    if (state > 0) await sleep(state * 1.2);
  }

  #note(kind: ConsistencyKind, ms: number): void {
    this.#delays[kind] = Math.max(this.#delays[kind] ?? 0, ms);
  }
}

/** `InvalidGroup.NotFound` and its like. */
export function isNotFound(outcome: Outcome): boolean {
  return outcome.kind === 'error' && isNotFoundCode(outcome.code);
}

/** Whether what is named may be too new: it is not found, or in no state to be used, as a prefix list that is still being made. */
export function isTooNew(outcome: Outcome): boolean {
  return isNotFound(outcome) || (outcome.kind === 'error' && /IncorrectState/.test(outcome.code));
}

/** Whether the code says that what is named is not there. */
export function isNotFoundCode(code: string): boolean {
  return /NotFound/.test(code);
}

/** `DependencyViolation`, `InvalidGroup.Duplicate` and their like: something is said to be there still. */
export function isStillThere(outcome: Outcome): boolean {
  return outcome.kind === 'error' && /Dependency|Duplicate|CannotDelete|InUse/.test(outcome.code);
}
