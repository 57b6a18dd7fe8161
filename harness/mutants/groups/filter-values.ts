/** Faults in how a describing operation compares values of filters, reads keys of tags and counts filters. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import type { Filter } from '../../reference/sections/groups.ts';
import type { Apply, Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { comparing, type DescribeAction, rewritingFilters } from './changes.ts';

type Passes = (values: readonly string[], filter: Filter, call: ReferenceCall) => boolean;
type Tag = (id: string, key: string, call: ReferenceCall) => readonly string[];

/** Filters of groups that `isOwn` chooses are passed without regard to case. */
function ignoringCase(isOwn: (filter: Filter) => boolean): Apply {
  return (b) => {
    const passes: Passes = (values, filter, call) =>
      call.action === 'DescribeSecurityGroups' && isOwn(filter)
        ? b.selecting.passes(
            values.map((value) => value.toLowerCase()),
            { ...filter, values: filter.values.map((value) => value.toLowerCase()) },
            call,
          )
        : b.selecting.passes(values, filter, call);
    return changed(b, { selecting: { passes } });
  };
}

/** The action reads tags for `tag:KEY` in another way. */
function readingTags(action: DescribeAction, read: (usual: Tag) => Tag): Apply {
  return (b) => {
    const other = read(b.selecting.tag);
    const tag: Tag = (id, key, call) => (call.action === action ? other : b.selecting.tag)(id, key, call);
    return changed(b, { selecting: { tag } });
  };
}

/** A value with one of these characters is compared as an expression; those with wildcards as usual. */
function asExpression(action: DescribeAction, characters: RegExp, expression: (wanted: string) => string): Apply {
  return comparing(action, (wanted, value, usual) =>
    characters.test(wanted) && !/[*?\\]/.test(wanted) ? new RegExp(`^${expression(wanted)}$`).test(value) : usual(),
  );
}

function rowsFor(action: DescribeAction, prefix: string): readonly FaultRow[] {
  const id = (end: string) => `${prefix}-filter-${end}`;
  return [
    [
      'wildcard-literal',
      id('underscore-for-any-character'),
      'takes an underscore for any character',
      asExpression(action, /_/, (wanted) => wanted.replace(/[[\].,()+]/g, '\\$&').replaceAll('_', '.')),
    ],
    [
      'wildcard-literal',
      id('brackets-for-one-of-several'),
      'takes characters in brackets for any one of them',
      asExpression(action, /\[.+\]/, (wanted) => wanted.replace(/[.,()+]/g, '\\$&')),
    ],
    [
      'wildcard-literal',
      id('values-split-at-commas'),
      'takes a value with a comma for two',
      comparing(action, (wanted, value, usual) => (wanted.includes(',') ? wanted.split(',').includes(value) : usual())),
    ],
    [
      'tag',
      id('tag-key-ends-at-colon'),
      'takes what follows tag: up to the next colon for the key',
      readingTags(action, (usual) => (resource, key, call) => usual(resource, key.split(':')[0] ?? '', call)),
    ],
    ['and', id('nine-filters-only'), 'reads nine filters', rewritingFilters(action, (all) => all.slice(0, 9))],
  ];
}

/** Faults in the values of filters of DescribeSecurityGroups. */
export const groupFilterValueFaults: readonly Fault[] = faultsOf('groups-filtered', [
  ...rowsFor('DescribeSecurityGroups', 'groups'),
  [
    'value-case',
    'groups-filter-tag-key-case-ignored',
    'takes the key in tag:KEY without regard to case',
    readingTags(
      'DescribeSecurityGroups',
      () =>
        (id, key, { store }) =>
          [...store.tagsOf(id)].flatMap(([own, value]) => (own.toLowerCase() === key.toLowerCase() ? [value] : [])),
    ),
  ],
  [
    'value-case',
    'groups-filter-tag-value-case-ignored',
    'compares the values of tags without regard to case',
    ignoringCase(({ name }) => name.startsWith('tag:')),
  ],
  [
    'value-case',
    'groups-filter-tag-key-filter-case-ignored',
    'compares the values of tag-key without regard to case',
    ignoringCase(({ name }) => name === 'tag-key'),
  ],
  [
    'wildcard-star',
    'groups-filter-star-in-range-literal',
    'takes an asterisk in a range for itself',
    comparing('DescribeSecurityGroups', (wanted, value, usual) =>
      /^\d+\.\d+\.\d+\.\*$/.test(wanted) ? wanted === value : usual(),
    ),
  ],
]);

/** Faults in the values of filters of DescribeSecurityGroupRules. */
export const ruleFilterValueFaults: readonly Fault[] = faultsOf(
  'rules-filtered',
  rowsFor('DescribeSecurityGroupRules', 'rules'),
);
