import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { freshValuesOf, sampledValues, smallest } from '../../../test-support/generated-samples.ts';
import { ipv6Cidr } from './cidr.ts';
import { ipv6Spelling } from './ipv6-spelling.ts';

describe('spellings of an IPv6 range', () => {
  test('are the same range by the URL standard', () => {
    const both = ipv6Cidr().chain((cidr) => fc.tuple(fc.constant(cidr), ipv6Spelling(cidr)));
    for (const [cidr, written] of sampledValues(both)) {
      const [address = '', length] = written.split('/');

      expect(isIPv6(address)).toBe(true);
      expect(`${new URL(`http://[${address}]/`).hostname.slice(1, -1)}/${length}`).toBe(cidr);
    }
  });

  test.each([
    '2001:db8:0:1::/64',
    '2001:DB8:0:1::/64',
    '2001:db8:0:1:0:0:0:0/64',
    '2001:0db8:0000:0001::/64',
    '2001:0DB8:0000:0001:0000:0000:0000:0000/64',
    '2001:db8:0:1::0.0.0.0/64',
    '2001:db8:0:1:0:0:0.0.0.0/64',
  ])('include %s', (spelling) => {
    expect(sampledValues(ipv6Spelling('2001:db8:0:1::/64'))).toContain(spelling);
  });

  test('shorten a single zero, and another run than the longest', () => {
    expect(sampledValues(ipv6Spelling('2001:db8:0:1:1:1:1:1/128'))).toContain('2001:db8::1:1:1:1:1/128');
    expect(sampledValues(ipv6Spelling('2001::1:0:0:1/128'))).toContain('2001:0:0:0:1::1/128');
  });

  test('are the same for the same seed', () => {
    expect(freshValuesOf(ipv6Spelling('2001:db8::/32'), 7)).toEqual(freshValuesOf(ipv6Spelling('2001:db8::/32'), 7));
  });

  test('shrink to the text as it was given', () => {
    expect(smallest(ipv6Spelling('2001:db8::/32'), () => true)).toBe('2001:db8::/32');
    expect(smallest(ipv6Spelling('2001:db8::/32'), (text) => text !== text.toLowerCase())).toBe('2001:DB8::/32');
  });
});
