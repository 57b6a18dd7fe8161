/**
 * Runs the trials of a property ahead of the search, in lanes, as long as nothing fails: until then a search draws the same trials
 * whether or not it knows what those before came to. What passed is what the search would have found; anything else the search
 * runs again by itself, alone.
 */
import { type CallCounts, sumCalls } from '../../checks/call-counts.ts';
import { type Engine, inLane } from '../engine.ts';
import { mostLanes } from '../lanes.ts';
import type { PropertyDefinition, PropertyRunOptions, TrialOutcome } from './property.ts';

interface StartedTrial<Outcome> {
  /** The trial as text, to be compared with the one that the search has drawn, and the calls that it was given. */
  readonly text: string;
  readonly maxCalls: number;
  readonly outcome: Promise<Outcome>;
}

/** The trials that are run ahead of one search. */
export class TrialsAhead<Trial, Outcome extends TrialOutcome> {
  readonly #engine: Engine;
  readonly #property: PropertyDefinition<Trial, Outcome>;
  readonly #title: PropertyRunOptions['title'];
  readonly #trials: Iterator<Trial>;
  /** Those that the search has not taken, in their order. */
  readonly #started: StartedTrial<Outcome>[] = [];
  readonly #freeLanes = Array.from({ length: mostLanes }, (_, lane) => lane);
  #callsLeft: number;
  #isOver = false;

  /** `calls`: for all trials. Only for a property that has `costOf`. */
  constructor(
    engine: Engine,
    property: PropertyDefinition<Trial, Outcome>,
    title: PropertyRunOptions['title'],
    { seed, calls }: { readonly seed: number; readonly calls: number },
  ) {
    this.#engine = engine;
    this.#property = property;
    this.#title = title;
    this.#trials = property.generate(engine, seed);
    this.#callsLeft = calls;
    this.#fill();
  }

  /** What this trial came to within so many calls, if it is the next of those that were run ahead. */
  async take(trial: Trial, maxCalls: number): Promise<Outcome | undefined> {
    const [next] = this.#started;
    if (next?.text !== JSON.stringify(trial) || next.maxCalls !== maxCalls) return undefined;
    this.#started.shift();
    return next.outcome;
  }

  /** Starts no more and waits for those that run; the calls of those that nobody took. */
  async end(): Promise<CallCounts> {
    this.#isOver = true;
    const left = await Promise.all(this.#started.map(({ outcome }) => outcome));
    return sumCalls(left.map(({ result }) => result.calls));
  }

  #fill(): void {
    const { count } = this.#engine.lanes;
    while (!this.#isOver && count > 1 && mostLanes - this.#freeLanes.length < count) this.#startNext();
  }

  #startNext(): void {
    const { callsPerTrial, costOf, run } = this.#property;
    const maxCalls = this.#callsLeft;
    const { value: trial, done } = maxCalls < callsPerTrial ? { value: undefined, done: true } : this.#trials.next();
    const lane = this.#freeLanes.shift();
    this.#isOver ||= done === true || trial === undefined || lane === undefined;
    if (trial === undefined || lane === undefined) return;
    this.#callsLeft -= costOf?.(trial, maxCalls) ?? maxCalls;
    const options = { title: this.#title, care: 'quick', maxCalls } as const;
    const outcome = run(inLane(this.#engine, lane), trial, options);
    this.#started.push({ text: JSON.stringify(trial), maxCalls, outcome });
    void outcome.then(() => {
      this.#freeLanes.push(lane);
      this.#fill();
    });
  }
}
