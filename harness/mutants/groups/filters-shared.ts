/** Faults in what all filters of a describing operation share: values, names, wildcards, several filters. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import type { Elements } from '../../reference/responses/content.ts';
import type { Apply, Fault } from '../fault.ts';
import { changesOf } from '../operation-changes.ts';
import { comparing, type DescribeAction, filterValues, replacing, rewritingFilters, wrapping } from './changes.ts';

/** `prefix` of the ids of faults, `topic` of the requirements. */
interface Subject {
  readonly action: DescribeAction;
  readonly prefix: string;
  readonly topic: string;
}

const groups: Subject = { action: 'DescribeSecurityGroups', prefix: 'groups', topic: 'groups-filtered' };
const rules: Subject = { action: 'DescribeSecurityGroupRules', prefix: 'rules', topic: 'rules-filtered' };

function leavesNothing(elements: Elements, call: ReferenceCall): boolean {
  const isEmpty = Object.values(elements).some((content) => Array.isArray(content) && content.length === 0);
  return isEmpty && call.behaviour.selecting.filters(call).length > 0;
}

/** What filters share, for each of the two operations. */
function shared({ action, prefix, topic }: Subject): readonly Fault[] {
  const fault = (id: string, requirement: string, means: string, apply: Apply): Fault => ({
    id: `${prefix}-filter-${id}`,
    breaks: `${topic}/${requirement}`,
    means,
    apply,
  });
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
      'ignores a filter whose name has an upper-case letter',
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
    fault('backslash-passed-over', 'wildcard-escaped', 'ignores backslashes', (b) =>
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
    fault(
      'no-match-refused',
      'no-match',
      'refuses filters that leave nothing',
      wrapping(action, (call, proceed) => {
        const elements = proceed(call);
        if (leavesNothing(elements, call)) throw call.behaviour.errors.groupNotFound('');
        return elements;
      }),
    ),
    fault(
      'no-match-describes-all',
      'no-match',
      'describes everything when filters leave nothing',
      wrapping(action, (call, proceed) => {
        const elements = proceed(call);
        return leavesNothing(elements, call) ? proceed({ ...call, input: { ...call.input, Filter: [] } }) : elements;
      }),
    ),
    fault(
      'unknown-ignored',
      'unknown-filter',
      'ignores a filter that it does not know',
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
    fault(
      'item-read',
      'nested-list',
      'reads values under Filter.N.item.M',
      changesOf([action]).renaming((name) => name.replace(/^(Filter\.\d+)\.item\./, '$1.Value.')),
    ),
    fault(
      'absent-group-refused',
      'absent-group',
      'refuses the id of no group in group-id',
      wrapping(action, (call, proceed) => {
        const [only, ...more] = filterValues(call, 'group-id');
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

/** Faults that all filters of DescribeSecurityGroups share. */
export const sharedGroupFilterFaults: readonly Fault[] = shared(groups);

/** Faults that all filters of DescribeSecurityGroupRules share. */
export const sharedRuleFilterFaults: readonly Fault[] = shared(rules);
