/** Ways to show rules wrongly in DescribeSecurityGroupRules. */
import type { ReferenceCall } from '../../reference/call.ts';
import type { Content, Elements } from '../../reference/responses/content.ts';
import type { StoredRule } from '../../reference/store.ts';
import type { Apply, Fault } from '../fault.ts';
import { replacing, rewritingSet } from './changes.ts';

const action = 'DescribeSecurityGroupRules';

type Member = (rule: StoredRule, call: ReferenceCall) => Content | undefined;

function showing(member: string, show: Member | undefined): Apply {
  return replacing(() => ({ responses: { describedRule: { [member]: show } } }));
}

/** What is shown instead, by member: the requirement, then the wrong values with what the target does. */
const wrong: readonly (readonly [
  member: string,
  requirement: string,
  wrongs: Readonly<Record<string, readonly [string, Member]>>,
])[] = [
  [
    'securityGroupRuleId',
    'rule-id',
    { 'of-group': ['shows the id of the group for that of the rule', ({ groupId }) => groupId] },
  ],
  [
    'groupId',
    'group-id',
    {
      'of-rule': ['shows the id of the rule for that of the group', ({ id }) => id],
      'of-source': ['shows another group', () => 'sg-00000000'],
    },
  ],
  [
    'groupOwnerId',
    'owner',
    { empty: ['shows an empty owner', () => ''], name: ['shows a name for the owner', () => 'self'] },
  ],
  [
    'ipProtocol',
    'protocol',
    {
      'upper-case': ['shows protocols in upper case', ({ protocol }) => protocol.toUpperCase()],
      'all-word': ['shows all protocols as all', ({ protocol }) => (protocol === '-1' ? 'all' : protocol)],
      number: ['shows ICMP by its number', ({ protocol }) => (protocol === 'icmp' ? '1' : protocol)],
    },
  ],
  [
    'fromPort',
    'from-port',
    {
      'last-port': [
        'shows the last port for the first',
        ({ toPort, fromPort, protocol }) => (protocol === 'tcp' ? String(toPort ?? -1) : String(fromPort ?? -1)),
      ],
      'zero-lost': [
        'shows no port 0',
        ({ fromPort, protocol }) => (fromPort === 0 && protocol === 'tcp' ? undefined : String(fromPort ?? -1)),
      ],
    },
  ],
  [
    'toPort',
    'to-port',
    {
      'first-port': [
        'shows the first port for the last',
        ({ fromPort, toPort, protocol }) => (protocol === 'tcp' ? String(fromPort ?? -1) : String(toPort ?? -1)),
      ],
      'one-more': [
        'shows the port behind the last',
        ({ toPort, protocol }) => String((toPort ?? -1) + (protocol === 'tcp' ? 1 : 0)),
      ],
    },
  ],
  [
    'cidrIpv4',
    'cidr-ipv4',
    {
      'without-length': [
        'shows an IPv4 range without its length',
        ({ source }) => (source.kind === 'ipv4' ? source.cidr.split('/')[0] : undefined),
      ],
      any: ['shows every IPv4 range as 0.0.0.0/0', ({ source }) => (source.kind === 'ipv4' ? '0.0.0.0/0' : undefined)],
    },
  ],
  [
    'cidrIpv6',
    'cidr-ipv6',
    {
      'without-length': [
        'shows an IPv6 range without its length',
        ({ source }) => (source.kind === 'ipv6' ? source.cidr.split('/')[0] : undefined),
      ],
    },
  ],
  [
    'prefixListId',
    'prefix-list',
    {
      'as-name': [
        'shows a name for a prefix list',
        ({ source }) => (source.kind === 'prefix-list' ? 'list' : undefined),
      ],
    },
  ],
  [
    'referencedGroupInfo',
    'referenced-group',
    {
      'as-text': [
        'shows a group as plain text',
        ({ source }) => (source.kind === 'group' ? source.groupId : undefined),
      ],
      'of-rule': [
        'shows the group of the rule for that which it refers to',
        ({ source, groupId }) =>
          source.kind === 'group' ? { groupId: source.groupId === groupId ? 'sg-00000000' : groupId } : undefined,
      ],
    },
  ],
  [
    'description',
    'description',
    {
      empty: ['shows an empty description', ({ description }) => (description === undefined ? undefined : '')],
      cut: ['shows the first word of a description', ({ description }) => description?.split(' ')[0]],
    },
  ],
  ['securityGroupRuleArn', 'arn', { empty: ['shows an empty ARN', () => ''] }],
  [
    'tagSet',
    'tags',
    {
      empty: ['shows no tags', () => []],
      'keys-alone': [
        'shows tags without their values',
        ({ id }, { store }) => [...store.tagsOf(id).keys()].map((key) => ({ key, value: '' })),
      ],
      'of-all-rules': [
        'shows the tags of all rules of the group',
        ({ groupId }, { store }) => {
          const group = store.groups.get(groupId);
          return [...(group?.ingress ?? [])].flatMap(({ id }) =>
            [...store.tagsOf(id)].map(([key, value]) => ({ key, value })),
          );
        },
      ],
    },
  ],
];

