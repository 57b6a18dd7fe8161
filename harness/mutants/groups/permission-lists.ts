/** Ways to list merged permissions wrongly in DescribeSecurityGroups. */
import type { ReferenceCall } from '../../reference/call.ts';
import type { Content, Elements } from '../../reference/responses/content.ts';
import type { Group } from '../../reference/store.ts';
import type { Apply, Fault } from '../fault.ts';
import { isUntagged, replacing } from './changes.ts';
import { permissionMember } from './permissions.ts';

type Permissions = (
  items: readonly Elements[],
  other: readonly Elements[],
  group: Group,
  call: ReferenceCall,
) => readonly Elements[];

/** The permissions of a group without tags, of one direction. */
function listing(direction: 'ipPermissions' | 'ipPermissionsEgress', show: Permissions): Apply {
  const opposite = direction === 'ipPermissions' ? 'ipPermissionsEgress' : 'ipPermissions';
  return replacing((b) => ({
    responses: {
      group: {
        [direction]: (group, call) => {
          const of = (member: string) => (b.responses.group[member]?.(group, call) ?? []) as readonly Elements[];
          return isUntagged(group, call) && group.name !== 'default'
            ? show(of(direction), of(opposite), group, call)
            : of(direction);
        },
      },
    },
  }));
}

function portsOf(item: Elements): string {
  return `${item['fromPort']}-${item['toPort']}`;
}

/** Two permissions as one, with the sources of both. */
function joinedBy(keyOf: (item: Elements) => string): Permissions {
  return (items) => {
    const joined = new Map<string, Elements>();
    for (const item of items) {
      const former = joined.get(keyOf(item));
      const lists = ['groups', 'ipRanges', 'ipv6Ranges', 'prefixListIds'].map((name): [string, Content] => [
        name,
        [...((former?.[name] ?? []) as readonly Content[]), ...((item[name] ?? []) as readonly Content[])],
      ]);
      joined.set(keyOf(item), former === undefined ? item : { ...former, ...Object.fromEntries(lists) });
    }
    return [...joined.values()];
  };
}

const lists: readonly Fault[] = [
  {
    id: 'groups-permission-for-each-rule',
    breaks: 'groups-described/merged',
    means: 'shows each range as a permission of its own',
    apply: listing('ipPermissions', (items) =>
      items.flatMap((item) => {
        const ranges = (item['ipRanges'] ?? []) as readonly Content[];
        return ranges.length < 2 ||
          item['fromPort'] === undefined ||
          (item['toPort'] !== '23' && item['ipProtocol'] !== 'udp')
          ? [item]
          : ranges.map((range) => ({ ...item, ipRanges: [range] }));
      }),
    ),
  },
  {
    id: 'groups-permission-for-each-kind',
    breaks: 'groups-described/merged',
    means: 'shows the sources of each kind as a permission of its own',
    apply: listing('ipPermissions', (items) =>
      items.flatMap((item) => {
        const [groups, ranges] = [item['groups'], item['ipRanges']] as readonly (readonly Content[])[];
        return (groups?.length ?? 0) > 0 && (ranges?.length ?? 0) > 0
          ? [
              { ...item, groups: [] },
              { ...item, ipRanges: [] },
            ]
          : [item];
      }),
    ),
  },
  {
    id: 'groups-permissions-merged-over-protocols',
    breaks: 'groups-described/not-merged',
    means: 'merges rules of equal ports, whatever their protocol',
    apply: listing('ipPermissions', joinedBy(portsOf)),
  },
  {
    id: 'groups-permissions-merged-by-first-port',
    breaks: 'groups-described/not-merged',
    means: 'merges rules of equal first port',
    apply: listing(
      'ipPermissions',
      joinedBy((item) => `${item['ipProtocol']} ${item['fromPort']}`),
    ),
  },
  {
    id: 'groups-outbound-shown-inbound',
    breaks: 'groups-described/outbound',
    means: 'shows outbound rules as inbound ones too',
    apply: listing('ipPermissions', (items, outbound) => [
      ...items,
      ...outbound.filter(({ ipProtocol }) => ipProtocol === 'tcp'),
    ]),
  },
  {
    id: 'groups-inbound-shown-outbound',
    breaks: 'groups-described/outbound',
    means: 'shows inbound rules as outbound ones too',
    apply: listing('ipPermissionsEgress', (items, inbound) => [...items, ...inbound]),
  },
  {
    id: 'groups-outbound-missing',
    breaks: 'groups-described/outbound',
    means: 'shows no outbound rules',
    apply: listing('ipPermissionsEgress', () => []),
  },
  {
    id: 'groups-new-group-open',
    breaks: 'groups-described/no-rules',
    means: 'shows a rule for all traffic in of a group without inbound rules',
    apply: listing('ipPermissions', (items, _, group) =>
      group.ingress.length === 0 && group.egress.length === 1 ? [{ ipProtocol: '-1' }] : items,
    ),
  },
  {
    id: 'groups-outbound-rule-shown-inbound-when-new',
    breaks: 'groups-described/no-rules',
    means: 'shows the first outbound rule of a new group as an inbound one',
    apply: listing('ipPermissions', (items, outbound, group) =>
      group.ingress.length === 0 && group.egress.length === 1 ? outbound : items,
    ),
  },
  {
    id: 'groups-https-as-http',
    breaks: 'groups-described/authorised-shown',
    means: 'shows port 443 as 80',
    apply: permissionMember('fromPort', ({ fromPort }) => (fromPort === 443 ? '80' : fromPort?.toString())),
  },
  {
    id: 'groups-last-permission-missing',
    breaks: 'groups-described/authorised-shown',
    means: 'leaves the last of several permissions with documentation addresses out',
    apply: listing('ipPermissions', (items) =>
      items.some(({ fromPort }) => fromPort === '443') ? items.slice(0, -1) : items,
    ),
  },
  {
    id: 'groups-revoked-still-shown',
    breaks: 'groups-described/revoked-gone',
    means: 'shows revoked rules as well',
    apply: listing('ipPermissions', (items, _, group) => [
      ...items,
      ...group.revoked.map(({ rule }) => ({
        ipProtocol: rule.protocol,
        ipRanges: [{ cidrIp: rule.source.kind === 'ipv4' ? rule.source.cidr : '' }],
      })),
    ]),
  },
  {
    id: 'groups-permission-gone-with-one-range',
    breaks: 'groups-described/revoked-gone',
    means: 'shows nothing of a permission of which a range was revoked',
    apply: listing('ipPermissions', (items, _, group) => (group.revoked.length > 0 ? [] : items)),
  },
];

/** Servers that list merged permissions wrongly in DescribeSecurityGroups. */
export const permissionListFaults: readonly Fault[] = lists;
