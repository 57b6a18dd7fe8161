/**
 * Runs several cases in a row on the same groups and reads them once, after the last: what stands in between is what the
 * expected answers leave. When it is not what is read in the end, every case since the last reading is run again by
 * itself. An answer that is not expected ends the row: it is judged as it is when the reading shows that nothing changed,
 * after the request was sent once more, and with care otherwise.
 *
 * Where a revoke of what is not there succeeds, as in the default VPC, a case that removes something is never part of a
 * row: it would hide that a case before it had removed the same.
 */
import type { CaseResult } from '../judgement/case-result.ts';
import type { GroupAccess } from '../target/groups.ts';
import { BudgetSpent } from '../target/problem.ts';
import { defaultKeys, isClearable, leftoversOf, type Standing } from '../target/world.ts';
import { arrange, type GivenRule, givenRules, readBack } from './arrange.ts';
import { resultOfProblem } from './attempt-case.ts';
import type { Case } from './case.ts';
import { CaseRecord } from './case-record.ts';
import type { Engine } from './engine.ts';
import { executeCase, missingCapabilities } from './execute-case.ts';
import { worldPlaceholders } from './placeholders.ts';
import { changesNothing } from './plan-batches.ts';
import { type Departure, onNewGroups, settleDeparture } from './row-departure.ts';
import { judgeAnswer, judgeSent, mentionsPeer, type SentStep, type Stage, sendStep, setStage } from './steps.ts';
import { addToPast, settlePast } from './world-past.ts';

/** Results in the order of the cases. Never throws. */
export async function executeBatch(engine: Engine, batch: readonly Case[]): Promise<readonly CaseResult[]> {
  const chain = new Chain(engine);
  const together = batch.length < 2 ? new Map<Case, CaseResult>() : await chain.run(batch);
  engine.foundations.note([...together.values()]);
  const results: CaseResult[] = [];
  for (const testCase of batch) {
    const result = together.get(testCase) ?? (await executeAlone(engine, testCase, chain));
    engine.foundations.note([result]);
    results.push(result);
  }
  return results;
}

/** A case that rests on what has failed proves nothing, and is not asked. */
async function executeAlone(engine: Engine, testCase: Case, chain: Chain): Promise<CaseResult> {
  const isApplicable = missingCapabilities(engine, testCase).length === 0;
  const missing = isApplicable ? engine.foundations.missing(testCase) : undefined;
  const calls = chain.callsOf(testCase);
  return missing === undefined
    ? executeCase(engine, testCase, { calls })
    : new CaseRecord(engine, testCase, calls).result('blocked', missing);
}

interface Link {
  readonly testCase: Case;
  readonly stage: Stage;
  readonly record: CaseRecord;
  readonly sent: SentStep;
  readonly before: Standing;
  readonly after: Standing;
  /** The word on it, if what stands after it is as foreseen. */
  readonly foreseen: () => CaseResult;
}

/** A row of cases on one world, and what their answers say should stand there by now. */
class Chain {
  readonly #engine: Engine;
  readonly #judged = new Map<Case, CaseResult>();
  readonly #records = new Map<Case, CaseRecord>();
  readonly #departed = new Map<Case, Departure>();
  /** Those of them that were answered with a server error, which may pass. */
  readonly #broken = new Set<Case>();
  #links: Link[] = [];

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Calls made for a case that is now run by itself. */
  callsOf(testCase: Case): Readonly<Record<string, number>> {
    return this.#records.get(testCase)?.calls ?? {};
  }

