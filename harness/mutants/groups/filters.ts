/** Ways to filter wrongly: each filter by itself, then what all filters of a describing operation share. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { groupFilters } from '../../reference/operations/group-filters.ts';
import type { Filters } from '../../reference/operations/selecting.ts';
import { structs, text, texts } from '../../reference/request/input.ts';
import type { Elements } from '../../reference/responses/content.ts';
import type { Group } from '../../reference/store.ts';
import type { Fault } from '../fault.ts';
import { comparing, type Describing, replacing, rewritingFilters, wrapping } from './changes.ts';

/** `prefix` of the ids of faults, `topic` of the requirements. */
interface Subject {
  readonly action: Describing;
  readonly prefix: string;
  readonly topic: string;
}

const groups: Subject = { action: 'DescribeSecurityGroups', prefix: 'groups', topic: 'groups-filtered' };
const rules: Subject = { action: 'DescribeSecurityGroupRules', prefix: 'rules', topic: 'rules-filtered' };

/** The requirement on a filter, by the filter's name. */
function requirementOn(name: string): string {
  const slug = name.replace(/^egress\.ip-permission\./, 'egress-').replace(/^ip-permission\./, 'ingress-');
  return `groups-filtered/${slug}`;
}

function idOf(name: string): string {
  return name.replaceAll('.', '-');
}

/** A filter that is passed over, and one that is unknown, for each filter of DescribeSecurityGroups. */
const ofEachGroupFilter: readonly Fault[] = Object.keys(groupFilters.groups).flatMap((name): readonly Fault[] => [
  {
    id: `groups-filter-${idOf(name)}-ignored`,
    breaks: requirementOn(name),
    means: `passes over the filter ${name}`,
    apply: rewritingFilters('DescribeSecurityGroups', (all) => all.filter((filter) => filter.name !== name)),
    ...alsoOf(name),
  },
  {
    id: `groups-filter-${idOf(name)}-unknown`,
    breaks: requirementOn(name),
    means: `does not know the filter ${name}`,
    apply: replacing(() => ({ groupFilters: { groups: { [name]: undefined } } })),
    ...alsoOf(name),
  },
  {
    id: `groups-filter-${idOf(name)}-matches-nothing`,
    breaks: requirementOn(name),
    means: `finds no group by the filter ${name}`,
    apply: replacing(() => ({ groupFilters: { groups: { [name]: () => [] } } })),
    ...alsoOf(name),
  },
]);

/** The case of a filter on -1, and that on the direction, are cases of the filter too. */
function alsoOf(name: string): Pick<Fault, 'alsoBreaks'> {
  const direction = name.startsWith('egress.') ? 'egress' : 'ingress';
  if (name.endsWith('ip-permission.protocol')) return { alsoBreaks: [`groups-filtered/${direction}-protocol-all`] };
  return {};
}

type Swap = readonly [id: string, name: string, means: string, values: (all: Filters<Group>) => Filters<Group>[string]];

const none: Filters<Group>[string] = () => [];

