/**
 * Runs several cases in a row on the same groups and reads them once, after the last: what stands in between is what the
 * expected answers leave. When it is not what is read in the end, every case since the last reading is run again by
 * itself.
 *
 * Where a revoke of what is not there succeeds, as in the default VPC, a case that removes something is never part of a
 * row: it would hide that a case before it had removed the same.
 */
import type { CaseResult } from '../judgement/case-result.ts';
import type { GroupAccess } from '../target/groups.ts';
import { BudgetSpent } from '../target/problem.ts';
import { defaultKeys, isClearable, leftoversOf, type Standing } from '../target/world.ts';
import { arrange, type GivenRule, givenRules, readBack } from './arrange.ts';
import type { Case } from './case.ts';
import { CaseRecord } from './case-record.ts';
import type { Engine } from './engine.ts';
import { executeCase, missingCapabilities, resultOfProblem } from './execute-case.ts';
import {
  judgeAnswer,
  judgeSent,
  mentions,
  mentionsPeer,
  type SentStep,
  type Stage,
  sendStep,
  setStage,
} from './steps.ts';

const mostInBatch = 20;

/** Neighbours that can share readings, in their order; every case is in exactly one batch. */
export function planBatches(cases: readonly Case[]): readonly (readonly Case[])[] {
  const batches: Case[][] = [];
  for (const testCase of cases) {
    const last = batches.at(-1);
    const first = last?.[0];
    const joins = first !== undefined && mayFollow(first, testCase);
    if (last !== undefined && joins && last.length < mostInBatch) {
      last.push(testCase);
    } else {
      batches.push([testCase]);
    }
  }
  return batches;
}

function mayFollow(first: Case, next: Case): boolean {
  const isOpen = (one: Case) => isForeseeable(one) && (one.vpc !== 'default' || changesNothing(one));
  return isOpen(first) && isOpen(next) && first.vpc === next.vpc;
}

/** Every given rule stands after each answer that passes. */
function changesNothing({ expect, given }: Case): boolean {
  const rules = [given.main?.ingress, given.main?.egress, given.peer?.ingress, given.peer?.egress];
  const count = rules.reduce((sum, some) => sum + Object.keys(some ?? {}).length, 0);
  return expect.every(({ after }) => after.length === count);
}

/** One request, after which the same rules stand whichever of the expected answers is given. */
export function isForeseeable({ expect, then, beside }: Case): boolean {
  const [first] = expect;
  return (
    then === undefined &&
    beside === undefined &&
    first !== undefined &&
    expect.every(
      ({ after }) => after.length === first.after.length && after.every((name) => first.after.includes(name)),
    )
  );
}

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
    ? executeCase(engine, testCase, { calls, isTried: chain.hasDeparted(testCase) })
    : new CaseRecord(engine, testCase, calls).result('blocked', missing);
}

interface Link {
  readonly testCase: Case;
  readonly stage: Stage;
  readonly record: CaseRecord;
  readonly sent: SentStep;
  readonly before: Standing;
  readonly after: Standing;
}

/** A row of cases on one world, and what their answers say should stand there by now. */
class Chain {
  readonly #engine: Engine;
  readonly #judged = new Map<Case, CaseResult>();
  readonly #records = new Map<Case, CaseRecord>();
  readonly #departed = new Set<Case>();
  #links: Link[] = [];

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Whether its answer was not one that is expected; then it has been tried quickly, and care is what is left. */
  hasDeparted(testCase: Case): boolean {
    return this.#departed.has(testCase);
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
    for (const testCase of batch.filter(isAsked)) {
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
    }
    await this.#close();
    return this.#judged;
  }

  async #add(testCase: Case, record: CaseRecord): Promise<void> {
    const access: GroupAccess = { caller: this.#engine.caller, journal: this.#engine.journal, witness: record.witness };
    const stage = (await this.#continued(testCase, access)) ?? (await this.#opened(testCase, access));
    const sent = await sendStep(stage, testCase, record);
    const before: Standing = stage.world.standing ?? new Map();
    const after = foreseen(testCase, stage.given, before);
    const isAsExpected = judgeAnswer(stage, sent, before, after).kind === 'pass';
    // One that should change nothing is judged by its answer alone, if what is read shows that it did not.
    if (isAsExpected || changesNothing(testCase)) {
      stage.world.standing = after;
      this.#links.push({ testCase, stage, record, sent, before, after });
    }
    if (!isAsExpected) {
      this.#departed.add(testCase);
      await this.#close();
    }
  }

  /** The world of the case before, when nothing should stand there that this case does not want. */
  async #continued(testCase: Case, access: GroupAccess): Promise<Stage | undefined> {
    const last = this.#links.at(-1)?.stage;
    if (last === undefined || (mentionsPeer(testCase) && last.world.peer === undefined)) {
      return undefined;
    }
    const given = givenRules(testCase.given, this.#engine.placeholders, testCase.later);
    const wanted = new Set(given.map(({ key }) => key));
    const leftovers = leftoversOf(last.world.standing ?? new Map(), wanted);
    // A revoke of what is not there is refused outside the default VPC alone; elsewhere it would hide what went too far.
    const mayClear = leftovers.length === 0 || (last.world.vpc === 'nondefault' && isClearable(leftovers));
    // Ids of rules can only be told of what is known to stand.
    if (!mayClear || mentions(testCase, '{rule:')) {
      return undefined;
    }
    await arrange(last.world, given, last.placeholders, access, 'quick');
    return { ...last, given, access, ruleIds: new Map() };
  }

  async #opened(testCase: Case, access: GroupAccess): Promise<Stage> {
    await this.#close();
    return setStage(this.#engine, testCase, access, 'quick');
  }

  /** Reads what stands: if it is as foreseen, everything in the chain is judged by its answers. */
  async #close(): Promise<void> {
    const links = this.#links;
    const last = links.at(-1);
    this.#links = [];
    if (last === undefined) {
      return;
    }
    const { world, access } = last.stage;
    world.standing = undefined;
    try {
      const { visibility } = this.#engine.caller;
      await visibility.outlast();
      const read = await visibility.until(
        () => readBack(world, access, last.after),
        (standing) => isAsForeseen(standing, last.after, last.stage.given),
      );
      if (!isAsForeseen(read, last.after, last.stage.given)) {
        return;
      }
      world.standing = read;
      this.#engine.pool.release(world);
      for (const { testCase, record, sent, stage, before, after } of links) {
        this.#judged.set(testCase, record.judged(judgeSent(stage, sent, before, after, record)));
      }
    } catch {
      // Then nothing is known of these cases, and each is run by itself.
    }
  }
}

function foreseen(testCase: Case, given: readonly GivenRule[], before: Standing): Standing {
  const stays = new Set(testCase.expect[0]?.after ?? []);
  const gone = new Set(given.filter(({ name }) => !stays.has(name)).map(({ key }) => key));
  return new Map([...before].filter(([key]) => !gone.has(key)));
}

/** The rules that every new group has do not count unless they were given. */
function isAsForeseen(read: Standing, foreseenStanding: Standing, given: readonly GivenRule[]): boolean {
  const counts = (key: string) => !defaultKeys.has(key) || given.some((rule) => rule.key === key);
  const counted = (standing: Standing) => [...standing.keys()].filter(counts).sort().join('\n');
  return counted(read) === counted(foreseenStanding);
}
