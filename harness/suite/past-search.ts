/** Plays a past on new groups, and looks for the smallest part of it whose last request departs. */
import type { CaseResult } from '../judgement/case-result.ts';
import { hasStateMismatch } from '../judgement/finding.ts';
import { reason } from '../judgement/reason.ts';
import { attempt } from './attempt-case.ts';
import type { Case } from './case.ts';
import { asData } from './case-file.ts';
import type { Engine } from './engine.ts';
import type { HistoryDemands } from './operation.ts';
import { asPastCase, cutAfter, type Manner, type Retold, type RetoldPast, retell } from './retell.ts';
import { requestInRow } from './row-request.ts';
import { fewerCases, plainerCases, withBystander, withoutRefusals } from './smaller-past.ts';
import { mentions, mentionsPeer } from './steps.ts';
import type { PastCase } from './world-past.ts';

/** A past that departed at its last request. */
interface DepartingPast {
  readonly past: readonly PastCase[];
  readonly manner: Manner;
  readonly told: RetoldPast;
  readonly result: CaseResult;
  /** It departed before the last request of what was played, and `past` ends there. */
  readonly isCut: boolean;
}

/** So many cases before the one that departed are tried before all of them are. */
const fewFormer = 3;

/** Plays of what is told, after the one that found it. */
const confirmations = 2;

/** Stands for the requirement until it is known. */
const notPlaced = 'history/played';

/** Groups made, read and deleted, and what stands at first. */
const callsToSetUp = 4;
const callsForPeer = 3;

export class PastSearch {
  /** Calls made, by action, and their sum. */
  readonly byAction: Record<string, number> = {};
  calls = 0;
  readonly #engine: Engine;
  readonly #demands: HistoryDemands;
  readonly #vpc: Case['vpc'];
  readonly #mostCalls: number;
  readonly #played = new Map<string, DepartingPast | undefined>();

  constructor(engine: Engine, demands: HistoryDemands, vpc: Case['vpc'], mostCalls: number) {
    this.#engine = engine;
    this.#demands = demands;
    this.#vpc = vpc;
    this.#mostCalls = mostCalls;
  }

