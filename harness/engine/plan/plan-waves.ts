/**
 * Which batches are asked at the same time, where a target is slow. A wave is asked in lanes, each of which has groups of its own,
 * and then settled: failures are confirmed in the order of the cases. The plan does not depend on how many lanes there are in
 * fact: with one, the same requests reach the same groups in the same order, one batch after another.
 */

import type { Case, CodeSend } from '../../cases/case.ts';
import { sendsOf, stepsOf } from '../../cases/case-text.ts';
import { totalCalls } from '../../checks/call-counts.ts';
import type { Operation } from '../../operation/operation.ts';
import { mentionsPeer, needsGroups } from '../../security-groups/cases/case-needs.ts';
import { isRead } from '../../service-model/model.ts';
import { mostLanes } from '../lanes.ts';
import { estimateCalls } from './estimate.ts';

/** Cases that share a read-back, and the lane that asks them. */
export interface PlannedBatch {
  readonly lane: number;
  /** What it asks may be about groups of others: it is asked when the lanes of its wave are done. */
  readonly isAlone: boolean;
  readonly cases: readonly Case[];
}

/** About so many calls are asked before what failed among them is known. */
const callsPerWave = 400;

/** Calls that are worth groups of their own. */
const callsPerLane = 20;

/** Calls that a lane may do more than others before another one gets groups of the same kind. */
const callsPerPlace = 16;

/** `cost`: calls that it takes on groups of its own. */
type Batch = Pick<PlannedBatch, 'cases' | 'isAlone'> & { readonly cost: number };

/** Batches in waves, in their order; `isDivisible`: whether lanes can have groups of their own. */
export function planWaves(
  batches: readonly (readonly Case[])[],
  operation: Operation,
  isDivisible: boolean,
): readonly (readonly PlannedBatch[])[] {
  if (!isDivisible) return batches.map((cases) => [{ lane: 0, isAlone: false, cases }]);
  const waves: Batch[][] = [];
  let calls = callsPerWave;
  for (const cases of batches) {
    if (calls >= callsPerWave) {
      waves.push([]);
      calls = 0;
    }
    const isAlone = operation.isStateless !== true && !cases.every((one) => asksOfOwn(one, operation));
    const cost = totalCalls(estimateCalls(cases, operation));
    waves.at(-1)?.push({ cases, isAlone, cost });
    calls += cost;
  }
  const places = Array.from({ length: mostLanes }, () => new Set<string>());
  return waves.map((wave) => inLanes(wave, places));
}

/**
 * The most expensive batch first, each to the lane that has the least to do; in their order again within the wave. `places`: where
 * each lane has groups, so that few are made that only one batch uses.
 */
function inLanes(batches: readonly Batch[], places: readonly Set<string>[]): readonly PlannedBatch[] {
  const total = batches.reduce((sum, { cost }) => sum + cost, 0);
  const loads = places.slice(0, Math.max(1, Math.floor(total / callsPerLane))).map(() => 0);
  const laneOf = new Map<Batch, number>();
  for (const batch of batches.toSorted((one, other) => other.cost - one.cost)) {
    const place = placeOf(batch.cases);
    const costs = loads.map((load, lane) => load + (places[lane]?.has(place) === true ? 0 : callsPerPlace));
    const lane = costs.indexOf(Math.min(...costs));
    loads[lane] = (loads[lane] ?? 0) + (batch.isAlone ? 0 : batch.cost);
    places[lane]?.add(place);
    laneOf.set(batch, lane);
  }
  return batches.map((batch) => ({ cases: batch.cases, isAlone: batch.isAlone, lane: laneOf.get(batch) ?? 0 }));
}

/** The kind of groups that a batch begins with; those that are set up in a way of their own are new in any lane. */
function placeOf([first]: readonly Case[]): string {
  if (first === undefined || !needsGroups(first) || first.given.setUp !== undefined) return 'none';
  return `${first.vpc ?? 'any'} ${mentionsPeer(first)}`;
}

/** Whether nothing that a case asks is about groups of other cases. */
function asksOfOwn(testCase: Case, { action: usual }: Pick<Operation, 'action'>): boolean {
  return stepsOf(testCase)
    .flatMap(sendsOf)
    .every((send) => namesOwn(send) || (!isRead(send.action ?? usual) && namesAny(send)));
}

/** A list is one of the case's own groups if it is asked for by their names. */
function namesOwn(send: CodeSend): boolean {
  return /\{(main|peer|rule:|new-name|absent)/.test(JSON.stringify(send));
}

/** Without any group, a server may take another one for it: the latest, say. */
function namesAny({ params = {}, raw = '' }: CodeSend): boolean {
  const pairs = [...Object.entries(params), ...new URLSearchParams(raw)];
  return pairs.some(([name, value]) => /^(GroupId|GroupName|SecurityGroupRuleId)/.test(name) && value !== '');
}