  /** Results of the cases that could be judged; the others have to be run by themselves. */
  async run(batch: readonly Case[]): Promise<ReadonlyMap<Case, CaseResult>> {
    const { foundations } = this.#engine;
    const isRefusing = this.#engine.preparation.vpcs.nondefault !== undefined;
    const isAsked = (one: Case) =>
      (isRefusing || changesNothing(one)) &&
      missingCapabilities(this.#engine, one).length === 0 &&
      foundations.missing(one) === undefined;
    for (const testCase of batch) {
      // Asked anew for each: what a case before it failed may be what this one rests on.
      if (!isAsked(testCase)) {
        continue;
      }
      const record = new CaseRecord(this.#engine, testCase);
      this.#records.set(testCase, record);
      try {
        await this.#add(testCase, record);
      } catch (problem) {
        await this.#close();
        if (problem instanceof BudgetSpent) {
          this.#judged.set(testCase, resultOfProblem(record, problem));
        }
      }
      await this.#settle(testCase);
    }
    await this.#close();
    return this.#judged;
  }

  /** A case that departed is judged before the next is asked. */
  async #settle(testCase: Case): Promise<void> {
    const departure = this.#departed.get(testCase);
    if (departure !== undefined && !this.#judged.has(testCase)) {
      const result = this.#broken.has(testCase)
        ? await executeCase(this.#engine, testCase, { calls: this.callsOf(testCase) })
        : await onNewGroups(this.#engine, departure, (careful) => careful);
      this.#judged.set(testCase, result);
    }
    const result = this.#judged.get(testCase);
    this.#engine.foundations.note(result === undefined ? [] : [result]);
  }

  async #add(testCase: Case, record: CaseRecord): Promise<void> {
    const access: GroupAccess = { caller: this.#engine.caller, journal: this.#engine.journal, witness: record.witness };
    const stage = (await this.#continued(testCase, access)) ?? (await this.#opened(testCase, access));
    addToPast(stage.world, testCase);
    const { past = [] } = stage.world;
    const sent = await sendStep(stage, testCase, record);
    const before: Standing = stage.world.standing ?? new Map();
    const after = standingForeseen(testCase, stage.given, before);
    const isExpected = (step: SentStep) => judgeAnswer(stage, step, before, after).kind === 'pass';
    const isAsExpected = isExpected(sent);
    stage.world.standing = after;
    const foreseen = () => record.judged(judgeSent(stage, sent, before, after, record));
    this.#links.push({ testCase, stage, record, sent, before, after, foreseen });
    if (!isAsExpected) {
      const departure: Departure = { testCase, stage, record, past, isExpected };
      this.#departed.set(testCase, departure);
      if (isServerError(sent)) {
        this.#broken.add(testCase);
      }
      await this.#close();
      const isUnchanged = isAsForeseen(stage.world.standing, before, stage.given);
      if (isUnchanged && this.#judged.get(testCase)?.verdict === 'fail') {
        const settled = await settleDeparture(this.#engine, departure);
        if (settled !== undefined) this.#judged.set(testCase, settled);
      }
    }
  }

  /** The world of the case before, when nothing should stand there that this case does not want. */
  async #continued(testCase: Case, access: GroupAccess): Promise<Stage | undefined> {
    const last = this.#links.at(-1)?.stage;
    if (last === undefined) {
      return undefined;
    }
    const { direction } = this.#engine.operation;
    const given = givenRules(testCase, this.#engine.placeholders, direction);
    const wanted = new Set(given.map(({ key }) => key));
    const leftovers = leftoversOf(last.world.standing ?? new Map(), wanted);
    // A revoke of what is not there is refused outside the default VPC alone; elsewhere it would hide what went too far.
    const mayClear = leftovers.length === 0 || (last.world.vpc === 'nondefault' && isClearable(leftovers, direction));
    if (!mayClear) {
      return undefined;
    }
    const { pool } = this.#engine;
    const placeholders = mentionsPeer(testCase)
      ? worldPlaceholders(this.#engine.placeholders, await pool.withPeer(last.world, access), this.#engine.preparation)
      : last.placeholders;
    await arrange(last.world, given, placeholders, access, 'quick');
    return { ...last, given, placeholders, access, ruleIds: new Map() };
  }

  async #opened(testCase: Case, access: GroupAccess): Promise<Stage> {
    await this.#close();
    return setStage(this.#engine, testCase, access, 'quick');
  }

  /**
   * Reads what stands: if it is as foreseen, everything in the chain is judged by its answers. Where the last one departed,
   * it may also have changed nothing; the set-up was right then, and it is judged by its answer.
   */
  async #close(): Promise<void> {
    const links = this.#links;
    const last = links.at(-1);
    this.#links = [];
    if (last === undefined) {
      return;
    }
    const { world, access, given } = last.stage;
    const hasDeparted = this.#departed.has(last.testCase);
    // What was refused and is gone all the same may have gone by a case before it: then all are run by themselves.
    const mayHaveGone = !hasDeparted || last.sent.call.outcome.kind !== 'error';
    const isForeseen = (standing: Standing) =>
      (mayHaveGone && isAsForeseen(standing, last.after, given)) ||
      (hasDeparted && isAsForeseen(standing, last.before, given));
    world.standing = undefined;
    try {
      const { visibility } = this.#engine.caller;
      await visibility.outlast();
      const read = await visibility.until(() => readBack(world, access, last.after), isForeseen);
      if (!isForeseen(read)) {
        return;
      }
      world.standing = read;
      if (hasDeparted) settlePast(world, true);
      this.#engine.pool.release(world);
      // A departure that is more than an answer, or may pass, is looked at with care.
      const isDoubtful = hasDeparted && (!isAsForeseen(read, last.before, given) || isServerError(last.sent));
      for (const link of isDoubtful ? links.slice(0, -1) : links) {
        const { testCase, record, sent, stage, before } = link;
        const isDeparted = hasDeparted && link === last;
        const judge = () => record.judged(judgeSent(stage, sent, before, read, record));
        const result = isDeparted ? judge() : link.foreseen();
        // Which of two requests did what was read is not known where the last departed: the other is run by itself.
        const isTold = isDeparted || !hasDeparted || result.findings.every(({ departures }) => departures.length === 0);
        if (isTold) this.#judged.set(testCase, result);
      }
    } catch {
      // Then nothing is known of these cases, and each is run by itself.
    }
  }
}

function isServerError({ call }: SentStep): boolean {
  const { outcome } = call;
  return outcome.kind !== 'no-answer' && outcome.status >= 500 && outcome.status !== 501;
}

function standingForeseen(testCase: Case, given: readonly GivenRule[], before: Standing): Standing {
  const stays = new Set(testCase.expect[0]?.after ?? []);
  const gone = new Set(given.filter(({ name }) => !stays.has(name)).map(({ key }) => key));
  return new Map([...before].filter(([key]) => !gone.has(key)));
}

/** The rules that every new group has do not count unless they were given. */
function isAsForeseen(read: Standing | undefined, foreseenStanding: Standing, given: readonly GivenRule[]): boolean {
  if (read === undefined) {
    return false;
  }
  const counts = (key: string) => !defaultKeys.has(key) || given.some((rule) => rule.key === key);
  const counted = (standing: Standing) => [...standing.keys()].filter(counts).sort().join('\n');
  return counted(read) === counted(foreseenStanding);
}