  /**
   * A counterexample as small as it got, confirmed on new groups; undefined when nothing departs again, or a request goes
   * wrong without what came before it, which is no matter of history.
   */
  async run(past: readonly PastCase[]): Promise<CaseResult | undefined> {
    const ending = past.slice(-fewFormer - 1);
    if (await this.#clearsWrongly(ending)) {
      return undefined;
    }
    const first =
      (await this.#departing(ending, 'as-it-was')) ??
      (ending.length < past.length ? await this.#departing(past, 'as-it-was') : undefined);
    if (first === undefined || (await this.#departsAlone(first))) {
      return undefined;
    }
    const { direction } = this.#engine.operation;
    const few = await this.#smallest(first, fewerCases);
    const settled = (await this.#alike(few, few.past, 'settled')) ?? few;
    const plain = await this.#smallest(settled, (each) => plainerCases(each, direction));
    const smallest = (await this.#alike(plain, this.#moreGeneral(plain), plain.manner)) ?? plain;
    const requirement = this.#placed(smallest);
    const confirmed = requirement === undefined ? undefined : await this.#confirmed(smallest, requirement);
    return confirmed === undefined ? undefined : this.#reported(confirmed, past.at(-1)?.testCase.id ?? '');
  }

  #placed({ told }: DepartingPast): string | undefined {
    const { operation, preparation } = this.#engine;
    const { vpcs } = preparation;
    const usual = vpcs.nondefault === undefined && vpcs.default !== undefined ? 'default' : 'nondefault';
    const requests = told.requests.map((each) => requestInRow(each, told, operation));
    return this.#demands.place(requests, this.#vpc ?? usual);
  }

  /**
   * Under the name of what it fails; undefined when it does not depart each time. What is not steady departs once by
   * chance, and some part of a long past does so often.
   */
  async #confirmed(found: DepartingPast, requirement: string): Promise<DepartingPast | undefined> {
    const told = this.#told(found.past, found.manner, requirement);
    let last: DepartingPast | undefined;
    for (let count = 0; count < confirmations; count += 1) {
      last = await this.#play(found.past, found.manner, told);
      if (last === undefined || last.isCut || !isAlike(last, found)) return undefined;
    }
    return last;
  }

  /** Without what one might take for the cause. */
  #moreGeneral({ past, told }: DepartingPast): readonly PastCase[] {
    const { operation } = this.#engine;
    const last = told.requests.at(-1);
    const isAdding = last !== undefined && requestInRow(last, told, operation).kind === 'authorize';
    return isAdding ? withBystander(past, operation.direction) : withoutRefusals(past, operation.direction);
  }

  /** Whether the revoke that made room for the last case goes wrong without what came before it. */
  async #clearsWrongly(past: readonly PastCase[]): Promise<boolean> {
    const told = this.#told(past, 'as-it-was');
    const isClearing = ({ of, own, step }: Retold) =>
      of === past.length - 1 && own === undefined && step.send.action === undefined;
    const clearing = told.requests.find(isClearing);
    const alone = clearing === undefined ? [] : [asPastCase(told, clearing, this.#engine.operation)];
    return alone.length > 0 && (await this.#departing(alone, 'as-it-was')) !== undefined;
  }

  /** Takes the first smaller past that departs alike, as long as there is one. */
  async #smallest(
    found: DepartingPast,
    smaller: (past: readonly PastCase[]) => readonly (readonly PastCase[])[],
  ): Promise<DepartingPast> {
    for (const past of smaller(found.past)) {
      const next = await this.#alike(found, past, found.manner);
      if (next !== undefined) return this.#smallest(next, smaller);
    }
    return found;
  }

  /** Undefined when it does not depart at its last request alone, and in what the other departs. */
  async #alike(found: DepartingPast, past: readonly PastCase[], manner: Manner): Promise<DepartingPast | undefined> {
    const next = await this.#departing(past, manner);
    // What sends the same is no progress, and would be tried for ever.
    if (next === undefined || next.isCut || !isAlike(next, found) || sendsSame(next, found)) {
      return undefined;
    }
    const isSameLast = past.at(-1) === found.past.at(-1) && manner === found.manner;
    return isSameLast || !(await this.#departsAlone(next)) ? next : undefined;
  }

  /** Whether its last request goes wrong on new groups with the rules that stood before it; true when that cannot be asked. */
  async #departsAlone({ told }: DepartingPast): Promise<boolean> {
    const last = told.requests.at(-1);
    if (last === undefined || told.requests.length === 1) {
      return true;
    }
    // An id that a rule had is known only where it was.
    const formerRules = Object.keys(told.rules).filter((name) => !last.before.includes(name));
    if (formerRules.some((name) => mentions(last.step, `{rule:${name}}`))) {
      return false;
    }
    const alone = [asPastCase(told, last, this.#engine.operation)];
    return (
      !this.#isPayable(this.#told(alone, 'as-it-was')) || (await this.#departing(alone, 'as-it-was')) !== undefined
    );
  }

  /** Plays it unless it was played before; undefined, too, when the calls do not suffice to confirm it. */
  async #departing(past: readonly PastCase[], manner: Manner): Promise<DepartingPast | undefined> {
    const told = this.#told(past, manner);
    const text = JSON.stringify(told.testCase);
    if (!this.#played.has(text) && this.#isPayable(told)) {
      this.#played.set(text, await this.#play(past, manner, told));
    }
    const played = this.#played.get(text);
    return played === undefined || played.isCut ? played : { ...played, past };
  }

  #isPayable(told: RetoldPast): boolean {
    const cost = costOf(told);
    return this.calls + (1 + confirmations) * cost <= this.#mostCalls && this.#engine.caller.budget.left >= cost;
  }

  /** What departs is cut off after the request that does. */
  async #play(past: readonly PastCase[], manner: Manner, told: RetoldPast): Promise<DepartingPast | undefined> {
    const { result, judged } = await attempt(this.#engine, told.testCase, 'careful');
    for (const [action, count] of Object.entries(result.calls)) {
      this.byAction[action] = (this.byAction[action] ?? 0) + count;
      this.calls += count;
    }
    const failed = told.requests[judged - 1];
    if (result.verdict !== 'fail' || failed === undefined || failed.isOpen) {
      return undefined;
    }
    if (judged === told.requests.length) {
      return { past, manner, told, result, isCut: false };
    }
    const cut = cutAfter(past, told, failed, this.#engine.operation);
    return { past: cut, manner, told: this.#told(cut, manner), result, isCut: true };
  }

  #told(past: readonly PastCase[], manner: Manner, requirement = notPlaced): RetoldPast {
    const vpc = this.#vpc === undefined ? {} : { vpc: this.#vpc };
    const heading = { id: requirement, title: this.#demands.title, requirements: [requirement], ...vpc };
    return retell(past, heading, this.#engine, manner);
  }

  #reported({ result, told }: DepartingPast, departed: string): CaseResult {
    const replay = asData(told.testCase);
    return {
      ...result,
      id: `${departed}@${result.id}`,
      kind: 'history',
      calls: this.byAction,
      reason: reason('history', `found because ${departed} failed on a group that had been used, and passed on a fresh one`),
      ...(replay === undefined ? {} : { replay }),
    };
  }
}

function isAlike({ result: one }: DepartingPast, { result: other }: DepartingPast): boolean {
  return hasStateMismatch(one) === hasStateMismatch(other);
}

function sendsSame({ told: one }: DepartingPast, { told: other }: DepartingPast): boolean {
  return JSON.stringify(one.testCase) === JSON.stringify(other.testCase);
}

function costOf({ testCase, requests }: RetoldPast): number {
  return callsToSetUp + (mentionsPeer(testCase) ? callsForPeer : 0) + requests.length * 2;
}