/** Filters that look at something else. */
const swaps: readonly Swap[] = (['ip-permission', 'egress.ip-permission'] as const).flatMap(
  (prefix): readonly Swap[] => {
    const of = (end: string) => `${prefix}.${end}`;
    const from = (name: string) => (all: Filters<Group>) => all[name] ?? none;
    const both =
      (one: string, other: string) =>
      (all: Filters<Group>): Filters<Group>[string] =>
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
).map(([direction, own, other]) => ({
  id: `groups-filter-${direction}-takes-both-directions`,
  breaks: `groups-filtered/${direction}-direction`,
  means: `looks at rules of either direction for the filters ${own}.*`,
  apply: replacing((b) => ({
    groupFilters: {
      groups: Object.fromEntries(
        ['cidr', 'from-port', 'to-port'].map((end): [string, Filters<Group>[string]] => [
          `${own}.${end}`,
          (group, call) => [
            ...(b.groupFilters.groups[`${own}.${end}`]?.(group, call) ?? []),
            ...(b.groupFilters.groups[`${other}.${end}`]?.(group, call) ?? []),
          ],
        ]),
      ),
    },
  })),
}));

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
    means: 'passes over tag:KEY',
    apply: rewritingFilters('DescribeSecurityGroups', (all) => all.filter(({ name }) => !name.startsWith('tag:'))),
  },
  {
    id: 'groups-filter-tag-key-ignored',
    breaks: 'groups-filtered/tag-key',
    means: 'passes over tag-key',
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
      means: `passes over the filter ${name}`,
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
    // A key in another case is another key.
    alsoBreaks: ['rules-filtered/value-case'],
  },
  {
    id: 'rules-filter-tag-ignored',
    breaks: 'rules-filtered/tag',
    means: 'passes over tag:KEY',
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

/** Requirements with cases in which filters leave nothing. */
const leavingNothing: Readonly<Record<Describing, readonly string[]>> = {
  DescribeSecurityGroups: [
    ...['and', 'value-case', 'wildcard-literal', 'absent-group', 'name-case', 'owner-id', 'vpc-id', 'tag-key'],
    ...['ingress', 'egress'].flatMap((word) =>
      ['from-port', 'to-port', 'group-id', 'user-id', 'across-rules'].map((slug) => `${word}-${slug}`),
    ),
  ],
  DescribeSecurityGroupRules: ['and', 'value-case', 'wildcard-literal', 'absent-group', 'name-case', 'tag'],
};

function leavesNothing(elements: Elements, call: ReferenceCall): boolean {
  const isEmpty = Object.values(elements).some((content) => Array.isArray(content) && content.length === 0);
  return isEmpty && call.behaviour.selecting.filters(call).length > 0;
}

/** What filters share, for each of the two operations. */
function shared({ action, prefix, topic }: Subject): readonly Fault[] {
  const fault = (id: string, requirement: string, means: string, apply: Fault['apply']): Fault => ({
    id: `${prefix}-filter-${id}`,
    breaks: `${topic}/${requirement}`,
    means,
    apply,
  });
  const emptyAlike = (leavingNothing[action] ?? []).map((slug) => `${topic}/${slug}`);
  const onlyValues = (pick: (values: readonly string[]) => readonly string[]) =>
    rewritingFilters(action, (all) => all.map((filter) => ({ ...filter, values: pick(filter.values) })));
  return [
    fault(
      'first-value-only',
      'values-or',
      'reads the first value of a filter alone',
      onlyValues((all) => all.slice(0, 1)),
    ),
    fault(
      'last-value-only',
      'values-or',
      'reads the last value of a filter alone',
      onlyValues((all) => all.slice(-1)),
    ),
    fault(
      'nine-values-only',
      'values-past-nine',
      'reads nine values of a filter',
      onlyValues((all) => all.slice(0, 9)),
    ),
    fault(
      'ten-values-only',
      'values-past-nine',
      'reads ten values of a filter',
      onlyValues((all) => all.slice(0, 10)),
    ),
    fault(
      'hundred-values-only',
      'values-two-hundred',
      'reads a hundred values of a filter',
      onlyValues((all) => all.slice(0, 100)),
    ),
    fault(
      'last-of-two-hundred-lost',
      'values-two-hundred',
      'reads 199 values of a filter',
      onlyValues((all) => all.slice(0, 199)),
    ),
    fault('joined-by-or', 'and', 'describes what meets any of the filters', (b) =>
      changed(b, {
        selecting: {
          passesAll: (passed, call) =>
            call.action === action && passed.length > 0
              ? passed.some((one) => one)
              : b.selecting.passesAll(passed, call),
        },
      }),
    ),
    fault(
      'first-filter-only',
      'and',
      'reads the first filter alone',
      rewritingFilters(action, (all) => all.slice(0, 1)),
    ),
    fault(
      'last-filter-only',
      'and',
      'reads the last filter alone',
      rewritingFilters(action, (all) => all.slice(-1)),
    ),
    fault(
      'case-ignored',
      'value-case',
      'compares values without regard to case',
      comparing(
        action,
        (wanted, value, usual) =>
          usual() || (wanted.toLowerCase() !== wanted && wanted.toLowerCase() === value.toLowerCase()),
      ),
    ),
    fault(
      'name-case-ignored',
      'name-case',
      'takes names of filters without regard to case',
      rewritingFilters(action, (all) =>
        all.map((filter) => (filter.name.startsWith('tag:') ? filter : { ...filter, name: filter.name.toLowerCase() })),
      ),
    ),
    fault(
      'name-case-passed-over',
      'name-case',
      'passes over a filter whose name has an upper-case letter',
      rewritingFilters(action, (all) =>
        all.filter(({ name }) => name.startsWith('tag:') || name === name.toLowerCase()),
      ),
    ),
    fault(
      'star-literal',
      'wildcard-star',
      'takes an asterisk for itself',
      comparing(action, (wanted, value, usual) =>
        wanted.includes('*') && !wanted.includes('\\') ? wanted === value : usual(),
      ),
    ),
    fault(
      'star-at-end-only',
      'wildcard-star',
      'takes an asterisk for text at the end of a value alone',
      comparing(action, (wanted, value, usual) =>
        /\*./.test(wanted) && !wanted.includes('\\') ? false : usual() && value !== '',
      ),
    ),
    fault(
      'star-for-one-at-least',
      'wildcard-star',
      'takes an asterisk for one character at least',
      comparing(action, (wanted, value, usual) =>
        wanted.endsWith('*') && !wanted.includes('\\') && wanted.slice(0, -1) === value ? false : usual(),
      ),
    ),
    fault(
      'question-literal',
      'wildcard-question',
      'takes a question mark for itself',
      comparing(action, (wanted, value, usual) => (wanted.includes('?') ? wanted === value : usual())),
    ),
    fault(
      'question-for-any-text',
      'wildcard-question',
      'takes a question mark for any text',
      comparing(
        action,
        (wanted, value, usual) =>
          usual() || (wanted.includes('?') && new RegExp(`^${wanted.replaceAll('?', '.*')}$`).test(value)),
      ),
    ),
    fault(
      'backslash-literal',
      'wildcard-escaped',
      'takes a backslash for itself',
      comparing(action, (wanted, value, usual) => (wanted.includes('\\') ? wanted === value : usual())),
    ),
    fault('backslash-passed-over', 'wildcard-escaped', 'passes over backslashes', (b) =>
      changed(b, {
        selecting: {
          isWanted: (wanted, value, call) =>
            b.selecting.isWanted(call.action === action ? wanted.replaceAll('\\', '') : wanted, value, call),
        },
      }),
    ),
    fault(
      'part-suffices',
      'wildcard-literal',
      'takes a value that is part of another for it',
      comparing(
        action,
        (wanted, value, usual) =>
          usual() || (wanted.length > 2 && wanted.length < value.length && isOfText(value) && value.includes(wanted)),
      ),
    ),
    fault(
      'dot-for-any-character',
      'wildcard-literal',
      'takes a dot for any character',
      comparing(
        action,
        (wanted, value, usual) =>
          usual() || (isOfText(value) && /\w\.\w/.test(wanted) && new RegExp(`^${wanted}$`).test(value)),
      ),
    ),
    {
      ...fault(
        'no-match-refused',
        'no-match',
        'refuses filters that leave nothing',
        wrapping(action, (call, proceed) => {
          const elements = proceed(call);
          if (leavesNothing(elements, call)) throw call.behaviour.errors.groupNotFound('');
          return elements;
        }),
      ),
      alsoBreaks: emptyAlike,
    },
    {
      ...fault(
        'no-match-describes-all',
        'no-match',
        'describes everything when filters leave nothing',
        wrapping(action, (call, proceed) => {
          const elements = proceed(call);
          return leavesNothing(elements, call) ? proceed({ ...call, input: { ...call.input, Filter: [] } }) : elements;
        }),
      ),
      alsoBreaks: emptyAlike,
    },
    fault(
      'unknown-ignored',
      'unknown-filter',
      'passes over a filter that it does not know',
      replacing((b) => ({
        selecting: {
          unknownFilter: (filter, call) =>
            call.action === action && isPlain(filter.name) ? undefined : b.selecting.unknownFilter(filter, call),
        },
      })),
    ),
    fault(
      'unknown-leaves-nothing',
      'unknown-filter',
      'describes nothing for a filter that it does not know',
      wrapping(action, (call, proceed) => {
        const { selecting } = call.behaviour;
        const known =
          action === 'DescribeSecurityGroups' ? call.behaviour.groupFilters.groups : call.behaviour.groupFilters.rules;
        const isUnknown = selecting
          .filters(call)
          .some(({ name }) => isPlain(name) && !Object.hasOwn(known, name) && name !== 'tag-key');
        return isUnknown ? {} : proceed(call);
      }),
    ),
    fault('item-read', 'nested-list', 'reads values under Filter.N.item.M', (b) =>
      changed(b, {
        reading: {
          pairs: (pairs) =>
            b.reading.pairs(
              pairs.some(([name, value]) => name === 'Action' && value === action)
                ? pairs.map(([name, value]) => [name.replace(/^(Filter\.\d+)\.item\./, '$1.Value.'), value] as const)
                : pairs,
            ),
        },
      }),
    ),
    fault(
      'absent-group-refused',
      'absent-group',
      'refuses the id of no group in group-id',
      wrapping(action, (call, proceed) => {
        const ids = structs(call.input, 'Filter')
          .filter((one) => text(one, 'Name') === 'group-id')
          .flatMap((one) => texts(one, 'Value'));
        const [only, ...more] = ids;
        if (only !== undefined && more.length === 0 && /^sg-0ab5e/.test(only) && !call.store.groups.has(only)) {
          throw call.behaviour.errors.groupNotFound(only);
        }
        return proceed(call);
      }),
    ),
  ];
}

/** A value that people chose, as against an id, an address or a number. */
function isOfText(value: string): boolean {
  return /[a-z].*-|\s/.test(value) && !/^(sgr?|vpc|pl)-[0-9a-f]+$/.test(value);
}

/** A filter name in lower case that is not of a tag; another case is a matter of its own. */
function isPlain(name: string): boolean {
  return name === name.toLowerCase() && !name.startsWith('tag:');
}

export const groupFilterFaults: readonly Fault[] = [
  ...ofEachGroupFilter,
  ...ofSwappedFilters,
  ...ofDirections,
  ...acrossRules,
  ...ofGroupTags,
  ...shared(groups),
];

export const ruleFilterFaults: readonly Fault[] = [...ofRuleFilters, ...ofRuleTags, ...shared(rules)];
