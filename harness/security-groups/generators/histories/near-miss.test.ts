import { describe, expect, test } from 'vitest';
import { countOf, freshValuesOf, sampledValues, smallest } from '../../../../test-support/generated-samples.ts';
import type { FixtureRule } from '../../../cases/given.ts';
import type { Capability } from '../../probe/capability.ts';
import { rule, rules } from '../rule.ts';
import { ruleProblems } from '../rule-validity.ts';
import { smallPools } from '../value-pools.ts';
import { nearMiss, ruleAndNearMiss } from './near-miss.ts';
import { nearMissFields } from './near-miss-fields.ts';
import { nearMisses } from './near-misses.ts';

const pools = smallPools(new Set<Capability>(['ipv6', 'prefix-lists']));
const pairs = ruleAndNearMiss(pools);
const anyRule = rule(pools);
const ssh: FixtureRule = { IpProtocol: 'tcp', FromPort: '22', ToPort: '22', CidrIp: '192.0.2.0/24' };

/** A rule without its description, as one line. */
function line({ Description: _, ...rest }: FixtureRule): string {
  return JSON.stringify(Object.entries(rest).sort());
}

/** The members in which two rules differ. */
function differences(one: FixtureRule, other: FixtureRule): readonly string[] {
  const members = ['IpProtocol', 'FromPort', 'ToPort', 'CidrIp', 'CidrIpv6', 'PrefixListId', 'GroupId', 'Description'];
  return members.filter((name) => one[name as keyof FixtureRule] !== other[name as keyof FixtureRule]);
}

const sources = ['CidrIp', 'CidrIpv6', 'PrefixListId', 'GroupId'];
const mayDiffer: Readonly<Record<string, readonly string[]>> = {
  from: ['FromPort'],
  to: ['ToPort'],
  numbers: ['FromPort', 'ToPort'],
  protocol: ['IpProtocol', 'FromPort', 'ToPort'],
  network: ['CidrIp', 'CidrIpv6'],
  'prefix-length': ['CidrIp', 'CidrIpv6'],
  family: ['CidrIp', 'CidrIpv6'],
  group: ['GroupId'],
  'source-kind': sources,
  description: ['Description'],
};

