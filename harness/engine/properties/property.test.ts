import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shelfEngine } from '../../../test-support/shelf-engine.ts';
import { conforming, type ShelfBehaviour, takeCase } from '../../../test-support/shelves.ts';
import { totalCalls } from '../../checks/call-counts.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import type { GeneralCheck } from '../../checks/general-check.ts';
import { SetUpProblem } from '../../endpoint/problem.ts';
import { drawn, property as makeProperty, type Property, propertyEngine, runCases, shareOf } from './property.ts';
import type { PropertyDefinition } from './property-definition.ts';
import type { TrialOutcome } from './shrink.ts';

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
    expect(shareOf(first, all, 101)).toEqual({ searchCalls: 80, shrinkCalls: 120 });
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

  it('count the calls of those that were run ahead and could not be judged', async () => {
    const clearing: ShelfBehaviour = (request, shelf, earlier) => {
      if (!request.isSetUp && request.items.includes('apple')) shelf.clear();
      return request.isSetUp ? conforming(request, shelf, earlier) : { status: 200 };
    };
    const { engine, asked } = shelfEngine({ behaviour: clearing });
    const { result } = await runCases(engine, [pear, apple], { ...options, isAhead: true });
    expect(result).toMatchObject({ id: 'any/take', title: 'takes', kind: 'property', verdict: 'untestable' });
    expect(totalCalls(result.calls)).toBe(asked.length);
    expect(asked.filter((action) => action === 'Look')).toHaveLength(1);
  });

  it('that fail have the findings of the one that fails', async () => {
    const check: GeneralCheck = {
      requirement: 'response/odd',
      applies: () => true,
      judge: ({ params }) =>
        params.some(([, value]) => value === 'pear') ? [{ kind: 'body', at: 'x', expected: 'a', observed: 'b' }] : [],
    };
    const { engine } = shelfEngine({
      operation: { generalChecks: [check] },
      behaviour: (request, shelf, earlier) =>
        !request.isSetUp && request.items.includes('apple')
          ? { status: 400, code: 'Refused' }
          : conforming(request, shelf, earlier),
    });
    const { result, failedAt } = await runCases(engine, [pear, apple], options);
    expect([result.verdict, failedAt, result.findings.map(({ mismatches }) => mismatches.length)]).toEqual([
      ...['fail', 1, [0]],
    ]);
  });

  it('are as the first that could not be judged', async () => {
    const { engine } = shelfEngine({ fails: (action) => (action === 'Put' ? new SetUpProblem('no wood') : undefined) });
    const bare = { ...takeCase('bare', [], []), expect: [{ answer: 'done', status: ['200'], after: [] }] };
    const { result, failedAt } = await runCases(engine, [bare, apple, bare], options);
    expect([result.verdict, result.reason?.kind, failedAt]).toEqual(['untestable', 'set-up', undefined]);
  });

  it('are one at least', async () => {
    await expect(runCases(shelfEngine().engine, [], options)).rejects.toThrow(RangeError);
  });
});

