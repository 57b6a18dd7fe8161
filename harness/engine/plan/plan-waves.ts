/**
 * Which batches are asked at the same time, where a target is slow. A wave is asked in lanes, each of which has resources of its
 * own, and then settled: failures are confirmed in the order of the cases. The plan does not depend on how many lanes there are
 * in fact: with one, the same requests reach the same resources in the same order, one batch after another. A wave is long enough
 * for the lanes to go on with the next one while the longest batch of it, some sixty calls, is asked.
 */

import type { Case } from '../../cases/case.ts';
import { type CallCounts, sumCalls, totalCalls } from '../../checks/call-counts.ts';
import type { Domain } from '../../scene/domain.ts';
import type { TestedOperation } from '../engine.ts';
import { mostLanes } from '../lanes.ts';
import { estimateCalls, planBatches } from './plan-batches.ts';

/** Cases that share a read-back, and the lane that asks them. */
export interface PlannedBatch {
  readonly lane: number;
  /** What it asks may be about resources of others: it is asked when the lanes of its wave are done. */
  readonly isAlone: boolean;
  readonly cases: readonly Case[];
}

/** Calls of a wave, about; a last one of less than half as many belongs to the one before. What failed in it is known when the next one was asked. */
const callsPerWave = 350;

/** Calls that are worth a lane of their own. */
const callsPerLane = 20;

/** Calls that a lane may do more than others before another one gets resources of the same kind, which take about four to make and delete. */
const callsPerKind = 50;

/** The same of one of several operations: their lanes share resources, but all of them together have fewer calls to pay for these. */
const callsPerKindOfSeveral = 150;

/** `cost`: calls that it takes on resources of its own. */
type Batch = Pick<PlannedBatch, 'cases' | 'isAlone'> & { readonly cost: number };

/** Batches in waves, in their order; `isDivisible`: whether lanes can have resources of their own. `isOneOfSeveral`: of the operations of a run. */
export function planWaves(
  batches: readonly (readonly Case[])[],
  operation: TestedOperation,
  isDivisible: boolean,
  isOneOfSeveral = false,
): readonly (readonly PlannedBatch[])[] {
  if (!isDivisible) return batches.map((cases) => [{ lane: 0, isAlone: false, cases }]);
  const waves: Batch[][] = [];
  let calls = callsPerWave;
  const asksOfOwn = (one: Case) => operation.domain.asksOfOwn(one, operation);
  for (const cases of batches.flatMap((batch) => partsOf(batch, asksOfOwn))) {
    if (calls >= callsPerWave) {
      waves.push([]);
      calls = 0;
    }
    const isAlone = !cases.every(asksOfOwn);
    const cost = totalCalls(estimateCalls(cases, operation));
    waves.at(-1)?.push({ cases, isAlone, cost });
    calls += cost;
  }
  const last = calls < callsPerWave / 2 && waves.length > 1 ? waves.pop() : undefined;
  waves.at(-1)?.push(...(last ?? []));
  const total = waves.flat().reduce((sum, { cost }) => sum + cost, 0);
  const count = Math.min(mostLanes, Math.max(1, Math.floor(total / callsPerLane)));
  const lanes = Array.from({ length: count }, (): PlannedLane => ({ load: 0, kinds: new Set() }));
  const uneven = isOneOfSeveral ? callsPerKindOfSeveral : callsPerKind;
  return waves.map((wave) => sharedOut(wave, operation.domain, lanes, uneven));
}

/** The expected calls of cases that are asked in lanes, each with resources of its own. */
export function estimateInLanes(
  cases: readonly Case[],
  operation: TestedOperation,
  isOneOfSeveral = false,
): CallCounts {
  const lanes = new Map<string, Case[]>();
  for (const [number, wave] of planWaves(planBatches(cases, operation), operation, true, isOneOfSeveral).entries()) {
    for (const [index, { lane, isAlone, cases: asked }] of wave.entries()) {
      const name = isAlone ? `alone ${number} ${index}` : `${lane}`;
      lanes.set(name, [...(lanes.get(name) ?? []), ...asked]);
    }
  }
  return sumCalls([...lanes.values()].map((asked) => estimateCalls(asked, operation)));
}

/** A batch cut wherever cases that are asked by themselves meet others: the former keep no lane waiting for longer than they need. */
function partsOf(batch: readonly Case[], asksOfOwn: (one: Case) => boolean): readonly (readonly Case[])[] {
  const parts: Case[][] = [];
  for (const one of batch) {
    const [last] = parts.at(-1) ?? [];
    if (last !== undefined && asksOfOwn(last) === asksOfOwn(one)) parts.at(-1)?.push(one);
    else parts.push([one]);
  }
  return parts;
}

/** Calls that a lane was given in the waves so far, and the kinds of resources that it has from them. */
interface PlannedLane {
  load: number;
  readonly kinds: Set<string>;
}

/**
 * The most expensive batch first, each to the lane that has the least to do, where it needs no new kind of resources; in their order again.
 * `uneven`: calls that a lane may do more for that.
 */
function sharedOut(
  batches: readonly Batch[],
  domain: Domain,
  lanes: readonly PlannedLane[],
  uneven: number,
): readonly PlannedBatch[] {
  const laneOf = new Map<Batch, number>();
  for (const batch of batches.toSorted((one, other) => other.cost - one.cost)) {
    // What is asked by itself has resources of its own, and keeps no lane busy.
    if (batch.isAlone) continue;
    const [first] = batch.cases;
    const kind = first === undefined ? undefined : domain.kindOf(first);
    const costs = lanes.map(({ load, kinds }) => load + (kind === undefined || kinds.has(kind) ? 0 : uneven));
    const index = costs.indexOf(Math.min(...costs));
    const lane = lanes[index];
    if (lane !== undefined) lane.load += batch.cost;
    if (kind !== undefined) lane?.kinds.add(kind);
    laneOf.set(batch, index);
  }
  return batches.map((batch) => ({ cases: batch.cases, isAlone: batch.isAlone, lane: laneOf.get(batch) ?? 0 }));
}
