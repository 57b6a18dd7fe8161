/** Throttling answers are waited out, never judged. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from '../judgement/outcome.ts';

const mostAttempts = 7;
const firstPauseMs = 200;
const longestPauseMs = 10_000;

/** Whether the target says that it was asked too often (EC2 answers 503 RequestLimitExceeded). */
export function throttled(outcome: Outcome): boolean {
  return outcome.kind === 'error' && outcome.code === 'RequestLimitExceeded';
}

/** Pauses longer each time, with full jitter; false when it has been tried often enough. */
export async function waitOutThrottling(attempt: number): Promise<boolean> {
  if (attempt >= mostAttempts) {
    return false;
  }
  await sleep(Math.random() * Math.min(longestPauseMs, firstPauseMs * 2 ** attempt));
  return true;
}
