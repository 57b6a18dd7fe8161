/**
 * Which batches are asked at the same time, where a target is slow. A wave is asked in lanes, each of which has groups of its own,
 * and then settled: failures are confirmed in the order of the cases. The plan does not depend on how many lanes there are in
 * fact: with one, the same requests reach the same groups in the same order, one batch after another.
 */

import type { Case } from '../../cases/case.ts';
import { sendsOf, stepsOf } from '../../cases/case-text.ts';
import type { Operation } from '../../operation/operation.ts';
import { mentionsPeer, needsGroups } from '../../security-groups/cases/case-needs.ts';
import { isRead } from '../../service-model/model.ts';
import { mostLanes } from '../lanes.ts';

/** Cases that share a read-back, and the lane that asks them. */
export interface PlannedBatch {
  readonly lane: number;
  readonly cases: readonly Case[];
}

/** About so many calls are asked before what failed among them is known. */
const callsPerWave = 300;

/** Calls that are worth groups of their own. */
const callsPerLane = 20;

/** Calls that a lane may do more than others before another one gets groups of the same kind. */
const callsPerPlace = 16;

/** Batches in waves, in their order; `isDivisible`: whether lanes can have groups of their own. */
export function planWaves(
  batches: readonly (readonly Case[])[],
  operation: Pick<Operation, 'action'>,
  isDivisible: boolean,
): readonly (readonly PlannedBatch[])[] {
  const waves: (readonly Case[])[][] = [];
  let calls = 0;
  let isOpen = false;
  for (const batch of batches) {
    const isAlone = !isDivisible || !batch.every((one) => asksOfOwn(one, operation));
    if (isAlone || !isOpen || calls >= callsPerWave) {
      waves.push([]);
      calls = 0;
    }
    waves.at(-1)?.push(batch);
    calls += costOf(batch);
    isOpen = !isAlone;
  }
  const places = Array.from({ length: mostLanes }, () => new Set<string>());
  return waves.map((wave) => inLanes(wave, places));
}

/**
 * The most expensive batch first, each to the lane that has the least to do; in their order again within the wave. `places`: where
 * each lane has groups, so that few are made that only one batch uses.
 */
function inLanes(batches: readonly (readonly Case[])[], places: readonly Set<string>[]): readonly PlannedBatch[] {
  const total = batches.reduce((sum, batch) => sum + costOf(batch), 0);
  const loads = places.slice(0, Math.max(1, Math.floor(total / callsPerLane))).map(() => 0);
  const laneOf = new Map<readonly Case[], number>();
  for (const batch of batches.toSorted((one, other) => costOf(other) - costOf(one))) {
    const place = placeOf(batch);
    const costs = loads.map((load, lane) => load + (places[lane]?.has(place) === true ? 0 : callsPerPlace));
    const lane = costs.indexOf(Math.min(...costs));
    loads[lane] = (loads[lane] ?? 0) + costOf(batch);
    places[lane]?.add(place);
    laneOf.set(batch, lane);
  }
  return batches.map((cases) => ({ lane: laneOf.get(cases) ?? 0, cases }));
}

/** The kind of groups that a batch begins with. */
function placeOf([first]: readonly Case[]): string {
  if (first === undefined || !needsGroups(first)) return 'none';
  return `${first.vpc ?? 'any'} ${mentionsPeer(first)}`;
}

/** About how many calls a batch takes: the requests of its cases, and for what they need a few of set-up and reading. */
function costOf(batch: readonly Case[]): number {
  const sent = batch.reduce((sum, one) => sum + stepsOf(one).length, 0);
  if (!batch.some(needsGroups)) return sent;
  return batch.length === 1 ? sent * 2 + 2 : sent * 1.3 + 2;
}

/** Whether what a case reads is of what it was given: a list of everything shows what other cases do. */
function asksOfOwn(testCase: Case, { action: usual }: Pick<Operation, 'action'>): boolean {
  return stepsOf(testCase)
    .flatMap(sendsOf)
    .every((send) => !isRead(send.action ?? usual) || /\{(main|peer|rule|new-name|absent)/.test(JSON.stringify(send)));
}
