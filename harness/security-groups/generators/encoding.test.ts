import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countOf, freshValuesOf, sampledValues, smallest } from '../../../test-support/generated-samples.ts';
import { encodeForm, type Pair } from '../../wire/query.ts';
import { encodeVariant, formVariant, plainVariant, spelled } from './encoding.ts';

const pairs: readonly Pair[] = [
  ['IpPermissions.1.IpRanges.1.Description', 'a+b & c=d; 100%, é'],
  ['GroupId', '{main}'],
  ['IpPermissions.1.IpRanges.1.CidrIp', '192.0.2.0/24'],
];

const spellings = spelled(pairs);

describe('spellings of a form', () => {
  test('say the same pairs, by the URL standard', () => {
    const texts = fc.array(fc.tuple(fc.string({ minLength: 1, unit: 'binary' }), fc.string({ unit: 'binary' })), {
      maxLength: 5,
    });
    for (const [given, text] of sampledValues(texts.chain((each) => fc.tuple(fc.constant(each), spelled(each))))) {
      expect([...new URLSearchParams(text)].map(String).sort()).toEqual(given.map(String).sort());
    }
  });

  test('hold only what a query may: RFC 3986 section 3.4', () => {
    for (const text of sampledValues(spellings)) {
      expect(text).toMatch(/^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*$/);
    }
  });

  test.each([
    ['a plus for the space', 300, /\+/],
    ['%20 for the space', 300, /%20/],
    ['lower-case digits', 200, /%2b/],
    ['upper-case digits', 200, /%2B/],
    ['an escaped dot in a name', 300, /%2e[^&]*=/i],
    ['an escaped letter', 300, /%47/],
    ['a bare slash', 300, /\//],
    ['an escaped slash', 300, /%2f/i],
  ])('have %s in %d of a thousand cases at least', (_, least, pattern) => {
    expect(countOf(spellings, (text) => pattern.test(text))).toBeGreaterThanOrEqual(least);
  });

  test('are in the plain form what the encoder of requests writes', () => {
    expect(encodeVariant(pairs, plainVariant)).toBe(encodeForm(pairs));
  });

  test('take all six orders', () => {
    const order = (text: string) => [...new URLSearchParams(text).keys()].map((name) => name.at(-1)).join('');

    expect(new Set(sampledValues(spellings).map(order))).toEqual(new Set(['ndp', 'npd', 'dnp', 'dpn', 'pnd', 'pdn']));
  });

  test('are the same for the same seed', () => {
    expect(freshValuesOf(spellings, 7)).toEqual(freshValuesOf(spellings, 7));
    expect(freshValuesOf(formVariant(), 7)).toEqual(freshValuesOf(formVariant(), 7));
  });

  test('shrink to unreserved characters bare and all others in upper-case hex', () => {
    expect(smallest(spellings, () => true)).toBe(
      'IpPermissions.1.IpRanges.1.Description=a%2Bb%20%26%20c%3Dd%3B%20100%25%2C%20%C3%A9' +
        '&GroupId=%7Bmain%7D&IpPermissions.1.IpRanges.1.CidrIp=192.0.2.0%2F24',
    );
    expect(smallest(spelled([['A', ' +']]), (text) => text.includes('=+'))).toBe('A=+%2B');
  });
});
