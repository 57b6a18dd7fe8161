/** Ways to filter wrongly: each filter by itself. What all filters share is in filters-shared.ts. */
import { type Behaviour, type Changes, changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { referenceGroupFilters } from '../../reference/operations/group-filters.ts';
import type { Elements } from '../../reference/responses/content.ts';
import type { Filters } from '../../reference/sections/groups.ts';
import type { Modified } from '../../reference/sections/rule-changes.ts';
import type { Group } from '../../reference/store.ts';
import type { Apply, Fault } from '../fault.ts';
import { replacing, rewritingFilters, wrapping } from './changes.ts';
import { sharedGroupFilterFaults, sharedRuleFilterFaults } from './filters-shared.ts';

/** The requirement on a filter, by the filter's name. */
function requirementOn(name: string): string {
  const slug = name.replace(/^egress\.ip-permission\./, 'egress-').replace(/^ip-permission\./, 'ingress-');
  return `groups-filtered/${slug}`;
}

function idOf(name: string): string {
  return name.replaceAll('.', '-');
}

/** A filter that is ignored, and one that is unknown, for each filter of DescribeSecurityGroups. */
const ofEachGroupFilter: readonly Fault[] = Object.keys(referenceGroupFilters.groups).flatMap(
  (name): readonly Fault[] => [
    {
      id: `groups-filter-${idOf(name)}-ignored`,
      breaks: requirementOn(name),
      means: `ignores the filter ${name}`,
      apply: rewritingFilters('DescribeSecurityGroups', (all) => all.filter((filter) => filter.name !== name)),
    },
    {
      id: `groups-filter-${idOf(name)}-unknown`,
      breaks: requirementOn(name),
      means: `does not know the filter ${name}`,
      apply: replacing(() => ({ groupFilters: { groups: { [name]: undefined } } })),
    },
    {
      id: `groups-filter-${idOf(name)}-matches-nothing`,
      breaks: requirementOn(name),
      means: `finds no group by the filter ${name}`,
      apply: replacing(() => ({ groupFilters: { groups: { [name]: () => [] } } })),
    },
  ],
);

type Swap = readonly [
  id: string,
  name: string,
  means: string,
  values: (all: Filters<Group, ReferenceCall>) => Filters<Group, ReferenceCall>[string],
];

const none: Filters<Group, ReferenceCall>[string] = () => [];

/** Filters that look at something else. */
const swaps: readonly Swap[] = (['ip-permission', 'egress.ip-permission'] as const).flatMap(
  (prefix): readonly Swap[] => {
    const of = (end: string) => `${prefix}.${end}`;
    const from = (name: string) => (all: Filters<Group, ReferenceCall>) => all[name] ?? none;
    const both =
      (one: string, other: string) =>
      (all: Filters<Group, ReferenceCall>): Filters<Group, ReferenceCall>[string] =>
      (group, call) => [...(all[one]?.(group, call) ?? []), ...(all[other]?.(group, call) ?? [])];
    return [
      ['takes-last-port', of('from-port'), 'looks at the last port', from(of('to-port'))],
      ['takes-either-port', of('from-port'), 'looks at the last port as well', both(of('from-port'), of('to-port'))],
      ['takes-first-port', of('to-port'), 'looks at the first port', from(of('from-port'))],
      ['takes-either-port', of('to-port'), 'looks at the first port as well', both(of('to-port'), of('from-port'))],
      ['takes-own-id', of('group-id'), 'looks at the id of the group itself', from('group-id')],
      [
        'takes-own-id-too',
        of('group-id'),
        'looks at the id of the group itself as well',
        both(of('group-id'), 'group-id'),
      ],
      ['takes-own-name', of('group-name'), 'looks at the name of the group itself', from('group-name')],
      ['takes-owner', of('user-id'), 'looks at the owner of the group', from('owner-id')],
      ['takes-ipv4', of('ipv6-cidr'), 'looks at IPv4 ranges', from(of('cidr'))],
      ['takes-ipv6', of('cidr'), 'looks at IPv6 ranges', from(of('ipv6-cidr'))],
    ];
  },
);

const ofSwappedFilters: readonly Fault[] = swaps.map(([id, name, means, values]) => ({
  id: `groups-filter-${idOf(name)}-${id}`,
  breaks: requirementOn(name),
  means: `${means} for the filter ${name}`,
  apply: replacing((b) => ({ groupFilters: { groups: { [name]: values(b.groupFilters.groups) } } })),
}));

const ofDirections: readonly Fault[] = (
  [
    ['ingress', 'ip-permission', 'egress.ip-permission'],
    ['egress', 'egress.ip-permission', 'ip-permission'],
  ] as const
).flatMap(([direction, own, other]) =>
  [['cidr'], ['from-port'], ['to-port'], ['cidr', 'from-port', 'to-port']].map((ends) => ({
    id: `groups-filter-${direction}${ends.length > 1 ? '' : `-${ends}`}-takes-both-directions`,
    breaks: `groups-filtered/${direction}-direction`,
    means: `looks at rules of either direction for ${ends.map((end) => `${own}.${end}`).join(', ')}`,
    apply: replacing((b) => ({
      groupFilters: {
        groups: Object.fromEntries(
          ends.map((end): [string, Filters<Group, ReferenceCall>[string]] => [
            `${own}.${end}`,
            (group, call) => [
              ...(b.groupFilters.groups[`${own}.${end}`]?.(group, call) ?? []),
              ...(b.groupFilters.groups[`${other}.${end}`]?.(group, call) ?? []),
            ],
          ]),
        ),
      },
    })),
  })),
);

const ofAllProtocols: readonly Fault[] = (
  [
    ['ingress', 'ip-permission.protocol'],
    ['egress', 'egress.ip-permission.protocol'],
  ] as const
).flatMap(([direction, name]) => {
  const fault = (id: string, means: string, valuesOf: (values: readonly string[]) => readonly string[]): Fault => ({
    id: `groups-filter-${direction}-${id}`,
    breaks: `groups-filtered/${direction}-protocol-all`,
    means: `${means} by the filter ${name}`,
    apply: replacing((b) => ({
      groupFilters: {
        groups: { [name]: (group, call) => valuesOf(b.groupFilters.groups[name]?.(group, call) ?? []) },
      },
    })),
  });
  return [
    fault('all-protocols-by-word', 'finds rules for all protocols by the word all, and not by -1,', (values) =>
      values.map((value) => (value === '-1' ? 'all' : value)),
    ),
    fault('all-protocols-not-found', 'finds no rule for all protocols', (values) =>
      values.filter((value) => value !== '-1'),
    ),
  ];
});

const acrossRules: readonly Fault[] = (
  [
    ['ingress', 'ip-permission'],
    ['egress', 'egress.ip-permission'],
  ] as const
).map(([direction, prefix]) => ({
  id: `groups-filter-${direction}-one-rule-for-all`,
  breaks: `groups-filtered/${direction}-across-rules`,
  means: `wants one rule to meet all filters ${prefix}.*`,
  apply: wrapping('DescribeSecurityGroups', (call, proceed) => {
    const { selecting, groupFilters: known } = call.behaviour;
    const filters = selecting.filters(call).filter(({ name }) => name.startsWith(`${prefix}.`));
    if (filters.length < 2) return proceed(call);
    const meetsAll = (group: Group) =>
      call.store.rules(group, direction).some((rule) => {
        const alone = { ...group, ingress: [], egress: [], [direction]: [rule] };
        return filters.every((filter) => {
          const values = known.groups[filter.name]?.(alone, call) ?? [];
          return selecting.passes(values, filter, call);
        });
      });
    const elements = proceed(call);
    const met = new Set([...call.store.groups.values()].filter(meetsAll).map(({ id }) => id));
    const described = elements['securityGroupInfo'] as readonly Elements[];
    return { ...elements, securityGroupInfo: described.filter(({ groupId }) => met.has(String(groupId))) };
  }),
}));

/** The filter looks at what the group has in an index that is out of date. */
function lookingUp(indexed: (group: Group) => Group): Changes<Behaviour['groupFilters']> {
  const name = 'ip-permission.cidr';
  const usual = referenceGroupFilters.groups[name] ?? none;
  return { groups: { [name]: (group, call) => usual(indexed(group), call) } };
}

/** `indexed`: the group with what the index has of it. `modified`: what was ever modified, as it was and as it is. */
function indexing(indexed: (group: Group, modified: readonly Modified[]) => Group): Apply {
  return (b) => {
    const modified: Modified[] = [];
    return changed(b, {
      modifying: {
        commit: (all, group, call) => {
          modified.push(...all);
          b.modifying.commit(all, group, call);
        },
      },
      groupFilters: lookingUp((group) => indexed(group, modified)),
    });
  };
}

const ofOldIndexes: readonly Fault[] = (
  [
    [
      'keeps-revoked',
      'finds groups by the ranges of revoked rules',
      (group) => ({
        ...group,
        ingress: [
          ...group.ingress,
          ...group.revoked.flatMap(({ rule }) => (rule.direction === 'ingress' ? [rule] : [])),
        ],
      }),
    ],
    [
      'keeps-modified',
      'finds groups by the ranges that modified rules had before',
      (group, modified) => ({
        ...group,
        ingress: [
          ...group.ingress,
          ...modified.flatMap(({ old }) => (old.groupId === group.id && old.direction === 'ingress' ? [old] : [])),
        ],
      }),
    ],
    [
      'lacks-modified',
      'finds no group by the range that a modified rule has now',
      (group, modified) => ({
        ...group,
        ingress: group.ingress.filter(({ id }) => modified.every((one) => one.new.id !== id)),
      }),
    ],
  ] satisfies readonly (readonly [string, string, Parameters<typeof indexing>[0]])[]
).map(([id, means, indexed]) => ({
  id: `groups-filter-ip-permission-cidr-${id}`,
  breaks: 'groups-filtered/ingress-cidr',
  means,
  // Groups that cases share have had rules of other cases.
  crossesGroups: true,
  apply: indexing(indexed),
}));

const ofGroupTags: readonly Fault[] = [
  {
    id: 'groups-filter-tag-any-key',
    breaks: 'groups-filtered/tag',
    means: 'finds the value of tag:KEY under whatever key',
    apply: replacing(() => ({ selecting: { tag: (id, _key, { store }) => [...store.tagsOf(id).values()] } })),
  },
  {
    id: 'groups-filter-tag-matches-nothing',
    breaks: 'groups-filtered/tag',
    means: 'finds no group by tag:KEY',
    apply: replacing(() => ({ selecting: { tag: () => [] } })),
  },
  {
    id: 'groups-filter-tag-ignored',
    breaks: 'groups-filtered/tag',
    means: 'ignores tag:KEY',
    apply: rewritingFilters('DescribeSecurityGroups', (all) => all.filter(({ name }) => !name.startsWith('tag:'))),
  },
  {
    id: 'groups-filter-tag-key-ignored',
    breaks: 'groups-filtered/tag-key',
    means: 'ignores tag-key',
    apply: rewritingFilters('DescribeSecurityGroups', (all) => all.filter(({ name }) => name !== 'tag-key')),
  },
  {
    id: 'groups-filter-tag-key-takes-values',
    breaks: 'groups-filtered/tag-key',
    means: 'looks at the values of tags for tag-key',
    apply: replacing(() => ({ selecting: { tagKeys: (id, { store }) => [...store.tagsOf(id).values()] } })),
  },
  {
    id: 'groups-filter-tag-key-takes-values-too',
    breaks: 'groups-filtered/tag-key',
    means: 'looks at the values of tags as well for tag-key',
    apply: replacing(() => ({ selecting: { tagKeys: (id, { store }) => [...store.tagsOf(id)].flat() } })),
  },
  {
    id: 'groups-filter-tag-key-first-tag-only',
    breaks: 'groups-filtered/tag-key',
    means: 'looks at the last tag of a group alone for tag-key',
    apply: replacing(() => ({ selecting: { tagKeys: (id, { store }) => [...store.tagsOf(id).keys()].slice(-1) } })),
  },
];

const ofRuleFilters: readonly Fault[] = (['group-id', 'security-group-rule-id'] as const).flatMap((name) => {
  const breaks = `rules-filtered/${name === 'group-id' ? name : 'rule-id'}`;
  return [
    {
      id: `rules-filter-${name}-ignored`,
      breaks,
      means: `ignores the filter ${name}`,
      apply: rewritingFilters('DescribeSecurityGroupRules', (all) => all.filter((filter) => filter.name !== name)),
    },
    {
      id: `rules-filter-${name}-unknown`,
      breaks,
      means: `does not know the filter ${name}`,
      apply: replacing(() => ({ groupFilters: { rules: { [name]: undefined } } })),
    },
    {
      id: `rules-filter-${name}-matches-nothing`,
      breaks,
      means: `finds no rule by the filter ${name}`,
      apply: replacing(() => ({ groupFilters: { rules: { [name]: () => [] } } })),
    },
  ];
});

const ofRuleTags: readonly Fault[] = [
  {
    id: 'rules-filter-tag-any-key',
    breaks: 'rules-filtered/tag',
    means: 'finds the value of tag:KEY under whatever key',
    apply: replacing(() => ({ selecting: { tag: (id, _key, { store }) => [...store.tagsOf(id).values()] } })),
  },
  {
    id: 'rules-filter-tag-ignored',
    breaks: 'rules-filtered/tag',
    means: 'ignores tag:KEY',
    apply: rewritingFilters('DescribeSecurityGroupRules', (all) => all.filter(({ name }) => !name.startsWith('tag:'))),
  },
  {
    id: 'rules-filter-tag-of-group',
    breaks: 'rules-filtered/tag',
    means: 'looks at the tags of the group for tag:KEY',
    apply: replacing(() => ({
      selecting: { tag: (id, key, { store }) => [store.tagsOf(store.groupOfRule(id)?.id ?? id).get(key) ?? ''] },
    })),
  },
  {
    id: 'rules-filter-group-id-empty-taken',
    breaks: 'rules-filtered/group-id-empty',
    means: 'takes an empty value of group-id',
    apply: replacing((b) => ({ forms: { groupId: (text) => (text === '' ? '' : b.forms.groupId(text)) } })),
  },
  {
    id: 'rules-filter-group-id-malformed-taken',
    breaks: 'rules-filtered/group-id-malformed',
    means: 'takes a value of group-id that is no id',
    apply: replacing((b) => ({ forms: { groupId: (text) => (text === '' ? b.forms.groupId(text) : text) } })),
  },
];

/** Faults in the filters of DescribeSecurityGroups. */
export const groupFilterFaults: readonly Fault[] = [
  ...ofEachGroupFilter,
  ...ofSwappedFilters,
  ...ofDirections,
  ...ofAllProtocols,
  ...acrossRules,
  ...ofOldIndexes,
  ...ofGroupTags,
  ...sharedGroupFilterFaults,
];

/** Faults in the filters of DescribeSecurityGroupRules. */
export const ruleFilterFaults: readonly Fault[] = [...ofRuleFilters, ...ofRuleTags, ...sharedRuleFilterFaults];
