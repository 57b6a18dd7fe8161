/** One near miss of a rule, and a rule together with one. */
import fc from 'fast-check';
import type { FixtureRule } from '../../../cases/given.ts';
import { rule } from '../rule.ts';
import type { ValuePools } from '../value-pools.ts';
import { type NearMiss, nearMissFields } from './near-miss-fields.ts';
import { type NearMissOptions, nearMisses } from './near-misses.ts';

/** Fields are about equally likely, however many misses each has. Shrinks to the nearest miss of the first field. Throws RangeError when there is none. */
export function nearMiss(of: FixtureRule, pools: ValuePools, options: NearMissOptions = {}): fc.Arbitrary<NearMiss> {
  const misses = nearMisses(of, pools, options);
  if (misses.length === 0) throw new RangeError(`no near miss of ${JSON.stringify(of)} is left`);
  return choice().map((numbers) => chosen(misses, numbers));
}

/** A rule and one of its near misses. */
export interface RuleAndNearMiss {
  readonly rule: FixtureRule;
  readonly miss: NearMiss;
}

/** Shrinks the rule and the choice of the miss apart from each other. */
export function ruleAndNearMiss(
  pools: ValuePools,
  options: Pick<NearMissOptions, 'fields'> = {},
): fc.Arbitrary<RuleAndNearMiss> {
  return fc
    .tuple(rule(pools), choice())
    .map(([of, numbers]) => ({ of, numbers, misses: nearMisses(of, pools, options) }))
    .filter(({ misses }) => misses.length > 0)
    .map(({ of, numbers, misses }) => ({ rule: of, miss: chosen(misses, numbers) }));
}

type Choice = readonly [field: number, miss: number];

/** The field by its place among all fields (or the next that has a miss), so that it stays when the rule shrinks. */
function choice(): fc.Arbitrary<Choice> {
  const number = fc.noBias(fc.nat({ max: 0xffff }));
  return fc.tuple(number, number);
}

function chosen(misses: readonly NearMiss[], [fieldNumber, missNumber]: Choice): NearMiss {
  const first = fieldNumber % nearMissFields.length;
  const inTurn = [...nearMissFields.slice(first), ...nearMissFields.slice(0, first)];
  const field = inTurn.find((each) => misses.some((miss) => miss.field === each));
  const ofField = misses.filter((miss) => miss.field === field);
  return ofField[missNumber % ofField.length] as NearMiss;
}
