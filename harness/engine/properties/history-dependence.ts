/**
 * Tells a history-dependent failure from a flaky one. What failed on groups that had been used, and passed on new ones,
 * is run again after everything that those groups had been sent. If it fails again, that history is shrunk and reported.
 */

import { type CallCounts, sumCalls, totalCalls } from '../../checks/call-counts.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import { hasStateMismatch } from '../../checks/finding.ts';
import { reason } from '../../checks/reason.ts';
import type { PastCase } from '../../scene/scene.ts';
import { summarize } from '../../security-groups/generators/histories/history-model.ts';
import type { Engine } from '../engine.ts';
import { recordedHistory } from './recorded-history.ts';
import { type HistoryOutcome, type HistoryTrial, runHistory } from './run-history.ts';
import { shrink } from './shrink.ts';
import { failingAlone, smallerHistories } from './smaller-histories.ts';

/** Maximum calls of a run for repeating and shrinking histories; checking the smallest is not counted. */
const mostCalls = 120;

/** After so many histories that did not fail again a target counts as flaky, or as wrong in other ways. */
const mostFruitless = 3;

/** The last cases, which are repeated before all of them are. */
const fewCases = 4;

export class HistoryDependence {
  readonly #found: CaseResult[] = [];
  #isExplained = false;
  #fruitless = 0;
  #calls = 0;

  /** Failed results that were not taken yet; whoever takes them reports them. */
  take(): readonly CaseResult[] {
    return this.#found.splice(0);
  }

  /**
   * Whether the history of its groups explains why a case failed on them and passed on fresh ones; and the calls that it
   * took to find out. `cases` are those that used the groups, this one last. One failure of this kind explains
   * all that come later. Never throws.
   */
  async explain(engine: Engine, cases: readonly PastCase[]): Promise<Explanation> {
    const isPossible = engine.operation.histories !== undefined && engine.preparation.groups === undefined;
    if (!isPossible || cases.length < 2) return { isExplained: false, calls: {} };
    if (this.#isExplained || this.#fruitless >= mostFruitless) return { isExplained: this.#isExplained, calls: {} };
    const { shrinking } = engine.allowances;
    const search = new HistorySearch(engine, cases, Math.min(mostCalls - this.#calls, shrinking.left));
    const found = await search.run();
    this.#calls += totalCalls(search.calls);
    shrinking.spend(totalCalls(search.calls));
    if (found === undefined) {
      this.#fruitless += 1;
    } else {
      this.#isExplained = true;
      engine.knownFailures.note(found);
      engine.knownFailures.isHistoryDependent = true;
      this.#found.push(found);
    }
    // A counterexample reports these calls itself.
    return found === undefined ? { isExplained: false, calls: search.calls } : { isExplained: true, calls: {} };
  }
}

export interface Explanation {
  readonly isExplained: boolean;
  /** By action; those that no result has counted yet. */
  readonly calls: CallCounts;
}

class HistorySearch {
  readonly #engine: Engine;
  readonly #cases: readonly PastCase[];
  readonly #mostCalls: number;
  #calls: CallCounts = {};

  constructor(engine: Engine, cases: readonly PastCase[], mostCalls: number) {
    this.#engine = engine;
    this.#cases = cases;
    this.#mostCalls = mostCalls;
  }

  /** Made so far. */
  get calls(): CallCounts {
    return this.#calls;
  }

  /** Undefined when no history fails again, or its last request fails by itself as well. */
  async run(): Promise<CaseResult | undefined> {
    const failing = (await this.#repeated(this.#cases.slice(-fewCases))) ?? (await this.#repeated(this.#cases));
    if (failing === undefined) return undefined;
    const isState = hasStateMismatch(failing.outcome.result);
    const { smallest } = await shrink(failing, {
      smaller: (trial, { failed }) => (failed === undefined ? [] : smallerHistories(trial, failed)),
      run: (trial) => this.#run(trial),
      isSameFailure: (outcome) => isFailure(outcome) && hasStateMismatch(outcome.result) === isState,
    });
    const { failed } = smallest.outcome;
    if (failed === undefined || failed.index === 0) return undefined;
    const byItself = await this.#run(failingAlone(smallest.trial, failed), Number.POSITIVE_INFINITY);
    if (byItself === undefined || isFailure(byItself)) return undefined;
    const { vpc, history } = smallest.trial;
    const requests = { ...history, commands: history.commands.slice(0, failed.index + 1) };
    const requirement = this.#engine.operation.histories?.requirementOf(summarize(requests, vpc), vpc);
    if (requirement === undefined) return undefined;
    // A failure by chance is found in some part of a long history; once more, it is not by chance.
    const again = await this.#run({ vpc, history: requests }, Number.POSITIVE_INFINITY, requirement);
    return again !== undefined && isFailure(again) ? this.#reported(again, requirement) : undefined;
  }

  async #repeated(cases: readonly PastCase[]) {
    const history = recordedHistory(cases, this.#engine);
    if (history === undefined || history.commands.length < 2) return undefined;
    const trial: HistoryTrial = { vpc: this.#vpc(), history };
    const outcome = await this.#run(trial);
    return outcome !== undefined && isFailure(outcome) ? { trial, outcome } : undefined;
  }

  #vpc(): HistoryTrial['vpc'] {
    const { nondefault, default: usual } = this.#engine.preparation.vpcs;
    return (
      this.#cases.at(-1)?.testCase.vpc ?? (nondefault === undefined && usual !== undefined ? 'default' : 'nondefault')
    );
  }

  /** Undefined: the calls are spent. */
  async #run(
    trial: HistoryTrial,
    maxCalls = this.#mostCalls - totalCalls(this.#calls),
    requirement = 'history/repeated',
  ): Promise<HistoryOutcome | undefined> {
    const title = this.#engine.operation.histories?.title ?? '';
    const outcome = await runHistory(this.#engine, trial, {
      title: { id: requirement, title, requirements: [requirement] },
      care: 'careful',
      maxCalls,
    });
    this.#calls = sumCalls([this.#calls, outcome.result.calls]);
    return outcome.result.verdict === 'not-asked' ? undefined : outcome;
  }

  #reported({ result, replay }: HistoryOutcome, requirement: string): CaseResult {
    const failed = this.#cases.at(-1)?.testCase.id;
    return {
      ...result,
      id: `${failed}@${requirement}`,
      kind: 'history',
      calls: this.#calls,
      reason: reason(
        'history',
        `found because ${failed} failed on a group that had been used, and passed on a fresh one`,
      ),
      ...(replay === undefined ? {} : { replay }),
    };
  }
}

/** A request of which nothing is required has no failure of its own: the history is not what was recorded. */
function isFailure({ result, failed }: HistoryOutcome): boolean {
  return result.verdict === 'fail' && !(failed?.command.kind === 'case-request' && failed.command.isOpen);
}
