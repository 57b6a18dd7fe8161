/** What the tests of this room ask of every arbitrary: its values for one seed, how often they are so, and where it shrinks. */
import fc from 'fast-check';

/** Runs of one trial; the counts that tests name are out of these. */
export const trialRuns = 1000;

const usualSeed = 20_200;
const usualValues = new WeakMap<fc.Arbitrary<unknown>, readonly unknown[]>();

/** The thousand values that all counts are of; made once for each arbitrary. */
export function sampledValues<Value>(arbitrary: fc.Arbitrary<Value>): readonly Value[] {
  const known = usualValues.get(arbitrary) as readonly Value[] | undefined;
  const values = known ?? freshValuesOf(arbitrary, usualSeed);
  usualValues.set(arbitrary, values);
  return values;
}

/** The values of one seed, made anew. */
export function freshValuesOf<Value>(arbitrary: fc.Arbitrary<Value>, seed: number): readonly Value[] {
  return fc.sample(arbitrary, { seed, numRuns: trialRuns });
}

/** How many of the thousand values are so. */
export function countOf<Value>(arbitrary: fc.Arbitrary<Value>, isSo: (value: Value) => boolean): number {
  return sampledValues(arbitrary).filter(isSo).length;
}

/** The counterexample that is left of a property which fails for all values that are so. Throws RangeError when none is. */
export function smallest<Value>(arbitrary: fc.Arbitrary<Value>, isSo: (value: Value) => boolean): Value {
  const property = fc.property(arbitrary, (value) => !isSo(value));
  const { counterexample } = fc.check(property, { seed: usualSeed, numRuns: trialRuns * 10 });
  if (counterexample === null) throw new RangeError('no value is so');
  return counterexample[0];
}
