import { describe, expect, test } from 'vitest';
import { sampleResponse, success } from '../../test-support/wire/response-sample.ts';
import type { ExpectedContent } from '../cases/fixture.ts';
import type { Outcome } from './outcome.ts';
import { describeContent, judgeContent, textsAt } from './response-content.ts';

function responseWith(...ids: readonly string[]): Outcome {
  const items = ids.map((id) => `<item><id>${id}</id><tagSet><item><key>k-${id}</key></item></tagSet></item>`).join('');
  return sampleResponse({ xml: success('', `<thingSet>${items}</thingSet><nextToken></nextToken>`), status: 200 })
    .outcome;
}

const noResponse: Outcome = {
  kind: 'no-response',
  failure: { kind: 'reset', explanation: 'the connection was reset' },
};

function holds(expected: ExpectedContent, outcome: Outcome, path = 'thingSet/item/id'): boolean {
  return judgeContent({ [path]: expected }, outcome).length === 0;
}

describe('texts at a path', () => {
  test('are those of every item of every set on the way, in order', () => {
    expect(textsAt(responseWith('b', 'a'), 'thingSet/item/tagSet/item/key')).toEqual(['k-b', 'k-a']);
  });

  test('are none where the path leads nowhere, and where there is no document', () => {
    expect(textsAt(responseWith('a'), 'thingSet/element/id')).toEqual([]);
    expect(textsAt(noResponse, 'thingSet/item/id')).toEqual([]);
    expect(textsAt({ kind: 'unreadable', status: 200, why: 'the body is not XML' }, 'a')).toEqual([]);
  });
});

describe('a list of texts', () => {
  test('is met by the same texts in any order', () => {
    expect(holds(['a', 'b', 'b'], responseWith('b', 'a', 'b'))).toBe(true);
    expect(holds([], responseWith())).toBe(true);
  });

  test.each([
    ['one is missing', ['a', 'b'], ['a']],
    ['one is too much', ['a'], ['a', 'b']],
    ['one is there twice', ['a', 'b'], ['a', 'a', 'b']],
    ['one is there once instead of twice', ['a', 'a'], ['a', 'b']],
    ['there is one instead of none', [], ['a']],
    ['letters differ in case', ['a'], ['A']],
  ] as const)('is not met where %s', (_, expected, ids) => {
    expect(holds(expected, responseWith(...ids))).toBe(false);
  });
});

describe('one text', () => {
  test('is met by exactly one element with it', () => {
    expect(holds('a', responseWith('a'))).toBe(true);
    expect(holds('a', responseWith('a', 'a'))).toBe(false);
    expect(holds('a', responseWith('a', 'b'))).toBe(false);
    expect(holds('a', responseWith())).toBe(false);
  });

  test.each([
    ['2001:db8:0:0:0:0:0:0/32', true],
    ['2001:0db8::/32', true],
    ['2001:DB8::/32', false],
    ['2001:db8::1/32', false],
    ['2001:db8::/33', false],
    ['2001:db9::/32', false],
    ['2001:db8::', false],
  ])('takes an IPv6 range in lower case in every spelling: %s', (spelt, isSame) => {
    expect(holds('2001:db8::/32', responseWith(spelt))).toBe(isSame);
  });

  test('counts white space around it only where it has some itself', () => {
    expect(holds('a', responseWith(' a\n'))).toBe(true);
    expect(holds(' a', responseWith(' a'))).toBe(true);
    expect(holds(' a', responseWith('a'))).toBe(false);
  });

  test('is met by a boolean in any spelling, where it is one', () => {
    expect(holds('true', responseWith('1'))).toBe(true);
    expect(holds('false', responseWith('False'))).toBe(true);
    expect(holds('false', responseWith('1'))).toBe(false);
    expect(holds('1', responseWith('true'))).toBe(false);
  });
});

describe('the other forms', () => {
  test('* is met by any texts but empty ones', () => {
    expect(holds('*', responseWith('a', 'b'))).toBe(true);
    expect(holds('*', responseWith('a', ' '))).toBe(false);
    expect(holds('*', responseWith())).toBe(false);
  });

  test('null is met by no element and by an empty one', () => {
    expect(holds(null, responseWith('a'), 'nextToken')).toBe(true);
    expect(holds(null, responseWith('a'), 'other')).toBe(true);
    expect(holds(null, responseWith('a'))).toBe(false);
  });

  test('includes is met where all are there, among others', () => {
    expect(holds({ includes: ['a', 'c'] }, responseWith('a', 'b', 'c'))).toBe(true);
    expect(holds({ includes: ['a', 'c'] }, responseWith('a', 'b'))).toBe(false);
    expect(holds({ includes: ['a', 'a'] }, responseWith('a', 'b'))).toBe(false);
  });

  test('excludes is met where none is there', () => {
    expect(holds({ excludes: ['x', 'y'] }, responseWith('a'))).toBe(true);
    expect(holds({ excludes: ['x', 'a'] }, responseWith('a'))).toBe(false);
  });

  test('count is met by so many elements', () => {
    expect(holds({ count: 2 }, responseWith('a', ''))).toBe(true);
    expect(holds({ count: 0 }, responseWith())).toBe(true);
    expect(holds({ count: 1 }, responseWith('a', 'b'))).toBe(false);
  });
});

test('a mismatch says where, what was expected and what there was', () => {
  expect(judgeContent({ 'thingSet/item/id': ['a'], nextToken: null }, responseWith('b', 'c'))).toEqual([
    { kind: 'body', at: 'thingSet/item/id', expected: 'exactly "a"', observed: '"b", "c"' },
  ]);
  expect(judgeContent({ other: '*' }, responseWith())).toMatchObject([
    { expected: 'at least one, none of them empty', observed: 'no such element' },
  ]);
});

test('a mismatch quotes a few texts, each of them short', () => {
  const [mismatch] = judgeContent(
    { 'thingSet/item/id': [] },
    responseWith(...Array.from({ length: 500 }, (_, index) => `${index}${'x'.repeat(500)}`)),
  );

  expect(mismatch?.observed).toContain('and 488 more');
  expect(mismatch?.observed.length).toBeLessThan(1500);
});

test('what is expected is said without what is not: no empty lists, one element in the singular', () => {
  expect(describeContent({ includes: [], excludes: ['a'], count: 1 })).toBe('not "a", and 1 element');
  expect(describeContent({ includes: ['a'], excludes: [], atMost: 1 })).toBe('among others "a", and at most 1 element');
  expect(describeContent({ excludes: ['a', 'b'], count: 2 })).toBe('none of "a", "b", and 2 elements');
});
