import { expect, test } from 'vitest';
import type { Source } from './rule.ts';
import { type ShownRule, storedRule } from './stored-rule.ts';

const shown: ShownRule = {
  protocol: 'tcp',
  fromPort: '22',
  toPort: '23',
  source: { kind: 'ipv4', cidr: '192.0.2.0/24' },
  description: undefined,
};

test('reads a rule as it is shown', () => {
  expect(storedRule({ ...shown, description: 'office' })).toStrictEqual({
    protocol: 'tcp',
    fromPort: 22,
    toPort: 23,
    source: { kind: 'ipv4', cidr: '192.0.2.0/24' },
    description: 'office',
  });
});

test('leaves out what is not shown', () => {
  expect(storedRule({ ...shown, fromPort: undefined, toPort: undefined })).toStrictEqual({
    protocol: 'tcp',
    source: { kind: 'ipv4', cidr: '192.0.2.0/24' },
  });
});

test('takes ICMPv6 without type and code for all of them', () => {
  const none = { fromPort: undefined, toPort: undefined };
  expect(storedRule({ ...shown, protocol: 'icmpv6', ...none })).toMatchObject({ fromPort: -1, toPort: -1 });
  expect(storedRule({ ...shown, protocol: '58', ...none })).toMatchObject({ fromPort: -1, toPort: -1 });
  expect(storedRule({ ...shown, protocol: 'icmpv6', toPort: undefined })).toStrictEqual({
    ...{ protocol: 'icmpv6', fromPort: 22 },
    source: { kind: 'ipv4', cidr: '192.0.2.0/24' },
  });
  expect(storedRule({ ...shown, protocol: 'icmp', ...none })).not.toHaveProperty('fromPort');
});

test('names a protocol that is shown by its number', () => {
  expect(storedRule({ ...shown, protocol: '17' })).toMatchObject({ protocol: 'udp', fromPort: 22, toPort: 23 });
});

test.each(['-1', '47'])('drops the numbers of protocol %s, which has none', (protocol) => {
  expect(storedRule({ ...shown, protocol, fromPort: '-1', toPort: '-1' })).toStrictEqual({
    protocol,
    source: { kind: 'ipv4', cidr: '192.0.2.0/24' },
  });
});

test('keeps a protocol that it does not know', () => {
  expect(storedRule({ ...shown, protocol: 'all' })).toHaveProperty('protocol', 'all');
});

test.each<readonly [Source, Source]>([
  [
    { kind: 'ipv4', cidr: '192.0.2.1/24' },
    { kind: 'ipv4', cidr: '192.0.2.0/24' },
  ],
  [
    { kind: 'ipv6', cidr: '2001:DB8:0::1/32' },
    { kind: 'ipv6', cidr: '2001:db8::/32' },
  ],
  [
    { kind: 'ipv4', cidr: 'anywhere' },
    { kind: 'ipv4', cidr: 'anywhere' },
  ],
  [
    { kind: 'ipv6', cidr: 'anywhere' },
    { kind: 'ipv6', cidr: 'anywhere' },
  ],
  [
    { kind: 'prefix-list', prefixListId: 'pl-1' },
    { kind: 'prefix-list', prefixListId: 'pl-1' },
  ],
  [
    { kind: 'group', groupId: 'sg-1', userId: '111122223333' },
    { kind: 'group', groupId: 'sg-1' },
  ],
])('stores the source %j as %j', (source, stored) => {
  expect(storedRule({ ...shown, source }).source).toStrictEqual(stored);
});
