/** The same rule from a source that is almost its own: a neighbour, a part, a whole, another family, kind or group. */
import type { FixtureRule } from '../../../cases/given.ts';
import {
  addressLength,
  formatNetwork,
  type Network,
  neighbour,
  networkOf,
  parseNetwork,
  withHost,
} from '../network.ts';
import type { SourceMember } from '../rule.ts';
import type { ValuePools } from '../value-pools.ts';
import type { NearMiss, NearMissField } from './near-miss-fields.ts';

type Candidate = readonly [field: NearMissField, source: SourceMember];

/** Near misses of the rule that differ in their source. */
export function sourceNearMisses(rule: FixtureRule, pools: ValuePools): readonly NearMiss[] {
  const { CidrIp, CidrIpv6, PrefixListId, GroupId, Description, ...numbers } = rule;
  const cidr = CidrIp ?? CidrIpv6;
  const candidates = [
    ...(cidr === undefined ? [] : ranges(cidr)),
    ...otherGroups(rule, pools),
    ...otherKinds(rule, pools),
  ];
  return candidates.map(([field, source]) => ({
    field,
    rule: { ...numbers, ...source, ...(Description === undefined ? {} : { Description }) },
  }));
}

function ranges(cidr: string): readonly Candidate[] {
  const network = parseNetwork(cidr);
  const { family, length } = network;
  const inBounds = (each: number): boolean => each >= 0 && each <= addressLength(family);
  const ofLength = (each: number): readonly Network[] =>
    inBounds(each) ? [networkOf({ ...network, length: each })] : [];
  const halves = ofLength(length + 1).flatMap((half) => [half, neighbour(half, 1) ?? half]);
  const beside = [neighbour(network, 1), neighbour(network, -1)].filter((each) => each !== undefined);
  const single = withHost({ ...network, length: addressLength(family) }, 0n);
  const asCandidate =
    (field: NearMissField) =>
    (each: Network): Candidate => [field, ofFamily(each)];
  return [
    ...[...halves, ...ofLength(length - 1), single, ...ofLength(0)].map(asCandidate('prefix-length')),
    ...beside.map(asCandidate('network')),
  ].filter(([, source]) => isOrdinary(source));
}

function ofFamily(network: Network): SourceMember {
  const text = formatNetwork(network);
  return network.family === 'ipv4' ? { CidrIp: text } : { CidrIpv6: text };
}

/** Not among the IPv6 ranges that implementations write differently; see cidr.ts. */
function isOrdinary({ CidrIpv6 }: SourceMember): boolean {
  if (CidrIpv6 === undefined) return true;
  const { bits, length } = parseNetwork(CidrIpv6);
  return length <= 80 || bits >> 48n !== 0n;
}

function otherGroups({ GroupId }: FixtureRule, pools: ValuePools): readonly Candidate[] {
  if (GroupId === undefined) return [];
  return pools.groups.filter((each) => each !== GroupId).map((each) => ['group', { GroupId: each }]);
}

/** The other family where the protocol has one: `0.0.0.0/0` for `::/0` and the reverse, else the first of the pool. */
function otherKinds(rule: FixtureRule, pools: ValuePools): readonly Candidate[] {
  const isIpv4Only = rule.IpProtocol === 'icmp';
  const isIpv6Only = rule.IpProtocol === 'icmpv6';
  const ipv4 = isIpv6Only ? undefined : rule.CidrIpv6 === '::/0' ? '0.0.0.0/0' : pools.ipv4[0];
  const ipv6 = isIpv4Only || pools.ipv6.length === 0 ? undefined : rule.CidrIp === '0.0.0.0/0' ? '::/0' : pools.ipv6[0];
  const [group] = pools.groups;
  const list = isIpv6Only ? undefined : pools.prefixLists[0];
  const isRange = rule.CidrIp !== undefined || rule.CidrIpv6 !== undefined;
  const ofRange: NearMissField = isRange ? 'family' : 'source-kind';
  return [
    ...(ipv4 === undefined || rule.CidrIp !== undefined ? [] : [[ofRange, { CidrIp: ipv4 }] as const]),
    ...(ipv6 === undefined || rule.CidrIpv6 !== undefined ? [] : [[ofRange, { CidrIpv6: ipv6 }] as const]),
    ...(group === undefined || rule.GroupId !== undefined ? [] : [['source-kind', { GroupId: group }] as const]),
    ...(list === undefined || rule.PrefixListId !== undefined
      ? []
      : [['source-kind', { PrefixListId: list }] as const]),
  ];
}
