/**
 * Runs the trials of properties ahead of their searches, in lanes, as long as nothing fails: until then a search draws the same trials
 * whether or not it knows what those before came to, and what other searches find. What passed is what the search would have found;
 * anything else the search runs again by itself, alone.
 */
import { type CallCounts, sumCalls } from '../../checks/call-counts.ts';
import { type Engine, inLane } from '../engine.ts';
import type { LaneLimit } from '../lanes.ts';
import type { PropertyBudget, PropertyDefinition } from './property-definition.ts';
import type { PropertyRunOptions, TrialOutcome } from './shrink.ts';

/** The lanes that the searches of a run share. */
export class AheadLanes {
  readonly #limit: LaneLimit;
  readonly #sources: TrialsStarter[] = [];
  /** By lane. */
  readonly #running = new Map<number, Promise<void>>();
  #isOver = false;

  constructor(limit: LaneLimit) {
    this.#limit = limit;
  }

  /** Starts trials of this property too, after those of the properties that were added before. */
  add(source: TrialsStarter): void {
    this.#sources.push(source);
    this.#fill();
  }

  /** Starts no more, and waits for those that run. */
  async end(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#running.values());
  }

  #fill(): void {
    while (!this.#isOver && this.#limit.count > 1 && this.#running.size < this.#limit.count && this.#startNext());
  }

  #startNext(): boolean {
    let lane = 0;
    while (this.#running.has(lane)) lane += 1;
    for (const source of this.#sources) {
      const trial = source.startNext(lane);
      if (trial === undefined) continue;
      const done = trial.then(() => {
        this.#running.delete(lane);
        this.#fill();
      });
      this.#running.set(lane, done);
      return true;
    }
    return false;
  }
}

/** What the lanes know of the trials of one property. */
export interface TrialsStarter {
  /** Starts the next trial in this lane; undefined when none is to be run ahead any more. What it returns never rejects. */
  readonly startNext: (lane: number) => Promise<unknown> | undefined;
}

interface StartedTrial<Outcome> {
  /** The trial as text, to be compared with the one that the search has drawn, and the calls that it was given. */
  readonly text: string;
  readonly maxCalls: number;
  readonly outcome: Promise<Outcome>;
}

/** The trials that are run ahead of one search. */
export class TrialsAhead<Trial, Outcome extends TrialOutcome> implements TrialsStarter {
  readonly #engine: Engine;
  readonly #property: PropertyDefinition<Trial, Outcome>;
  readonly #title: PropertyRunOptions['title'];
  readonly #lanes: AheadLanes;
  readonly #trials: Iterator<Trial>;
  /** Those that the search has not taken, in their order. */
  readonly #started: StartedTrial<Outcome>[] = [];
  #callsLeft: number;
  #isOver: boolean;

  /** Runs none of a property without `costOf`. */
  constructor(
    engine: Engine,
    property: PropertyDefinition<Trial, Outcome>,
    title: PropertyRunOptions['title'],
    { seed, searchCalls }: PropertyBudget,
    lanes: AheadLanes,
  ) {
    this.#engine = engine;
    this.#property = property;
    this.#title = title;
    this.#lanes = lanes;
    this.#isOver = property.costOf === undefined;
    this.#trials = property.generate(engine, seed);
    this.#callsLeft = searchCalls;
    lanes.add(this);
  }

  /** What this trial came to within so many calls, if it is the next of those that were run ahead. */
  async take(trial: Trial, maxCalls: number): Promise<Outcome | undefined> {
    const [next] = this.#started;
    if (next?.text !== JSON.stringify(trial) || next.maxCalls !== maxCalls) return undefined;
    this.#started.shift();
    return next.outcome;
  }

  /** Ends running ahead, for other properties too, and waits until nothing runs; the calls of those of its trials that nobody took. */
  async end(): Promise<CallCounts> {
    await this.#lanes.end();
    return this.leave();
  }

  /** As {@link end}, for this property alone. */
  async leave(): Promise<CallCounts> {
    this.#isOver = true;
    const left = await Promise.all(this.#started.splice(0).map(({ outcome }) => outcome));
    return sumCalls(left.map(({ result }) => result.calls));
  }

  startNext(lane: number): Promise<Outcome> | undefined {
    if (this.#isOver) return undefined;
    const { callsPerTrial, costOf, mayMeetOthers, run } = this.#property;
    const maxCalls = this.#callsLeft;
    const { value: trial, done } = maxCalls < callsPerTrial ? { value: undefined, done: true } : this.#trials.next();
    this.#isOver = done === true || trial === undefined || mayMeetOthers?.(trial) === false;
    if (this.#isOver || trial === undefined) return undefined;
    this.#callsLeft -= costOf?.(trial, maxCalls) ?? maxCalls;
    const options = { title: this.#title, care: 'quick', maxCalls, isAhead: true } as const;
    const outcome = run(inLane(this.#engine, lane), trial, options);
    this.#started.push({ text: JSON.stringify(trial), maxCalls, outcome });
    return outcome;
  }
}
