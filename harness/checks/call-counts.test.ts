import { describe, expect, test } from 'vitest';
import { sumCalls, totalCalls } from './call-counts.ts';

describe('numbers of calls by action', () => {
  test('have a total over all actions', () => {
    expect(totalCalls({ Take: 2, Put: 3 })).toBe(5);
    expect(totalCalls({})).toBe(0);
  });

  test('are added action by action, and stay as they were', () => {
    const one = { Take: 2, Put: 3 };
    expect(sumCalls([one, { Put: 1, Look: 4 }, {}])).toEqual({ Take: 2, Put: 4, Look: 4 });
    expect(one).toEqual({ Take: 2, Put: 3 });
    expect(sumCalls([])).toEqual({});
  });
});
