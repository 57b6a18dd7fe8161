/**
 * Tells a fault of history from a target that is not steady. What departs on a group that had been used, and passes on a
 * new one, is asked again after everything that was done on that group. If it departs again, that is a counterexample.
 */
import type { CaseResult } from '../judgement/case-result.ts';
import type { Engine } from './engine.ts';
import { PastSearch } from './past-search.ts';
import type { PastCase } from './world-past.ts';

/** Most calls of a run for repeating histories. */
const mostCalls = 150;

/** After so many looks back that found nothing, a target counts as unsteady, or as wrong in other ways. */
const mostFruitless = 3;

export class LookBack {
  readonly #found: CaseResult[] = [];
  #isExplained = false;
  #fruitless = 0;
  #calls = 0;

  /** Counterexamples that were not told of yet; who takes them tells of them. */
  take(): readonly CaseResult[] {
    return this.#found.splice(0);
  }

  /**
   * What becomes of a case that departed on a used group: `passed`, its result on a new one, when its past explains that;
   * else `unexplained`, with the calls that it took to find out. `past` ends with the case. Once a history is known to go
   * wrong, it explains what departs on used groups alone. Never throws.
   */
  async settle(
    engine: Engine,
    past: readonly PastCase[],
    passed: CaseResult,
    unexplained: CaseResult,
  ): Promise<CaseResult> {
    const { histories } = engine.operation;
    const hasPast = past.length > 1 && engine.preparation.groups === undefined;
    if (histories === undefined || !hasPast) {
      return unexplained;
    }
    if (this.#isExplained) {
      return passed;
    }
    // A case that counts as passed anyway loses nothing: once is enough to see whether that is worth the calls.
    if (this.#fruitless >= (unexplained.verdict === 'pass' ? 1 : mostFruitless)) {
      return unexplained;
    }
    const { shrinking } = engine.allowances;
    const calls = Math.min(mostCalls - this.#calls, shrinking.left);
    const search = new PastSearch(engine, histories, past.at(-1)?.testCase.vpc, calls);
    const found = await search.run(past);
    this.#calls += search.calls;
    shrinking.spend(search.calls);
    if (found === undefined) {
      this.#fruitless += 1;
      return { ...unexplained, calls: sum(unexplained.calls, search.byAction) };
    }
    this.#isExplained = true;
    engine.knownFailures.note(found);
    engine.knownFailures.isHistoryDependent = true;
    this.#found.push(found);
    return passed;
  }
}

function sum(one: CaseResult['calls'], other: CaseResult['calls']): CaseResult['calls'] {
  const actions = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(actions.map((action) => [action, (one[action] ?? 0) + (other[action] ?? 0)]));
}
