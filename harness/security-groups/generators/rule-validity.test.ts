import { describe, expect, test } from 'vitest';
import type { FixtureRule } from '../../cases/given.ts';
import { ruleProblems } from './rule-validity.ts';

const ssh: FixtureRule = { IpProtocol: 'tcp', FromPort: '22', ToPort: '22', CidrIp: '192.0.2.0/24' };
const ping: FixtureRule = { IpProtocol: 'icmp', FromPort: '8', ToPort: '0', CidrIp: '192.0.2.0/24' };

describe('a rule is valid', () => {
  test.each<readonly [string, FixtureRule]>([
    ['of one port', ssh],
    ['of all ports', { ...ssh, FromPort: '0', ToPort: '65535' }],
    ['of one type', ping],
    ['of all types', { ...ping, FromPort: '-1', ToPort: '-1' }],
    ['of all codes of a type', { ...ping, ToPort: '-1' }],
    ['of all protocols', { IpProtocol: '-1', CidrIpv6: '::/0' }],
    ['of a numbered protocol', { IpProtocol: '47', GroupId: '{main}' }],
    ['with a description', { ...ssh, Description: 'a+b & {c}' }],
  ])('%s', (_, rule) => {
    expect(ruleProblems(rule)).toEqual([]);
  });
});

describe('a rule is not valid', () => {
  const { CidrIp: _, ...sourceless } = ssh;

  test.each<readonly [string, FixtureRule, string]>([
    ['with a port too high', { ...ssh, ToPort: '65536' }, 'ports go from 0 to 65535'],
    ['with a port below 0', { ...ssh, FromPort: '-1' }, 'ports go from 0 to 65535'],
    ['with a port as no plain number', { ...ssh, FromPort: '022' }, 'ports go from 0 to 65535'],
    ['with its ends reversed', { ...ssh, FromPort: '23' }, 'the start is above the end'],
    ['with a type too high', { ...ping, FromPort: '256' }, 'types and codes go from -1 to 255'],
    ['with all types and one code', { ...ping, FromPort: '-1' }, 'all types go with all codes'],
    ['with a protocol too high', { IpProtocol: '255', CidrIp: '0.0.0.0/0' }, 'the protocol is unknown'],
    ['with the number of a named protocol', { IpProtocol: '6', CidrIp: '0.0.0.0/0' }, 'the protocol has a name'],
    ['with ports of all protocols', { ...ssh, IpProtocol: '-1' }, 'numbers without a meaning'],
    ['without a source', sourceless, '0 sources'],
    ['with two sources', { ...ssh, GroupId: '{main}' }, '2 sources'],
    ['with a length too great', { ...ssh, CidrIp: '192.0.2.0/33' }, 'no IPv4 range'],
    ['with an address of the other family', { ...ssh, CidrIp: '2001:db8::/32' }, 'no IPv4 range'],
    ['with no IPv6 address', { ...sourceless, CidrIpv6: '2001:db8:::/32' }, 'no IPv6 range'],
    ['with ICMP from IPv6', { ...sourceless, IpProtocol: 'icmp', CidrIpv6: '::/0' }, 'ICMP from IPv6'],
    ['with ICMPv6 from IPv4', { ...ping, IpProtocol: 'icmpv6' }, 'ICMPv6 from IPv4'],
    [
      'with a percent sign in its description',
      { ...ssh, Description: '5%' },
      'a description of other characters, or too long',
    ],
    [
      'with a description too long',
      { ...ssh, Description: 'x'.repeat(256) },
      'a description of other characters, or too long',
    ],
  ])('%s', (__, rule, problem) => {
    expect(ruleProblems(rule)).toContain(problem);
  });
});
