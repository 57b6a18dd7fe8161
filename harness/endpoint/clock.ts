/** The target's clock, read from the Date field of its answers. */
import { type Exchange, headerValue } from '../wire/message.ts';

/** Date has whole seconds, and an answer takes a moment: smaller differences are not known. */
export const minSkewMs = 2000;

/**
 * Milliseconds that the target's clock is ahead of ours; 0 when the answer has no Date, or one that differs by less
 * than {@link minSkewMs}. `nowMs`: when the answer was complete.
 */
export function clockAheadMs({ answer, durationMs }: Exchange, nowMs: number): number {
  const date = Date.parse(headerValue(answer?.headers ?? [], 'date') ?? '');
  if (Number.isNaN(date)) {
    return 0;
  }
  // A second is cut off on average by half, and half of the exchange is the way back.
  const ahead = Math.round(date + 500 - (nowMs - durationMs / 2));
  return Math.abs(ahead) < minSkewMs ? 0 : ahead;
}
