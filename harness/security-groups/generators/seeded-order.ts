/** Orders chosen by one number, so that an order shrinks in one step, fits into a case file and can be repeated. */
import fc from 'fast-check';

/** Largest seed; 31 bits are more orders than any list of ours will be tried in. */
const maxSeed = 0x7fffffff;

/**
 * 0 is the plain choice, and what everything shrinks to; 1 is the first other one; further seeds stand for no order of
 * their own. 0 and 1 make two of five.
 */
export function seed(): fc.Arbitrary<number> {
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 2, arbitrary: fc.nat({ max: 1 }) },
    { weight: 3, arbitrary: fc.integer({ min: 2, max: maxSeed }) },
  );
}

/** The list in the order that the seed stands for: 0 as it is, 1 reversed, any other a shuffle. The same on every machine. */
export function reordered<Item>(list: readonly Item[], order: number): readonly Item[] {
  if (order === 0) return list;
  if (order === 1) return [...list].reverse();
  const next = seededNumbers(order);
  const shuffled = [...list];
  for (let end = shuffled.length - 1; end > 0; end -= 1) {
    const other = next(end + 1);
    const item = shuffled[end] as Item;
    shuffled[end] = shuffled[other] as Item;
    shuffled[other] = item;
  }
  return shuffled;
}

/** Returns a number from 0 to below `limit`. */
export type NextNumber = (limit: number) => number;

/** Always the same numbers for one seed (xorshift32 after Marsaglia, 2003). */
export function seededNumbers(from: number): NextNumber {
  // Multiplied by an odd constant, so that neighbouring seeds begin far apart; zero would stay zero for ever.
  let state = Math.imul(from, 0x9e3779b1) >>> 0 || 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % Math.max(limit, 1);
  };
}
