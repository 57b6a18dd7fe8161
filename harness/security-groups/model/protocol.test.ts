import { expect, test } from 'vitest';
import { canonicalProtocol, numbersMean } from './protocol.ts';

test.each([
  ['tcp', 'tcp'],
  ['6', 'tcp'],
  ['udp', 'udp'],
  ['17', 'udp'],
  ['icmp', 'icmp'],
  ['1', 'icmp'],
  ['icmpv6', 'icmpv6'],
  ['58', 'icmpv6'],
  ['-1', '-1'],
  ['TCP', 'tcp'],
  ['Icmpv6', 'icmpv6'],
  ['0', '0'],
  ['47', '47'],
  ['255', '255'],
])('names %s as %s', (given, canonical) => {
  expect(canonicalProtocol(given)).toBe(canonical);
});

test.each(['', 'all', 'gre', '256', '-2', '06', '+6', ' tcp', 'tcp ', '6.0', '0x6', '٦'])(
  'knows no protocol %j',
  (given) => {
    expect(canonicalProtocol(given)).toBeUndefined();
  },
);

test('reads the two numbers of a rule by its protocol', () => {
  expect(['tcp', 'udp', 'icmp', 'icmpv6', '-1', '47'].map(numbersMean)).toEqual([
    'ports',
    'ports',
    'type-and-code',
    'type-and-code',
    'nothing',
    'nothing',
  ]);
});
