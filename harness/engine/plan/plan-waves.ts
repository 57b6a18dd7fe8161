/**
 * Which batches are asked at the same time, where a target is slow. A wave is asked in lanes, each of which has resources of its
 * own, and then settled: failures are confirmed in the order of the cases. The plan does not depend on how many lanes there are
 * in fact: with one, the same requests reach the same resources in the same order, one batch after another.
 */

import type { Case } from '../../cases/case.ts';
import { totalCalls } from '../../checks/call-counts.ts';
import type { Domain } from '../../scene/domain.ts';
import type { TestedOperation } from '../engine.ts';
import { mostLanes } from '../lanes.ts';
import { estimateCalls } from './estimate.ts';

/** Cases that share a read-back, and the lane that asks them. */
export interface PlannedBatch {
  readonly lane: number;
  /** What it asks may be about resources of others: it is asked when the lanes of its wave are done. */
  readonly isAlone: boolean;
  readonly cases: readonly Case[];
}

/** About so many calls are asked before what failed among them is known. */
const callsPerWave = 400;

/** Calls that are worth a lane of their own. */
const callsPerLane = 20;

/** Calls that a lane may do more than others before another one gets resources of the same kind, which take about four to make and delete. */
const callsPerKind = 15;

/** The same of one of several operations, whose budget pays for no more resources than one lane needs. */
const callsPerKindOfSeveral = callsPerWave;

/** `cost`: calls that it takes on resources of its own. */
type Batch = Pick<PlannedBatch, 'cases' | 'isAlone'> & { readonly cost: number };

/**
 * Batches in waves, in their order; `isDivisible`: whether lanes can have resources of their own. `isOneOfSeveral`: of the operations
 * of a run.
 */
export function planWaves(
  batches: readonly (readonly Case[])[],
  operation: TestedOperation,
  isDivisible: boolean,
  isOneOfSeveral = false,
): readonly (readonly PlannedBatch[])[] {
  if (!isDivisible) return batches.map((cases) => [{ lane: 0, isAlone: false, cases }]);
  const waves: Batch[][] = [];
  let calls = callsPerWave;
  for (const cases of batches) {
    if (calls >= callsPerWave) {
      waves.push([]);
      calls = 0;
    }
    const isAlone = !cases.every((one) => operation.domain.asksOfOwn(one, operation));
    const cost = totalCalls(estimateCalls(cases, operation));
    waves.at(-1)?.push({ cases, isAlone, cost });
    calls += cost;
  }
  const kinds = Array.from({ length: mostLanes }, () => new Set<string>());
  const uneven = isOneOfSeveral ? callsPerKindOfSeveral : callsPerKind;
  return waves.map((wave) => sharedOut(wave, operation.domain, kinds, uneven));
}

/**
 * The most expensive batch first, each to the lane that has the least to do; in their order again within the wave. `kinds`: of the
 * resources that each lane has, so that few are made that only one batch uses; `uneven`: calls that a lane may do more for that.
 */
function sharedOut(
  batches: readonly Batch[],
  domain: Domain,
  kinds: readonly Set<string>[],
  uneven: number,
): readonly PlannedBatch[] {
  const total = batches.reduce((sum, { cost }) => sum + cost, 0);
  const loads = kinds.slice(0, Math.max(1, Math.floor(total / callsPerLane))).map(() => 0);
  const laneOf = new Map<Batch, number>();
  for (const batch of batches.toSorted((one, other) => other.cost - one.cost)) {
    const [first] = batch.cases;
    // What is asked by itself has resources of its own.
    const kind = first === undefined || batch.isAlone ? undefined : domain.kindOf(first);
    const isReady = (lane: number) => kind === undefined || kinds[lane]?.has(kind) === true;
    const costs = loads.map((load, lane) => load + (isReady(lane) ? 0 : uneven));
    const lane = costs.indexOf(Math.min(...costs));
    loads[lane] = (loads[lane] ?? 0) + (batch.isAlone ? 0 : batch.cost);
    if (kind !== undefined) kinds[lane]?.add(kind);
    laneOf.set(batch, lane);
  }
  return batches.map((batch) => ({ cases: batch.cases, isAlone: batch.isAlone, lane: laneOf.get(batch) ?? 0 }));
}
