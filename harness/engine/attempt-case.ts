/** Attempts a case once: sets it up, sends its requests, reads the state, judges. What a failure comes to is decided in confirm.ts. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Case, CodeStep } from '../cases/case.ts';
import { stepsOf } from '../cases/case-text.ts';
import type { CaseResult } from '../checks/case-result.ts';
import type { StepVerdict } from '../checks/judge-step.ts';
import type { Outcome } from '../checks/outcome.ts';
import { reason } from '../checks/reason.ts';
import { isNotFound, isNotFoundCode, isStillThere } from '../endpoint/consistency.ts';
import { describeUnexpected } from '../endpoint/expect-success.ts';
import { BudgetSpent, SetUpProblem, TransportProblem, UnsupportedSetUp } from '../endpoint/problem.ts';
import { type Care, type PastCase, UsedResourceProblem } from '../scene/scene.ts';
import { isRead } from '../service-model/model.ts';
import { CaseRecord } from './case-record.ts';
import type { Engine } from './engine.ts';
import {
  accessOf,
  type CaseContext,
  closeContext,
  judgeSent,
  openContext,
  readAfter,
  type SentStep,
  sendPrepared,
  sendStep,
  wouldPass,
} from './steps.ts';

/** The result of one attempt, and how its resources were made ready for it. */
export interface Attempt {
  readonly result: CaseResult;
  /** The resources were cleared for the case, and their state was not read again before it began. */
  readonly isUnread: boolean;
  /** Things were there that the case did not give: what an earlier case left may be why it failed. */
  readonly hasStrays: boolean;
  /** The earlier cases on the same resources; empty for new resources. */
  readonly past: readonly PastCase[];
  /** Requests of the case that were judged. */
  readonly judged: number;
  /** How long its last request was held after a change, as far as that was known to be needed. */
  readonly requestDelayMs: number;
  /** The last request was refused as only a late change could explain, and was not so many milliseconds after that change. */
  readonly late?: LateEffect;
}

/** A change that the target took so many milliseconds to heed: what was just made was not found, or what was just removed was still there. */
export interface LateEffect {
  readonly what: 'made' | 'removed';
  readonly afterMs: number;
}

/** `callsBefore`: made for the case on attempts that are not reported. `settleMs`: waited before each request. Never throws. */
export async function attempt(
  engine: Engine,
  testCase: Case,
  care: Care,
  callsBefore: Readonly<Record<string, number>> = {},
  settleMs = 0,
): Promise<Attempt> {
  const record = new CaseRecord(engine, testCase, callsBefore);
  try {
    return await attemptOnStage(engine, testCase, record, care, settleMs);
  } catch (problem) {
    const past = problem instanceof UsedResourceProblem ? problem.past : [];
    const result = resultOfProblem(record, problem);
    return { result, isUnread: false, hasStrays: false, past, judged: 0, requestDelayMs: 0 };
  }
}

async function attemptOnStage(
  engine: Engine,
  testCase: Case,
  record: CaseRecord,
  care: Care,
  settleMs: number,
): Promise<Attempt> {
  const context = await openContext(engine, testCase, accessOf(engine, record), care);
  const { stage } = context;
  const { isUnread, past } = stage;
  let judged = 0;
  try {
    stage.begin(testCase);
    let last: StepVerdict | undefined;
    let lastSent: SentStep | undefined;
    for (const step of stepsOf(testCase)) {
      if (settleMs > 0) await sleep(settleMs);
      const sent = await sendUntilShown(context, step, record);
      lastSent = sent;
      const before = stage.state;
      stage.forget();
      const after = await readAfter(context, sent, before);
      stage.assume(after);
      last = judgeSent(context, sent, before, after, record);
      judged += 1;
      if (last.kind === 'fail') break;
    }
    stage.settle(last?.kind === 'fail');
    const hasStrays = stage.unexpected(stage.state).length > 0;
    const problem = last?.kind === 'fail' && lastSent !== undefined ? problemOf(lastSent, engine) : undefined;
    const result = problem === undefined ? record.judged(last) : resultOfProblem(record, problem);
    const isInDoubt = care === 'careful' && last?.kind === 'fail';
    const late = isInDoubt ? await findLater(context, lastSent, record) : undefined;
    await closeContext(context);
    return {
      ...{ result, isUnread, hasStrays, past, judged, requestDelayMs: lastSent?.requestDelayMs ?? 0 },
      ...(late === undefined ? {} : { late }),
    };
  } catch (problem) {
    // What the request did is not known: nobody else gets these resources.
    stage.forget();
    await closeContext(context);
    throw problem;
  }
}

