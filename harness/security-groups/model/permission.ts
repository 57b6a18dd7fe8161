/** A permission of a request, by its wire names, as the rules it stands for: one per source. */

import { canonicalIpv4Cidr, canonicalIpv6Cidr } from '../../wire/addresses/cidr.ts';
import { canonicalProtocol, type NumbersMean, numbersMean } from './protocol.ts';
import type { Rule, Source } from './rule.ts';

/** One `IpPermissions.N`. Values are texts, as on the wire; a list that is absent and one that is empty are the same. */
export interface Permission {
  readonly IpProtocol?: string;
  readonly FromPort?: string;
  readonly ToPort?: string;
  readonly IpRanges?: readonly Ipv4Range[];
  readonly Ipv6Ranges?: readonly Ipv6Range[];
  readonly PrefixListIds?: readonly PrefixListReference[];
  readonly Groups?: readonly GroupReference[];
}

/** An element of IpRanges. */
export interface Ipv4Range {
  readonly CidrIp?: string;
  readonly Description?: string;
}

/** An element of Ipv6Ranges. */
export interface Ipv6Range {
  readonly CidrIpv6?: string;
  readonly Description?: string;
}

/** An element of PrefixListIds. */
export interface PrefixListReference {
  readonly PrefixListId?: string;
  readonly Description?: string;
}

/** An element of Groups. */
export interface GroupReference {
  readonly GroupId?: string;
  readonly GroupName?: string;
  readonly UserId?: string;
  readonly Description?: string;
}

/** Why a permission stands for no rules; `value` is the text that was at fault. */
export type PermissionProblem =
  | { readonly kind: 'protocol-missing' }
  | { readonly kind: 'protocol-unknown'; readonly value: string }
  /** A port of TCP or UDP, or the type or code of ICMP, is not given. */
  | { readonly kind: 'numbers-missing'; readonly protocol: string }
  | { readonly kind: 'number-malformed'; readonly member: 'FromPort' | 'ToPort'; readonly value: string }
  | { readonly kind: 'number-out-of-range'; readonly member: 'FromPort' | 'ToPort'; readonly value: string }
  | { readonly kind: 'range-reversed'; readonly fromPort: number; readonly toPort: number }
  | { readonly kind: 'cidr-malformed'; readonly member: 'CidrIp' | 'CidrIpv6'; readonly value: string }
  /** An element of a list without the member that names its source. */
  | { readonly kind: 'source-incomplete'; readonly member: 'CidrIp' | 'CidrIpv6' | 'PrefixListId' | 'GroupId' }
  | { readonly kind: 'group-name-unknown'; readonly value: string }
  | { readonly kind: 'user-id-malformed'; readonly value: string };

/** The rules of a permission, or why it has none. */
export type PermissionReading =
  | { readonly rules: readonly Rule[]; readonly problem?: undefined }
  | { readonly problem: PermissionProblem; readonly rules?: undefined };

/** How the texts of a permission are read: each returns undefined for what it refuses. */
export interface PermissionForms {
  readonly protocol: (text: string) => string | undefined;
  readonly integer: (text: string) => number | undefined;
  readonly ipv4Cidr: (text: string) => string | undefined;
  readonly ipv6Cidr: (text: string) => string | undefined;
  readonly userId: (text: string) => string | undefined;
  /** The id of a group that is named instead. */
  readonly groupIdByName: (name: string) => string | undefined;
}

/** The forms of EC2; knows no groups, so that every group name is unknown. */
export const standardForms: PermissionForms = {
  protocol: canonicalProtocol,
  integer: (text) => (/^-?[0-9]{1,10}$/.test(text) ? Number(text) : undefined),
  ipv4Cidr: canonicalIpv4Cidr,
  ipv6Cidr: canonicalIpv6Cidr,
  userId: (text) => (/^[0-9]{12}$/.test(text) ? text : undefined),
  groupIdByName: () => undefined,
};

/**
 * The rules that a permission stands for: its protocol and numbers with each of its sources in turn, in the order IPv4,
 * IPv6, prefix lists, groups. A permission without any source stands for none.
 *
 * Ports of `-1` and of protocols without ports are dropped; ICMPv6 without type and code means all of them, ICMP needs
 * both. Source: API reference, IpPermission.
 */
export function rulesOfPermission(permission: Permission, forms: PermissionForms = standardForms): PermissionReading {
  if (permission.IpProtocol === undefined) return { problem: { kind: 'protocol-missing' } };
  const protocol = forms.protocol(permission.IpProtocol);
  if (protocol === undefined) return { problem: { kind: 'protocol-unknown', value: permission.IpProtocol } };
  const numbers = numbersOf(permission, protocol, forms);
  if (isProblem(numbers)) return { problem: numbers };
  const rules: Rule[] = [];
  for (const { source, description } of sourcesOf(permission, forms)) {
    if (isProblem(source)) return { problem: source };
    rules.push({ protocol, ...numbers, source, ...(description === undefined ? {} : { description }) });
  }
  return { rules };
}

