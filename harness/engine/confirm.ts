/**
 * Decides what a failure comes to. A failure counts only if it repeats when the case is repeated, alone and on fresh
 * resources. What does not repeat is history-dependent, if repeating the requests that its resources had been sent shows it
 * again, and flaky otherwise.
 */

import type { Case } from '../cases/case.ts';
import { sumCalls, totalCalls } from '../checks/call-counts.ts';
import type { CaseResult } from '../checks/case-result.ts';
import { reason } from '../checks/reason.ts';
import type { PastCase } from '../scene/scene.ts';
import { type Attempt, attempt, type LateEffect } from './attempt-case.ts';
import type { Engine } from './engine.ts';
import { failedBy } from './known-failures.ts';

/** What one attempt at a case came to, before it is confirmed. */
export interface Attempted extends Pick<Attempt, 'result' | 'isUnread' | 'hasStrays' | 'requestDelayMs'> {
  /** The requests that its resources were sent, those of this case last; empty if unknown. */
  readonly past: readonly PastCase[];
  /** Whether other cases may have run at the same time. */
  readonly isConcurrent?: boolean;
}

/** The settled result. Never throws. */
export async function confirm(engine: Engine, testCase: Case, attempted: Attempted): Promise<CaseResult> {
  const { result } = attempted;
  if (!isInDoubt(engine, attempted)) return result;
  const { confirming } = engine.allowances;
  if (confirming.left < engine.scene.costOf(testCase)) {
    return result.verdict === 'fail' ? unconfirmed(result) : result;
  }
  let { result: again, isLate } = await repeated(engine, testCase, result);
  // A service that is overloaded errs twice in a row now and then.
  if (!isGood(again) && hadServerError(result) && hadServerError(again))
    ({ result: again, isLate } = await repeated(engine, testCase, again));
  confirming.spend(totalCalls(again.calls) - totalCalls(result.calls));
  if (again.verdict === 'blocked' && hadServerError(again)) engine.knownFailures.repeatedErrors += 1;
  if (isUsedUp(testCase, result, again)) return { ...result, calls: again.calls };
  if (!isGood(again) || isGood(result)) return again;
  // The request had come too early for what was changed before it.
  if (isLate || engine.caller.consistency.requestDelayMs > attempted.requestDelayMs) return again;
  return didNotRepeat(engine, attempted, again);
}

/** The case once more, alone and on fresh resources. `isLate`: it had been too early for a change of its own, and is not any more. */
async function repeated(
  engine: Engine,
  testCase: Case,
  { calls }: CaseResult,
): Promise<{ readonly result: CaseResult; readonly isLate: boolean }> {
  let { result, late } = await attempt(engine, testCase, 'careful', calls);
  // One after another of its requests may turn out to be too early for what was removed.
  for (let time = 0; late !== undefined && time < mostLateAttempts[late.what]; time += 1) {
    ({ result, late } = await settled(engine, testCase, result, late));
    if (isGood(result)) return { result, isLate: true };
  }
  return { result, isLate: false };
}

/** Attempts at a case whose requests are held because one came too early for a change. */
const mostLateAttempts = { made: 1, removed: 3 } as const;

/** Whether the request that failed has taken away what a further attempt would need. */
function isUsedUp({ irreplaceable }: Case, first: CaseResult, again: CaseResult): boolean {
  return irreplaceable === true && first.verdict === 'fail' && again.reason?.kind === 'set-up';
}

/** Shorter than this, a delay that was measured once says little about the next. */
const leastSettleMs = 1000;

/**
 * A further attempt of a case whose request did not find at first what was made for it. If it passes when the request is
 * held for long enough, requests are held from then on. What is removed is waited for from now on in any case: it concerns few requests.
 */
async function settled(
  engine: Engine,
  testCase: Case,
  { calls }: CaseResult,
  { what, afterMs }: LateEffect,
): Promise<Attempt> {
  const { consistency } = engine.caller;
  if (what === 'removed') {
    consistency.noteRemovalDelay(afterMs);
    return attempt(engine, testCase, 'careful', calls);
  }
  const held = await attempt(engine, testCase, 'careful', calls, Math.max(leastSettleMs, afterMs * 5));
  if (isGood(held.result)) consistency.noteRequestDelay(afterMs);
  return held;
}

/** A target with so many server errors that repeated is wrong, and not overloaded now and then. */
const mostRepeatedErrors = 10;

/** Whether a further attempt could change the verdict. */
export function isInDoubt(engine: Engine, { result, isUnread, hasStrays }: Attempted): boolean {
  const { verdict } = result;
  if (verdict === 'untestable' || verdict === 'error') return result.reason?.kind !== 'no-calls-left';
  // Known as server errors may be: here one leaves a requirement without a verdict, and may have been the only one of its kind.
  if (verdict === 'blocked' && hadServerError(result)) return engine.knownFailures.repeatedErrors < mostRepeatedErrors;
  const failed = failedBy(result);
  const isAnonymous = verdict === 'fail' && result.requirements.length === 0;
  const mayBeOwedToOthers = isUnread || hasStrays;
  return isAnonymous || (failed.length > 0 && (mayBeOwedToOthers || !engine.knownFailures.explains(result)));
}

function isGood(result: CaseResult): boolean {
  return (result.verdict === 'pass' || result.verdict === 'observed') && failedBy(result).length === 0;
}

async function didNotRepeat(
  engine: Engine,
  { result, past, isUnread, isConcurrent = false }: Attempted,
  again: CaseResult,
): Promise<CaseResult> {
  // The resources, or the connection, were not as they should have been; nothing was judged by them.
  const wasNotJudged = result.verdict === 'untestable' || result.verdict === 'error';
  const { isExplained, calls } = await engine.historyDependence.explain(engine, past);
  // What an earlier request left behind is the failure of that one, not of this case.
  if (isExplained || isUnread || wasNotJudged) return { ...again, calls: sumCalls([again.calls, calls]) };
  return flaky(engine, result, { ...again, calls: sumCalls([again.calls, calls]) }, isConcurrent);
}

/**
 * A few failures that do not repeat are noise; a target with more of them cannot be judged. A case that failed beside others is
 * judged by what it comes to alone, and all that follow are asked alone.
 */
function flaky(engine: Engine, first: CaseResult, again: CaseResult, isConcurrent: boolean): CaseResult {
  if (isConcurrent) engine.lanes.narrow('unrepeated');
  const isTolerated = isConcurrent || engine.caller.tolerateUnrepeated(hadServerError(first));
  return {
    ...again,
    verdict: isTolerated ? again.verdict : 'untestable',
    reason: reason('flaky', `failed once (${first.observed}) and passed when it was run again by itself`),
    exchanges: [...first.exchanges, ...again.exchanges],
    findings: again.findings.map((finding) => ({ ...finding, exchange: finding.exchange + first.exchanges.length })),
  };
}

function hadServerError({ exchanges }: CaseResult): boolean {
  return exchanges.some(({ status = 0 }) => status >= 500 && status !== 501);
}

function unconfirmed(result: CaseResult): CaseResult {
  return {
    ...result,
    verdict: 'untestable',
    reason: reason(
      'unconfirmed',
      `failed once (${result.observed}); could not be confirmed: the call limit was reached (--max-calls raises it)`,
    ),
    mismatches: [],
  };
}
