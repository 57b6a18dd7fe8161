/** What a property is: what lists and plans know of it, and the functions that make one differ from another. */
import type { Case } from '../../cases/case.ts';
import type { CasePlace } from '../../cases/given.ts';
import type { CaseKind, CaseResult } from '../../checks/case-result.ts';
import type { Engine } from '../engine.ts';
import type { PropertyRunOptions, Stages, TrialOutcome } from './shrink.ts';

/** What is said of a property before it runs. */
export interface PropertyTitle {
  /** `topic/slug`, unique among cases. */
  readonly id: string;
  readonly kind: Extract<CaseKind, 'property' | 'history'>;
  readonly title: string;
  /** The requirement that fails with a counterexample of which no other speaks. */
  readonly requirement: string;
  readonly needs?: readonly string[];
  /** Where its trials work, where that is one place. */
  readonly place?: CasePlace;
}

/** A property in the form of a case, for lists and plans: it has no request of its own to show. */
export function propertyAsCase({ id, title, requirement, needs, place }: PropertyTitle): Case {
  return { id, title, requirements: [requirement], needs: needs ?? [], ...place, given: {}, send: {}, expect: [] };
}

/** What the shares of properties are worked out from. */
export interface PropertyFacts extends PropertyTitle {
  /** Calls of the cheapest trial that is worth a run, about. */
  readonly callsPerTrial: number;
  /** Share of the calls for generated requests, relative to the other properties. */
  readonly weight: number;
}

/** Trials for the search, drawn one at a time. Each draw gets the outcome of the trial before, unless it is the first. */
export type TrialSource<Trial, Outcome> = Iterator<Trial, unknown, Outcome | undefined>;

/** What distinguishes one property from another: its trials, how one is run, made smaller and classified. */
export interface PropertyDefinition<Trial, Outcome extends TrialOutcome> extends PropertyFacts {
  /**
   * The trials, the planned ones first. The target's capabilities and the known failures are read anew for each, so that
   * a trial keeps away from what has failed. The same seed and the same target give the same trials.
   */
  generate(engine: Engine, seed: number): TrialSource<Trial, Outcome>;
  /**
   * Calls that a quick run takes of the trial, within so many: what the search counts where it is given, so that how many trials
   * there are does not depend on what they came to. Such trials work on resources of their own, and may be run ahead of the search.
   */
  readonly costOf?: (trial: Trial, maxCalls: number) => number;
  /** Whether the trial may be run ahead, beside others: it is about its own resources alone. Default: yes. */
  readonly mayMeetOthers?: (trial: Trial) => boolean;
  /** On new resources; never throws. A quick `fail` is a suspicion; a careful one is a counterexample. */
  run(engine: Engine, trial: Trial, options: PropertyRunOptions): Promise<Outcome>;
  /** Smaller trials than a failing one. */
  smaller(trial: Trial, outcome: Outcome): Stages<Trial>;
  /** The requirements one of which a failing trial breaks; none if that is unknown. */
  classify(trial: Trial, outcome: Outcome): readonly string[];
  /** How often a failure of the trial has to repeat until it counts; default: once. */
  repeats?(trial: Trial): number;
  /** Trials that a counterexample suggests: do similar ones fail under other requirements? */
  followUps?(engine: Engine, trial: Trial, outcome: Outcome): Iterable<Trial>;
}

/** Seed and number of calls of one search. */
export interface PropertyBudget {
  readonly seed: number;
  /** Maximum calls of the search, counterexamples not included. */
  readonly searchCalls: number;
  /** Maximum calls for confirming and shrinking one counterexample. */
  readonly shrinkCalls: number;
  /** Whether this counterexample is all that is wanted; default: all that the calls pay for. */
  readonly isEnough?: (found: CaseResult) => boolean;
}
