/** Plays the trials of one property, counts what that takes, and knows what may still be taken. */
import type { Engine } from './engine.ts';
import type { TrialTitle } from './play-history.ts';
import type { Played, PropertyDefinition } from './property.ts';
import type { Care } from './steps.ts';

/** What was spent on a property. */
export interface Tally {
  readonly trials: number;
  readonly byAction: Readonly<Record<string, number>>;
}

export interface Try<Trial, Outcome> {
  readonly trial: Trial;
  readonly outcome: Outcome;
}

/** Calls for confirming what failed in a long trial: mostly a part of it will do. */
const confirmingCalls = 6;

export class Plays<Trial, Outcome extends Played> implements Tally {
  trials = 0;
  calls = 0;
  readonly byAction: Record<string, number> = {};
  readonly #engine: Engine;
  readonly #property: PropertyDefinition<Trial, Outcome>;
  readonly #title: TrialTitle;
  readonly #withCare = new WeakSet<Outcome>();
  #isShrinking = false;

  constructor(engine: Engine, property: PropertyDefinition<Trial, Outcome>, title: TrialTitle) {
    this.#engine = engine;
    this.#property = property;
    this.#title = title;
  }

  async play(trial: Trial, care: Care): Promise<Try<Trial, Outcome>> {
    const outcome = await this.#property.play(this.#engine, trial, this.#title, care);
    this.trials += 1;
    if (care === 'careful') this.#withCare.add(outcome);
    for (const [action, count] of Object.entries(outcome.result.calls)) {
      this.byAction[action] = (this.byAction[action] ?? 0) + count;
      this.calls += count;
      if (this.#isShrinking) this.#engine.allowances.shrinking.spend(count);
    }
    return { trial, outcome };
  }

  /** Runs what confirms or shrinks a counterexample: its calls come out of the allowance for that, not of the search. */
  async shrinking<Value>(act: () => Promise<Value>): Promise<Value> {
    this.#isShrinking = true;
    try {
      return await act();
    } finally {
      this.#isShrinking = false;
    }
  }

  /** Whether it was played with care, so that it need not be played again. */
  isSure({ outcome }: Try<Trial, Outcome>): boolean {
    return this.#withCare.has(outcome);
  }

  /** Calls that it takes, about. */
  costOf(trial: Trial, care: Care = 'quick'): number {
    const { callsOf, callsPerTrial } = this.#property;
    return callsOf?.(trial, care) ?? callsPerTrial;
  }

  /** Whether the allowance for shrinking pays for a trial, and for confirming it. */
  canShow(trial: Trial): boolean {
    const confirming = Math.min(this.costOf(trial, 'careful'), confirmingCalls);
    return this.#engine.allowances.shrinking.left >= this.costOf(trial) + confirming;
  }
}
