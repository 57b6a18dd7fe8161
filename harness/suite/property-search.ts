/**
 * Looks for counterexamples of one property, one after another: plays what the ones before it suggest, its planned trials,
 * then drawn ones.
 */
import fc from 'fast-check';
import type { CaseResult } from '../judgement/case-result.ts';
import { Counterexamples } from './counterexamples.ts';
import type { Engine } from './engine.ts';
import type { TrialTitle } from './play-history.ts';
import { Plays, type Tally, type Try } from './plays.ts';
import type { PlannedTrials, Played, PropertyBudget, PropertyDefinition } from './property.ts';
import { newDeparture } from './trial-departure.ts';

/** Trials drawn one after another that there are no calls left for, after which no cheaper one is hoped for. */
const mostUnpayable = 4;

const nothingPlanned: PlannedTrials<never, unknown> = [][Symbol.iterator]();

export class Search<Trial, Outcome extends Played> {
  readonly #plays: Plays<Trial, Outcome>;
  readonly #counterexamples: Counterexamples<Trial, Outcome>;
  /** Calls that showing what was found took, which are no part of the search. */
  #aside = 0;
  #round = 0;
  readonly #planned: PlannedTrials<Trial, Outcome>;
  /** What came of the planned trial before; undefined before the first. */
  #lastPlanned: Outcome | undefined;
  /** What the counterexamples so far suggest to ask. */
  readonly #leads: Iterator<Trial>[] = [];
  readonly #engine: Engine;
  readonly #property: PropertyDefinition<Trial, Outcome>;
  readonly #budget: PropertyBudget;

  constructor(engine: Engine, property: PropertyDefinition<Trial, Outcome>, title: TrialTitle, budget: PropertyBudget) {
    this.#engine = engine;
    this.#property = property;
    this.#budget = budget;
    this.#plays = new Plays(engine, property, title);
    this.#counterexamples = new Counterexamples(engine, property, this.#plays, budget.shrinkCalls);
    this.#planned = property.planned?.(engine, engine.knownFailures.failed, budget.seed) ?? nothingPlanned;
  }

  get spent(): Tally {
    return this.#plays;
  }

  /** The next counterexample, as small as it got; undefined when the calls are spent. One that does not repeat is no `fail`. */
  async next(): Promise<CaseResult | undefined> {
    const suspicious =
      (await this.#besides(() => this.#nextLead())) ?? (await this.#nextPlanned()) ?? (await this.#nextDrawn());
    if (suspicious === undefined) {
      return undefined;
    }
    const { result, shown } = await this.#besides(() => this.#counterexamples.confirmed(suspicious));
    if (result.verdict === 'fail' && shown.outcome.result.verdict === 'fail') {
      const leads = this.#property.leads?.(this.#engine, shown.trial, shown.outcome) ?? [];
      this.#leads.push(leads[Symbol.iterator]());
    }
    return result;
  }

  /** What is played besides the search: there is a fault to show. */
  async #besides<Value>(act: () => Promise<Value>): Promise<Value> {
    const before = this.#plays.calls;
    const value = await this.#plays.shrinking(act);
    this.#aside += this.#plays.calls - before;
    return value;
  }

  async #nextLead(): Promise<Try<Trial, Outcome> | undefined> {
    for (let [leads] = this.#leads; leads !== undefined; [leads] = this.#leads) {
      const { value: lead, done } = leads.next();
      if (done === true) {
        this.#leads.shift();
        continue;
      }
      const suspicious = this.#plays.canShow(lead) ? await this.#suspicious(lead) : undefined;
      if (suspicious !== undefined) {
        return suspicious;
      }
    }
    return undefined;
  }

  async #nextPlanned(): Promise<Try<Trial, Outcome> | undefined> {
    for (
      let next = this.#planned.next(this.#lastPlanned);
      next.done !== true;
      next = this.#planned.next(this.#lastPlanned)
    ) {
      const trial = this.#payable(next.value);
      if (trial === undefined) {
        return undefined;
      }
      const played = await this.#plays.play(trial, 'quick');
      this.#lastPlanned = played.outcome;
      if (this.#isSuspicious(played)) {
        return played;
      }
    }
    return undefined;
  }

  /** The trial, or as much of it as can be paid for. */
  #payable(trial: Trial): Trial | undefined {
    for (let rest: Trial | undefined = trial; rest !== undefined; rest = this.#property.shorter?.(rest)) {
      if (this.#canPay(rest)) return rest;
    }
    return undefined;
  }

  async #suspicious(trial: Trial): Promise<Try<Trial, Outcome> | undefined> {
    const played = await this.#plays.play(trial, 'quick');
    return this.#isSuspicious(played) ? played : undefined;
  }

  async #nextDrawn(): Promise<Try<Trial, Outcome> | undefined> {
    const { seed, searchCalls } = this.#budget;
    const { callsPerTrial } = this.#property;
    let found: Try<Trial, Outcome> | undefined;
    let unpayable = 0;
    const trials = this.#property.trials(this.#engine, this.#engine.knownFailures.failed);
    const predicate = fc.asyncProperty(trials, async (trial) => {
      if (!this.#canPay(trial)) {
        unpayable += 1;
        return unpayable < mostUnpayable;
      }
      unpayable = 0;
      found = await this.#suspicious(trial);
      return found === undefined;
    });
    const left = searchCalls - this.#searchedCalls;
    const numRuns = Math.floor(left / callsPerTrial) * 3;
    if (numRuns > 0) {
      // Shrinking is ours (shrink-trial.ts): it knows what a play costs and which command failed.
      await fc.check(predicate, { seed: seed + this.#round, numRuns, endOnFailure: true });
    }
    this.#round += 1;
    return found;
  }

  get #searchedCalls(): number {
    return this.#plays.calls - this.#aside;
  }

  #canPay(trial: Trial): boolean {
    const cost = this.#plays.costOf(trial);
    // A property's first trial is always worth its calls.
    const isInShare = this.#plays.trials === 0 || this.#searchedCalls + cost <= this.#budget.searchCalls;
    return isInShare && this.#budget.searchCalls > 0 && this.#engine.caller.budget.left >= cost;
  }

  /** Whether it departs in a way that is not known of this target. */
  #isSuspicious({ trial, outcome }: Try<Trial, Outcome>): boolean {
    const { knownFailures } = this.#engine;
    if (outcome.result.verdict === 'fail') {
      const { suspect, diagnose } = this.#property;
      const candidates = (suspect ?? diagnose)(trial, outcome);
      // What only rests on a failure has not failed yet; among several it is what would be blamed for that failure.
      if (outcome.isLater === true && knownFailures.isHistoryDependent) return false;
      const areSeveral = candidates.length > 1 || (outcome.isLater === true && candidates.length > 0);
      const isKnown = (id: string) => (areSeveral ? knownFailures.isKnown(id) : knownFailures.failed.has(id));
      return !candidates.some(isKnown);
    }
    return newDeparture(outcome.result, this.#engine) !== undefined;
  }
}
