/**
 * A property: a predicate over generated trials, searched for a counterexample within a number of calls, shrunk within
 * another, and played once more on new groups before anything is said about the target.
 */
import fc from 'fast-check';
import type { CaseKind, CaseResult } from '../judgement/case-result.ts';
import type { VpcKind } from '../model/rule.ts';
import type { Engine } from './engine.ts';
import { missingCapabilities } from './execute-case.ts';
import { type FailedCommand, type PlayedTrial, playTrial, type Trial } from './play-history.ts';
import { smallerTrials } from './shrink-trial.ts';

export interface Property {
  /** `topic/slug`, unique among cases. */
  readonly id: string;
  readonly kind: Extract<CaseKind, 'property' | 'history'>;
  readonly title: string;
  /** The requirement that fails with a counterexample that {@link diagnose} cannot place. */
  readonly requirement: string;
  readonly needs?: readonly string[];
  readonly vpc: VpcKind;
  /** Calls that a trial costs, about: decides how many are played. */
  readonly callsPerTrial: number;
  /** Share of the budget of calls, relative to the other properties. */
  readonly weight: number;
  /** Trials in which nothing is known to fail: `failed` holds the requirements that already have. */
  trials(engine: Engine, failed: ReadonlySet<string>): fc.Arbitrary<Trial>;
  /** The requirement that the smallest counterexample speaks of; undefined when it cannot be told. */
  diagnose(trial: Trial, failed: FailedCommand): string | undefined;
}

export interface PropertyBudget {
  readonly seed: number;
  /** Most calls for finding a counterexample. */
  readonly searchCalls: number;
  /** Most calls for making one smaller; playing it again on new groups is not counted. */
  readonly shrinkCalls: number;
}

/** Different faults that are reported of one property; each is kept out of the search for the next. */
const mostCounterexamples = 4;

/** The property's own result first, then one for each requirement that a counterexample speaks of. Never throws. */
export async function executeProperty(
  engine: Engine,
  property: Property,
  budget: PropertyBudget,
): Promise<readonly CaseResult[]> {
  const lacking = missingCapabilities(engine, {
    ...titleOf(property),
    needs: property.needs ?? [],
    given: {},
    send: {},
    expect: [],
  });
  if (lacking.length > 0) {
    const explanation = `the target lacks what the property needs: ${lacking.join(', ')}`;
    return [summary(property, 'not-applicable', 0, {}, { explanation })];
  }
  const found: CaseResult[] = [];
  const search = new Search(engine, property);
  let left = budget.searchCalls;
  for (let round = 0; round < mostCounterexamples && left >= property.callsPerTrial; round += 1) {
    const { spent, found: counterexample } = await search.run({
      ...budget,
      seed: budget.seed + round,
      searchCalls: left,
    });
    left -= spent;
    const requirement = counterexample?.requirements[0] ?? '';
    if (counterexample === undefined || found.some(({ requirements }) => requirements.includes(requirement))) {
      break;
    }
    found.push(counterexample);
    if (counterexample.verdict !== 'fail') {
      break;
    }
    engine.foundations.failed.add(requirement);
  }
  return results(property, search, found);
}

function results(property: Property, search: Search, found: readonly CaseResult[]): readonly CaseResult[] {
  const [first] = found;
  const placed = found.filter(({ requirements }) => requirements[0] !== property.requirement);
  if (first === undefined && search.trials === 0) {
    return [summary(property, 'untestable', 0, {}, { explanation: 'no calls were left for generated requests' })];
  }
  if (first === undefined) {
    return [summary(property, 'pass', search.trials, search.byAction, {})];
  }
  const own: CaseResult = { ...first, id: property.id, requirements: [property.requirement], calls: search.byAction };
  return [own, ...placed.map((one) => ({ ...one, id: `${property.id}@${one.requirements[0]}`, calls: {} }))];
}

function titleOf({ id, title, requirement }: Property) {
  return { id, title, requirements: [requirement] };
}

function summary(
  property: Property,
  verdict: CaseResult['verdict'],
  trials: number,
  calls: Readonly<Record<string, number>>,
  more: Partial<CaseResult>,
): CaseResult {
  return {
    ...titleOf(property),
    kind: property.kind,
    verdict,
    given: null,
    sent: `${trials} generated ${property.kind === 'history' ? 'histories' : 'trials'}`,
    expected: property.title,
    observed: verdict === 'pass' ? `held over ${trials} trials` : 'nothing was sent',
    departures: [],
    exchanges: [],
    findings: [],
    calls,
    durationMs: 0,
    reproduce: { curl: '', command: '' },
    ...more,
  };
}

/** One search after another for counterexamples of one property, with a common count. */
class Search {
  trials = 0;
  calls = 0;
  readonly byAction: Record<string, number> = {};
  readonly #engine: Engine;
  readonly #property: Property;
  readonly #startedAt = performance.now();

