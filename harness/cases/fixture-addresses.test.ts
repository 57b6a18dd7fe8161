import { expect, it } from 'vitest';
import type { FixtureCase } from './fixture.ts';
import { addressProblems } from './fixture-addresses.ts';

function caseWith(value: string): FixtureCase {
  return {
    id: 'matching/address',
    title: 'removes the rule',
    requirements: ['matching/rule'],
    given: {},
    send: { params: { 'IpPermissions.1.IpRanges.1.CidrIp': value } },
    expect: [],
  };
}

it.each([
  '192.0.2.0/24',
  '198.51.100.7/32',
  '203.0.113.255/32',
  '10.1.2.3/8',
  '172.31.0.0/16',
  '192.168.0.0/16',
  '0.0.0.0/0',
  '::/0',
  '2001:db8::/32',
  '2001:0DB8:0000::1/128',
  '192.0.2.300/24',
  '{main}',
])('lets %s be', (value) => {
  expect(addressProblems(caseWith(value))).toEqual([]);
});

it.each(['8.8.8.8/32', '172.32.0.0/16', '192.169.0.0/16', '11.0.0.0/8', '2600:1f14::/35', 'fe80::1'])(
  'finds %s',
  (value) => {
    const [address] = value.split('/');

    expect(addressProblems(caseWith(value))).toEqual([`has the address ${address}, which is not for documentation`]);
  },
);

it('looks into given rules and later steps as well', () => {
  const rule = { IpProtocol: 'tcp', FromPort: '22', ToPort: '22', CidrIp: '1.1.1.1/32' };
  const later = { send: { raw: 'CidrIp=9.9.9.9/32' }, expect: [] };

  // biome-ignore lint/suspicious/noThenProperty: the name is that of the fixture format; nothing awaits a case
  const steps = { given: { main: { ingress: { rule } } }, then: [later] };
  const problems = addressProblems({ ...caseWith('::/0'), ...steps });

  expect(problems).toHaveLength(2);
});
