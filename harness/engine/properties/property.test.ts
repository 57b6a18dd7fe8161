import { describe, expect, it } from 'vitest';
import { shelfEngine } from '../../../test-support/shelf-engine.ts';
import { conforming, takeCase } from '../../../test-support/shelves.ts';
import { type Property, runCases, shareOf } from './property.ts';

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

const options = {
  title: { id: 'any/take', title: 'takes', requirements: ['any/take'] },
  care: 'quick',
  maxCalls: 9,
} as const;
const apple = takeCase('apple', ['apple', 'pear'], ['apple']);
const pear = takeCase('pear', ['apple', 'pear'], ['pear']);

describe('cases that are one trial', () => {
  it('pass together, under the title of the property', async () => {
    const { engine } = shelfEngine();
    const { result, failedAt, replay } = await runCases(engine, [apple, pear], options);
    expect(result).toMatchObject({ id: 'any/take', title: 'takes', verdict: 'pass', requirements: [] });
    expect(result.calls).toEqual({ Put: 2, Take: 2, Look: 1 });
    expect(failedAt).toBeUndefined();
    expect(replay).toMatchObject({ id: 'any/take', send: pear.send });
  });

  it('pass where they ask an open question', async () => {
    const { engine } = shelfEngine();
    expect((await runCases(engine, [{ ...apple, expect: [] }], options)).result.verdict).toBe('pass');
  });

  it('fail as the first of them that fails', async () => {
    const { engine } = shelfEngine({
      behaviour: (request, shelf, earlier) =>
        !request.isSetUp && request.items.includes('apple')
          ? { status: 400, code: 'Refused' }
          : conforming(request, shelf, earlier),
    });
    const { result, failedAt, replay } = await runCases(engine, [pear, apple, pear], options);
    expect([result.verdict, result.observed, failedAt]).toEqual(['fail', '400 Refused, nothing removed', 1]);
    expect(replay).toMatchObject({ send: apple.send });
  });

  it('ask nothing again where they are run ahead: what failed is no verdict then', async () => {
    const { engine, asked } = shelfEngine({
      behaviour: (request, shelf, earlier) =>
        !request.isSetUp && request.items.includes('apple')
          ? { status: 400, code: 'Refused' }
          : conforming(request, shelf, earlier),
    });
    const { result, failedAt } = await runCases(engine, [pear, apple], { ...options, isAhead: true });
    expect([result.verdict, failedAt]).toEqual(['untestable', undefined]);
    expect(asked.length).toBe(Object.values(result.calls).reduce((sum, count) => sum + count, 0));
    expect(engine.knownFailures.failed.size).toBe(0);
    expect((await runCases(engine, [pear], { ...options, isAhead: true })).result.verdict).toBe('pass');
  });

  it('have the findings of the first response with a mismatch of a general check', async () => {
    const { engine } = shelfEngine({
      operation: {
        generalChecks: [
          {
            requirement: 'response/odd',
            applies: () => true,
            judge: ({ params }) =>
              params.some(([, value]) => value === 'apple')
                ? [{ kind: 'body', at: 'x', expected: 'a', observed: 'b' }]
                : [],
          },
        ],
      },
    });
    const { result, failedAt } = await runCases(engine, [apple, pear], options);
    expect([result.verdict, result.findings[0]?.mismatches.length, failedAt]).toEqual(['pass', 1, undefined]);
  });

  it('are one at least', async () => {
    await expect(runCases(shelfEngine().engine, [], options)).rejects.toThrow(RangeError);
  });
});
