/**
 * A property: a predicate over generated trials, searched for a counterexample within a number of calls, shrunk within
 * another, and played once more on new groups before anything is said about the target.
 */
import fc from 'fast-check';
import type { CaseKind, CaseResult } from '../judgement/case-result.ts';
import type { VpcKind } from '../model/rule.ts';
import type { Engine } from './engine.ts';
import { missingCapabilities } from './execute-case.ts';
import type { FixtureCase } from './fixture.ts';
import type { TrialTitle } from './play-history.ts';
import type { Care } from './steps.ts';

/** What a property says of itself, whatever its trials are. */
interface PropertyFacts {
  /** `topic/slug`, unique among cases. */
  readonly id: string;
  readonly kind: Extract<CaseKind, 'property' | 'history'>;
  readonly title: string;
  /** The requirement that fails with a counterexample that cannot be placed under another. */
  readonly requirement: string;
  readonly needs?: readonly string[];
  readonly vpc?: VpcKind;
  /** Calls that a trial costs, about: decides how many are played. */
  readonly callsPerTrial: number;
  /** Share of the budget of calls, relative to the other properties. */
  readonly weight: number;
}

/** What a trial came to. */
export interface Played {
  readonly result: CaseResult;
  /** The trial as a case with concrete requests; undefined when part of it is code. */
  readonly played?: FixtureCase;
}

export interface PropertyDefinition<Trial, Outcome extends Played> extends PropertyFacts {
  /** Trials in which nothing is known to fail: `failed` holds the requirements that already have. */
  trials(engine: Engine, failed: ReadonlySet<string>): fc.Arbitrary<Trial>;
  /** Never throws. A quick `fail` is a suspicion; with care, on new groups, it is a counterexample. */
  play(engine: Engine, trial: Trial, title: TrialTitle, care: Care): Promise<Outcome>;
  /** Smaller trials than one that failed, in the order in which they are worth trying. */
  smaller(trial: Trial, outcome: Outcome): readonly Trial[];
  /** The requirement that a failed trial speaks of; undefined when it cannot be told. */
  diagnose(trial: Trial, outcome: Outcome): string | undefined;
}

export interface Property extends PropertyFacts {
  /** The property's own result first, then one for each requirement that a counterexample speaks of. Never throws. */
  execute(engine: Engine, budget: PropertyBudget): Promise<readonly CaseResult[]>;
}

/** A property whose kind of trial is closed over, so that all of them fit in one list. */
export function property<Trial, Outcome extends Played>(definition: PropertyDefinition<Trial, Outcome>): Property {
  return { ...definition, execute: (engine, budget) => execute(engine, definition, budget) };
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

async function execute<Trial, Outcome extends Played>(
  engine: Engine,
  property: PropertyDefinition<Trial, Outcome>,
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

/** What a counterexample says of another requirement fails that one, and is no failure of the property besides. */
function results(property: PropertyFacts, search: Tally, found: readonly CaseResult[]): readonly CaseResult[] {
  const own = found.find(
    ({ requirements, verdict }) => requirements.includes(property.requirement) || verdict !== 'fail',
  );
  const placed = found.filter((one) => one !== own);
  if (search.trials === 0) {
    return [summary(property, 'not-applicable', 0, {}, { explanation: 'no calls were left for generated requests' })];
  }
  const names = placed.map(({ requirements }) => requirements.join(', ')).join(', ');
  const held = summary(property, 'pass', search.trials, search.byAction, {
    observed: `held over ${search.trials} trials${names === '' ? '' : `, but for what ${names} demands`}`,
  });
  return [
    own === undefined
      ? held
      : { ...own, id: property.id, requirements: [property.requirement], calls: search.byAction },
    ...placed.map((one) => ({ ...one, id: `${property.id}@${one.requirements[0]}`, calls: {} })),
  ];
}

function titleOf({ id, title, requirement }: PropertyFacts): TrialTitle {
  return { id, title, requirements: [requirement] };
}

function summary(
  property: PropertyFacts,
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

/** What was spent on a property. */
interface Tally {
  readonly trials: number;
  readonly byAction: Readonly<Record<string, number>>;
}

/** One search after another for counterexamples of one property, with a common count. */
class Search<Trial, Outcome extends Played> implements Tally {
  trials = 0;
  calls = 0;
  readonly byAction: Record<string, number> = {};
  readonly #engine: Engine;
  readonly #property: PropertyDefinition<Trial, Outcome>;
  readonly #startedAt = performance.now();

  constructor(engine: Engine, property: PropertyDefinition<Trial, Outcome>) {
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
    if (played.result.verdict !== 'fail') {
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
    outcome: Outcome,
    limit: number,
  ): Promise<{ trial: Trial; played: Outcome } | undefined> {
    for (const smaller of this.#property.smaller(trial, outcome)) {
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

  #reported(trial: Trial, outcome: Outcome): CaseResult {
    const { result, played } = outcome;
    const departing = newDepartures(result, this.#engine);
    const common = {
      ...result,
      kind: this.#property.kind,
      ...(played === undefined ? {} : { replay: played }),
      durationMs: performance.now() - this.#startedAt,
    };
    if (result.verdict === 'fail') {
      return { ...common, requirements: [this.#property.diagnose(trial, outcome) ?? this.#property.requirement] };
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

  /** Whether it departs in a way that is not known of this target. */
  #isSuspicious(trial: Trial, outcome: Outcome): boolean {
    const isFailure = outcome.result.verdict === 'fail';
    const known = isFailure ? this.#property.diagnose(trial, outcome) : undefined;
    const isNew = known === undefined || !this.#engine.foundations.failed.has(known);
    return (isFailure && isNew) || newDepartures(outcome.result, this.#engine) !== undefined;
  }

  async #play(trial: Trial, care: Care): Promise<Outcome> {
    const outcome = await this.#property.play(this.#engine, trial, titleOf(this.#property), care);
    this.trials += 1;
    for (const [action, count] of Object.entries(outcome.result.calls)) {
      this.byAction[action] = (this.byAction[action] ?? 0) + count;
      this.calls += count;
    }
    return outcome;
  }
}

/** The first word of an invariant against an answer of this trial that is not known already. */
function newDepartures(result: CaseResult, engine: Engine) {
  return result.findings.find(
    ({ requirement, departures }) => departures.length > 0 && !engine.foundations.failed.has(requirement),
  );
}
