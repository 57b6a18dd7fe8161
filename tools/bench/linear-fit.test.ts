import { describe, expect, it } from 'vitest';
import { linearFit } from './linear-fit.ts';

const xs = [1, 2, 3, 4, 5, 6, 7];

describe('a linear fit', () => {
  it('finds a line, with its intercept, and no bend in it', () => {
    const { slope, intercept, r2, bend } = linearFit(xs.map((x) => ({ x, y: 10 + 3 * x })));

    expect([slope, intercept, r2, bend].map((value) => Number(value.toFixed(9)))).toEqual([3, 10, 1, 1]);
  });

  it('finds the bend of a parabola', () => {
    const { bend, r2 } = linearFit(xs.map((x) => ({ x, y: x * x })));

    // Slopes of the halves 1 to 4 and 4 to 7: 5 and 11.
    expect(bend).toBeCloseTo(2.2, 9);
    expect(r2).toBeLessThan(0.98);
  });

  it('does not mind the order of the points', () => {
    const points = xs.map((x) => ({ x, y: 2 * x }));

    expect(linearFit([...points].reverse())).toEqual(linearFit(points));
  });

  it('refuses three points', () => {
    expect(() => linearFit([1, 2, 3].map((x) => ({ x, y: x })))).toThrow(RangeError);
  });
});
