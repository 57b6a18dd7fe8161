/**
 * Runs a batch: several cases one after another on the same groups, with one read-back after the last. Between them the
 * rules are predicted from the expected responses. If the read-back matches the prediction, each case is judged by its
 * response; if not, each case since the last read-back is run again by itself.
 *
 * An unexpected error is predicted to have changed nothing, and the batch goes on. Any other unexpected response ends the
 * batch at once. What failed is confirmed when the batch is over.
 *
 * Where a revoke of an absent rule succeeds, as in the default VPC, a case that removes something is never part of a
 * batch: it would hide that a case before it had removed the same rule.
 */

import type { Case } from '../cases/case.ts';
import type { CaseResult } from '../checks/case-result.ts';
import { BudgetSpent, SetUpProblem, TransportProblem } from '../endpoint/problem.ts';
import { arrange, readBack } from '../security-groups/arrange.ts';
import { mentionsPeer, needsGroups } from '../security-groups/cases/case-needs.ts';
import { areSetUpAlike, givenRules, matchesPrediction, predictRules } from '../security-groups/cases/case-rules.ts';
import { addToHistory, type GroupHistoryEntry, settleHistory } from '../security-groups/group-history.ts';
import type { GroupAccess } from '../security-groups/groups.ts';
import { groupPlaceholders } from '../security-groups/placeholders.ts';
import { extraRules, isClearable, type RuleSnapshot } from '../security-groups/test-groups.ts';
import { resultOfProblem } from './attempt-case.ts';
import { CaseRecord } from './case-record.ts';
import { type Attempted, confirm } from './confirm.ts';
import type { Engine } from './engine.ts';
import { executeCase, missingAction, missingCapabilities } from './execute-case.ts';
import { changesNothing } from './plan/plan-batches.ts';
import {
  closeContext,
  currentRules,
  type GroupContext,
  judgeAnswer,
  judgeSent,
  newContext,
  openContext,
  openGroups,
  readIdsAfter,
  type SentStep,
  sendStep,
  unexpectedRules,
} from './steps.ts';

/** Results in the order of the cases. Never throws. */
export async function executeBatch(engine: Engine, batch: readonly Case[]): Promise<readonly CaseResult[]> {
  const run = new BatchRun(engine);
  const attempts = batch.length < 2 ? new Map<Case, Attempted>() : await run.ask(batch);
  const results: CaseResult[] = [];
  for (const testCase of batch) {
    const attempted = attempts.get(testCase);
    const result =
      attempted === undefined
        ? await executeCase(engine, testCase, run.callsOf(testCase))
        : await confirm(engine, testCase, attempted);
    engine.knownFailures.note(result);
    results.push(result);
  }
  // Together they left other rules than predicted, and each by itself passes: then it is owed to their order.
  const isOwedToOrder = results.every(({ verdict }) => verdict !== 'fail');
  for (const past of isOwedToOrder ? run.mispredicted : []) await engine.historyDependence.explain(engine, past);
  return results;
}

/** A case that was sent in the batch and not read back yet. */
interface Entry {
  readonly testCase: Case;
  readonly stage: GroupContext;
  readonly record: CaseRecord;
  readonly sent: SentStep;
  readonly before: RuleSnapshot;
  /** The rules predicted after it. */
  readonly predicted: RuleSnapshot;
  readonly isExpected: boolean;
  /** What was sent to the groups before and with it, this case last. */
  readonly past: readonly GroupHistoryEntry[];
  /** A group was cleared for it, and nobody has read it since. */
  readonly isUnseen: boolean;
}

class BatchRun {
  readonly #engine: Engine;
  readonly #attempts = new Map<Case, Attempted>();
  readonly #records = new Map<Case, CaseRecord>();
  #entries: Entry[] = [];
  readonly #mispredicted: (readonly GroupHistoryEntry[])[] = [];

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** What was sent to groups whose rules were not as predicted in the end. */
  get mispredicted(): readonly (readonly GroupHistoryEntry[])[] {
    return this.#mispredicted;
  }

