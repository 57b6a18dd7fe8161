import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countOf, freshValuesOf, sampledValues, smallest } from '../../../test-support/generated-samples.ts';
import type { FixtureRule } from '../../cases/given.ts';
import type { Capability } from '../probe/capability.ts';
import {
  groupedPermissionPairs,
  type PermissionGrouping,
  permissionGrouping,
  permissionPairs,
  plainGrouping,
} from './grouping.ts';
import { rules } from './rule.ts';
import { smallPools } from './value-pools.ts';

const pools = smallPools(new Set<Capability>(['ipv6', 'prefix-lists']));
const ssh = { IpProtocol: 'tcp', FromPort: '22', ToPort: '22' };
const sample: readonly FixtureRule[] = [
  { ...ssh, CidrIp: '192.0.2.0/24', Description: 'office' },
  { ...ssh, CidrIp: '0.0.0.0/0' },
  { ...ssh, CidrIpv6: '2001:db8::/32' },
  { ...ssh, GroupId: '{peer}' },
  { IpProtocol: '-1', GroupId: '{peer}' },
];

/** Rules read back from pairs by their names alone, as sorted lines. */
function readBack(pairs: readonly (readonly [string, string])[]): readonly string[] {
  const named = new Map(pairs);
  const found = pairs.flatMap(([name, value]) => {
    const match = /^IpPermissions\.(\d+)\.(IpRanges|Ipv6Ranges|PrefixListIds|Groups)\.(\d+)\.(Cidr\w+|\w+Id)$/.exec(
      name,
    );
    if (match === null) return [];
    const [, number, list, position, member = ''] = match;
    const of = (rest: string) => named.get(`IpPermissions.${number}.${rest}`);
    const rule = {
      IpProtocol: of('IpProtocol'),
      FromPort: of('FromPort'),
      ToPort: of('ToPort'),
      [member]: value,
      Description: of(`${list}.${position}.Description`),
    };
    return [line(rule)];
  });
  return found.sort();
}

function line(rule: object): string {
  return JSON.stringify(
    Object.entries(rule)
      .filter(([, value]) => value !== undefined)
      .sort(),
  );
}

/** How many permissions there are; the numbers must run from 1 without a gap. */
function permissionCount(pairs: readonly (readonly [string, string])[]): number {
  const numbers = new Set(pairs.map(([name]) => Number(name.split('.')[1])));
  expect([...numbers].sort((one, other) => one - other)).toEqual([...numbers].map((_, index) => index + 1));
  return numbers.size;
}

describe('a grouping', () => {
  test('says the same rules, whatever it merges and reorders', () => {
    const both = fc.tuple(rules(pools, { min: 1, max: 12 }), permissionGrouping());
    for (const [given, how] of sampledValues(both)) {
      const pairs = permissionPairs(given, how);

      expect(readBack(pairs)).toEqual(given.map(line).sort());
      expect(new Set(pairs.map(([name]) => name)).size).toBe(pairs.length);
      expect(permissionCount(pairs)).toBeLessThanOrEqual(given.length);
    }
  });

  test('never puts a group beside a range', () => {
    for (const pairs of sampledValues(groupedPermissionPairs(sample))) {
      const withGroups = pairs.flatMap(([name]) => /^(IpPermissions\.\d+)\.Groups/.exec(name)?.[1] ?? []);

      for (const permission of withGroups) {
        expect(pairs.some(([name]) => name.startsWith(`${permission}.Ip`) && name.includes('Ranges'))).toBe(false);
      }
    }
  });

  test('merges all that may, or none, or some', () => {
    const counts = sampledValues(groupedPermissionPairs(sample)).map(permissionCount);

    expect(new Set(counts)).toEqual(new Set([3, 4, 5]));
    expect(permissionCount(permissionPairs(sample, { ...plainGrouping, merging: 1 }))).toBe(3);
    expect(permissionCount(permissionPairs(sample, plainGrouping))).toBe(5);
  });

  test('shares permissions in two of five cases at least, and reorders parameters as often', () => {
    expect(countOf(permissionGrouping(), ({ merging }) => merging > 0)).toBeGreaterThan(400);
    expect(countOf(permissionGrouping(), ({ parameterOrder }) => parameterOrder > 0)).toBeGreaterThan(400);
  });

  test('is the same for the same seed', () => {
    expect(freshValuesOf(groupedPermissionPairs(sample), 7)).toEqual(freshValuesOf(groupedPermissionPairs(sample), 7));
  });

  test('shrinks to a permission for each rule, in order', () => {
    expect(smallest(groupedPermissionPairs(sample.slice(0, 2)), () => true)).toEqual([
      ['IpPermissions.1.IpProtocol', 'tcp'],
      ['IpPermissions.1.FromPort', '22'],
      ['IpPermissions.1.ToPort', '22'],
      ['IpPermissions.1.IpRanges.1.CidrIp', '192.0.2.0/24'],
      ['IpPermissions.1.IpRanges.1.Description', 'office'],
      ['IpPermissions.2.IpProtocol', 'tcp'],
      ['IpPermissions.2.FromPort', '22'],
      ['IpPermissions.2.ToPort', '22'],
      ['IpPermissions.2.IpRanges.1.CidrIp', '0.0.0.0/0'],
    ]);
  });

  test('keeps in shrinking what matters alone', () => {
    const isMerged = (how: PermissionGrouping) => permissionCount(permissionPairs(sample, how)) === 3;

    expect(smallest(permissionGrouping(), isMerged)).toEqual({ ...plainGrouping, merging: 1 });
  });
});