  constructor(engine: Engine, property: Property) {
    this.#engine = engine;
    this.#property = property;
  }

  /** The smallest counterexample found; undefined when there is none. `spent` counts the calls of the search alone. */
  async run({
    seed,
    searchCalls,
    shrinkCalls,
  }: PropertyBudget): Promise<{ spent: number; found: CaseResult | undefined }> {
    const { callsPerTrial } = this.#property;
    const start = this.calls;
    const trials = this.#property.trials(this.#engine, this.#engine.foundations.failed);
    const predicate = fc.asyncProperty(trials, async (trial) => {
      const isSpent =
        this.calls + callsPerTrial > start + searchCalls || this.#engine.caller.budget.left < callsPerTrial * 2;
      if (isSpent) {
        return true;
      }
      return !this.#isSuspicious(trial, await this.#play(trial, 'quick'));
    });
    const numRuns = Math.max(Math.floor(searchCalls / callsPerTrial) * 3, 1);
    // Shrinking is ours (shrink-trial.ts): it knows what a play costs and which command failed.
    const { counterexample } = await fc.check(predicate, { seed, numRuns, endOnFailure: true });
    const spent = this.calls - start;
    const [first] = counterexample ?? [];
    return { spent, found: first === undefined ? undefined : await this.#shrunk(first, this.calls + shrinkCalls) };
  }

  /** Confirms on new groups, then takes away what can go, and confirms again. */
  async #shrunk(first: Trial, limit: number): Promise<CaseResult> {
    let smallest = first;
    let played = await this.#play(first, 'careful');
    if (played.failed === undefined) {
      return this.#reported(smallest, played);
    }
    const confirmed = { trial: smallest, played };
    for (let next = await this.#smaller(smallest, played, limit); next !== undefined; ) {
      ({ trial: smallest, played } = next);
      next = await this.#smaller(smallest, played, limit);
    }
    const again = smallest === first ? played : await this.#play(smallest, 'careful');
    return again.result.verdict === 'fail'
      ? this.#reported(smallest, again)
      : this.#reported(confirmed.trial, confirmed.played);
  }

  async #smaller(
    trial: Trial,
    { failed }: PlayedTrial,
    limit: number,
  ): Promise<{ trial: Trial; played: PlayedTrial } | undefined> {
    for (const smaller of failed === undefined ? [] : smallerTrials(trial, failed)) {
      const { left } = this.#engine.caller.budget;
      if (this.calls + this.#property.callsPerTrial > limit || left < this.#property.callsPerTrial * 2) {
        return undefined;
      }
      const played = await this.#play(smaller, 'quick');
      if (played.result.verdict === 'fail') {
        return { trial: smaller, played };
      }
    }
    return undefined;
  }

  #reported(trial: Trial, { result, played, failed }: PlayedTrial): CaseResult {
    const departing = newDepartures(result, this.#engine);
    const common = {
      ...result,
      kind: this.#property.kind,
      replay: played,
      durationMs: performance.now() - this.#startedAt,
    };
    if (result.verdict === 'fail') {
      const placed = failed === undefined ? undefined : this.#property.diagnose(trial, failed);
      return { ...common, requirements: [placed ?? this.#property.requirement] };
    }
    if (departing !== undefined && result.verdict === 'pass') {
      return { ...common, verdict: 'fail', requirements: [departing.requirement], departures: departing.departures };
    }
    const flaky = 'flaky: a counterexample was found, and held when it was played again on new groups';
    return {
      ...common,
      verdict: result.verdict === 'pass' ? 'untestable' : result.verdict,
      explanation: result.explanation ?? flaky,
    };
  }

  /** Whether it departs from the model in a way that is not known of this target. */
  #isSuspicious(trial: Trial, { result, failed }: PlayedTrial): boolean {
    const known = failed === undefined ? undefined : this.#property.diagnose(trial, failed);
    const isNew = known === undefined || !this.#engine.foundations.failed.has(known);
    return (result.verdict === 'fail' && isNew) || newDepartures(result, this.#engine) !== undefined;
  }

  async #play(trial: Trial, care: 'quick' | 'careful'): Promise<PlayedTrial> {
    const played = await playTrial(this.#engine, trial, titleOf(this.#property), care);
    this.trials += 1;
    for (const [action, count] of Object.entries(played.result.calls)) {
      this.byAction[action] = (this.byAction[action] ?? 0) + count;
      this.calls += count;
    }
    return played;
  }
}

/** The first word of an invariant against an answer of this trial that is not known already. */
function newDepartures(result: CaseResult, engine: Engine) {
  return result.findings.find(
    ({ requirement, departures }) => departures.length > 0 && !engine.foundations.failed.has(requirement),
  );
}