  /** Calls made in the batch for a case that has to be run by itself. */
  callsOf(testCase: Case): Readonly<Record<string, number>> {
    return this.#records.get(testCase)?.calls ?? {};
  }

  /** An attempt for each case that could be judged; the others have to be run by themselves. */
  async ask(batch: readonly Case[]): Promise<ReadonlyMap<Case, Attempted>> {
    const isRefusing = this.#engine.preparation.vpcs.nondefault !== undefined;
    const fits = (one: Case) =>
      (isRefusing || changesNothing(one)) && missingCapabilities(this.#engine, one).length === 0;
    for (const testCase of batch.filter(fits)) {
      if (missingAction(this.#engine, testCase) !== undefined) continue;
      // What it depends on has failed, so that it may fail too: by itself it spoils no other case.
      if (this.#engine.knownFailures.endanger(testCase)) continue;
      const record = new CaseRecord(this.#engine, testCase);
      this.#records.set(testCase, record);
      try {
        await this.#add(testCase, record);
      } catch (problem) {
        await this.#close();
        // What could not be set up on a used group is tried again by itself; what is wrong with us is not.
        if (!(problem instanceof SetUpProblem || problem instanceof TransportProblem)) {
          this.#attempts.set(testCase, asAttempt(resultOfProblem(record, problem)));
        }
      }
    }
    await this.#close();
    return this.#attempts;
  }

  async #add(testCase: Case, record: CaseRecord): Promise<void> {
    const access: GroupAccess = { caller: this.#engine.caller, journal: this.#engine.journal, witness: record.witness };
    if (!needsGroups(testCase)) {
      await this.#askWithoutGroups(testCase, record, access);
      return;
    }
    const stage = (await this.#continued(testCase, access)) ?? (await this.#opened(testCase, access));
    const { testGroups } = stage;
    addToHistory(testGroups, testCase);
    const { history: past = [], needsReadBack: isUnseen = false } = testGroups;
    const sent = await sendStep(stage, testCase, record);
    const before = currentRules(stage);
    const [first] = sent.expect;
    const expected = first === undefined ? before : predictRules(first, stage.given, before, stage.placeholders);
    await readIdsAfter(stage, sent, expected);
    await stage.created.deleteAll(access);
    const isExpected = judgeAnswer(stage, sent, before, expected).kind === 'pass';
    const predicted = isExpected || !isRefusal(sent) ? expected : before;
    testGroups.snapshot = predicted;
    this.#entries.push({ testCase, stage, record, sent, before, predicted, isExpected, past, isUnseen });
    if (isExpected) return;
    if (isRefusal(sent)) settleHistory(testGroups, true);
    else await this.#close();
  }

  /** Judges a case that has no rules to read; it leaves those of its neighbours as they are. */
  async #askWithoutGroups(testCase: Case, record: CaseRecord, access: GroupAccess): Promise<void> {
    const context = await openContext(this.#engine, testCase, access, 'quick');
    const sent = await sendStep(context, testCase, record);
    await closeContext(context);
    const none = currentRules(context);
    const result = record.judged(judgeSent(context, sent, none, none, record));
    this.#attempts.set(testCase, asAttempt(result));
  }

  /** The groups of the case before, if no rule is predicted there that cannot be cleared for this case. */
  async #continued(testCase: Case, access: GroupAccess): Promise<GroupContext | undefined> {
    const last = this.#entries.at(-1)?.stage;
    if (last === undefined) {
      return undefined;
    }
    const { direction } = this.#engine.operation;
    const given = givenRules(testCase, this.#engine.placeholders, direction);
    const wanted = new Set(given.filter(({ exists }) => exists).map(({ key }) => key));
    const leftovers = extraRules(currentRules(last), wanted);
    // Only outside the default VPC is a revoke of an absent rule refused; elsewhere it would hide a wrong removal.
    const isReliable = last.testGroups.vpc === 'nondefault' && !this.#engine.knownFailures.hasStateFailure;
    const mayClear = leftovers.length === 0 || (isReliable && isClearable(leftovers, direction));
    const snapshot = currentRules(last);
    // Rules that are set up in a way of their own are so on new groups, or where they stand so already.
    const isSpecial = given.some(({ setUp }) => setUp !== undefined);
    const isWhole = given.every(({ key, exists }) => !exists || snapshot.has(key));
    if (!mayClear || !areSetUpAlike(given, snapshot) || (isSpecial && !isWhole)) {
      return undefined;
    }
    const { pool, placeholders: run, preparation } = this.#engine;
    const testGroups = mentionsPeer(testCase) ? await pool.withPeer(last.testGroups, access) : last.testGroups;
    const placeholders = groupPlaceholders(run, testGroups, preparation);
    await arrange(testGroups, given, placeholders, access, 'quick');
    return { ...newContext(this.#engine, testCase, access, { testGroups, given, placeholders }), testGroups };
  }

  async #opened(testCase: Case, access: GroupAccess): Promise<GroupContext> {
    await this.#close();
    return openGroups(this.#engine, testCase, access, 'quick');
  }

  /** Reads the rules. If they match the prediction, every entry is judged; if not, none is. */
  async #close(): Promise<void> {
    const entries = this.#entries;
    const last = entries.at(-1);
    this.#entries = [];
    if (last === undefined) {
      return;
    }
    const { testGroups, access, given } = last.stage;
    // A response that was not expected may have changed nothing after all, and alone it may have changed anything.
    const accepted = last.isExpected ? [last.predicted] : [last.predicted, last.before];
    const matches = (rules: RuleSnapshot) =>
      (entries.length === 1 && !last.isExpected) || accepted.some((one) => matchesPrediction(rules, one, given));
    testGroups.snapshot = undefined;
    try {
      const { consistency } = this.#engine.caller;
      await consistency.waitOutDelay();
      const read = await consistency.until(() => readBack(testGroups, access, last.predicted), matches);
      if (!matches(read)) {
        this.#mispredicted.push(last.past);
        return;
      }
      testGroups.snapshot = read;
      if (!last.isExpected) settleHistory(testGroups, true);
      this.#engine.pool.release(testGroups);
      this.#judge(entries, read);
    } catch (problem) {
      if (!(problem instanceof SetUpProblem || problem instanceof TransportProblem || problem instanceof BudgetSpent)) {
        throw problem;
      }
      // Nothing was read of these cases, and each is run by itself.
    }
  }

  #judge(entries: readonly Entry[], read: RuleSnapshot): void {
    const last = entries.at(-1);
    const isUnsure = last?.isExpected === false && !isRefusal(last.sent);
    for (const entry of entries) {
      const { testCase, record, sent, stage, before, predicted } = entry;
      const result = record.judged(judgeSent(stage, sent, before, entry === last ? read : predicted, record));
      // Where the last response was not expected, a mismatch of an earlier one may be owed to it: run that by itself.
      const isAmbiguous = isUnsure && entry !== last && result.findings.some(({ mismatches }) => mismatches.length > 0);
      if (isAmbiguous) continue;
      // If the read-back matches the prediction, the group had been cleared as it should.
      const isUnseen = entry.isUnseen && entry === last && !entry.isExpected;
      const hasStrays = unexpectedRules(stage.given, entry === last ? read : predicted).length > 0;
      const { requestDelayMs } = sent;
      this.#attempts.set(testCase, { result, past: entry.past, isUnseen, hasStrays, requestDelayMs });
    }
  }
}

function asAttempt(result: CaseResult): Attempted {
  return { result, past: [], isUnseen: false, hasStrays: false, requestDelayMs: 0 };
}

/** An error of the client: EC2 changes nothing when it refuses. */
function isRefusal({ call }: SentStep): boolean {
  const { outcome } = call;
  return outcome.kind !== 'no-answer' && outcome.status >= 400 && outcome.status < 500;
}
