/**
 * Tells a history-dependent failure from a flaky one. What failed on resources that had been used, and passed on new ones,
 * is run again after everything that those resources had been sent. If it fails again, that history is shrunk and reported.
 */

import { generatedId } from '../../cases/case-text.ts';
import { type CallCounts, sumCalls, totalCalls } from '../../checks/call-counts.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import { hasStateMismatch } from '../../checks/finding.ts';
import { reason } from '../../checks/reason.ts';
import type { PastCase } from '../../scene/scene.ts';
import type { Engine, Explanation, Histories, HistoryExplainer } from '../engine.ts';
import { failsAgain, type Run, shrink, type TrialOutcome } from './shrink.ts';

/** Maximum calls of a run for repeating and shrinking histories; checking the smallest is not counted. */
const mostCalls = 120;

/** After so many histories that did not fail again a target counts as flaky, or as wrong in other ways. */
const mostFruitless = 3;

/** The last cases, which are repeated before all of them are. */
const fewCases = 4;

/** The {@link HistoryExplainer} of a run: repeats what the resources were sent, within a number of calls. */
export class HistoryDependence implements HistoryExplainer {
  readonly #found: CaseResult[] = [];
  #isExplained = false;
  #fruitless = 0;
  #calls = 0;

  take(): readonly CaseResult[] {
    return this.#found.splice(0);
  }

  async explain(engine: Engine, cases: readonly PastCase[]): Promise<Explanation> {
    const { histories } = engine.operation;
    if (histories === undefined || cases.length < 2) return { isExplained: false, calls: {} };
    if (this.#isExplained || this.#fruitless >= mostFruitless) return { isExplained: this.#isExplained, calls: {} };
    const { shrinking } = engine.allowances;
    const search = new HistorySearch(engine, histories, cases, Math.min(mostCalls - this.#calls, shrinking.left));
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

class HistorySearch<Trial, Outcome extends TrialOutcome> {
  readonly #engine: Engine;
  readonly #histories: Histories<Trial, Outcome>;
  readonly #cases: readonly PastCase[];
  readonly #mostCalls: number;
  #calls: CallCounts = {};

  constructor(engine: Engine, histories: Histories<Trial, Outcome>, cases: readonly PastCase[], mostCalls: number) {
    this.#engine = engine;
    this.#histories = histories;
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
      smaller: (trial, outcome) => this.#histories.smaller(trial, outcome),
      run: (trial) => this.#run(trial),
      isSameFailure: (outcome) => this.#histories.isFailure(outcome) && hasStateMismatch(outcome.result) === isState,
    });
    const parts = this.#histories.split(smallest.trial, smallest.outcome);
    if (parts === undefined) return undefined;
    const byItself = await this.#run(parts.alone, Number.POSITIVE_INFINITY);
    if (byItself === undefined || this.#histories.isFailure(byItself)) return undefined;
    const { whole, requirement } = parts;
    if (requirement === undefined) return undefined;
    const { isSame, last } = await failsAgain(
      smallest,
      () => this.#run(whole, Number.POSITIVE_INFINITY, requirement),
      (outcome) => outcome !== undefined && this.#histories.isFailure(outcome),
    );
    return isSame && last !== undefined ? this.#reported(last, requirement) : undefined;
  }

  async #repeated(cases: readonly PastCase[]): Promise<Run<Trial, Outcome> | undefined> {
    const trial = this.#histories.recorded(this.#engine, cases);
    const outcome = trial === undefined ? undefined : await this.#run(trial);
    if (trial === undefined || outcome === undefined) return undefined;
    return this.#histories.isFailure(outcome) ? { trial, outcome } : undefined;
  }

  /** Undefined: the calls are spent. */
  async #run(
    trial: Trial,
    maxCalls = this.#mostCalls - totalCalls(this.#calls),
    requirement = 'history/repeated',
  ): Promise<Outcome | undefined> {
    const outcome = await this.#histories.run(this.#engine, trial, {
      title: { id: requirement, title: this.#histories.title, requirements: [requirement] },
      care: 'careful',
      maxCalls,
    });
    this.#calls = sumCalls([this.#calls, outcome.result.calls]);
    return outcome.result.verdict === 'not-asked' ? undefined : outcome;
  }

  #reported({ result, replay }: Outcome, requirement: string): CaseResult {
    const failed = this.#cases.at(-1)?.testCase.id;
    return {
      ...result,
      id: generatedId({ foundBy: `${failed}`, requirement }),
      kind: 'history',
      calls: this.#calls,
      reason: reason(
        'history',
        `found because ${failed} failed on resources that earlier cases had used, and passed on fresh ones`,
      ),
      ...(replay === undefined ? {} : { replay }),
    };
  }
}
