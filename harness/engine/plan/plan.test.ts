import { describe, expect, it } from 'vitest';
import { shelfDomain } from '../../../test-support/shelf-engine.ts';
import { takeCase } from '../../../test-support/shelves.ts';
import type { TestedOperation } from '../engine.ts';
import { estimateCalls } from './estimate.ts';
import { planBatches } from './plan-batches.ts';
import { isHarmless, supportsDryRun, toDryRun } from './safe-mode.ts';

const operation: TestedOperation = { action: 'Take', domain: shelfDomain(), generalChecks: [] };
const apple = takeCase('apple', ['apple', 'pear'], ['apple']);
const pear = takeCase('pear', ['apple', 'pear'], ['pear']);
const absent = takeCase('absent', ['apple', 'pear'], ['plum']);
const ids = (batches: ReturnType<typeof planBatches>) => batches.map((batch) => batch.map(({ id }) => id));

describe('a plan of batches', () => {
  it('puts neighbours together that the domain lets follow each other', () => {
    const elsewhere = { ...pear, id: 'elsewhere', vpc: 'default' as const };
    expect(ids(planBatches([apple, pear, elsewhere, absent], operation))).toEqual([
      ['apple', 'pear'],
      ['elsewhere'],
      ['absent'],
    ]);
    expect(planBatches([], operation)).toEqual([]);
  });

  it('keeps apart what may be about resources of others', () => {
    const domain = { ...operation.domain, asksOfOwn: ({ id }: { readonly id: string }) => id !== 'pear' };
    expect(ids(planBatches([apple, absent, pear, pear, apple], { ...operation, domain }))).toEqual([
      ['apple', 'absent'],
      ['pear', 'pear'],
      ['apple'],
    ]);
  });

  it.each([
    // biome-ignore lint/suspicious/noThenProperty: the steps of a case are called so in fixtures
    ['of several steps', { then: [{ send: apple.send, expect: apple.expect }] }],
    ['of two requests at once', { beside: apple.send }],
    ['that asks an open question', { expect: [] }],
    ['after which the state depends on the response', { expect: [...apple.expect, ...absent.expect] }],
    [
      'after which other things are there, of the same number',
      {
        expect: [...apple.expect, { ...absent.expect[0], answer: 'other', status: ['200'], after: ['apple'] }],
      },
    ],
  ])('leaves a case %s by itself', (_, more) => {
    const odd = { ...apple, id: 'odd', ...more };
    expect(ids(planBatches([odd, pear, absent], operation))).toEqual([['odd'], ['pear', 'absent']]);
    expect(ids(planBatches([pear, odd], operation))).toEqual([['pear'], ['odd']]);
  });

  it('puts a case of several responses that leave the same state with its neighbours', () => {
    const either = { ...apple, expect: [...apple.expect, { answer: 'odd', status: ['201'], after: ['pear'] }] };
    expect(planBatches([either, pear], operation)).toHaveLength(1);
  });

  it('puts twenty cases into a batch at most', () => {
    const many = Array.from({ length: 41 }, (_, index) => takeCase(`${index}`, ['apple'], ['apple']));
    expect(planBatches(many, operation).map(({ length }) => length)).toEqual([20, 20, 1]);
  });
});

describe('an estimate', () => {
  it('of a batch is its requests, its set-up and one reading', () => {
    expect(estimateCalls([apple, pear, absent], operation)).toEqual({ Take: 3, Put: 3, Look: 1 });
  });

  it('of a case by itself is a reading for each step', () => {
    // biome-ignore lint/suspicious/noThenProperty: the steps of a case are called so in fixtures
    const twice = { ...apple, then: [{ send: { action: 'Put' }, beside: apple.send, expect: apple.expect }] };
    expect(estimateCalls([twice], operation)).toEqual({ Take: 2, Put: 2, Look: 2 });
  });

  it('counts a further reading where the resources change within a batch', () => {
    const elsewhere = (id: string) => ({ ...takeCase(id, ['fig'], ['fig']), vpc: 'default' as const });
    expect(estimateCalls([elsewhere('one'), elsewhere('two')], operation)).toEqual({ Take: 2, Put: 2, Look: 2 });
  });

  it('counts no reading for a case without a state', () => {
    const bare = takeCase('bare', [], ['plum']);
    expect(estimateCalls([bare], operation)).toEqual({ Take: 1 });
    expect(estimateCalls([bare, bare], operation)).toEqual({ Take: 2 });
    expect(estimateCalls([bare, apple, bare], operation)).toEqual({ Take: 3, Put: 1, Look: 1 });
    expect(estimateCalls([], operation)).toEqual({});
  });
});

describe('where nothing may be changed', () => {
  it.each([
    ['is refused', absent, true],
    ['succeeds', apple, false],
    ['asks an open question', { ...absent, expect: [] }, false],
    ['may succeed', { ...absent, expect: [...absent.expect, ...apple.expect] }, false],
    // biome-ignore lint/suspicious/noThenProperty: the steps of a case are called so in fixtures
    ['has a further step', { ...absent, then: [{ send: {}, expect: absent.expect }] }, false],
    ['sends two requests at once', { ...absent, beside: {} }, false],
    ['names no action', { ...absent, send: { ...absent.send, bare: true as const } }, false],
    ['sends another action', { ...absent, send: { action: 'Put' } }, false],
    ['names the action under test', { ...absent, send: { action: 'Take' } }, true],
    ['needs set-up', { ...absent, later: {} }, false],
  ])('a case that %s is harmless: %#', (_, one, isSo) => {
    expect(isHarmless(one, operation)).toBe(isSo);
  });

  it('one request can be sent as a dry run, unless it is one', () => {
    expect(supportsDryRun(apple, operation)).toBe(true);
    expect(supportsDryRun({ ...apple, beside: {} }, operation)).toBe(false);
    expect(supportsDryRun({ ...apple, send: {} }, operation)).toBe(true);
    expect(supportsDryRun({ ...apple, send: { params: { DryRun: 'true' } } }, operation)).toBe(false);
  });

  it('a harmless case is sent as it is, with nothing set up for it', () => {
    expect(toDryRun(absent, operation)).toEqual({
      ...absent,
      given: {},
      expect: [{ answer: 'refused', status: ['400'], code: ['Item.NotFound'], after: [] }],
    });
  });

  it('any other is sent as a dry run, and is about no requirement', () => {
    expect(toDryRun(apple, operation)).toEqual({
      ...apple,
      title: 'as a dry run: apple',
      requirements: [],
      given: {},
      send: { params: { ...apple.send.params, DryRun: 'true' } },
      expect: [{ answer: 'rehearsed', status: ['4xx'], code: ['DryRunOperation'], after: [] }],
    });
  });
});