describe('all near misses of a rule', () => {
  test('are rules that EC2 allows, and differ in the named field alone', () => {
    for (const each of sampledValues(anyRule)) {
      for (const { rule: miss, field } of nearMisses(each, pools)) {
        const differing = differences(each, miss);

        expect(ruleProblems(miss)).toEqual([]);
        expect(differing).not.toEqual([]);
        expect(mayDiffer[field]).toEqual(expect.arrayContaining([...differing]));
      }
    }
  });

  test('are none of the rules that exist, and none twice', () => {
    for (const [first, ...others] of sampledValues(rules(pools, { min: 2, max: 8 })).slice(0, 300)) {
      if (first === undefined) throw new Error('there are at least two');
      const misses = nearMisses(first, pools, { others }).filter(({ field }) => field !== 'description');
      const lines = misses.map((each) => line(each.rule));
      const existing = [first, ...others].map(line);

      expect(lines.filter((each) => existing.includes(each))).toEqual([]);
      expect(new Set(lines).size).toBe(lines.length);
    }
  });

  test('in the description are the rule itself under another description', () => {
    for (const each of sampledValues(anyRule)) {
      const misses = nearMisses(each, pools, { fields: ['description'] });

      expect(misses.map((miss) => line(miss.rule))).toEqual(misses.map(() => line(each)));
      expect(misses.filter((miss) => miss.rule.Description === each.Description)).toEqual([]);
    }
  });

  test.each<readonly [string, FixtureRule]>([
    ['a port below', { ...ssh, FromPort: '21' }],
    ['a port above', { ...ssh, ToPort: '23' }],
    ['the next port', { ...ssh, FromPort: '23', ToPort: '23' }],
    ['all ports', { ...ssh, FromPort: '0', ToPort: '65535' }],
    ['a port that begins with the same digits', { ...ssh, FromPort: '220', ToPort: '220' }],
    ['UDP', { ...ssh, IpProtocol: 'udp' }],
    ['all protocols', { IpProtocol: '-1', CidrIp: '192.0.2.0/24' }],
    ['the lower half', { ...ssh, CidrIp: '192.0.2.0/25' }],
    ['the upper half', { ...ssh, CidrIp: '192.0.2.128/25' }],
    ['the network around it', { ...ssh, CidrIp: '192.0.2.0/23' }],
    ['the network before it', { ...ssh, CidrIp: '192.0.1.0/24' }],
    ['the network after it', { ...ssh, CidrIp: '192.0.3.0/24' }],
    ['its first address', { ...ssh, CidrIp: '192.0.2.0/32' }],
    ['everywhere', { ...ssh, CidrIp: '0.0.0.0/0' }],
    ['IPv6', { IpProtocol: 'tcp', FromPort: '22', ToPort: '22', CidrIpv6: '2001:db8::/32' }],
    ['a group', { IpProtocol: 'tcp', FromPort: '22', ToPort: '22', GroupId: '{peer}' }],
    ['a prefix list', { IpProtocol: 'tcp', FromPort: '22', ToPort: '22', PrefixListId: '{prefix-list}' }],
    ['another description', { ...ssh, Description: 'office' }],
  ])('of SSH from a network include %s', (_, expected) => {
    expect(nearMisses(ssh, pools).map((miss) => miss.rule)).toContainEqual(expected);
  });

  test.each<readonly [string, FixtureRule, FixtureRule]>([
    [
      'all traffic',
      { IpProtocol: '-1', CidrIp: '0.0.0.0/0' },
      { ...ssh, FromPort: '0', ToPort: '65535', CidrIp: '0.0.0.0/0' },
    ],
    ['all traffic', { IpProtocol: '-1', CidrIp: '0.0.0.0/0' }, { IpProtocol: '-1', CidrIpv6: '::/0' }],
    ['GRE', { IpProtocol: '47', GroupId: '{main}' }, { IpProtocol: '4', GroupId: '{main}' }],
    ['the own group', { IpProtocol: '47', GroupId: '{main}' }, { IpProtocol: '47', GroupId: '{peer}' }],
    [
      'unreachable',
      { IpProtocol: 'icmp', FromPort: '3', ToPort: '1', GroupId: '{main}' },
      { IpProtocol: 'icmp', FromPort: '1', ToPort: '3', GroupId: '{main}' },
    ],
    [
      'all codes of a type',
      { IpProtocol: 'icmp', FromPort: '8', ToPort: '-1', GroupId: '{main}' },
      { IpProtocol: 'icmp', FromPort: '-1', ToPort: '-1', GroupId: '{main}' },
    ],
    ['a range of ports', { ...ssh, FromPort: '80', ToPort: '443' }, { ...ssh, FromPort: '81', ToPort: '442' }],
  ])('of %s include what is nearest', (_, given, expected) => {
    expect(nearMisses(given, pools).map((miss) => miss.rule)).toContainEqual(expected);
  });

  test('name nothing that the target cannot hold', () => {
    const poor = smallPools(new Set());
    const misses = sampledValues(rule(poor)).flatMap((each) => nearMisses(each, poor).map((miss) => miss.rule));

    expect(misses.filter(({ CidrIpv6, PrefixListId }) => (CidrIpv6 ?? PrefixListId) !== undefined)).toEqual([]);
    expect(misses.filter(({ IpProtocol }) => IpProtocol === 'icmpv6')).toEqual([]);
  });
});

describe('one near miss', () => {
  test('is in each field in thirty of a thousand cases at least', () => {
    for (const field of nearMissFields) {
      expect(countOf(pairs, ({ miss }) => miss.field === field)).toBeGreaterThanOrEqual(30);
    }
  });

  test('is one of all', () => {
    const all = nearMisses(ssh, pools);

    for (const miss of sampledValues(nearMiss(ssh, pools))) expect(all).toContainEqual(miss);
    expect(new Set(sampledValues(nearMiss(ssh, pools)).map(({ rule: miss }) => JSON.stringify(miss))).size).toBe(
      all.length,
    );
  });

  test('is the same for the same seed', () => {
    expect(freshValuesOf(pairs, 7)).toEqual(freshValuesOf(pairs, 7));
  });

  test('shrinks together with its rule, and keeps its field', () => {
    const { CidrIp: _, ...from } = ssh;

    expect(smallest(pairs, () => true)).toEqual({
      rule: ssh,
      miss: { field: 'from', rule: { ...ssh, FromPort: '21' } },
    });
    expect(smallest(pairs, ({ miss }) => miss.field === 'group')).toEqual({
      rule: { ...from, GroupId: '{peer}' },
      miss: { field: 'group', rule: { ...from, GroupId: '{main}' } },
    });
  });

  test('is refused when none is left', () => {
    expect(() => nearMiss(ssh, pools, { fields: ['group'] })).toThrow(RangeError);
  });
});
