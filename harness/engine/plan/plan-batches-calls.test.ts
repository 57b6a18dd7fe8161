import { describe, expect, it } from 'vitest';
import { shelfDomain } from '../../../test-support/shelf-engine.ts';
import { takeCase } from '../../../test-support/shelves.ts';
import type { TestedOperation } from '../engine.ts';
import { estimateCalls } from './plan-batches.ts';

const operation: TestedOperation = { action: 'Take', domain: shelfDomain(), generalChecks: [] };
const apple = takeCase('apple', ['apple', 'pear'], ['apple']);
const pear = takeCase('pear', ['apple', 'pear'], ['pear']);
const absent = takeCase('absent', ['apple', 'pear'], ['plum']);

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

  it('counts a repeated case as often as it is sent', () => {
    const thrice = { ...takeCase('thrice', ['apple'], ['apple']), repeated: 3 };
    expect(estimateCalls([thrice], operation)).toEqual({ Take: 3, Put: 3, Look: 3 });
  });
});
