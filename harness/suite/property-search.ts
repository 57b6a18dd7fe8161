/**
 * Looks for counterexamples of one property, one after another: plays its planned trials, then drawn ones, confirms what
 * fails with care, and takes away what can go. Only what fails again is told as a failure.
 */
import fc from 'fast-check';
import type { CaseResult, ExchangeFinding } from '../judgement/case-result.ts';
import type { Engine } from './engine.ts';
import type { TrialTitle } from './play-history.ts';
import type { Played, PropertyBudget, PropertyDefinition } from './property.ts';
import type { Care } from './steps.ts';

/** What was spent on a property. */
export interface Tally {
  readonly trials: number;
  readonly byAction: Readonly<Record<string, number>>;
}

interface Try<Trial, Outcome> {
  readonly trial: Trial;
  readonly outcome: Outcome;
}

/** Kept back for playing what fails once more. */
const confirmingCalls = 4;

export class Search<Trial, Outcome extends Played> implements Tally {
  trials = 0;
  readonly byAction: Record<string, number> = {};
  #calls = 0;
  /** Calls that shrinking and confirming took, which are no part of the search. */
  #aside = 0;
  #round = 0;
  readonly #engine: Engine;
  readonly #property: PropertyDefinition<Trial, Outcome>;
  readonly #title: TrialTitle;
  readonly #budget: PropertyBudget;
  readonly #planned: Iterator<Trial>;
  readonly #startedAt = performance.now();

  constructor(engine: Engine, property: PropertyDefinition<Trial, Outcome>, title: TrialTitle, budget: PropertyBudget) {
    this.#engine = engine;
    this.#property = property;
    this.#title = title;
    this.#budget = budget;
    const planned = property.planned?.(engine, engine.foundations.failed, budget.seed) ?? [];
    this.#planned = planned[Symbol.iterator]();
  }

  /** The next counterexample, as small as it got; undefined when the calls are spent. One that does not repeat is no `fail`. */
  async next(): Promise<CaseResult | undefined> {
    const suspicious = (await this.#nextPlanned()) ?? (await this.#nextDrawn());
    if (suspicious === undefined) {
      return undefined;
    }
    const before = this.#calls;
    const result = await this.#confirmed(suspicious);
    this.#aside += this.#calls - before;
    return result;
  }

  async #nextPlanned(): Promise<Try<Trial, Outcome> | undefined> {
    for (let next = this.#planned.next(); next.done !== true; next = this.#planned.next()) {
      const trial = next.value;
      if (!this.#canPay(trial)) {
        return undefined;
      }
      const outcome = await this.#play(trial, 'quick');
      if (this.#isSuspicious(trial, outcome)) {
        return { trial, outcome };
      }
    }
    return undefined;
  }

  async #nextDrawn(): Promise<Try<Trial, Outcome> | undefined> {
    const { seed, searchCalls } = this.#budget;
    const { callsPerTrial } = this.#property;
    let found: Try<Trial, Outcome> | undefined;
    const trials = this.#property.trials(this.#engine, this.#engine.foundations.failed);
    const predicate = fc.asyncProperty(trials, async (trial) => {
      if (!this.#canPay(trial)) {
        return true;
      }
      const outcome = await this.#play(trial, 'quick');
      found = this.#isSuspicious(trial, outcome) ? { trial, outcome } : undefined;
      return found === undefined;
    });
    const left = searchCalls - (this.#calls - this.#aside);
    const numRuns = Math.floor(left / callsPerTrial) * 3;
    if (numRuns > 0) {
      // Shrinking is ours (shrink-trial.ts): it knows what a play costs and which command failed.
      await fc.check(predicate, { seed: seed + this.#round, numRuns, endOnFailure: true });
    }
    this.#round += 1;
    return found;
  }

  #canPay(trial: Trial): boolean {
    const calls = this.#costOf(trial);
    const isLeft = this.#calls - this.#aside + calls <= this.#budget.searchCalls;
    return isLeft && this.#engine.caller.budget.left >= calls + confirmingCalls;
  }

  #costOf(trial: Trial): number {
    return this.#property.callsOf?.(trial) ?? this.#property.callsPerTrial;
  }

