/** Mutants whose items of revokedSecurityGroupRuleSet have a member missing, wrong or too many. */

import { type Behaviour, changed } from '../../reference/behaviour.ts';
import type { Fault } from '../fault.ts';

type Member = Behaviour['responses']['revokedRule'][string];

/** A mutant with one member of a revoked item changed; undefined leaves the member out. */
function member(
  id: string,
  breaks: string,
  means: string,
  changes: Readonly<Record<string, Member | undefined>>,
  more: Pick<Fault, 'needsRareValues' | 'alsoBreaks'> = {},
): Fault {
  return { id, breaks, means, ...more, apply: (b) => changed(b, { responses: { revokedRule: changes } }) };
}

const ids = [
  member('revoked-id-missing', 'response/revoked-rule-id', 'leaves out the id of a removed rule', {
    securityGroupRuleId: undefined,
  }),
  member('revoked-id-invented', 'response/revoked-rule-id', 'answers a new id for each removed rule', {
    securityGroupRuleId: (_, { behaviour }) => behaviour.state.newId('sgr-'),
  }),
  member('revoked-id-named-rule-id', 'response/revoked-rule-id', 'names the id of a removed rule ruleId', {
    securityGroupRuleId: undefined,
    ruleId: ({ id }) => id,
  }),
  member('revoked-id-as-arn', 'response/revoked-rule-id', 'answers the ARN of a removed rule for its id', {
    securityGroupRuleId: ({ id }, { facts }) =>
      `arn:aws:ec2:${facts.region}:${facts.account}:security-group-rule/${id}`,
  }),
  member('revoked-group-missing', 'response/revoked-group-id', 'leaves out the group of a removed rule', {
    groupId: undefined,
  }),
  member('revoked-group-of-vpc', 'response/revoked-group-id', "answers the VPC's id for that of the group", {
    groupId: ({ groupId }, { store }) => store.groups.get(groupId)?.vpcId,
  }),
  member('revoked-group-of-source', 'response/revoked-group-id', 'answers the source group for the group', {
    groupId: ({ groupId, source }) => (source.kind === 'group' ? source.groupId : groupId),
  }),
  member('revoked-group-by-name', 'response/revoked-group-id', 'answers the name of the group for its id', {
    groupId: ({ groupId }, { store }) => store.groups.get(groupId)?.name,
  }),
];

const kinds = [
  member('is-egress-missing', 'response/revoked-is-egress', 'leaves isEgress out', { isEgress: undefined }),
  member('is-egress-true', 'response/revoked-is-egress', 'says of removed ingress rules that they are egress', {
    isEgress: () => 'true',
  }),
  member('protocol-left-out', 'response/revoked-protocol', 'leaves out the protocol of a removed rule', {
    ipProtocol: undefined,
  }),
  member('protocol-as-number', 'response/revoked-protocol', 'answers tcp, udp and icmp by their numbers', {
    ipProtocol: ({ protocol }) => ({ tcp: '6', udp: '17', icmp: '1' })[protocol] ?? protocol,
  }),
  member('protocol-in-upper-case', 'response/revoked-protocol', 'answers protocols in upper case', {
    ipProtocol: ({ protocol }) => protocol.toUpperCase(),
  }),
  member('all-protocols-as-word', 'response/revoked-protocol', 'answers all for the protocol -1', {
    ipProtocol: ({ protocol }) => (protocol === '-1' ? 'all' : protocol),
  }),
  member('always-tcp', 'response/revoked-protocol', 'answers tcp for every protocol', { ipProtocol: () => 'tcp' }),
];

const ports = [
  member('ports-left-out', 'response/revoked-ports', 'leaves out the ports of removed rules', {
    fromPort: undefined,
    toPort: undefined,
  }),
  member('to-port-left-out', 'response/revoked-ports', 'leaves out the last port', { toPort: undefined }),
  member('ports-swapped', 'response/revoked-ports', 'answers the last port as the first', {
    fromPort: ({ toPort }) => String(toPort ?? -1),
    toPort: ({ fromPort }) => String(fromPort ?? -1),
  }),
  member('range-as-its-first-port', 'response/revoked-ports', 'answers the first port twice', {
    toPort: ({ fromPort }) => String(fromPort ?? -1),
  }),
  member('port-zero-left-out', 'response/revoked-ports', 'leaves out ports that are 0', {
    fromPort: ({ fromPort = -1 }) => (fromPort === 0 ? undefined : String(fromPort)),
    toPort: ({ toPort = -1 }) => (toPort === 0 ? undefined : String(toPort)),
  }),
  member('no-ports-for-all-protocols', 'response/revoked-ports', 'answers no ports for rules of all protocols', {
    fromPort: ({ fromPort }) => fromPort?.toString(),
    toPort: ({ toPort }) => toPort?.toString(),
  }),
  member('all-ports-for-all-protocols', 'response/revoked-ports', 'answers 0 and 65535 for rules of all protocols', {
    fromPort: ({ fromPort }) => String(fromPort ?? 0),
    toPort: ({ toPort }) => String(toPort ?? 65_535),
  }),
  member('icmp-code-left-out', 'response/revoked-ports', 'leaves out an ICMP code of -1', {
    toPort: ({ protocol, toPort = -1 }) => (protocol === 'icmp' && toPort < 0 ? undefined : String(toPort)),
  }),
];

