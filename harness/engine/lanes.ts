/**
 * Lanes: several cases are asked at the same time where a target is slow to respond. How many there are changes no verdict: which
 * cases share resources is planned for {@link mostLanes} lanes whatever their number (plan-waves.ts), and what failed is confirmed in
 * the order of the cases, while nothing else is asked.
 */

import type { Caller } from '../endpoint/caller.ts';
import type { TargetSettings } from '../endpoint/target-settings.ts';
import type { NarrowReason } from '../endpoint/transport-stats.ts';

/** Lanes that cases are planned for, and so the most that are asked at the same time. */
export const mostLanes = 8;

/** Below so many milliseconds per response the suite itself takes most of the time. */
export const leastSlowMs = 30;

/** Each further lane pays where a response takes this much longer. */
const msPerLane = 6;

/** Calls a second that EC2's own limits come to: its revokes, half of all calls, may be five a second. */
const pacedRate = 10;

/** How many cases are asked at a time, and why. */
export interface Lanes {
  readonly count: number;
  readonly why: string;
}

/** What decides how many lanes there are, beside the time that a response takes. */
export type LaneSettings = Pick<TargetSettings, 'concurrency' | 'rate' | 'pace' | 'recording' | 'useGroups' | 'safe'>;

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
  const { concurrency, rate, pace, recording, useGroups, safe } = settings;
  if (useGroups !== undefined || safe === true) return { count: 1, why: 'all cases share the group of --use-group' };
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

/** Deletions under way at a time: as many as cases, and twice as many where nothing but the number of planned lanes limits these. */
export function deletionsAtATime({ count }: Pick<Lanes, 'count'>, { concurrency }: LaneSettings): number {
  return count === mostLanes && concurrency === undefined ? mostLanes * 2 : count;
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
  /** It meets no other task, and waits for all that are not so. Default: no. */
  readonly isAlone?: boolean;
  readonly ask: () => Promise<Asked>;
}

/** Asks all tasks, as many at the same time as there are lanes; undefined for those that were not begun when `isStopped`. */
export async function askInLanes<Asked>(
  tasks: readonly LaneTask<Asked>[],
  limit: LaneLimit,
  isStopped: () => boolean = () => false,
): Promise<readonly (Asked | undefined)[]> {
  const asked = new Map<number, Asked>();
  const all = [...tasks.entries()];
  const waiting = all.filter(([, { isAlone }]) => isAlone !== true);
  const alone = all.filter(([, { isAlone }]) => isAlone === true);
  const busy = new Map<number, Promise<void>>();
  const take = () => {
    const at = waiting.findIndex(([, { lane }]) => !busy.has(lane));
    if (at >= 0) return waiting.splice(at, 1)[0];
    return waiting.length === 0 && busy.size === 0 ? alone.shift() : undefined;
  };
  const start = (): boolean => {
    const next = busy.size >= limit.count || isStopped() ? undefined : take();
    if (next === undefined) return false;
    const [index, { lane, ask }] = next;
    const done = ask().then((one) => {
      asked.set(index, one);
      busy.delete(lane);
    });
    busy.set(lane, done);
    return true;
  };
  for (;;) {
    while (start());
    if (busy.size === 0) break;
    await Promise.race(busy.values());
  }
  return tasks.map((_, index) => asked.get(index));
}