  /** Confirms with care, then takes away what can go, and confirms again. */
  async #confirmed(quick: Try<Trial, Outcome>): Promise<CaseResult> {
    const first = await this.#careful(quick);
    const departs = departureOf(first.outcome, this.#engine);
    if (departs === undefined) {
      return this.#reported(first);
    }
    const limit = this.#calls + this.#budget.shrinkCalls;
    let smallest = first;
    for (
      let next = await this.#smaller(smallest, departs, limit);
      next !== undefined;
      next = await this.#smaller(smallest, departs, limit)
    ) {
      smallest = next;
    }
    if (smallest === first) {
      return this.#reported(first);
    }
    const again = { trial: smallest.trial, outcome: await this.#play(smallest.trial, 'careful') };
    return this.#reported(isAlike(departs, departureOf(again.outcome, this.#engine)) ? again : first);
  }

  /** The first of the trials to confirm by that departs, or the last of them. */
  async #careful({ trial, outcome }: Try<Trial, Outcome>): Promise<Try<Trial, Outcome>> {
    const [first = trial, ...others] = this.#property.confirming?.(trial, outcome) ?? [trial];
    let played = { trial: first, outcome: await this.#play(first, 'careful') };
    for (const next of others) {
      if (departureOf(played.outcome, this.#engine) !== undefined) break;
      played = { trial: next, outcome: await this.#play(next, 'careful') };
    }
    return played;
  }

  /** The first smaller trial that departs in the same way. */
  async #smaller(
    { trial, outcome }: Try<Trial, Outcome>,
    departs: string,
    limit: number,
  ): Promise<Try<Trial, Outcome> | undefined> {
    for (const smaller of this.#property.smaller(trial, outcome)) {
      const calls = this.#costOf(smaller);
      if (this.#calls + calls > limit || this.#engine.caller.budget.left < calls + confirmingCalls) {
        return undefined;
      }
      const played = await this.#play(smaller, 'quick');
      if (isAlike(departs, departureOf(played, this.#engine))) {
        return { trial: smaller, outcome: played };
      }
    }
    return undefined;
  }

  #reported({ trial, outcome }: Try<Trial, Outcome>): CaseResult {
    const { result, played } = outcome;
    const departing = newDeparture(result, this.#engine);
    const common = {
      ...result,
      kind: this.#property.kind,
      ...(played === undefined ? {} : { replay: played }),
      durationMs: performance.now() - this.#startedAt,
    };
    if (result.verdict === 'fail') {
      return { ...common, requirements: [this.#placed(this.#property.diagnose(trial, outcome))] };
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

  /** One of several is blamed only when it is known to fail; else it is the property that does not hold. */
  #placed(candidates: readonly string[]): string {
    const { foundations } = this.#engine;
    const [only = this.#property.requirement, ...others] = candidates;
    return others.length === 0
      ? only
      : (candidates.find((id) => foundations.isKnown(id)) ?? this.#property.requirement);
  }

  /** Whether it departs in a way that is not known of this target. */
  #isSuspicious(trial: Trial, outcome: Outcome): boolean {
    const { foundations } = this.#engine;
    if (outcome.result.verdict === 'fail') {
      const { suspect, diagnose } = this.#property;
      return !(suspect ?? diagnose)(trial, outcome).some((id) => foundations.isKnown(id));
    }
    return newDeparture(outcome.result, this.#engine) !== undefined;
  }

  async #play(trial: Trial, care: Care): Promise<Outcome> {
    const outcome = await this.#property.play(this.#engine, trial, this.#title, care);
    this.trials += 1;
    for (const [action, count] of Object.entries(outcome.result.calls)) {
      this.byAction[action] = (this.byAction[action] ?? 0) + count;
      this.#calls += count;
    }
    return outcome;
  }
}

/** Whether a smaller trial departs as it is to; one in which too much goes says more than another failure. */
function isAlike(wanted: string, found: string | undefined): boolean {
  return found === wanted || (found === tooMuch && wanted.startsWith('fails'));
}

const tooMuch = 'fails too much';

/** In which way an outcome departs: how it fails, or the requirement that an answer departs from; undefined when it does not. */
function departureOf({ result, way }: Played, engine: Engine): string | undefined {
  if (result.verdict === 'fail') {
    return `fails ${way ?? ''}`;
  }
  return result.verdict === 'pass' ? newDeparture(result, engine)?.requirement : undefined;
}

/**
 * The first word of an invariant against an answer of this trial that is not known already. An answer that departs in a
 * known way says nothing more: what is wrong in one place of it shows in others.
 */
function newDeparture({ findings }: CaseResult, { foundations }: Engine): ExchangeFinding | undefined {
  const departing = findings.filter(({ departures }) => departures.length > 0);
  const isKnown = ({ requirement }: ExchangeFinding) => foundations.failed.has(requirement);
  const spoiled = new Set(departing.filter(isKnown).map(({ exchange }) => exchange));
  return departing.find(({ exchange }) => !spoiled.has(exchange));
}
