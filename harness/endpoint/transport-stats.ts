/** What made a target hard to ask: figures beside the verdicts, none of which they decide. */

/** Counts of throttled requests and server errors, and the longest consistency wait in milliseconds. */
export interface TransportStats {
  /** Answers that said it was asked too often; each was waited out. */
  readonly throttled: number;
  /** Server errors that were answered with another attempt, or did not repeat when the case was run again. */
  readonly serverErrors: number;
  /** Longest time that a change took to be seen, in milliseconds; 0: all were seen at once. */
  readonly visibleAfterMs: number;
  /** Why cases were asked one at a time from some moment on, where several had been before. */
  readonly narrowed?: NarrowReason;
}

/**
 * The target throttled; it showed a change late, and what waits for changes is left to one case; a case failed beside others and
 * passed alone.
 */
export type NarrowReason = 'throttled' | 'late' | 'unrepeated';

/** The statistics before the first call. */
export const emptyStats: TransportStats = { throttled: 0, serverErrors: 0, visibleAfterMs: 0 };

/** Of several callers, or several machines: counts add up, the longest delay stays. */
export function mergeStats(parts: readonly TransportStats[]): TransportStats {
  return parts.reduce(
    (sum, { throttled, serverErrors, visibleAfterMs, narrowed = sum.narrowed }) => ({
      throttled: sum.throttled + throttled,
      serverErrors: sum.serverErrors + serverErrors,
      visibleAfterMs: Math.max(sum.visibleAfterMs, visibleAfterMs),
      ...(narrowed === undefined ? {} : { narrowed }),
    }),
    emptyStats,
  );
}
