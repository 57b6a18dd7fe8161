import { expect, test } from 'vitest';
import { type Permission, type PermissionProblem, rulesOfPermission, standardForms } from './permission.ts';
import type { Rule } from './rule.ts';

const anywhere = { CidrIp: '0.0.0.0/0' };
const https: Permission = { IpProtocol: 'tcp', FromPort: '443', ToPort: '443' };

test('stands for one rule per source, each with its own description', () => {
  const permission: Permission = {
    ...https,
    IpRanges: [{ CidrIp: '192.0.2.0/24', Description: 'office' }, { CidrIp: '198.51.100.7/24' }],
    Ipv6Ranges: [{ CidrIpv6: '2001:DB8::/32' }],
    PrefixListIds: [{ PrefixListId: 'pl-0123456789abcdef0', Description: 'edge' }],
    Groups: [{ GroupId: 'sg-0123456789abcdef0', UserId: '111122223333' }],
  };

  const numbers = { protocol: 'tcp', fromPort: 443, toPort: 443 };
  expect(rulesOfPermission(permission).rules).toEqual<Rule[]>([
    { ...numbers, source: { kind: 'ipv4', cidr: '192.0.2.0/24' }, description: 'office' },
    { ...numbers, source: { kind: 'ipv4', cidr: '198.51.100.0/24' } },
    { ...numbers, source: { kind: 'ipv6', cidr: '2001:db8::/32' } },
    { ...numbers, source: { kind: 'prefix-list', prefixListId: 'pl-0123456789abcdef0' }, description: 'edge' },
    { ...numbers, source: { kind: 'group', groupId: 'sg-0123456789abcdef0', userId: '111122223333' } },
  ]);
});

test('stands for no rule without a source', () => {
  expect(rulesOfPermission(https).rules).toEqual([]);
});

test('gives a rule no member that the permission does not give', () => {
  const reading = rulesOfPermission({ IpProtocol: '-1', Groups: [{ GroupId: 'sg-1' }] });

  expect(reading.rules).toStrictEqual([{ protocol: '-1', source: { kind: 'group', groupId: 'sg-1' } }]);
});

test('keeps an empty description apart from none', () => {
  const reading = rulesOfPermission({ ...https, IpRanges: [{ ...anywhere, Description: '' }] });

  expect(reading.rules?.[0]).toHaveProperty('description', '');
});

test.each([
  [{ IpProtocol: '-1', FromPort: '0', ToPort: '65535' }, { protocol: '-1' }],
  [{ IpProtocol: '-1' }, { protocol: '-1' }],
  [{ IpProtocol: '47', FromPort: '1', ToPort: '2' }, { protocol: '47' }],
  [
    { IpProtocol: '17', FromPort: '0', ToPort: '65535' },
    { protocol: 'udp', fromPort: 0, toPort: 65535 },
  ],
  [
    { IpProtocol: 'icmp', FromPort: '8', ToPort: '-1' },
    { protocol: 'icmp', fromPort: 8, toPort: -1 },
  ],
  [
    { IpProtocol: 'icmp', FromPort: '3', ToPort: '1' },
    { protocol: 'icmp', fromPort: 3, toPort: 1 },
  ],
  [{ IpProtocol: 'icmpv6' }, { protocol: 'icmpv6', fromPort: -1, toPort: -1 }],
  [
    { IpProtocol: 'icmpv6', FromPort: '128', ToPort: '0' },
    { protocol: 'icmpv6', fromPort: 128, toPort: 0 },
  ],
] as const)('reads the protocol and numbers of %j', (given, rule) => {
  const reading = rulesOfPermission({ ...given, IpRanges: [anywhere] });

  expect(reading.rules).toEqual([{ ...rule, source: { kind: 'ipv4', cidr: '0.0.0.0/0' } }]);
});

