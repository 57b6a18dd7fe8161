/**
 * Runs a batch: several cases one after another on the same resources, with one read-back after the last. Between them the
 * state is predicted from the expected responses. If the read-back matches the prediction, each case is judged by its
 * response; if not, each case since the last read-back is run again by itself.
 *
 * Where the resources of a case have to be cleared for the next one, the scene may find that the target removed other things than
 * predicted; then too, each case since the last read-back is run again by itself.
 *
 * An unexpected error is predicted to have changed nothing, and the batch goes on. Any other unexpected response ends the
 * batch at once. What failed is confirmed when the batch is over.
 *
 * A case after which the state is not certain is never part of a batch: it would hide what a case before it has done. The scene
 * says which cases these are.
 */

import type { Case } from '../cases/case.ts';
import { type CallCounts, sumCalls } from '../checks/call-counts.ts';
import type { CaseResult } from '../checks/case-result.ts';
import { SetUpProblem, TransportProblem } from '../endpoint/problem.ts';
import type { PastCase, SceneState, Stage } from '../scene/scene.ts';
import { resultOfProblem } from './attempt-case.ts';
import { CaseRecord } from './case-record.ts';
import { type Attempted, confirm, isInDoubt } from './confirm.ts';
import type { Engine } from './engine.ts';
import { attemptOnce, executeCase, isAskable, missingAction, missingCapabilities } from './execute-case.ts';
import { failedBy } from './known-failures.ts';
import {
  accessOf,
  type CaseContext,
  contextOn,
  judgeResponse,
  judgeSent,
  openContext,
  readIdsAfter,
  type SentStep,
  sendStep,
} from './steps.ts';

/** What a batch came to before anything was confirmed. */
export interface AskedBatch {
  /** Of the cases that could be judged; the others are run by themselves. */
  readonly attempts: ReadonlyMap<Case, Attempted>;
  /** Calls made in the batch for a case that has to be run by itself. */
  readonly callsOf: (testCase: Case) => CallCounts;
  /** What was sent to resources whose state was not as predicted in the end. */
  readonly mispredicted: readonly (readonly PastCase[])[];
}

/** Sends the requests of the cases, each case once and in one batch if possible. Has no effect on how other batches are judged. Never throws. */
export async function askBatch(engine: Engine, batch: readonly Case[]): Promise<AskedBatch> {
  const isConcurrent = engine.lanes.count > 1;
  const run = new BatchRun(engine);
  const attempts = new Map(batch.length < 2 ? [] : await run.ask(batch));
  for (const testCase of batch) {
    const isOpen = !attempts.has(testCase) && !run.hasAsked(testCase) && isAskable(engine, testCase);
    if (isOpen) attempts.set(testCase, await attemptOnce(engine, testCase));
  }
  return {
    attempts: new Map(
      [...attempts].map(([testCase, attempted]) => [testCase, { ...attempted, isConcurrent }] as const),
    ),
    callsOf: (testCase) => run.callsOf(testCase),
    mispredicted: run.mispredicted,
  };
}

/** Whether nothing failed and nothing is left to be asked: then to settle it takes no request, and other batches learn nothing by it. */
export function isSettled(engine: Engine, batch: readonly Case[], { attempts, mispredicted }: AskedBatch): boolean {
  if (mispredicted.length > 0) return false;
  return batch.every((testCase) => {
    const attempted = attempts.get(testCase);
    if (attempted === undefined) return testCase.repeated === undefined && !isAskable(engine, testCase);
    return !isInDoubt(engine, attempted) && failedBy(attempted.result).length === 0;
  });
}

/** Confirms what failed and runs by itself what could not be judged, while nothing else is asked. Never throws. */
export async function settleBatch(
  engine: Engine,
  batch: readonly Case[],
  { attempts, callsOf, mispredicted }: AskedBatch,
): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for (const testCase of batch) {
    const attempted = attempts.get(testCase);
    const result =
      attempted === undefined
        ? await executeCase(engine, testCase, callsOf(testCase))
        : await confirm(engine, testCase, attempted);
    engine.knownFailures.note(result);
    results.push(result);
  }
  // Together they left another state than predicted, and each by itself passes: then it is owed to their order.
  const isOwedToOrder = results.every(({ verdict }) => verdict !== 'fail');
  const explaining: CallCounts[] = [];
  for (const past of isOwedToOrder ? mispredicted : []) {
    explaining.push((await engine.historyDependence.explain(engine, past)).calls);
  }
  return results.map((result, index) =>
    index === results.length - 1 ? { ...result, calls: sumCalls([result.calls, ...explaining]) } : result,
  );
}

/** A case that was sent in the batch and not read back yet. */
interface Entry {
  readonly testCase: Case;
  readonly context: CaseContext;
  readonly record: CaseRecord;
  readonly sent: SentStep;
  readonly before: SceneState;
  /** The state predicted after it. */
  readonly predicted: SceneState;
  readonly isExpected: boolean;
  /** The requests that its resources were sent, those of this case last. */
  readonly past: readonly PastCase[];
  /** Its resources were cleared for it and have not been read since. */
  readonly isUnread: boolean;
}

class BatchRun {
  readonly #engine: Engine;
  readonly #attempts = new Map<Case, Attempted>();
  /** Calls made for each case that was sent, or was to be. Not its record, which holds whole responses. */
  readonly #calls = new Map<Case, CallCounts>();
  #entries: Entry[] = [];
  readonly #mispredicted: (readonly PastCase[])[] = [];

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** As {@link AskedBatch.mispredicted}, so far. */
  get mispredicted(): readonly (readonly PastCase[])[] {
    return this.#mispredicted;
  }

  /** Whether the case was sent, or was to be. */
  hasAsked(testCase: Case): boolean {
    return this.#calls.has(testCase);
  }

