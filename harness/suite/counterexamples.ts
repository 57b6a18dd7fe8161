/** Makes of a suspicion what is reported: confirms it with care, takes away what can go, and places what is left. */
import type { CaseResult } from '../judgement/case-result.ts';
import { reason } from '../judgement/reason.ts';
import type { Engine } from './engine.ts';
import type { Plays, Try } from './plays.ts';
import type { Played, PropertyDefinition } from './property.ts';
import { departureOf, isAlike, newDeparture } from './trial-departure.ts';

/** Once it is told which requirement a counterexample speaks of, calls for making it plainer still. */
const polishingCalls = 25;

/** What is reported, and the trial that shows it. */
export interface Told<Trial, Outcome> {
  readonly result: CaseResult;
  readonly shown: Try<Trial, Outcome>;
}

export class Counterexamples<Trial, Outcome extends Played> {
  readonly #engine: Engine;
  readonly #property: PropertyDefinition<Trial, Outcome>;
  readonly #plays: Plays<Trial, Outcome>;
  readonly #shrinkCalls: number;
  readonly #startedAt = performance.now();

  /** `shrinkCalls`: most calls for making one smaller. */
  constructor(
    engine: Engine,
    property: PropertyDefinition<Trial, Outcome>,
    plays: Plays<Trial, Outcome>,
    shrinkCalls: number,
  ) {
    this.#engine = engine;
    this.#property = property;
    this.#plays = plays;
    this.#shrinkCalls = shrinkCalls;
  }

  /** Confirms with care where the suspicion is vague, takes away what can go, and confirms again. One that does not repeat is no `fail`. */
  async confirmed(quick: Try<Trial, Outcome>): Promise<Told<Trial, Outcome>> {
    const first = this.#upTo(await this.#careful(quick));
    const departs = departureOf(first.outcome, this.#engine);
    if (departs === undefined) {
      return this.#reported(first);
    }
    const { smallest, isLast } = await this.#smallest(first, departs);
    const again = await this.#sure(smallest);
    const isSo = smallest === first || isAlike(departs, departureOf(again.outcome, this.#engine));
    return isSo ? this.#reported(again, isLast) : this.#reported(await this.#sure(first));
  }

  async #sure(played: Try<Trial, Outcome>): Promise<Try<Trial, Outcome>> {
    return this.#plays.isSure(played) ? played : this.#plays.play(played.trial, 'careful');
  }

  /** `isLast`: no smaller trial departs; else the calls did not suffice to know. */
  async #smallest(
    first: Try<Trial, Outcome>,
    departs: string,
  ): Promise<{ readonly smallest: Try<Trial, Outcome>; readonly isLast: boolean }> {
    const tried = new Set<string>();
    const limit = this.#plays.calls + this.#shrinkCalls;
    let toldAt: number | undefined;
    let smallest = first;
    let next: Try<Trial, Outcome> | 'none' | 'no calls' = first;
    while (typeof next !== 'string') {
      smallest = next;
      const isTold = this.#property.isTold?.(smallest.trial, smallest.outcome) === true;
      toldAt = isTold ? (toldAt ?? this.#plays.calls) : undefined;
      const until = toldAt === undefined ? limit : Math.min(limit, toldAt + polishingCalls);
      next = await this.#smaller(smallest, departs, until, tried);
    }
    return { smallest, isLast: next === 'none' };
  }

  #upTo({ trial, outcome }: Try<Trial, Outcome>): Try<Trial, Outcome> {
    return { trial: this.#property.upTo?.(trial, outcome) ?? trial, outcome };
  }

  /** The first of the trials to confirm by that departs, or the last of them; the suspicion itself where there are none. */
  async #careful(quick: Try<Trial, Outcome>): Promise<Try<Trial, Outcome>> {
    const trials = this.#property.confirming?.(quick.trial, quick.outcome) ?? [quick.trial];
    let played = quick;
    for (const [index, trial] of trials.entries()) {
      if (index > 0 && departureOf(played.outcome, this.#engine) !== undefined) break;
      played = await this.#plays.play(trial, 'careful');
    }
    return played;
  }

  /** The first smaller trial, of those not tried before, that departs in the same way. */
  async #smaller(
    { trial, outcome }: Try<Trial, Outcome>,
    departs: string,
    limit: number,
    tried: Set<string>,
  ): Promise<Try<Trial, Outcome> | 'none' | 'no calls'> {
    let isDear = false;
    for (const smaller of this.#property.smaller(trial, outcome)) {
      const text = JSON.stringify(smaller);
      const isPaid = this.#plays.calls + this.#plays.costOf(smaller) <= limit && this.#plays.canShow(smaller);
      isDear ||= !isPaid;
      if (!isPaid || tried.has(text)) {
        continue;
      }
      tried.add(text);
      const care = this.#property.isLeast?.(smaller) === true ? 'careful' : 'quick';
      const played = await this.#plays.play(smaller, care);
      if (isAlike(departs, departureOf(played.outcome, this.#engine))) {
        return this.#upTo(played);
      }
    }
    return isDear ? 'no calls' : 'none';
  }

  #reported(shown: Try<Trial, Outcome>, isSmallest = false): Told<Trial, Outcome> {
    const { trial, outcome } = shown;
    const { result, played } = outcome;
    const departing = newDeparture(result, this.#engine);
    const common = {
      ...result,
      kind: this.#property.kind,
      ...(played === undefined ? {} : { replay: played }),
      durationMs: performance.now() - this.#startedAt,
    };
    if (result.verdict === 'fail') {
      const canTell = isSmallest || this.#property.isClear?.(trial, outcome) !== false;
      const requirement = this.#placed(canTell ? this.#property.diagnose(trial, outcome) : []);
      return { shown, result: { ...common, requirements: [requirement] } };
    }
    if (departing !== undefined && result.verdict === 'pass') {
      const { requirement, mismatches } = departing;
      return { shown, result: { ...common, verdict: 'fail', requirements: [requirement], mismatches } };
    }
    const flaky = reason('flaky', 'a counterexample was found, and passed when it was run again on fresh groups');
    const verdict = result.verdict === 'pass' ? 'untestable' : result.verdict;
    return { shown, result: { ...common, verdict, reason: result.reason ?? flaky } };
  }

  /** One of several is blamed only when it is known to fail; else it is the property that does not hold. */
  #placed(candidates: readonly string[]): string {
    const { knownFailures } = this.#engine;
    const [only = this.#property.requirement, ...others] = candidates;
    return others.length === 0
      ? only
      : (candidates.find((id) => knownFailures.isKnown(id)) ?? this.#property.requirement);
  }
}
