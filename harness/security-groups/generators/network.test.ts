import { describe, expect, test } from 'vitest';
import { formatNetwork, neighbour, networkOf, parseNetwork } from './network.ts';

describe('a range', () => {
  test.each(['192.0.2.0/24', '0.0.0.0/0', '255.255.255.255/32', '2001:db8::/32', '::/0', '2001:db8::1/128'])(
    '%s is written as it was read',
    (cidr) => {
      expect(formatNetwork(parseNetwork(cidr))).toBe(cidr);
    },
  );

  test('loses its host bits', () => {
    expect(formatNetwork(networkOf(parseNetwork('192.0.2.77/26')))).toBe('192.0.2.64/26');
    expect(formatNetwork(networkOf(parseNetwork('2001:db8:ffff::1/33')))).toBe('2001:db8:8000::/33');
  });

  test.each([
    ['192.0.2.0/24', 1, '192.0.3.0/24'],
    ['192.0.2.0/24', -1, '192.0.1.0/24'],
    ['2001:db8::/32', 1, '2001:db9::/32'],
    ['2001:db8::1/128', -1, '2001:db8::/128'],
  ] as const)('of %s has the neighbour %d, %s', (cidr, steps, expected) => {
    const beside = neighbour(parseNetwork(cidr), steps);

    expect(beside === undefined ? undefined : formatNetwork(beside)).toBe(expected);
  });

  test.each([
    ['0.0.0.0/0', 1],
    ['0.0.0.0/8', -1],
    ['255.255.255.255/32', 1],
    ['::/0', -1],
  ] as const)('of %s has no neighbour %d', (cidr, steps) => {
    expect(neighbour(parseNetwork(cidr), steps)).toBeUndefined();
  });

  test('is refused when it is none', () => {
    expect(() => parseNetwork('192.0.2/24')).toThrow(RangeError);
  });
});
