import { describe, expect, it } from 'vitest';
import { type Property, shareOf } from './property.ts';

function property(id: string, weight: number, callsPerTrial: number): Property {
  return {
    id,
    kind: 'property',
    title: '',
    requirement: id,
    weight,
    callsPerTrial,
    execute: async () => [],
    begin: () => async () => [],
  };
}

const [first, second, third] = [property('a', 80, 8), property('b', 10, 12), property('c', 10, 5)] as const;
const all = [first, second, third];

describe('the share of a property', () => {
  it('is by its weight, and one trial at least', () => {
    expect(all.map((each) => shareOf(each, all, 100).searchCalls)).toEqual([80, 12, 10]);
  });

  it('is nothing when no calls are for generated requests', () => {
    expect(shareOf(first, all, 0)).toMatchObject({ searchCalls: 0 });
  });
});