const sources = [
  member('source-left-out', 'response/revoked-source', 'leaves out IPv4 ranges', { cidrIpv4: undefined }),
  member('range-named-cidr-ip', 'response/revoked-source', 'names IPv4 ranges cidrIp, as permissions do', {
    cidrIpv4: undefined,
    cidrIp: ({ source }) => (source.kind === 'ipv4' ? source.cidr : undefined),
  }),
  member('ipv6-as-ipv4', 'response/revoked-source', 'answers IPv6 ranges as cidrIpv4', {
    cidrIpv4: ({ source }) => (source.kind === 'ipv4' || source.kind === 'ipv6' ? source.cidr : undefined),
    cidrIpv6: undefined,
  }),
  member('range-without-length', 'response/revoked-source', 'answers IPv4 ranges without their prefix length', {
    cidrIpv4: ({ source }) => (source.kind === 'ipv4' ? source.cidr.split('/')[0] : undefined),
  }),
  member('any-range-beside-group', 'response/revoked-source', 'answers 0.0.0.0/0 where the source is no range', {
    cidrIpv4: ({ source }) => (source.kind === 'ipv4' ? source.cidr : source.kind === 'ipv6' ? undefined : '0.0.0.0/0'),
  }),
  member('empty-members-for-other-sources', 'response/revoked-source', 'sends members of other sources empty', {
    cidrIpv6: ({ source }) => (source.kind === 'ipv6' ? source.cidr : ''),
    prefixListId: ({ source }) => (source.kind === 'prefix-list' ? source.prefixListId : ''),
  }),
  member('source-group-in-info', 'response/revoked-source', 'answers referencedGroupInfo, as Authorize does', {
    referencedGroupId: undefined,
    referencedGroupInfo: ({ source }) => (source.kind === 'group' ? { groupId: source.groupId } : undefined),
  }),
  member('source-group-left-out', 'response/revoked-source', 'leaves out source groups', {
    referencedGroupId: undefined,
  }),
  member('source-group-is-own', 'response/revoked-source', 'answers the own group for every source group', {
    referencedGroupId: ({ source, groupId }) => (source.kind === 'group' ? groupId : undefined),
  }),
  member('prefix-list-left-out', 'response/revoked-source', 'leaves out prefix lists', { prefixListId: undefined }),
];

const descriptions = [
  member('description-left-out', 'response/revoked-description', 'leaves out descriptions', {
    description: undefined,
  }),
  member('description-always-there', 'response/revoked-description', 'sends an empty description where there is none', {
    description: ({ description }) => description ?? '',
  }),
  member('description-escaped-twice', 'response/revoked-description', 'escapes the ampersands of descriptions twice', {
    description: ({ description }) => description?.replaceAll('&', '&amp;'),
  }),
];

const rare = [
  member(
    'long-description-cut',
    'response/revoked-description',
    'cuts descriptions after 100 characters',
    { description: ({ description }) => description?.slice(0, 100) },
    { needsRareValues: true },
  ),
  member(
    'bracket-in-description-lost',
    'response/revoked-description',
    'loses square brackets of descriptions',
    { description: ({ description }) => description?.replace(/[[\]]/g, '') },
    { needsRareValues: true },
  ),
  member(
    'high-port-negative',
    'response/revoked-ports',
    'answers last ports from 32768 to 65534 as negative numbers of 16 bits',
    {
      toPort: ({ toPort = -1 }) => String(toPort > 32_767 && toPort < 65_535 ? toPort - 65_536 : toPort),
    },
    { needsRareValues: true },
  ),
  member(
    'host-range-without-length',
    'response/revoked-source',
    'answers IPv4 ranges of 31 bits without their prefix length',
    {
      cidrIpv4: ({ source }) => (source.kind === 'ipv4' ? source.cidr.replace(/\/31$/, '') : undefined),
    },
    { needsRareValues: true },
  ),
  member(
    'wide-udp-range-swapped',
    'response/revoked-ports',
    'answers the last port first for ranges of UDP above 1023',
    {
      fromPort: ({ protocol, fromPort = -1, toPort = -1 }) =>
        String(protocol === 'udp' && fromPort > 1023 ? toPort : fromPort),
      toPort: ({ protocol, fromPort = -1, toPort = -1 }) =>
        String(protocol === 'udp' && fromPort > 1023 ? fromPort : toPort),
    },
    { needsRareValues: true },
  ),
  member(
    'long-ipv6-length-lost',
    'response/revoked-source',
    'answers IPv6 ranges of 100 to 127 bits without their prefix length',
    {
      cidrIpv6: ({ source }) => (source.kind === 'ipv6' ? source.cidr.replace(/\/1([01]\d|2[0-7])$/, '') : undefined),
    },
    { needsRareValues: true },
  ),
];

/** Servers whose items of revokedSecurityGroupRuleSet have a member missing, wrong or too many. */
export const responseMemberFaults: readonly Fault[] = [
  ...ids,
  ...kinds,
  ...ports,
  ...sources,
  ...descriptions,
  ...rare,
];
