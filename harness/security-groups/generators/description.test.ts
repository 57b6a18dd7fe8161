import { describe, expect, test } from 'vitest';
import { countOf, freshValuesOf, sampledValues, smallest } from '../../../test-support/generated-samples.ts';
import { description } from './description.ts';
import { smallPools } from './value-pools.ts';

const texts = description(smallPools(new Set()));

describe('descriptions', () => {
  test('hold 1 to 255 of the characters that EC2 allows', () => {
    for (const text of sampledValues(texts)) expect(text).toMatch(/^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/);
  });

  test('neither begin nor end with a space, nor hold two in a row', () => {
    expect(countOf(texts, (text) => text !== text.trim() || text.includes('  '))).toBe(0);
  });

  test('hold no text that would be filled in', () => {
    expect(countOf(texts, (text) => /\{[a-z][a-z0-9.:_-]*\}/i.test(text))).toBe(0);
  });

  test.each([['+'], ['&'], ['='], [' '], [';'], ['#'], ['{'], ['$'], ['*'], ['/']])(
    'hold a %j now and then',
    (sign) => {
      expect(countOf(texts, (text) => text.includes(sign))).toBeGreaterThan(40);
    },
  );

  test('are as long as allowed now and then', () => {
    expect(countOf(texts, (text) => text.length === 255)).toBeGreaterThan(50);
  });

  test('are the same for the same seed', () => {
    expect(freshValuesOf(texts, 7)).toEqual(freshValuesOf(texts, 7));
  });

  test('shrink to a word', () => {
    expect(smallest(texts, () => true)).toBe('office');
    expect(smallest(texts, (text) => text.includes('+')).length).toBeLessThanOrEqual(3);
  });
});
