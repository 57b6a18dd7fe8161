/** Lengths at which list handling breaks, and lists of rules that long. */
import fc from 'fast-check';
import type { FixtureRule } from '../suite/fixture.ts';
import { rules } from './rule.ts';
import type { RuleWorld } from './small-world.ts';

/** One, a second, the change to two digits and what sorts wrongly as text after it, and EC2's default quota of a group. */
export const listLengths = [1, 2, 9, 10, 11, 59, 60] as const;

/** One of {@link listLengths}, none above `most`; shrinks to 1. */
export function listLength(most: number = 60): fc.Arbitrary<number> {
  return fc.constantFrom(...listLengths.filter((length) => length <= most));
}

/**
 * Lists of just such a length, without duplicates. Without prefix lists, of which each counts for all its entries: sixty
 * rules would not fit EC2's default quota.
 */
export function rulesOfListLength(world: RuleWorld, most: number = 60): fc.Arbitrary<readonly FixtureRule[]> {
  return listLength(most).chain((length) => rules({ ...world, prefixLists: [] }, { min: length, max: length }));
}
