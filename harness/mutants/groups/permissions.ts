/** Ways to show single merged permissions wrongly in DescribeSecurityGroups. */
import type { ReferenceCall } from '../../reference/call.ts';
import type { Content, Elements } from '../../reference/responses/content.ts';
import type { MergedPermission } from '../../reference/responses/merged-permission.ts';
import type { StoredRule } from '../../reference/store.ts';
import type { Rule } from '../../security-groups/model/rule.ts';
import type { Apply, Fault } from '../fault.ts';
import { isUntagged, replacing } from './changes.ts';

const action = 'DescribeSecurityGroups';

type Permission = (permission: MergedPermission, call: ReferenceCall) => Content | undefined;

/** Of groups that were created without tags; set-up reads others alone. */
export function permissionMember(member: string, show: Permission): Apply {
  return replacing((b) => ({
    responses: {
      permission: {
        [member]: (merged, call) =>
          isOfUntagged(merged, call) ? show(merged, call) : b.responses.permission[member]?.(merged, call),
      },
    },
  }));
}

function isOfUntagged({ rules }: MergedPermission, call: ReferenceCall): boolean {
  const [first] = rules as readonly (Rule & { readonly groupId?: string })[];
  return call.action === action && first?.groupId !== undefined && isUntagged({ id: first.groupId }, call);
}

function sources(kind: Rule['source']['kind'], show: (rule: Rule) => Elements): Permission {
  return ({ rules }) => rules.filter(({ source }) => source.kind === kind).map(show);
}

/** The sources of a kind as they are; where `count` is stated, the first ones alone. */
function usualSources(kind: Rule['source']['kind'], isShown: (rule: Rule) => boolean, count?: number): Permission {
  return ({ rules }) =>
    rules
      .filter((rule) => rule.source.kind === kind && isShown(rule))
      .slice(0, count)
      .map(usualSource);
}

function usualSource({ source, description }: Rule): Elements {
  switch (source.kind) {
    case 'ipv4':
      return { cidrIp: source.cidr, description };
    case 'ipv6':
      return { cidrIpv6: source.cidr, description };
    case 'prefix-list':
      return { prefixListId: source.prefixListId, description };
    case 'group':
      return { userId: '111122223333', groupId: source.groupId, description };
  }
}

function undescribed(rule: Rule): Elements {
  return { ...usualSource(rule), description: undefined };
}

/** Rules of a described group are stored ones. */
function isInbound(rule: Rule): boolean {
  return (rule as StoredRule).direction === 'ingress';
}

