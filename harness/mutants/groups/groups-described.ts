/** Ways to show groups wrongly in DescribeSecurityGroups. */
import type { ReferenceCall } from '../../reference/call.ts';
import type { Content, Elements } from '../../reference/responses/content.ts';
import type { MergedPermission } from '../../reference/responses/merged-permission.ts';
import type { Group } from '../../reference/store.ts';
import type { Rule } from '../../security-groups/model/rule.ts';
import type { Fault } from '../fault.ts';
import { isUntagged, replacing, rewritingElements } from './changes.ts';

const action = 'DescribeSecurityGroups';

type Member = (group: Group, call: ReferenceCall) => Content | undefined;

/** Of every group. */
function showing(member: string, show: Member | undefined): Fault['apply'] {
  return replacing(() => ({ answers: { group: { [member]: show } } }));
}

/** Wrong values of the members that no set-up reads, by member. */
const wrong: readonly (readonly [
  member: string,
  slug: string,
  wrongs: Readonly<Record<string, readonly [string, Member]>>,
])[] = [
  [
    'ownerId',
    'owner',
    {
      empty: ['shows an empty owner', () => ''],
      'another-account': ['shows another account as owner', () => '999999999999'],
    },
  ],
  [
    'groupName',
    'name',
    {
      'lower-case': ['shows the id for the name', ({ id }) => id],
      cut: ['shows the last letter of a name no more', ({ name }) => name.slice(0, -1)],
    },
  ],
  [
    'groupDescription',
    'description',
    {
      'name-instead': ['shows the name for the description', ({ name }) => name],
      cut: ['shows the first word of a description', (group) => group.description.split(' ')[0]],
    },
  ],
  [
    'vpcId',
    'vpc',
    { empty: ['shows an empty VPC', () => ''], 'any-vpc': ['shows one VPC for all groups', () => 'vpc-00000000'] },
  ],
  ['securityGroupArn', 'arn', { empty: ['shows an empty ARN', () => ''] }],
];

/** Requirements that look at the same member. */
const alike: Readonly<Record<string, readonly string[]>> = {
  name: ['groups-listed/default-group'],
  vpc: ['groups-listed/default-group', 'groups-filtered/vpc-id'],
};

