/** Mutants that misread the numbers in the names of list elements. */
import type { Pair } from '../../wire/query.ts';
import type { Fault } from '../fault.ts';
import { rewritingPairs } from '../rewriting.ts';

/** A mutant that reads a revoke from other pairs. */
function mutant(
  id: string,
  breaks: string,
  means: string,
  read: (pairs: readonly Pair[]) => readonly Pair[],
  more: Pick<Fault, 'alsoBreaks' | 'needsRareValues'> = {},
): Fault {
  return { id, breaks, means, ...more, apply: (b) => rewritingPairs(b, read) };
}

const short = [
  mutant('second-element-lost', 'encoding/list-of-two', 'reads only the first id, range or group of a list', (pairs) =>
    pairs.filter(([name]) => positions(name).every((at) => at < 2) || /^IpPermissions\.[2-9]/.test(name)),
  ),
  mutant(
    'elements-counted-from-zero',
    'encoding/list-of-two',
    'takes the number of the last id or range for a count from 0, and leaves that element out',
    (pairs) => pairs.filter(([name]) => !/^SecurityGroupRuleId\.[2-9]\d*$|\.(IpRanges|Groups)\.2\./.test(name)),
  ),
  mutant('second-permission-lost', 'encoding/permission-list', 'reads only the first permission', (pairs) =>
    pairs.filter(([name]) => !/^IpPermissions\.([2-9]|1\d)/.test(name)),
  ),
  mutant(
    'ports-of-first-permission',
    'encoding/permission-list',
    'takes the protocol and ports of the first permission for all',
    (pairs) =>
      pairs.flatMap(([name, value]): readonly Pair[] => {
        const member = /^IpPermissions\.\d+\.(IpProtocol|FromPort|ToPort)$/.exec(name)?.[1];
        const first = pairs.find(([other]) => other === `IpPermissions.1.${member}`)?.[1];
        return [[name, member === undefined || first === undefined ? value : first]];
      }),
  ),
  mutant(
    'ranges-counted-through',
    'exact-match/per-source',
    'expects the ranges of all permissions to be counted through',
    (pairs) => {
      const first = pairs.filter(([name]) => /^IpPermissions\.1\.IpRanges\.\d+\.CidrIp$/.test(name)).length;
      const isFurther = (name: string) => /^IpPermissions\.[2-9]\.IpRanges\./.test(name) && first > 1;
      return pairs.filter(([name]) => !isFurther(name) || (positions(name)[1] ?? 0) > first);
    },
  ),
];

const long = [
  mutant('list-ends-at-nine', 'encoding/list-past-nine', 'reads nine elements of a list', (pairs) =>
    pairs.filter(([name]) => positions(name).every((at) => at < 10)),
  ),
  mutant('list-ends-at-ten', 'encoding/list-past-nine', 'reads ten elements of a list', (pairs) =>
    pairs.filter(([name]) => positions(name).every((at) => at < 11)),
  ),
  mutant('tenth-element-lost', 'encoding/list-past-nine', 'reads 10 as 1, like a fraction', (pairs) =>
    pairs.filter(([name]) => !positions(name).includes(10)),
  ),
  mutant('numbers-of-one-digit', 'encoding/list-past-nine', 'reads the first digit of a number', (pairs) =>
    pairs.map(([name, value]) => [name.replace(/\.(\d)\d+(?=\.|$)/g, '.$1'), value]),
  ),
  mutant(
    'numbers-sorted-as-text',
    'encoding/list-past-nine',
    'sorts numbers as text and stops where they descend',
    (pairs) => pairs.filter(([name]) => positions(name).every((at) => at < 10 || at === 10)),
  ),
  mutant('ids-end-at-nine', 'encoding/list-past-nine', 'reads nine rule ids', (pairs) =>
    pairs.filter(([name]) => !/^SecurityGroupRuleId\.\d\d/.test(name)),
  ),
  mutant('permissions-end-at-nine', 'encoding/list-past-nine', 'reads nine permissions', (pairs) =>
    pairs.filter(([name]) => !/^IpPermissions\.\d\d/.test(name)),
  ),
  mutant('ranges-end-at-nine', 'exact-match/per-source-many', 'reads nine ranges of a permission', (pairs) =>
    pairs.filter(([name]) => !/\.IpRanges\.\d\d/.test(name)),
  ),
  mutant('list-ends-at-fifty', 'encoding/list-of-sixty', 'reads fifty elements of a list', (pairs) =>
    pairs.filter(([name]) => positions(name).every((at) => at < 51)),
  ),
  mutant('numbers-to-thirty-two', 'encoding/list-of-sixty', 'reads thirty-two rule ids', (pairs) =>
    pairs.filter(([name]) => !/^SecurityGroupRuleId\./.test(name) || positions(name).every((at) => at < 33)),
  ),
  mutant('empty-lists-overlooked', 'encoding/empty-list-present', 'takes an empty list for one left out', (pairs) =>
    pairs.filter(([name, value]) => value !== '' || !/\.(IpRanges|Ipv6Ranges|PrefixListIds|Groups)$/.test(name)),
  ),
];

const rare = [
  mutant(
    'ipv6-ranges-end-at-nine',
    'exact-match/per-source-many',
    'reads nine IPv6 ranges of a permission',
    (pairs) => pairs.filter(([name]) => !/\.Ipv6Ranges\.\d\d/.test(name)),
    { needsRareValues: true },
  ),
  mutant(
    'seventeenth-permission-lost',
    'exact-match/several-permissions',
    'reads the permission numbered 17 as if it were not there',
    (pairs) => pairs.filter(([name]) => !/^IpPermissions\.17\./.test(name)),
    { needsRareValues: true },
  ),
  mutant(
    'ipv6-beside-many-ranges-lost',
    'exact-match/per-source-families',
    'reads no IPv6 ranges of a permission that has three or more IPv4 ranges',
    (pairs) =>
      pairs.filter(
        ([name]) =>
          !name.includes('.Ipv6Ranges.') ||
          !pairs.some(([other]) => other.startsWith(`${name.split('.Ipv6Ranges.')[0]}.IpRanges.3.`)),
      ),
    { needsRareValues: true },
  ),
  mutant(
    'prefix-lists-beside-ranges-lost',
    'exact-match/per-source',
    'reads no prefix lists of a permission that has IPv4 ranges',
    (pairs) =>
      pairs.filter(
        ([name]) =>
          !name.includes('.PrefixListIds.') ||
          !pairs.some(([other]) => other.startsWith(`${name.split('.PrefixListIds.')[0]}.IpRanges.1.`)),
      ),
    { needsRareValues: true },
  ),
];

/** The numbers in a flattened name. */
function positions(name: string): readonly number[] {
  return name
    .split('.')
    .filter((part) => /^\d+$/.test(part))
    .map(Number);
}

/** Servers that misread the numbers in the names of list elements. */
export const encodingListFaults: readonly Fault[] = [...short, ...long, ...rare];
