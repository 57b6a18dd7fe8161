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

/** Of a long trial, calls for confirming what failed in it: mostly a part of it will do. */
const confirmingCalls = { ofSearch: 4, ofShown: 6 };

/** Groups are deleted, and what stands is read again where the answer is not the one that was expected. */
const callsBesides = 3;

/** Of what is left, the most that is kept back for the properties after this one. */
const mostKept = 1 / 3;

export class Plays<Trial, Outcome extends Played> implements Tally {
  trials = 0;
  calls = 0;
  readonly byAction: Record<string, number> = {};
  readonly #engine: Engine;
  readonly #property: PropertyDefinition<Trial, Outcome>;
  readonly #title: TrialTitle;
  readonly #kept: number;
  readonly #withCare = new WeakSet<Outcome>();

  /** `keptCalls`: those of the run that are for other properties. */
  constructor(engine: Engine, property: PropertyDefinition<Trial, Outcome>, title: TrialTitle, keptCalls: number) {
    this.#engine = engine;
    this.#property = property;
    this.#title = title;
    this.#kept = Math.min(keptCalls, engine.caller.budget.left * mostKept);
  }

  async play(trial: Trial, care: Care): Promise<Try<Trial, Outcome>> {
    const outcome = await this.#property.play(this.#engine, trial, this.#title, care);
    this.trials += 1;
    if (care === 'careful') this.#withCare.add(outcome);
    for (const [action, count] of Object.entries(outcome.result.calls)) {
      this.byAction[action] = (this.byAction[action] ?? 0) + count;
      this.calls += count;
    }
    return { trial, outcome };
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

  /** Whether a trial of the search can be played, and then confirmed; of a property's first trial the one is enough. */
  canSearch(trial: Trial): boolean {
    return this.#canPlay(trial, this.trials === 0 ? 0 : confirmingCalls.ofSearch, this.#kept);
  }

  /**
   * Whether a trial can be played that shows more of what was found, and then confirmed: half of what is kept for other
   * properties may go into that, since a fault that is known is worth more than a look for another.
   */
  canShow(trial: Trial): boolean {
    return this.#canPlay(trial, confirmingCalls.ofShown, this.#kept / 2);
  }

  #canPlay(trial: Trial, mostConfirming: number, kept: number): boolean {
    const confirming = Math.min(this.costOf(trial, 'careful'), mostConfirming);
    const calls = this.costOf(trial) + confirming + callsBesides;
    return this.#engine.caller.budget.left - kept >= calls;
  }
}