const members: readonly Fault[] = wrong.flatMap(([member, slug, wrongs]) => {
  const breaks = `groups-described/${slug}`;
  const also = alike[slug] === undefined ? {} : { alsoBreaks: alike[slug] };
  const id = `groups-${member.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return [
    { id: `${id}-missing`, breaks, means: `leaves ${member} out`, apply: showing(member, undefined), ...also },
    ...Object.entries(wrongs).map(([way, [means, show]]) => ({
      id: `${id}-${way}`,
      breaks,
      means,
      apply: showing(member, show),
      ...also,
    })),
  ];
});

const ofGroups: readonly Fault[] = [
  {
    id: 'groups-filtered-without-id',
    breaks: 'groups-described/group-id',
    means: 'leaves the id of a group out when it is found by a filter',
    apply: rewritingElements(action, (elements, call) => {
      const isById = call.behaviour.selecting
        .filters(call)
        .some(({ name, values }) => name === 'group-id' && values.length === 1);
      const items = (elements['securityGroupInfo'] ?? []) as readonly Elements[];
      return isById && items.length === 1 && items[0]?.['tagSet'] !== undefined
        ? { ...elements, securityGroupInfo: items.map((item) => ({ ...item, groupId: '' })) }
        : elements;
    }),
    alsoBreaks: ['groups-filtered/group-id'],
  },
  {
    id: 'groups-arn-of-account',
    breaks: 'groups-described/arn-form',
    means: 'shows the ARN of the account',
    apply: showing('securityGroupArn', (_, { facts }) => `arn:aws:iam::${facts.account}:root`),
  },
  {
    id: 'groups-arn-of-instance',
    breaks: 'groups-described/arn-form',
    means: 'names another type of resource in the ARN',
    apply: showing(
      'securityGroupArn',
      ({ id }, { facts }) => `arn:aws:ec2:${facts.region}:${facts.account}:instance/${id}`,
    ),
  },
  {
    id: 'groups-tags-missing',
    breaks: 'groups-described/tags',
    means: 'shows no tags',
    apply: showing('tagSet', () => []),
  },
  {
    id: 'groups-first-tag-only',
    breaks: 'groups-described/tags',
    means: 'shows the first tag of a group alone',
    apply: showing('tagSet', ({ id }, { store }) =>
      [...store.tagsOf(id)].slice(0, 1).map(([key, value]) => ({ key, value })),
    ),
  },
  {
    id: 'groups-tag-keys-alone',
    breaks: 'groups-described/tags',
    means: 'shows tags without their values',
    apply: showing('tagSet', ({ id }, { store }) => [...store.tagsOf(id)].map(([key]) => ({ key, value: '' }))),
  },
  {
    id: 'groups-tags-of-all',
    breaks: 'groups-described/tags',
    means: 'shows the tags of all groups of the VPC',
    apply: showing('tagSet', ({ vpcId }, { store }) =>
      store.groupsOfVpc(vpcId).flatMap(({ id }) => [...store.tagsOf(id)].map(([key, value]) => ({ key, value }))),
    ),
  },
  {
    id: 'groups-rules-of-all',
    breaks: 'groups-described/apart',
    crossesGroups: true,
    means: 'shows the inbound rules of all groups without tags in each of them',
    apply: replacing((b) => ({
      state: {
        visibleRules: (group, direction, call) =>
          call.action === action && direction === 'ingress' && isUntagged(group, call) && group.name !== 'default'
            ? [...call.store.groups.values()]
                .filter((other) => isUntagged(other, call) && other.name !== 'default')
                .flatMap((other) => other.ingress)
            : b.state.visibleRules(group, direction, call),
      },
    })),
    alsoBreaks: ['groups-described/no-rules'],
  },
];

type Permission = (permission: MergedPermission, call: ReferenceCall) => Content | undefined;

/** Of groups that were created without tags; set-up reads others alone. */
function permission(member: string, show: Permission): Fault['apply'] {
  return replacing((b) => ({
    answers: {
      permission: {
        [member]: (merged, call) =>
          isOfUntagged(merged, call) ? show(merged, call) : b.answers.permission[member]?.(merged, call),
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

const none: Permission = () => undefined;
const shapes: readonly (readonly [
  id: string,
  slug: string,
  member: string,
  means: string,
  show: Permission,
  also?: readonly string[],
])[] = [
  ['protocol-missing', 'permission-protocol', 'ipProtocol', 'leaves the protocol of permissions out', none],
  [
    'protocol-upper-case',
    'permission-protocol',
    'ipProtocol',
    'shows protocols in upper case',
    ({ protocol }) => protocol.toUpperCase(),
  ],
  ['from-port-missing', 'permission-from-port', 'fromPort', 'leaves the first port of permissions out', none],
  [
    'from-port-last',
    'permission-from-port',
    'fromPort',
    'shows the last port for the first',
    ({ toPort }) => toPort?.toString(),
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
    'ipv4-missing',
    'permission-ipv4',
    'ipRanges',
    'leaves IPv4 ranges out',
    () => [],
    ['permission-description', 'outbound'],
  ],
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
    'ipv4-as-text',
    'permission-ipv4',
    'ipRanges',
    'shows IPv4 ranges as texts',
    ({ rules }) => rules.flatMap(({ source }) => (source.kind === 'ipv4' ? [source.cidr] : [])),
    ['permission-description', 'outbound'],
  ],
  ['ipv6-missing', 'permission-ipv6', 'ipv6Ranges', 'leaves IPv6 ranges out', () => [], ['permission-description']],
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
    'group-missing',
    'permission-group',
    'groups',
    'leaves groups that rules refer to out',
    () => [],
    ['permission-group-user', 'permission-description'],
  ],
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

const permissions: readonly Fault[] = shapes.map(([id, slug, member, means, show, also]) => ({
  id: `groups-permission-${id}`,
  breaks: `groups-described/${slug}`,
  means,
  apply: permission(member, show),
  ...(also === undefined ? {} : { alsoBreaks: also.map((other) => `groups-described/${other}`) }),
}));

type Permissions = (
  items: readonly Elements[],
  other: readonly Elements[],
  group: Group,
  call: ReferenceCall,
) => readonly Elements[];

/** The permissions of a group without tags, of one direction. */
function listing(direction: 'ipPermissions' | 'ipPermissionsEgress', show: Permissions): Fault['apply'] {
  const opposite = direction === 'ipPermissions' ? 'ipPermissionsEgress' : 'ipPermissions';
  return replacing((b) => ({
    answers: {
      group: {
        [direction]: (group, call) => {
          const of = (member: string) => (b.answers.group[member]?.(group, call) ?? []) as readonly Elements[];
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
    apply: permission('fromPort', ({ fromPort }) => (fromPort === 443 ? '80' : fromPort?.toString())),
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

export const describedGroupFaults: readonly Fault[] = [...members, ...ofGroups];
export const permissionFaults: readonly Fault[] = [...permissions, ...lists];
