import { describe, expect, it } from 'vitest';
import { inTurns, ratios, spreadOf } from './samples.ts';

describe('spreadOf', () => {
  it('takes the middle of an odd number of samples and between the middles of an even one', () => {
    expect(spreadOf([9, 1, 5])).toStrictEqual({ median: 5, least: 1, most: 9 });
    expect(spreadOf([4, 1, 2, 9])).toStrictEqual({ median: 3, least: 1, most: 9 });
  });

  it('refuses an empty sample', () => {
    expect(() => spreadOf([])).toThrow(RangeError);
  });
});

describe('inTurns', () => {
  it('measures in turns, round by round', async () => {
    const order: string[] = [];
    const measured = (name: string) => async () => order.push(name);

    const samples = await inTurns({ one: measured('one'), other: measured('other') }, 2, 60_000);

    expect(order).toStrictEqual(['one', 'other', 'one', 'other']);
    expect(samples).toStrictEqual({ one: [1, 3], other: [2, 4] });
  });

  it('completes one round and begins no other when the time is over', async () => {
    expect(await inTurns({ one: async () => 7 }, 5, 0)).toStrictEqual({ one: [7] });
  });
});

describe('ratios', () => {
  it('divides round by round', () => {
    expect(ratios([2, 9], [1, 3])).toStrictEqual([2, 3]);
  });
});