const members: readonly Fault[] = wrong.flatMap(([member, requirement, wrongs]) => {
  const shared = { breaks: `rules-described/${requirement}` };
  return [
    {
      ...shared,
      id: `rules-${kebab(member)}-missing`,
      means: `leaves ${member} out`,
      apply: showing(member, undefined),
    },
    ...Object.entries(wrongs).map(([id, [means, show]]) => ({
      ...shared,
      id: `rules-${kebab(member)}-${id}`,
      means,
      apply: showing(member, show),
    })),
  ];
});

function kebab(member: string): string {
  return member.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

const special: readonly Fault[] = [
  {
    id: 'rules-direction-inverted',
    breaks: 'rules-described/is-egress',
    means: 'says of inbound rules that they are outbound, and the reverse',
    apply: showing('isEgress', ({ direction }) => String(direction !== 'egress')),
  },
  {
    id: 'rules-direction-missing',
    breaks: 'rules-described/is-egress',
    means: 'leaves isEgress out',
    apply: showing('isEgress', undefined),
  },
  {
    id: 'rules-always-inbound',
    breaks: 'rules-described/is-egress',
    means: 'says of every rule that it is inbound',
    apply: showing('isEgress', () => 'false'),
  },
  {
    id: 'rules-nameless-protocol-lost',
    breaks: 'rules-described/protocol-number',
    means: 'shows a protocol without a name as -1',
    apply: showing('ipProtocol', ({ protocol }) => (/^\d+$/.test(protocol) ? '-1' : protocol)),
  },
  {
    id: 'rules-protocol-as-number',
    breaks: 'rules-described/protocol-name',
    means: 'shows the protocol of port 8443 by its number',
    apply: showing('ipProtocol', ({ protocol, fromPort }) =>
      protocol === 'tcp' && fromPort === 8443 ? '6' : protocol,
    ),
  },
  {
    id: 'rules-icmp-code-lost',
    breaks: 'rules-described/icmp',
    means: 'shows every code of ICMP as -1',
    apply: showing('toPort', ({ protocol, toPort }) => (protocol === 'icmp' ? '-1' : String(toPort ?? -1))),
  },
  {
    id: 'rules-icmp-type-and-code-exchanged',
    breaks: 'rules-described/icmp',
    means: 'exchanges type and code of ICMP',
    apply: replacing((b) => ({
      responses: {
        describedRule: {
          fromPort: (rule, call) =>
            b.responses.describedRule[rule.protocol === 'icmp' ? 'toPort' : 'fromPort']?.(rule, call),
          toPort: (rule, call) =>
            b.responses.describedRule[rule.protocol === 'icmp' ? 'fromPort' : 'toPort']?.(rule, call),
        },
      },
    })),
  },
  {
    id: 'rules-all-traffic-without-ports',
    breaks: 'rules-described/all-traffic-ports',
    means: 'leaves the ports of all traffic out',
    apply: replacing(() => ({
      responses: {
        describedRule: { fromPort: ({ fromPort }) => fromPort?.toString(), toPort: ({ toPort }) => toPort?.toString() },
      },
    })),
    // Protocols without ports, such as 47, have none either; no requirement is about theirs.
  },
  {
    id: 'rules-all-traffic-ports-zero',
    breaks: 'rules-described/all-traffic-ports',
    means: 'shows 0 and 65535 for the ports of all traffic',
    apply: replacing(() => ({
      responses: {
        describedRule: {
          fromPort: ({ fromPort }) => String(fromPort ?? 0),
          toPort: ({ toPort }) => String(toPort ?? 65535),
        },
      },
    })),
  },
  {
    id: 'rules-empty-sources',
    breaks: 'rules-described/one-source',
    means: 'shows a range of the other family beside the source',
    apply: showing('cidrIpv6', ({ source }) => (source.kind === 'ipv6' ? source.cidr : '::/0')),
  },
  {
    id: 'rules-any-ipv4-beside',
    breaks: 'rules-described/one-source',
    means: 'shows 0.0.0.0/0 beside a source that is no IPv4 range',
    apply: showing('cidrIpv4', ({ source }) => (source.kind === 'ipv4' ? source.cidr : '0.0.0.0/0')),
  },
  {
    id: 'rules-own-group-beside',
    breaks: 'rules-described/one-source',
    means: 'shows the group of the rule as one that it refers to',
    apply: showing('referencedGroupInfo', ({ source, groupId }) => ({
      groupId: source.kind === 'group' ? source.groupId : groupId,
    })),
  },
  {
    id: 'rules-description-made-up',
    breaks: 'rules-described/description-none',
    means: 'shows a description where there is none',
    apply: showing('description', ({ description }) => description ?? 'none'),
  },
  {
    id: 'rules-arn-of-group',
    breaks: 'rules-described/arn-form',
    means: 'shows the ARN of the group',
    apply: showing(
      'securityGroupRuleArn',
      ({ groupId }, { facts }) => `arn:aws:ec2:${facts.region}:${facts.account}:security-group/${groupId}`,
    ),
  },
  {
    id: 'rules-arn-without-account',
    breaks: 'rules-described/arn-form',
    means: 'leaves the account out of the ARN',
    apply: showing(
      'securityGroupRuleArn',
      ({ id }, { facts }) => `arn:aws:ec2:${facts.region}::security-group-rule/${id}`,
    ),
  },
  {
    id: 'rules-host-bits-kept',
    breaks: 'rules-described/canonical-cidr',
    means: 'shows the host bits that a range was authorised with',
    apply: showing('cidrIpv4', ({ source }) =>
      source.kind === 'ipv4' ? source.cidr.replace('198.51.100.0/25', '198.51.100.77/25') : undefined,
    ),
  },
  {
    id: 'rules-ipv6-upper-case',
    breaks: 'rules-described/ipv6-lower-case',
    means: 'shows longer IPv6 ranges in upper case',
    apply: showing('cidrIpv6', ({ source }) =>
      source.kind !== 'ipv6' ? undefined : source.cidr.endsWith('/48') ? source.cidr.toUpperCase() : source.cidr,
    ),
  },
  {
    id: 'rules-all-like-the-first',
    breaks: 'rules-described/apart',
    means: 'shows the ports of the first rule in every item',
    apply: rewritingSet(action, (items) => {
      const first = items[0] as Elements | undefined;
      return items.map((item) => ({ ...(item as Elements), fromPort: first?.['fromPort'], toPort: first?.['toPort'] }));
    }),
  },
];

/** Servers that show rules wrongly in DescribeSecurityGroupRules. */
export const describedRuleFaults: readonly Fault[] = [...members, ...special];
