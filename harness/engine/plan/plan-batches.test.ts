import { describe, expect, it } from 'vitest';
import { shelfDomain } from '../../../test-support/shelf-engine.ts';
import { takeCase } from '../../../test-support/shelves.ts';
import type { TestedOperation } from '../engine.ts';
import { planBatches } from './plan-batches.ts';

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
