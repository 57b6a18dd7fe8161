/**
 * The target's clock, from the Date field of its responses. A response was dated at some moment between the first byte of its
 * request and its own last byte: so each one bounds how far the target's clock is ahead of ours, the tighter the quicker it
 * was, and the bounds of several are narrower than those of any. A slow response proves little, and moves nothing.
 */
import { type Exchange, headerValue } from '../wire/message.ts';

/**
 * A smaller difference is let be. EC2 refuses signatures that are five minutes off, and the nearest that a case sends on purpose
 * is four minutes off: a quarter of the minute between them is less than any verdict depends on.
 */
export const minSkewMs = 15_000;

/** Bounds on how far the target's clock is ahead, in milliseconds. */
export class ClockEstimate {
  #least = Number.NEGATIVE_INFINITY;
  #most = Number.POSITIVE_INFINITY;

  /** Takes in an exchange whose response was complete at `nowMs`; one without a Date says nothing. */
  observe({ response, durationMs }: Exchange, nowMs: number): void {
    const date = Date.parse(headerValue(response?.headers ?? [], 'date') ?? '');
    if (Number.isNaN(date)) return;
    // Date has whole seconds: it was so many, and less than one more.
    const least = date - nowMs;
    const most = date + 1000 - (nowMs - durationMs);
    const agrees = least <= this.#most && most >= this.#least;
    // Where it contradicts what was seen before, one of the clocks was set: what was seen last holds.
    this.#least = agrees ? Math.max(this.#least, least) : least;
    this.#most = agrees ? Math.min(this.#most, most) : most;
  }

  /**
   * Milliseconds that the target's clock is ahead of ours: the middle between the bounds, if every value between them is
   * {@link minSkewMs} or more; else 0.
   */
  get aheadMs(): number {
    const isProven = this.#least >= minSkewMs || this.#most <= -minSkewMs;
    return isProven ? Math.round((this.#least + this.#most) / 2) : 0;
  }
}
