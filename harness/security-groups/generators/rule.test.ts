import { describe, expect, test } from 'vitest';
import { countOf, freshValuesOf, sampledValues, smallest } from '../../../test-support/generated-samples.ts';
import type { FixtureRule } from '../../cases/given.ts';
import type { Capability } from '../probe/capability.ts';
import { rule, rules } from './rule.ts';
import { ruleProblems } from './rule-validity.ts';
import { smallPools } from './value-pools.ts';

const pools = smallPools(new Set<Capability>(['ipv6', 'prefix-lists']));
const anyRule = rule(pools);
const poor = smallPools(new Set());
const simplest = { IpProtocol: 'tcp', FromPort: '22', ToPort: '22', CidrIp: '192.0.2.0/24' };

/** A rule without its description, as one line. */
function line({ Description: _, ...rest }: FixtureRule): string {
  return JSON.stringify(Object.entries(rest).sort());
}

describe('a rule', () => {
  test('is one that EC2 allows', () => {
    for (const each of sampledValues(anyRule)) expect(ruleProblems(each)).toEqual([]);
  });

  test.each([
    ['TCP', 150, (each: FixtureRule) => each.IpProtocol === 'tcp'],
    ['UDP', 150, (each: FixtureRule) => each.IpProtocol === 'udp'],
    ['ICMP', 80, (each: FixtureRule) => each.IpProtocol === 'icmp'],
    ['ICMPv6', 40, (each: FixtureRule) => each.IpProtocol === 'icmpv6'],
    ['all protocols', 80, (each: FixtureRule) => each.IpProtocol === '-1'],
    ['a numbered protocol', 40, (each: FixtureRule) => /^\d+$/.test(each.IpProtocol)],
    ['port 0', 80, (each: FixtureRule) => each.FromPort === '0'],
    ['port 65535', 80, (each: FixtureRule) => each.ToPort === '65535'],
    ['all addresses of IPv4', 40, (each: FixtureRule) => each.CidrIp === '0.0.0.0/0'],
    ['all addresses of IPv6', 25, (each: FixtureRule) => each.CidrIpv6 === '::/0'],
    ['one address of IPv4', 60, (each: FixtureRule) => each.CidrIp?.endsWith('/32') === true],
    ['one address of IPv6', 60, (each: FixtureRule) => each.CidrIpv6?.endsWith('/128') === true],
    ['the own group', 50, (each: FixtureRule) => each.GroupId === '{main}'],
    ['the other group', 50, (each: FixtureRule) => each.GroupId === '{peer}'],
    ['a prefix list', 40, (each: FixtureRule) => each.PrefixListId === '{prefix-list}'],
    ['a description', 200, (each: FixtureRule) => each.Description !== undefined],
    ['a description with a plus', 30, (each: FixtureRule) => each.Description?.includes('+') === true],
  ] as const)('has %s in %d of a thousand cases at least', (_, least, isSo) => {
    expect(countOf(anyRule, isSo)).toBeGreaterThanOrEqual(least);
  });

  test('names nothing that the target cannot hold', () => {
    const isBeyond = (each: FixtureRule) =>
      each.CidrIpv6 !== undefined || each.PrefixListId !== undefined || each.IpProtocol === 'icmpv6';

    expect(countOf(rule(poor), isBeyond)).toBe(0);
  });

  test('is the same for the same seed', () => {
    expect(freshValuesOf(anyRule, 7)).toEqual(freshValuesOf(anyRule, 7));
    expect(freshValuesOf(anyRule, 7)).not.toEqual(freshValuesOf(anyRule, 8));
  });

  test('shrinks to TCP port 22 from one network', () => {
    expect(smallest(anyRule, () => true)).toEqual(simplest);
  });

  test('keeps in shrinking what matters alone', () => {
    const { CidrIp: _, ...ssh } = simplest;

    expect(smallest(anyRule, ({ CidrIpv6 }) => CidrIpv6 !== undefined)).toEqual({
      ...ssh,
      CidrIpv6: '2001:db8::/32',
    });
    const { Description: text, ...rest } = smallest(anyRule, (each) => each.Description?.includes('+') === true);

    expect(rest).toEqual(simplest);
    expect(text?.length).toBeLessThanOrEqual(3);
  });
});

describe('rules', () => {
  test('are as many as asked for, and none is another but for its description', () => {
    for (const each of sampledValues(rules(pools, { min: 2, max: 12 }))) {
      expect(each.length).toBeGreaterThanOrEqual(2);
      expect(each.length).toBeLessThanOrEqual(12);
      expect(new Set(each.map(line)).size).toBe(each.length);
    }
  });

  test('share protocol and numbers in a quarter of the pairs at least', () => {
    const pairs = rules(smallPools(new Set<Capability>(['ipv6']), { wide: false }), { min: 8, max: 8 });
    const numbersOf = ({ IpProtocol, FromPort, ToPort }: FixtureRule) => `${IpProtocol} ${FromPort}-${ToPort}`;

    expect(countOf(pairs, (each) => new Set(each.map(numbersOf)).size < 8)).toBeGreaterThan(250);
  });

  test('shrink to as few as fail, each as simple as may be', () => {
    const [first, second, ...others] = smallest(rules(pools, { min: 0, max: 12 }), (each) => each.length >= 2);

    expect(others).toEqual([]);
    expect([first, second]).toContainEqual(simplest);
  });
});