test.each<readonly [Permission, PermissionProblem]>([
  [{}, { kind: 'protocol-missing' }],
  [{ IpProtocol: 'all' }, { kind: 'protocol-unknown', value: 'all' }],
  [
    { IpProtocol: '6', ToPort: '1' },
    { kind: 'numbers-missing', protocol: 'tcp' },
  ],
  [{ IpProtocol: 'tcp' }, { kind: 'numbers-missing', protocol: 'tcp' }],
  [
    { IpProtocol: 'icmp', FromPort: '8' },
    { kind: 'numbers-missing', protocol: 'icmp' },
  ],
  [
    { IpProtocol: 'icmpv6', FromPort: '128' },
    { kind: 'numbers-missing', protocol: 'icmpv6' },
  ],
  [
    { IpProtocol: 'icmpv6', ToPort: '0' },
    { kind: 'numbers-missing', protocol: 'icmpv6' },
  ],
  [
    { ...https, FromPort: 'ssh' },
    { kind: 'number-malformed', member: 'FromPort', value: 'ssh' },
  ],
  [
    { ...https, FromPort: 'p443' },
    { kind: 'number-malformed', member: 'FromPort', value: 'p443' },
  ],
  [
    { ...https, FromPort: '443x' },
    { kind: 'number-malformed', member: 'FromPort', value: '443x' },
  ],
  [
    { ...https, ToPort: '' },
    { kind: 'number-malformed', member: 'ToPort', value: '' },
  ],
  [
    { ...https, FromPort: '-1' },
    { kind: 'number-out-of-range', member: 'FromPort', value: '-1' },
  ],
  [
    { ...https, ToPort: '65536' },
    { kind: 'number-out-of-range', member: 'ToPort', value: '65536' },
  ],
  [
    { ...https, ToPort: '442' },
    { kind: 'range-reversed', fromPort: 443, toPort: 442 },
  ],
  [
    { ...https, IpRanges: [{ CidrIp: '::/0' }] },
    { kind: 'cidr-malformed', member: 'CidrIp', value: '::/0' },
  ],
  [
    { ...https, Ipv6Ranges: [{ CidrIpv6: 'x' }] },
    { kind: 'cidr-malformed', member: 'CidrIpv6', value: 'x' },
  ],
  [
    { ...https, IpRanges: [{ Description: 'x' }] },
    { kind: 'source-incomplete', member: 'CidrIp' },
  ],
  [
    { ...https, Ipv6Ranges: [{}] },
    { kind: 'source-incomplete', member: 'CidrIpv6' },
  ],
  [
    { ...https, PrefixListIds: [{}] },
    { kind: 'source-incomplete', member: 'PrefixListId' },
  ],
  [
    { ...https, Groups: [{}] },
    { kind: 'source-incomplete', member: 'GroupId' },
  ],
  [
    { ...https, Groups: [{ GroupName: 'web' }] },
    { kind: 'group-name-unknown', value: 'web' },
  ],
  [
    { ...https, Groups: [{ GroupId: 'sg-1', UserId: 'me' }] },
    { kind: 'user-id-malformed', value: 'me' },
  ],
  [
    { ...https, Groups: [{ GroupId: 'sg-1', UserId: '1111222233334' }] },
    { kind: 'user-id-malformed', value: '1111222233334' },
  ],
  [
    { ...https, Groups: [{ GroupId: 'sg-1', UserId: 'a111122223333' }] },
    { kind: 'user-id-malformed', value: 'a111122223333' },
  ],
])('finds what is wrong with %j', (permission, problem) => {
  expect(rulesOfPermission(permission)).toEqual({ problem });
});

test('takes the id of a named group from the forms it is given', () => {
  const forms = { ...standardForms, groupIdByName: (name: string) => (name === 'web' ? 'sg-1' : undefined) };

  const reading = rulesOfPermission({ ...https, Groups: [{ GroupName: 'web' }] }, forms);

  expect(reading.rules?.[0]?.source).toEqual({ kind: 'group', groupId: 'sg-1' });
});

test('puts to the forms only what the permission gives', () => {
  const forms = { ...standardForms, userId: () => 'any account', groupIdByName: () => 'sg-of-any-name' };

  expect(rulesOfPermission({ ...https, Groups: [{ GroupId: 'sg-1' }] }, forms).rules?.[0]?.source).toStrictEqual({
    kind: 'group',
    groupId: 'sg-1',
  });
  expect(rulesOfPermission({ ...https, Groups: [{}] }, forms).problem).toEqual({
    kind: 'source-incomplete',
    member: 'GroupId',
  });
});