/** Sends the step; one that only reads is sent again while what it shows is not as expected, and a late change may be why. */
async function sendUntilShown(context: CaseContext, step: CodeStep, record: CaseRecord): Promise<SentStep> {
  if (!showsState(step)) return sendStep(context, step, record);
  return context.engine.caller.consistency.until(
    () => sendStep(context, step, record),
    (sent) => wouldPass(context, sent, context.stage.state),
    context.hasDeleted === true ? 'deletion' : 'state',
  );
}

/** Whether the step names an action that reads, and is judged by what that shows, or by its not being there. */
function showsState({ send: { action }, expect }: CodeStep): boolean {
  const isAboutState = expect.some(
    ({ content, code = [] }) => content !== undefined || code.some((one) => isNotFoundCode(one)),
  );
  return action !== undefined && isRead(action) && isAboutState;
}

/**
 * Sends a request again that did not find what it names, or that what the case has removed stood in the way of, until neither is so
 * or that was waited out. Nothing is judged by it, and its resources are not used again. Undefined when it stays so, or was not so.
 */
async function findLater(
  context: CaseContext,
  sent: SentStep | undefined,
  record: CaseRecord,
): Promise<LateEffect | undefined> {
  if (sent === undefined || sent.step.beside !== undefined) return undefined;
  const { prepared, call, sinceChangeMs, sinceRemovalMs } = sent;
  const hasMissed = (outcome: Outcome) => isNotFound(outcome) || context.stage.misses(outcome);
  const isMissing = hasMissed(call.outcome);
  if (!isMissing && (sinceRemovalMs === undefined || !isStillThere(call.outcome))) return undefined;
  const isLate = isMissing ? hasMissed : isStillThere;
  context.stage.forget();
  const { delayMs } = await context.engine.caller.consistency.measure(
    () => sendPrepared(context, prepared, record),
    ({ outcome }) => !isLate(outcome),
  );
  if (delayMs === undefined) return undefined;
  return isMissing
    ? { what: 'made', afterMs: sinceChangeMs + delayMs }
    : { what: 'removed', afterMs: (sinceRemovalMs ?? 0) + delayMs };
}

/** Why a step that failed says nothing about what the case is about. */
function problemOf(sent: SentStep, engine: Engine): SetUpProblem | undefined {
  if (sent.step.prepares === true) return new SetUpProblem(describePreparation(sent));
  if (!isOwedToAccount(sent, engine)) return undefined;
  const { prepared, call } = sent;
  const limit = 'which is about what the account may do';
  return new SetUpProblem(`${prepared.action} ${describeUnexpected(call.outcome)}, ${limit}`);
}

/** Whether a refusal is about what the account may do, such as a quota. */
function isOwedToAccount(
  { prepared: { params, draft }, call: { outcome }, expect: [first] }: SentStep,
  { operation, caller: { tagsAccepted } }: Engine,
): boolean {
  if (outcome.kind !== 'error' || draft.as !== 'main') return false;
  const isSuccessDue = first !== undefined && first.code === undefined;
  return operation.domain.isOwedToAccount({ params, code: outcome.code, isSuccessDue, tagsAccepted });
}

/** What became of a request that only prepares what the case is about. */
function describePreparation({ prepared: { action }, call: { outcome } }: SentStep): string {
  const isSuccess = outcome.kind === 'success' && outcome.status === 200;
  return isSuccess ? `${action} succeeded and did not do what it says` : `${action} ${describeUnexpected(outcome)}`;
}

/** The verdict of a case in which something went wrong before it could be judged. */
export function resultOfProblem(record: CaseRecord, problem: unknown): CaseResult {
  if (problem instanceof UnsupportedSetUp) {
    return record.result('not-applicable', { kind: 'missing-capability', capabilities: [], message: problem.message });
  }
  if (problem instanceof SetUpProblem) {
    return record.result('untestable', reason('set-up', `the case could not be set up: ${problem.message}`));
  }
  if (problem instanceof BudgetSpent) {
    return record.result('not-asked', reason('no-calls-left', problem.message));
  }
  if (problem instanceof TransportProblem) {
    return record.result('error', reason('transport', problem.message));
  }
  const what = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
  return record.result('error', reason('suite-error', `a mistake of the suite: ${what}`));
}
