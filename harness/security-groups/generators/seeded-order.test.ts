import { describe, expect, test } from 'vitest';
import { countOf, freshValuesOf, sampledValues, smallest } from '../../../test-support/generated-samples.ts';
import { reordered, seed } from './seeded-order.ts';

const letters = ['a', 'b', 'c', 'd'];

describe('an order by its seed', () => {
  test('is the plain one for 0 and the reverse for 1', () => {
    expect(reordered(letters, 0)).toEqual(['a', 'b', 'c', 'd']);
    expect(reordered(letters, 1)).toEqual(['d', 'c', 'b', 'a']);
  });

  test('holds the same items once each', () => {
    for (const order of sampledValues(seed())) expect([...reordered(letters, order)].sort()).toEqual(letters);
  });

  test('stays the same for ever', () => {
    expect(reordered(letters, 2)).toEqual(['b', 'a', 'c', 'd']);
  });

  test('becomes each of the 24 in turn', () => {
    expect(new Set(sampledValues(seed()).map((order) => reordered(letters, order).join(''))).size).toBe(24);
  });
});

describe('a seed', () => {
  test('is the same for the same run', () => {
    expect(freshValuesOf(seed(), 7)).toEqual(freshValuesOf(seed(), 7));
    expect(freshValuesOf(seed(), 7)).not.toEqual(freshValuesOf(seed(), 8));
  });

  test('is plain in one case of six at least', () => {
    expect(countOf(seed(), (order) => order === 0)).toBeGreaterThan(166);
  });

  test('shrinks to the plain order, and to the next when the plain one passes', () => {
    expect(smallest(seed(), () => true)).toBe(0);
    expect(smallest(seed(), (order) => order > 0)).toBe(1);
  });
});
