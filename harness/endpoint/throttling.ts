/** Throttling responses are waited out, never judged. */
import type { Outcome } from '../checks/outcome.ts';

/** How long a response that says "too often" is borne with. */
export interface ThrottlingPatience {
  /** Times a request is sent again. */
  readonly attempts: number;
  /** Milliseconds of the first pause; each further one may be twice as long, up to ten seconds. */
  readonly firstPauseMs: number;
}

/** Half a minute at least in all, in which the smallest documented bucket (5 calls a second) fills up. */
export const usualPatience: ThrottlingPatience = { attempts: 9, firstPauseMs: 200 };

const longestPauseMs = 10_000;

/**
 * Codes by which AWS's services say that they were asked too often, as AWS's SDKs know them
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html). EC2 itself says RequestLimitExceeded.
 */
const throttlingCodes: ReadonlySet<string> = new Set([
  'RequestLimitExceeded',
  'EC2ThrottledException',
  'PriorRequestNotComplete',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'Throttling',
  'ThrottledException',
  'ThrottlingException',
  'TooManyRequestsException',
]);

/** Whether the target says that it was asked too often: EC2 by 503 RequestLimitExceeded, a gateway before it by 429 (RFC 6585). */
export function throttled(outcome: Outcome): boolean {
  return (
    (outcome.kind === 'error' && throttlingCodes.has(outcome.code)) ||
    ((outcome.kind === 'error' || outcome.kind === 'unreadable') && outcome.status === 429)
  );
}

/** Milliseconds to wait before the next attempt: longer each time, with jitter over the upper half. */
export function backOffMs(attempt: number, { firstPauseMs }: ThrottlingPatience): number {
  const most = Math.min(longestPauseMs, firstPauseMs * 2 ** attempt);
  return most * (0.5 + Math.random() / 2);
}