describe('a property', () => {
  const passing: PropertyDefinition<number, TrialOutcome> = {
    ...{ id: 'any/count', kind: 'property', title: 'counts', requirement: 'any/count', callsPerTrial: 1, weight: 1 },
    generate: () => [1, 2][Symbol.iterator](),
    run: async (_, _trial, { title }) => ({
      result: { ...title, verdict: 'pass', calls: { Count: 1 }, findings: [] } as unknown as CaseResult,
    }),
    smaller: () => [],
    classify: () => [],
  };
  const budget = { seed: 1, searchCalls: 9, shrinkCalls: 9 };

  it('does not apply where the target lacks what it needs', async () => {
    const { engine, asked } = shelfEngine();
    expect(await makeProperty({ ...passing, needs: ['wings'] }).execute(engine, budget)).toMatchObject([
      {
        ...{ id: 'any/count', kind: 'property', verdict: 'not-applicable', requirements: ['any/count'] },
        ...{ sent: '0 generated trials', expected: 'counts', reason: { kind: 'missing-capability' } },
      },
    ]);
    expect(asked).toEqual([]);
  });

  it('says how many trials it had, or histories', async () => {
    const [trials] = await makeProperty(passing).execute(shelfEngine().engine, budget);
    const [histories] = await makeProperty({ ...passing, kind: 'history' }).execute(shelfEngine().engine, budget);
    expect([trials?.sent, trials?.observed]).toEqual(['2 generated trials', 'held over 2 trials']);
    expect([histories?.sent, histories?.kind]).toEqual(['2 generated histories', 'history']);
  });

  it.each([
    [['root'], 'cannot be judged while root fails'],
    [['root', 'stem'], 'cannot be judged while root, stem fail'],
  ])('that has no trials is blocked by what failed: %j', async (failed, message) => {
    const { engine } = shelfEngine({ operation: { generalChecks: [checkOf('response/odd')] } });
    for (const id of [...failed, 'response/odd']) engine.knownFailures.add(id);
    expect(
      await makeProperty({ ...passing, generate: () => [][Symbol.iterator]() }).execute(engine, budget),
    ).toMatchObject([{ verdict: 'blocked', reason: { kind: 'dependency', requirements: failed, message } }]);
  });

  it('that has no calls is not asked, whatever failed', async () => {
    const { engine } = shelfEngine();
    engine.knownFailures.add('root');
    const none = { ...budget, searchCalls: 0 };
    const why = {
      verdict: 'not-asked',
      reason: { kind: 'no-calls-left', message: expect.stringContaining('--max-calls') },
      calls: {},
    };
    expect(await makeProperty(passing).execute(engine, none)).toMatchObject([why]);
    Object.assign(engine.caller.budget, { left: 0 });
    const nothing = { ...passing, generate: () => [][Symbol.iterator]() };
    expect(await makeProperty(nothing).execute(engine, budget)).toMatchObject([why]);
    Object.assign(engine.caller.budget, { left: 1 });
    expect(await makeProperty(nothing).execute(engine, budget)).toMatchObject([{ verdict: 'blocked' }]);
  });
});

describe('trials that are drawn', () => {
  it('are those of the seed, from an arbitrary that is made anew every eight', () => {
    let made = 0;
    const arbitrary = () => {
      made += 1;
      return fc.constant(made);
    };
    const first = [...take(drawn(arbitrary, 1), 17)];
    expect(first).toEqual([...Array(8).fill(1), ...Array(8).fill(2), 3]);
    const numbersOf = (seed: number) => [
      ...take(
        drawn(() => fc.nat(), seed),
        16,
      ),
    ];
    expect(numbersOf(5)).toEqual(numbersOf(5));
    expect(numbersOf(5).slice(8)).toEqual(numbersOf(6).slice(0, 8));
  });
});

describe('the engine of properties', () => {
  it('knows the failures of what they depend on and of general checks, and confirms by the allowance for shrinking', () => {
    const { engine } = shelfEngine({
      operation: { generalChecks: [checkOf('response/odd')] },
      allowed: { confirming: 3, shrinking: 2 },
    });
    for (const id of ['root', 'a', 'elsewhere', 'response/odd']) engine.knownFailures.add(id);
    const own = propertyEngine(engine, [first], { a: ['stem'], stem: ['root'] });
    expect([...own.knownFailures.failed].sort()).toEqual(['a', 'response/odd', 'root']);
    expect(own.allowances).toEqual({ confirming: engine.allowances.shrinking, shrinking: engine.allowances.shrinking });
    expect(own.caller).toBe(engine.caller);
  });
});

function checkOf(requirement: string): GeneralCheck {
  return { requirement, applies: () => true, judge: () => [] };
}

function* take<Item>(from: Iterator<Item>, count: number): Generator<Item> {
  for (let index = 0; index < count; index += 1) yield from.next().value as Item;
}
