/**
 * Lanes: several cases are asked at the same time where a target is slow to respond. How many there are changes no verdict: which
 * cases share resources is planned for {@link mostLanes} lanes whatever their number (plan-waves.ts), and what failed is confirmed in
 * the order of the cases, while nothing else is asked.
 */

import { type Caller, leastSlowMs } from '../endpoint/caller.ts';
import type { TargetSettings } from '../endpoint/target-settings.ts';
import type { NarrowReason } from '../endpoint/transport-stats.ts';

/** Lanes that cases are planned for, and so the most that are asked at the same time. */
export const mostLanes = 12;

/** Each further lane pays where a response takes this much longer. */
const msPerLane = 6;

/** Calls a second that EC2's own limits come to: calls that change something, half of all, may be five a second. */
const pacedRate = 10;

/** How many cases are asked at a time, and why. */
export interface Lanes {
  readonly count: number;
  readonly why: string;
}

/** What decides how many lanes there are, beside the time that a response takes. */
export type LaneSettings = Pick<TargetSettings, 'concurrency' | 'rate' | 'pace' | 'recording' | 'oneAtATime'>;

/** What the preparation found, in milliseconds. */
interface FoundTiming {
  readonly responseMs?: number;
  readonly visibleAfterMs?: number;
}

/**
 * How many lanes a target gets. `isLimited`: the calls may not suffice for all cases; then one lane, so that what is left out does
 * not depend on time.
 */
export function lanesFor(found: FoundTiming, settings: LaneSettings, isLimited: boolean): Lanes {
  const { responseMs = 0, visibleAfterMs = 0 } = found;
  const { concurrency, rate, pace, recording, oneAtATime } = settings;
  if (oneAtATime !== undefined) return { count: 1, why: oneAtATime };
  if (recording !== undefined) return { count: 1, why: 'a recording has the requests in their order' };
  if (visibleAfterMs > 0) return { count: 1, why: 'changes are seen late, and are waited for one at a time' };
  if (concurrency !== undefined) return { count: Math.min(concurrency, mostLanes), why: 'as --concurrency says' };
  if (responseMs < leastSlowMs) return { count: 1, why: 'responses are quick' };
  if (isLimited) return { count: 1, why: 'which cases --max-calls leaves out must not depend on time' };
  const useful = Math.min(mostLanes, Math.ceil(responseMs / msPerLane));
  const allowed = rate ?? (pace === undefined ? Number.POSITIVE_INFINITY : pacedRate);
  const kept = Math.max(1, Math.ceil((allowed * responseMs) / 1000));
  return kept < useful
    ? { count: kept, why: 'the rate at which the target may be asked allows no more' }
    : { count: useful, why: `a response takes about ${responseMs} ms` };
}

/** How many lanes there are now: one for good, once there is a reason. */
export class LaneLimit {
  readonly #reason: () => NarrowReason | undefined;
  readonly #most: number;
  #narrowed: NarrowReason | undefined;

  /** `reason`: what has come up with the target, if anything. */
  constructor(most = 1, reason: () => NarrowReason | undefined = () => undefined) {
    this.#most = most;
    this.#reason = reason;
  }

  get count(): number {
    if (this.#most === 1) return 1;
    this.#narrowed ??= this.#reason();
    return this.#narrowed === undefined ? this.#most : 1;
  }

  /** Why there is one lane where there were several. */
  get narrowed(): NarrowReason | undefined {
    return this.#narrowed;
  }

  /** From now on there is one lane. */
  narrow(why: NarrowReason): void {
    if (this.#most > 1) this.#narrowed ??= why;
  }
}

/** As many lanes as that, until the target throttles or shows a change late: then what waits, and for how long, is left to one. */
export function laneLimitFor({ count }: Lanes, caller: Pick<Caller, 'transportStats'>): LaneLimit {
  return new LaneLimit(count, () => {
    const { throttled, visibleAfterMs } = caller.transportStats;
    if (throttled > 0) return 'throttled';
    return visibleAfterMs > 0 ? 'late' : undefined;
  });
}

/** Something to ask in a lane. It never rejects. */
export interface LaneTask<Asked> {
  /** Tasks of one lane follow each other in their order. */
  readonly lane: number;
  /** It meets no other task, and comes when all others of its series are done. Default: no. */
  readonly isAlone?: boolean;
  readonly ask: () => Promise<Asked>;
}

interface Job {
  readonly lane: number;
  readonly isAlone: boolean;
  readonly run: () => Promise<void>;
}

interface Series {
  /** Those that meet no other come last. */
  readonly waiting: Job[];
  readonly underWay: Set<Job>;
  readonly end: () => void;
}

/** Asks series of tasks, as many tasks at the same time as there are lanes; a free lane goes on with the next series. */
export class LaneQueue {
  readonly #limit: LaneLimit;
  readonly #isStopped: () => boolean;
  #series: readonly Series[] = [];

  /** `isStopped`: no further task is begun. */
  constructor(limit: LaneLimit, isStopped: () => boolean = () => false) {
    this.#limit = limit;
    this.#isStopped = isStopped;
  }

  /** Adds a series; what its tasks came to, when all are done: undefined for those that were not begun when it was stopped. */
  ask<Asked>(tasks: readonly LaneTask<Asked>[]): Promise<readonly (Asked | undefined)[]> {
    const asked = new Map<number, Asked>();
    const jobs = tasks.map(({ lane, isAlone = false, ask }, index): Job => {
      const run = async () => void asked.set(index, await ask());
      return { lane, isAlone, run };
    });
    return new Promise((resolve) => {
      const waiting = jobs.toSorted((one, other) => Number(one.isAlone) - Number(other.isAlone));
      const end = () => resolve(tasks.map((_, index) => asked.get(index)));
      this.#series = [...this.#series, { waiting, underWay: new Set(), end }];
      this.#fill();
    });
  }

  #fill(): void {
    while (this.#startNext());
    const isOver = ({ waiting, underWay }: Series) =>
      underWay.size === 0 && (this.#isStopped() || waiting.length === 0);
    const over = this.#series.filter(isOver);
    this.#series = this.#series.filter((one) => !over.includes(one));
    for (const { end } of over) end();
  }

  #startNext(): boolean {
    const underWay = this.#series.flatMap((series) => [...series.underWay]);
    if (underWay.length >= this.#limit.count || underWay.some(({ isAlone }) => isAlone) || this.#isStopped())
      return false;
    const busy = new Set(underWay.map(({ lane }) => lane));
    for (const series of this.#series) {
      const { waiting } = series;
      const next = waiting.find(({ lane, isAlone }) => !isAlone && !busy.has(lane));
      if (next !== undefined) return this.#start(series, next);
      // Nothing of a later series overtakes what is to meet no other.
      if (waiting.at(-1)?.isAlone !== true) continue;
      const [first] = waiting;
      return first?.isAlone === true && busy.size === 0 && this.#start(series, first);
    }
    return false;
  }

  #start({ waiting, underWay }: Series, job: Job): true {
    waiting.splice(waiting.indexOf(job), 1);
    underWay.add(job);
    void job.run().then(() => {
      underWay.delete(job);
      this.#fill();
    });
    return true;
  }
}