type Numbers = { readonly fromPort: number; readonly toPort: number } | Readonly<Record<string, never>>;

const allowed: Readonly<Record<Exclude<NumbersMean, 'nothing'>, readonly [least: number, most: number]>> = {
  ports: [0, 65535],
  // -1 stands for all types, or all codes of a type.
  'type-and-code': [-1, 255],
};

function numbersOf(given: Permission, protocol: string, forms: PermissionForms): Numbers | PermissionProblem {
  const meaning = numbersMean(protocol);
  if (meaning === 'nothing') return {};
  if (protocol === 'icmpv6' && given.FromPort === undefined && given.ToPort === undefined) {
    return { fromPort: -1, toPort: -1 };
  }
  const fromPort = numberOf('FromPort', given.FromPort, protocol, meaning, forms);
  if (typeof fromPort !== 'number') return fromPort;
  const toPort = numberOf('ToPort', given.ToPort, protocol, meaning, forms);
  if (typeof toPort !== 'number') return toPort;
  if (meaning === 'ports' && fromPort > toPort) return { kind: 'range-reversed', fromPort, toPort };
  return { fromPort, toPort };
}

function numberOf(
  member: 'FromPort' | 'ToPort',
  text: string | undefined,
  protocol: string,
  meaning: Exclude<NumbersMean, 'nothing'>,
  forms: PermissionForms,
): number | PermissionProblem {
  if (text === undefined) return { kind: 'numbers-missing', protocol };
  const value = forms.integer(text);
  if (value === undefined) return { kind: 'number-malformed', member, value: text };
  const [least, most] = allowed[meaning];
  return value >= least && value <= most ? value : { kind: 'number-out-of-range', member, value: text };
}

interface SourceReading {
  readonly source: Source | PermissionProblem;
  readonly description: string | undefined;
}

function* sourcesOf(permission: Permission, forms: PermissionForms): Generator<SourceReading> {
  for (const range of permission.IpRanges ?? [])
    yield { source: ipv4Source(range, forms), description: range.Description };
  for (const range of permission.Ipv6Ranges ?? [])
    yield { source: ipv6Source(range, forms), description: range.Description };
  for (const list of permission.PrefixListIds ?? [])
    yield { source: prefixListSource(list), description: list.Description };
  for (const group of permission.Groups ?? [])
    yield { source: groupSource(group, forms), description: group.Description };
}

function ipv4Source({ CidrIp: text }: Ipv4Range, forms: PermissionForms): Source | PermissionProblem {
  if (text === undefined) return { kind: 'source-incomplete', member: 'CidrIp' };
  const cidr = forms.ipv4Cidr(text);
  return cidr === undefined ? { kind: 'cidr-malformed', member: 'CidrIp', value: text } : { kind: 'ipv4', cidr };
}

function ipv6Source({ CidrIpv6: text }: Ipv6Range, forms: PermissionForms): Source | PermissionProblem {
  if (text === undefined) return { kind: 'source-incomplete', member: 'CidrIpv6' };
  const cidr = forms.ipv6Cidr(text);
  return cidr === undefined ? { kind: 'cidr-malformed', member: 'CidrIpv6', value: text } : { kind: 'ipv6', cidr };
}

function prefixListSource({ PrefixListId: prefixListId }: PrefixListReference): Source | PermissionProblem {
  return prefixListId === undefined
    ? { kind: 'source-incomplete', member: 'PrefixListId' }
    : { kind: 'prefix-list', prefixListId };
}

function groupSource(given: GroupReference, forms: PermissionForms): Source | PermissionProblem {
  const userId = given.UserId === undefined ? undefined : forms.userId(given.UserId);
  if (given.UserId !== undefined && userId === undefined) return { kind: 'user-id-malformed', value: given.UserId };
  const named = given.GroupName === undefined ? undefined : forms.groupIdByName(given.GroupName);
  const groupId = given.GroupId ?? named;
  if (groupId !== undefined) return { kind: 'group', groupId, ...(userId === undefined ? {} : { userId }) };
  if (given.GroupName !== undefined) return { kind: 'group-name-unknown', value: given.GroupName };
  return { kind: 'source-incomplete', member: 'GroupId' };
}

const sourceKinds: ReadonlySet<string> = new Set<Source['kind']>(['ipv4', 'ipv6', 'prefix-list', 'group']);

function isProblem(value: Source | Numbers | PermissionProblem): value is PermissionProblem {
  return 'kind' in value && !sourceKinds.has(value.kind);
}