  /** Calls made for the case. */
  callsOf(testCase: Case): CallCounts {
    return this.#calls.get(testCase) ?? {};
  }

  /** An attempt for each case that could be judged; the others have to be run by themselves. */
  async ask(batch: readonly Case[]): Promise<ReadonlyMap<Case, Attempted>> {
    const { scene } = this.#engine;
    const fits = (one: Case) => scene.isPredictable(one) && missingCapabilities(this.#engine, one).length === 0;
    for (const testCase of batch.filter(fits)) {
      if (missingAction(this.#engine, testCase) !== undefined) continue;
      // What it depends on has failed, so that it may fail too: by itself it spoils no other case.
      if (this.#engine.knownFailures.endangers(testCase)) continue;
      const record = new CaseRecord(this.#engine, testCase);
      this.#calls.set(testCase, record.calls);
      try {
        await this.#add(testCase, record);
      } catch (problem) {
        await this.#close();
        // What could not be set up on used resources is tried again by itself; what is wrong with us is not.
        if (!(problem instanceof SetUpProblem || problem instanceof TransportProblem)) {
          this.#attempts.set(testCase, asAttempt(resultOfProblem(record, problem)));
        }
      }
    }
    await this.#close();
    return this.#attempts;
  }

  async #add(testCase: Case, record: CaseRecord): Promise<void> {
    const context = await this.#contextFor(testCase, record);
    const { stage } = context;
    stage.begin(testCase);
    const { past, isUnread } = stage;
    const sent = await sendStep(context, testCase, record);
    const before = stage.state;
    const [first] = sent.expect;
    const expected = first === undefined ? before : stage.predict(first, before);
    await readIdsAfter(context, sent, expected);
    await stage.deleteCreated();
    if (stage.isStateless) {
      // Nothing is to be read for it, and it leaves what its neighbours work on as it is.
      this.#attempts.set(testCase, asAttempt(record.judged(judgeSent(context, sent, before, before, record))));
      return;
    }
    const isExpected = judgeResponse(context, sent, before, expected).kind === 'pass';
    const predicted = isExpected || !isRefusal(sent) ? expected : before;
    stage.assume(predicted);
    this.#entries.push({ testCase, context, record, sent, before, predicted, isExpected, past, isUnread });
    if (isExpected) return;
    if (isRefusal(sent)) stage.settle(true);
    else await this.#close();
  }

  /** On the resources of the case before, if they can be prepared for this one; else on fresh ones. */
  async #contextFor(testCase: Case, record: CaseRecord): Promise<CaseContext> {
    const { scene, knownFailures } = this.#engine;
    const access = accessOf(this.#engine, record);
    if (!scene.hasState(testCase)) return openContext(this.#engine, testCase, access, 'quick');
    const last: Stage | undefined = this.#entries.at(-1)?.context.stage;
    const next =
      last === undefined ? undefined : await scene.follow(last, testCase, access, !knownFailures.hasStateFailure);
    if (next === 'unread') this.#entries = [];
    else if (next !== undefined) return contextOn(this.#engine, next);
    await this.#close();
    return openContext(this.#engine, testCase, access, 'quick');
  }

  /** Reads the state. If it matches the prediction, every entry is judged; if not, none is. */
  async #close(): Promise<void> {
    const entries = this.#entries;
    const last = entries.at(-1);
    this.#entries = [];
    if (last === undefined) {
      return;
    }
    const { stage } = last.context;
    // A response that was not expected may have changed nothing after all, and alone it may have changed anything.
    const accepted = last.isExpected ? [last.predicted] : [last.predicted, last.before];
    const matches = (state: SceneState) =>
      (entries.length === 1 && !last.isExpected) || accepted.some((one) => stage.matches(state, one));
    stage.forget();
    try {
      const { consistency } = this.#engine.caller;
      await consistency.waitOutDelay();
      const read = await consistency.until(() => stage.read(last.predicted), matches);
      if (!matches(read)) {
        this.#mispredicted.push(last.past);
        return;
      }
      stage.assume(read);
      if (!last.isExpected) stage.settle(true);
      stage.release();
      this.#judge(entries, read);
    } catch {
      // Nothing was read of these cases, or judging one is a mistake of the suite: each is run by itself, and says so if it is.
    }
  }

  #judge(entries: readonly Entry[], read: SceneState): void {
    const last = entries.at(-1);
    const isUnsure = last?.isExpected === false && !isRefusal(last.sent);
    for (const entry of entries) {
      const { testCase, record, sent, context, before, predicted } = entry;
      const after = entry === last ? read : predicted;
      const result = record.judged(judgeSent(context, sent, before, after, record));
      // Where the last response was not expected, a mismatch of an earlier one may be owed to it: run that by itself.
      const isAmbiguous = isUnsure && entry !== last && result.findings.some(({ mismatches }) => mismatches.length > 0);
      if (isAmbiguous) continue;
      // If the read-back matches the prediction, the resources had been cleared as they should.
      const isUnread = entry.isUnread && entry === last && !entry.isExpected;
      const hasStrays = context.stage.unexpected(after).length > 0;
      const { requestDelayMs } = sent;
      this.#attempts.set(testCase, { result, past: entry.past, isUnread, hasStrays, requestDelayMs });
    }
  }
}

function asAttempt(result: CaseResult): Attempted {
  return { result, past: [], isUnread: false, hasStrays: false, requestDelayMs: 0 };
}

/** An error of the client: EC2 changes nothing when it refuses. */
function isRefusal({ call }: SentStep): boolean {
  const { outcome } = call;
  return outcome.kind !== 'no-response' && outcome.status >= 400 && outcome.status < 500;
}
