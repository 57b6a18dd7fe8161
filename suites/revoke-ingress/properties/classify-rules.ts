/** Which requirement says that a request for one rule means, or does not mean, a stored rule. Pure. */

import type { FixtureRule } from '../../../harness/cases/given.ts';
import { networkOf, parseNetwork } from '../../../harness/security-groups/generators/network.ts';
import { identity } from '../../../harness/security-groups/generators/rule.ts';

/**
 * The requirement that a request for `wanted` does not mean `found` although it is almost the same; undefined when they
 * differ in more than one value, so that it could be one of several.
 */
export function requirementOfNearMiss(wanted: FixtureRule, found: FixtureRule): string | undefined {
  const differences = differencesOf(wanted, found);
  return differences.length === 1 ? differences[0] : undefined;
}

/** The requirement that covers a request for one rule while another, or the same, exists. */
export function requirementOfPair(wanted: FixtureRule, found: FixtureRule): string | undefined {
  return identity(wanted) === identity(found) ? requirementOfMatch(wanted) : requirementOfNearMiss(wanted, found);
}

/** The requirements on the values that differ, one for each. */
export function differencesOf(wanted: FixtureRule, found: FixtureRule): readonly string[] {
  const differences = [...protocolDifference(wanted, found), ...numbersDifference(wanted, found)];
  const all = [...differences, ...sourceDifference(wanted, found)];
  return all.length === 0 && wanted.Description !== found.Description ? ['exact-match/description-different'] : all;
}

/** Whether the rules differ in their source alone. */
export function differInSource(one: FixtureRule, other: FixtureRule): boolean {
  return protocolDifference(one, other).length + numbersDifference(one, other).length === 0;
}

/** The requirement that, of rules that differ in their source alone, the one named goes alone. */
export function requirementOfSources(one: FixtureRule, other: FixtureRule): string {
  const both = (member: 'CidrIp' | 'CidrIpv6') => one[member] !== undefined && other[member] !== undefined;
  if (both('CidrIp')) return 'exact-match/one-range-of-several';
  return both('CidrIpv6') ? 'exact-match/one-ipv6-range-of-several' : 'exact-match/one-source-of-several';
}

/** The requirement that a rule of this kind is removed when it is named. */
export function requirementOfMatch(rule: FixtureRule): string {
  if (rule.PrefixListId !== undefined) {
    return 'exact-match/prefix-list';
  }
  if (rule.GroupId !== undefined) {
    return rule.GroupId === '{main}' ? 'exact-match/self-source' : 'exact-match/group-source';
  }
  const byProtocol: Readonly<Record<string, string>> = {
    '-1': 'exact-match/all-traffic-ports-omitted',
    icmp: 'exact-match/icmp-type',
    icmpv6: 'exact-match/icmpv6',
  };
  const special =
    byProtocol[rule.IpProtocol] ?? (/^\d+$/.test(rule.IpProtocol) ? 'exact-match/numeric-protocol' : undefined);
  const hasEdge = ['0', '65535'].some((edge) => rule.FromPort === edge || rule.ToPort === edge);
  const range = rule.CidrIp ?? rule.CidrIpv6 ?? '';
  const family = rule.CidrIpv6 === undefined ? 'ipv4' : 'ipv6';
  if (special !== undefined) {
    return special;
  }
  if (/\/(0|32|128)$/.test(range)) {
    return `exact-match/${family}-edges`;
  }
  if (hasEdge) {
    return 'exact-match/port-edges';
  }
  return family === 'ipv6' ? 'exact-match/ipv6-address' : 'exact-match/matching-rule';
}

function protocolDifference(wanted: FixtureRule, found: FixtureRule): readonly string[] {
  if (wanted.IpProtocol === found.IpProtocol) {
    return [];
  }
  const isAll = wanted.IpProtocol === '-1' || found.IpProtocol === '-1';
  return [isAll ? 'exact-match/all-traffic-exact' : 'exact-match/protocol'];
}

/** Of a protocol that has no numbers, those of the other rule are none that differ. */
function numbersDifference(wanted: FixtureRule, found: FixtureRule): readonly string[] {
  if (wanted.FromPort === undefined || found.FromPort === undefined) {
    return [];
  }
  const isFrom = wanted.FromPort !== found.FromPort;
  const isTo = wanted.ToPort !== found.ToPort;
  if (!isFrom && !isTo) {
    return [];
  }
  if (wanted.IpProtocol.startsWith('icmp')) {
    return [typeDifference(wanted, found)];
  }
  return [isFrom && isTo && overlap(wanted, found) ? 'exact-match/port-overlap' : portDifference(isFrom)];
}

function portDifference(isFrom: boolean): string {
  return isFrom ? 'exact-match/from-port' : 'exact-match/to-port';
}

function overlap(one: FixtureRule, other: FixtureRule): boolean {
  const [from, to] = [Number(one.FromPort), Number(one.ToPort)];
  return from <= Number(other.ToPort) && Number(other.FromPort) <= to;
}

function typeDifference(wanted: FixtureRule, found: FixtureRule): string {
  const isOfAll = (member: 'FromPort' | 'ToPort') => (wanted[member] === '-1') !== (found[member] === '-1');
  if (wanted.FromPort !== found.FromPort) {
    return isOfAll('FromPort') ? 'exact-match/icmp-all-types' : 'exact-match/icmp-type';
  }
  return isOfAll('ToPort') ? 'exact-match/icmp-all-codes' : 'exact-match/icmp-code';
}

const kinds = ['CidrIp', 'CidrIpv6', 'PrefixListId', 'GroupId'] as const;

function sourceDifference(wanted: FixtureRule, found: FixtureRule): readonly string[] {
  const kind = kinds.find((one) => wanted[one] !== undefined);
  const other = kinds.find((one) => found[one] !== undefined);
  if (kind !== other || kind === undefined) {
    const isFamily = [kind, other].every((one) => one === 'CidrIp' || one === 'CidrIpv6');
    return [isFamily ? 'exact-match/source-family' : 'exact-match/source-kind'];
  }
  if (wanted[kind] === found[kind]) {
    return [];
  }
  if (kind === 'GroupId' || kind === 'PrefixListId') {
    return [kind === 'GroupId' ? 'exact-match/group-source-id' : 'exact-match/prefix-list-id'];
  }
  return [rangeDifference(kind === 'CidrIp' ? 'ipv4' : 'ipv6', wanted[kind] ?? '', found[kind] ?? '')];
}

function rangeDifference(family: 'ipv4' | 'ipv6', wanted: string, found: string): string {
  const [address] = wanted.split('/');
  const [other] = found.split('/');
  if (address === other) {
    return `exact-match/${family}-prefix-length`;
  }
  const [one, two] = [parseNetwork(wanted), parseNetwork(found)];
  const length = Math.min(one.length, two.length);
  const isInside = networkOf({ ...one, length }).bits === networkOf({ ...two, length }).bits;
  return isInside ? `exact-match/${family}-overlap` : `exact-match/${family}-address`;
}
