/**
 * When changes become visible. EC2 promises that a change is seen eventually; so what is read is read again, for a
 * while, when it is not what is expected. A target that shows changes at once is read once.
 */
import { setTimeout as sleep } from 'node:timers/promises';

const firstPauseMs = 50;
const longestPauseMs = 500;

/** How long the first change of a run is waited for, where nothing is known of the target. */
export const unknownSettleMs = 5000;

/** How long changes are waited for, once the first of them was seen after `lagMs`. */
export function settleMsFor({ settleMs }: { readonly settleMs?: number }, lagMs: number): number {
  return settleMs ?? (lagMs === 0 ? 0 : Math.max(unknownSettleMs, lagMs * 5));
}

export class ConsistencyWaiter {
  readonly #onRepetition: () => void;
  #limitMs = 0;
  #lagMs = 0;

  /** `onRepetition`: something is about to be read again. */
  constructor(onRepetition: () => void = () => undefined) {
    this.#onRepetition = onRepetition;
  }

  /** Longest time that a change took to be seen so far, in milliseconds; 0: all were seen at once. */
  get lagMs(): number {
    return this.#lagMs;
  }

  /** Whether changes may be late at all. */
  get isEventual(): boolean {
    return this.#limitMs > 0;
  }

  /** Longest time to wait for a change, and the lag that is known already, both in milliseconds. */
  expect(limitMs: number, lagMs = 0): void {
    this.#limitMs = limitMs;
    this.#lagMs = Math.max(this.#lagMs, lagMs);
  }

  /** Reads until it is as expected or the limit has passed; answers what was read last. */
  async until<Read>(read: () => Promise<Read>, isExpected: (read: Read) => boolean): Promise<Read> {
    const since = performance.now();
    for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
      const found = await read();
      const elapsed = performance.now() - since;
      if (isExpected(found)) {
        this.#lagMs = pause === firstPauseMs ? this.#lagMs : Math.max(this.#lagMs, elapsed);
        return found;
      }
      if (elapsed >= this.#limitMs) {
        return found;
      }
      await sleep(pause);
      this.#onRepetition();
    }
  }

  /** Waits until a change made now would be seen, as far as is known: to show that nothing changed. */
  async waitOutDelay(): Promise<void> {
    if (this.#lagMs > 0) {
      await sleep(this.#lagMs * 1.2);
    }
  }

  /** As {@link until}, for what was read before and may have changed since: after that time, as a repetition. */
  async recheck<Read>(read: () => Promise<Read>, isExpected: (read: Read) => boolean): Promise<Read> {
    await this.waitOutDelay();
    this.#onRepetition();
    return this.until(read, isExpected);
  }
}