const any = () => true;
const none: Permission = () => undefined;
const shapes: readonly (readonly [id: string, slug: string, member: string, means: string, show: Permission])[] = [
  ['protocol-missing', 'permission-protocol', 'ipProtocol', 'leaves the protocol of permissions out', none],
  [
    'protocol-upper-case',
    'permission-protocol',
    'ipProtocol',
    'shows protocols in upper case',
    ({ protocol }) => protocol.toUpperCase(),
  ],
  [
    'icmpv6-as-number',
    'permission-protocol',
    'ipProtocol',
    'shows ICMPv6 by its number',
    ({ protocol }) => (protocol === 'icmpv6' ? '58' : protocol),
  ],
  [
    'number-as-name',
    'permission-protocol',
    'ipProtocol',
    'shows protocol 47 by a name',
    ({ protocol }) => (protocol === '47' ? 'gre' : protocol),
  ],
  ['from-port-missing', 'permission-from-port', 'fromPort', 'leaves the first port of permissions out', none],
  [
    'from-port-last',
    'permission-from-port',
    'fromPort',
    'shows the last port for the first',
    ({ toPort }) => toPort?.toString(),
  ],
  [
    'from-port-zero-lost',
    'permission-from-port',
    'fromPort',
    'leaves a first port of 0 out',
    ({ fromPort }) => (fromPort === 0 ? undefined : fromPort?.toString()),
  ],
  ['to-port-missing', 'permission-to-port', 'toPort', 'leaves the last port of permissions out', none],
  [
    'to-port-first',
    'permission-to-port',
    'toPort',
    'shows the first port for the last',
    ({ fromPort }) => fromPort?.toString(),
  ],
  [
    'to-port-zero-lost',
    'permission-to-port',
    'toPort',
    'leaves a last port of 0 out',
    ({ toPort }) => (toPort === 0 ? undefined : toPort?.toString()),
  ],
  ['ipv4-missing', 'permission-ipv4', 'ipRanges', 'leaves IPv4 ranges out', () => []],
  [
    'ipv4-first-only',
    'permission-ipv4',
    'ipRanges',
    'shows the first IPv4 range of a permission alone',
    ({ rules }) =>
      rules
        .filter(({ source }) => source.kind === 'ipv4')
        .slice(0, 1)
        .map(({ source, description }) => ({ cidrIp: source.kind === 'ipv4' ? source.cidr : '', description })),
  ],
  [
    'ipv4-fifty-only',
    'permission-ipv4',
    'ipRanges',
    'shows fifty IPv4 ranges of a permission at most',
    usualSources('ipv4', any, 50),
  ],
  [
    'ipv4-as-text',
    'permission-ipv4',
    'ipRanges',
    'shows IPv4 ranges as texts',
    ({ rules }) => rules.flatMap(({ source }) => (source.kind === 'ipv4' ? [source.cidr] : [])),
  ],
  ['ipv6-missing', 'permission-ipv6', 'ipv6Ranges', 'leaves IPv6 ranges out', () => []],
  [
    'ipv6-first-only',
    'permission-ipv6',
    'ipv6Ranges',
    'shows the first IPv6 range of a permission alone',
    usualSources('ipv6', any, 1),
  ],
  [
    'outbound-ipv6-missing',
    'permission-ipv6',
    'ipv6Ranges',
    'leaves IPv6 ranges of outbound rules out',
    usualSources('ipv6', isInbound),
  ],
  [
    'ipv6-under-ipv4-name',
    'permission-ipv6',
    'ipv6Ranges',
    'calls IPv6 ranges cidrIp',
    sources('ipv6', ({ source, description }) => ({ cidrIp: source.kind === 'ipv6' ? source.cidr : '', description })),
  ],
  ['prefix-list-missing', 'permission-prefix-list', 'prefixListIds', 'leaves prefix lists out', () => []],
  [
    'prefix-list-as-name',
    'permission-prefix-list',
    'prefixListIds',
    'shows a name for a prefix list',
    sources('prefix-list', () => ({ prefixListId: 'list' })),
  ],
  [
    'outbound-prefix-list-missing',
    'permission-prefix-list',
    'prefixListIds',
    'leaves prefix lists of outbound rules out',
    usualSources('prefix-list', isInbound),
  ],
  [
    'group-first-only',
    'permission-group',
    'groups',
    'shows the first group of a permission alone',
    usualSources('group', any, 1),
  ],
  [
    'outbound-group-missing',
    'permission-group',
    'groups',
    'leaves groups of outbound rules out',
    usualSources('group', isInbound),
  ],
  ['group-missing', 'permission-group', 'groups', 'leaves groups that rules refer to out', () => []],
  [
    'group-without-id',
    'permission-group',
    'groups',
    'shows groups that rules refer to without their ids',
    sources('group', ({ description }) => ({ userId: '111122223333', description })),
  ],
  [
    'group-user-missing',
    'permission-group-user',
    'groups',
    'shows groups that rules refer to without their account',
    sources('group', ({ source, description }) => ({
      groupId: source.kind === 'group' ? source.groupId : '',
      description,
    })),
  ],
  [
    'group-user-empty',
    'permission-group-user',
    'groups',
    'shows an empty account of groups that rules refer to',
    sources('group', ({ source, description }) => ({
      userId: '',
      groupId: source.kind === 'group' ? source.groupId : '',
      description,
    })),
  ],
  [
    'group-named',
    'permission-group-name',
    'groups',
    'shows the name of groups that rules refer to',
    sources('group', ({ source, description }) => ({
      userId: '111122223333',
      groupId: source.kind === 'group' ? source.groupId : '',
      groupName: 'group',
      description,
    })),
  ],
  [
    'ipv4-description-lost',
    'permission-description',
    'ipRanges',
    'shows no description of IPv4 ranges',
    sources('ipv4', ({ source }) => ({ cidrIp: source.kind === 'ipv4' ? source.cidr : '' })),
  ],
  [
    'ipv6-description-lost',
    'permission-description',
    'ipv6Ranges',
    'shows no description of IPv6 ranges',
    sources('ipv6', ({ source }) => ({ cidrIpv6: source.kind === 'ipv6' ? source.cidr : '' })),
  ],
  [
    'group-description-lost',
    'permission-description',
    'groups',
    'shows no description of groups',
    sources('group', ({ source }) => ({
      userId: '111122223333',
      groupId: source.kind === 'group' ? source.groupId : '',
    })),
  ],
  [
    'prefix-list-description-lost',
    'permission-description',
    'prefixListIds',
    'shows no description of prefix lists',
    sources('prefix-list', undescribed),
  ],
  [
    'outbound-description-lost',
    'permission-description',
    'ipRanges',
    'shows no description of outbound rules',
    sources('ipv4', (rule) => (isInbound(rule) ? usualSource(rule) : undescribed(rule))),
  ],
  [
    'description-of-first',
    'permission-no-description',
    'ipRanges',
    'shows the description of one range with each of a permission',
    ({ rules }) => {
      const description = rules.find((rule) => rule.description !== undefined)?.description;
      return rules.flatMap(({ source }) => (source.kind === 'ipv4' ? [{ cidrIp: source.cidr, description }] : []));
    },
  ],
  [
    'description-made-up',
    'permission-no-description',
    'ipRanges',
    'shows a description where there is none',
    sources('ipv4', ({ source, description }) => ({
      cidrIp: source.kind === 'ipv4' ? source.cidr : '',
      description: description ?? 'none',
    })),
  ],
  [
    'all-traffic-ports',
    'all-traffic-no-ports',
    'fromPort',
    'shows -1 for the first port of all traffic',
    ({ protocol, fromPort }) => (protocol === '-1' ? '-1' : fromPort?.toString()),
  ],
  [
    'all-traffic-last-port',
    'all-traffic-no-ports',
    'toPort',
    'shows 65535 for the last port of all traffic',
    ({ protocol, toPort }) => (protocol === '-1' ? '65535' : toPort?.toString()),
  ],
  [
    'icmp-code-lost',
    'permission-icmp',
    'toPort',
    'leaves a code of -1 out',
    ({ toPort }) => (toPort === -1 ? undefined : toPort?.toString()),
  ],
  [
    'icmp-type-lost',
    'permission-icmp',
    'fromPort',
    'shows every type of ICMP as -1',
    ({ protocol, fromPort }) => (protocol === 'icmp' ? '-1' : fromPort?.toString()),
  ],
  [
    'host-bits-kept',
    'canonical-cidr',
    'ipRanges',
    'shows the host bits that a range was authorised with',
    sources('ipv4', ({ source, description }) => ({
      cidrIp: source.kind === 'ipv4' ? source.cidr.replace('198.51.100.0/25', '198.51.100.77/25') : '',
      description,
    })),
  ],
];

const permissions: readonly Fault[] = shapes.map(([id, slug, member, means, show]) => ({
  id: `groups-permission-${id}`,
  breaks: `groups-described/${slug}`,
  means,
  apply: permissionMember(member, show),
}));

/** Servers that show single merged permissions wrongly in DescribeSecurityGroups. */
export const permissionFaults: readonly Fault[] = permissions;
