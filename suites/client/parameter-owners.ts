/** Which requirement says that a parameter is sent, or a member read, at all: it explains cases that merely use it. */
import type { ClientEngine } from '../../harness/client/client-engine.ts';
import type { ReportPlace } from '../../harness/client/judge-report.ts';
import type { ParameterDifference } from '../../harness/client/request/judge-request.ts';
import { percentEncode } from '../../harness/wire/query.ts';

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

function ownerOf({ name: parameter, expected, observed }: ParameterDifference): string | undefined {
  if (expected !== undefined && observed === percentEncode(expected)) return 'encoding/decoded-once';
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

/** The requirements on one member of the output. */
interface MemberOwners {
  /** That it is read at all. */
  readonly itself: string;
  /** That the members of its items are read, by their names. */
  readonly ofItems?: Readonly<Record<string, string>>;
  /** That everything else below it is read. */
  readonly below?: string;
}

const members: Readonly<Record<string, MemberOwners>> = {
  Return: { itself: 'client-response/return' },
  RevokedSecurityGroupRules: {
    itself: 'client-response/revoked-rules',
    ofItems: {
      FromPort: 'client-response/revoked-ports',
      ToPort: 'client-response/revoked-ports',
      IsEgress: 'client-response/revoked-is-egress',
    },
    below: 'client-response/revoked-text',
  },
  UnknownIpPermissions: {
    itself: 'client-response/unknown-permissions',
    ofItems: {
      IpProtocol: 'client-response/unknown-permissions',
      FromPort: 'client-response/unknown-permissions',
      ToPort: 'client-response/unknown-permissions',
    },
    below: 'client-response/unknown-nested',
  },
};

const ofMetadata = {
  message: 'client-errors/message',
  status: 'client-errors/status',
  requestId: 'client-errors/request-id',
  code: undefined,
} as const;

function ownerOfMember(place: ReportPlace): string | undefined {
  if (place.kind === 'outcome') return undefined;
  if (place.kind === 'metadata') return ofMetadata[place.name];
  const [first = '', second, ...deeper] = place.path;
  const own = members[first];
  if (second === undefined) return own?.itself;
  const named = deeper.length === 0 ? own?.ofItems?.[second] : undefined;
  return named ?? own?.below;
}

/** The owners of everything that RevokeSecurityGroupIngress sends and reads. */
export const owners: Pick<ClientEngine, 'ownerOf' | 'ownerOfMember'> = { ownerOf, ownerOfMember };
