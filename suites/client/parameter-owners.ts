/** Which requirement says that a parameter is sent, or a member read, at all: it explains cases that merely use it. */
import type { ClientEngine } from '../../harness/client/client-engine.ts';

/** Names on the wire, numbers of lists left out, and the requirement of each. The first that matches counts. */
const parameters: readonly (readonly [RegExp, string])[] = [
  [/^SecurityGroupRuleId$/, 'encoding/rule-ids'],
  [/^GroupId$/, 'encoding/group-id'],
  [/^GroupName$/, 'encoding/group-name'],
  [/^(IpProtocol|FromPort|ToPort|CidrIp)$/, 'encoding/flat-fields'],
  [/^SourceSecurityGroup/, 'client-encoding/source-security-group'],
  [/^DryRun$/, 'client-encoding/dry-run'],
  [/^IpPermissions\.(IpProtocol|FromPort|ToPort)$/, 'encoding/permission-fields'],
  [/^IpPermissions\.\w+\.Description$/, 'encoding/range-description'],
  [/^IpPermissions\.IpRanges\./, 'encoding/ip-ranges'],
  [/^IpPermissions\.Ipv6Ranges\./, 'encoding/ipv6-ranges'],
  [/^IpPermissions\.PrefixListIds\./, 'encoding/prefix-list-ids'],
  [/^IpPermissions\.Groups\.GroupId$/, 'encoding/groups'],
  [/^IpPermissions\.Groups\.UserId$/, 'encoding/groups-user-id'],
  [/^IpPermissions\.Groups\.GroupName$/, 'client-encoding/source-group-name'],
  [/^IpPermissions\.Groups\.(Vpc|Peering)/, 'client-encoding/source-group-fields'],
];

function ownerOf(parameter: string): string | undefined {
  const name = parameter.replace(/\.\d+(?=\.|$)/g, '');
  return parameters.find(([pattern]) => pattern.test(name))?.[1];
}

/** Requirements on several members at once, each under its own name. */
const ofSeveral: ReadonlySet<string> = new Set([
  ...['encoding/permission-list', 'encoding/nested-list', 'encoding/empty-list-left-out'],
  ...['encoding/groups-not-user-id-group-pairs', 'client-encoding/combined-input'],
]);

/** Whether a requirement is about members of the input by their names, and not about values or requests. */
export function isOfMember(requirement: string): boolean {
  const isOwner = parameters.some(([, owner]) => owner === requirement && owner !== 'client-encoding/dry-run');
  return isOwner || ofSeveral.has(requirement);
}

/** Places of a report without the numbers of items, and the requirement of each. The first that matches counts. */
const members: readonly (readonly [RegExp, string])[] = [
  [/^Return$/, 'client-response/return'],
  [/^RevokedSecurityGroupRules$/, 'client-response/revoked-rules'],
  [/^RevokedSecurityGroupRules\.(FromPort|ToPort)$/, 'client-response/revoked-ports'],
  [/^RevokedSecurityGroupRules\.IsEgress$/, 'client-response/revoked-is-egress'],
  [/^RevokedSecurityGroupRules\./, 'client-response/revoked-text'],
  [/^UnknownIpPermissions(\.(IpProtocol|FromPort|ToPort))?$/, 'client-response/unknown-permissions'],
  [/^UnknownIpPermissions\./, 'client-response/unknown-nested'],
  [/^message$/, 'client-errors/message'],
  [/^status$/, 'client-errors/status'],
  [/^requestId$/, 'client-errors/request-id'],
];

function ownerOfMember(place: string): string | undefined {
  const path = place.replace(/\[\d+\]/g, '');
  return members.find(([pattern]) => pattern.test(path))?.[1];
}

/** The owners of everything that RevokeSecurityGroupIngress sends and reads. */
export const owners: Pick<ClientEngine, 'ownerOf' | 'ownerOfMember'> = { ownerOf, ownerOfMember };
