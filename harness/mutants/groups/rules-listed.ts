/** Ways to list the wrong rules in DescribeSecurityGroupRules, and to take what has to be refused. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { structs, text, texts } from '../../reference/request/input.ts';
import type { Elements } from '../../reference/responses/content.ts';
import type { Group } from '../../reference/store.ts';
import type { Fault } from '../fault.ts';
import { before, filterValues, replacing, rewritingInput, rewritingSet, wrapping } from './changes.ts';

const action = 'DescribeSecurityGroupRules';

/** Servers that list the wrong rules in DescribeSecurityGroupRules, or take what has to be refused. */
export const listedRuleFaults: readonly Fault[] = [
  {
    id: 'rules-ids-ignored',
    breaks: 'rules-listed/by-id',
    means: 'ignores the ids',
    apply: rewritingInput(action, (input) => ({ ...input, SecurityGroupRuleId: [] })),
  },
  {
    id: 'rules-of-whole-group',
    breaks: 'rules-listed/by-id',
    means: 'describes all rules of the group that holds the named one',
    apply: wrapping(action, (call, proceed) => {
      const [id = ''] = texts(call.input, 'SecurityGroupRuleId');
      const group = call.store.groupOfRule(id);
      const ids = group === undefined ? [id] : [...group.ingress, ...group.egress].map((rule) => rule.id);
      return proceed(id === '' ? call : { ...call, input: { ...call.input, SecurityGroupRuleId: ids } });
    }),
  },
  {
    id: 'rules-first-id-only',
    breaks: 'rules-listed/by-ids',
    means: 'reads the first id alone',
    apply: rewritingInput(action, (input) => ({
      ...input,
      SecurityGroupRuleId: texts(input, 'SecurityGroupRuleId').slice(0, 1),
    })),
  },
  {
    id: 'rules-nine-ids-only',
    breaks: 'rules-listed/by-ids',
    means: 'reads nine ids',
    apply: rewritingInput(action, (input) => ({
      ...input,
      SecurityGroupRuleId: texts(input, 'SecurityGroupRuleId').slice(0, 9),
    })),
  },
  {
    id: 'rules-ids-of-one-group',
    breaks: 'rules-listed/by-ids',
    means: 'describes only those of the named rules that are of the first one’s group',
    apply: rewritingSet(action, (items, call) => {
      const [id = ''] = texts(call.input, 'SecurityGroupRuleId');
      const group = call.store.groupOfRule(id)?.id;
      return group === undefined ? items : items.filter((item) => (item as Elements)['groupId'] === group);
    }),
  },
  {
    id: 'rules-nothing-without-parameters',
    breaks: 'rules-listed/all',
    means: 'describes nothing when nothing is asked for',
    apply: rewritingSet(action, (items, call) => (isBare(call) ? [] : items)),
  },
  {
    id: 'rules-refused-without-parameters',
    breaks: 'rules-listed/all',
    means: 'refuses a request without parameters',
    apply: before(action, (call) => {
      if (isBare(call)) throw call.behaviour.errors.missingParameter('filter');
    }),
  },
  {
    id: 'rules-of-newest-group-only',
    breaks: 'rules-listed/all',
    means: 'describes the rules of one group when nothing is asked for',
    apply: rewritingSet(action, (items, call) => {
      const last = (items.at(-1) as Elements | undefined)?.['groupId'];
      return isBare(call) ? items.filter((item) => (item as Elements)['groupId'] === last) : items;
    }),
  },
  {
    id: 'rules-outbound-not-listed',
    breaks: 'rules-listed/both-directions',
    means: 'describes no outbound rules of a group',
    apply: rewritingSet(action, (items, call) =>
      hasFilter(call, 'group-id') ? items.filter((item) => (item as Elements)['isEgress'] !== 'true') : items,
    ),
  },
  {
    id: 'rules-first-outbound-not-listed',
    breaks: 'rules-listed/both-directions',
    means: 'leaves out the outbound rule that a group begins with',
    apply: rewritingSet(action, (items, call) =>
      hasFilter(call, 'group-id') ? items.filter((item) => !isFirst(item as Elements)) : items,
    ),
  },
  {
    id: 'rules-merged',
    breaks: 'rules-listed/each-source',
    means: 'describes one rule of those with equal protocol and ports',
    apply: rewritingSet(action, (items, call) => {
      const keyOf = (item: Elements) =>
        [item['groupId'], item['isEgress'], item['ipProtocol'], item['fromPort']].join(' ');
      const keys = new Set<string>();
      return hasFilter(call, 'group-id')
        ? items.filter((item) => !keys.has(keyOf(item as Elements)) && keys.add(keyOf(item as Elements)))
        : items;
    }),
  },
  {
    id: 'rules-group-sources-not-listed',
    breaks: 'rules-listed/each-source',
    means: 'leaves rules out that refer to a group',
    apply: rewritingSet(action, (items, call) =>
      hasFilter(call, 'group-id')
        ? items.filter((item) => (item as Elements)['referencedGroupInfo'] === undefined)
        : items,
    ),
  },
  {
    id: 'rules-of-high-ports-not-listed',
    breaks: 'rules-listed/authorised-shown',
    means: 'leaves rules of ports above 8000 out of those of a group',
    apply: rewritingSet(action, (items, call) =>
      hasOneFilter(call, 'group-id') ? items.filter((item) => Number((item as Elements)['fromPort']) < 8000) : items,
    ),
  },
  {
    id: 'rules-revoked-still-listed',
    breaks: 'rules-listed/revoked-gone',
    means: 'describes revoked rules of a group as well',
    apply: rewritingSet(action, (items, call) => {
      const ids = filterValues(call, 'group-id');
      const gone = ids.flatMap((id) => call.store.groups.get(id)?.revoked ?? []);
      return hasOneFilter(call, 'group-id')
        ? [...items, ...gone.map(({ rule }) => ({ securityGroupRuleId: rule.id, groupId: rule.groupId }))]
        : items;
    }),
  },
  {
    id: 'rules-of-deleted-group-listed',
    breaks: 'rules-listed/revoked-gone',
    means: 'describes the rules of a deleted group as well',
    apply: (b) => {
      const gone = new Map<string, Group>();
      const rulesAsWell = rewritingSet(action, (items, call) => [
        ...items,
        ...filterValues(call, 'group-id').flatMap((id) =>
          (gone.get(id)?.ingress ?? []).map((rule) => ({ securityGroupRuleId: rule.id, groupId: id })),
        ),
      ]);
      const remove: typeof b.grouping.remove = (group, call) => {
        gone.set(group.id, { ...group });
        b.grouping.remove(group, call);
      };
      return rulesAsWell(changed(b, { grouping: { remove } }));
    },
  },
  {
    id: 'rules-renumbered-after-authorize',
    breaks: 'rules-listed/stable-ids',
    means: 'knows the first rule of a group no more once the group has three',
    apply: before(action, (call) => {
      const [id = '', ...more] = texts(call.input, 'SecurityGroupRuleId');
      const rules = call.store.groupOfRule(id)?.ingress ?? [];
      if (more.length === 0 && rules.length === 3 && rules[0]?.id === id)
        throw call.behaviour.errors.ruleIdNotFound(id);
    }),
  },
  {
    id: 'rules-renumbered-after-revoke',
    breaks: 'rules-listed/stable-ids',
    crossesGroups: true,
    means: 'knows no rule of a group under its id once another was revoked',
    apply: before(action, (call) => {
      const [id = '', ...more] = texts(call.input, 'SecurityGroupRuleId');
      const group = call.store.groupOfRule(id);
      if (more.length === 0 && (group?.revoked.length ?? 0) > 0) throw call.behaviour.errors.ruleIdNotFound(id);
    }),
  },
  {
    id: 'rules-icmp-not-listed',
    breaks: 'rules-listed/agrees',
    means: 'leaves ICMP out when several rules are asked for',
    apply: rewritingSet(action, (items) =>
      items.length > 2 ? items.filter((item) => (item as Elements)['ipProtocol'] !== 'icmp') : items,
    ),
  },
  {
    id: 'rules-filter-beside-ids-ignored',
    breaks: 'rules-listed/ids-with-filter',
    means: 'ignores filters beside ids',
    apply: rewritingInput(action, (input) =>
      texts(input, 'SecurityGroupRuleId').length > 0 ? { ...input, Filter: [] } : input,
    ),
  },
  {
    id: 'rules-ids-beside-filter-ignored',
    breaks: 'rules-listed/ids-with-filter',
    means: 'ignores ids beside filters',
    apply: rewritingInput(action, (input) =>
      structs(input, 'Filter').length > 0 ? { ...input, SecurityGroupRuleId: [] } : input,
    ),
  },
  {
    id: 'rules-absent-id-passed-over',
    breaks: 'rules-refused/id-absent',
    means: 'ignores the id of no rule',
    apply: wrapping(action, (call, proceed) => {
      const ids = texts(call.input, 'SecurityGroupRuleId');
      const isLost =
        ids.length === 1 &&
        /^sgr-[0-9a-f]{17}$/.test(ids[0] ?? '') &&
        call.store.groupOfRule(ids[0] ?? '') === undefined;
      return isLost ? { securityGroupRuleSet: [] } : proceed(call);
    }),
  },
  {
    id: 'rules-absent-id-as-group',
    breaks: 'rules-refused/id-absent',
    means: 'refuses the id of no rule as that of no group',
    apply: before(action, (call) => {
      const [id = ''] = texts(call.input, 'SecurityGroupRuleId');
      if (/^sgr-[0-9a-f]{17}$/.test(id) && call.store.groupOfRule(id) === undefined)
        throw call.behaviour.errors.groupNotFound(id);
    }),
  },
  {
    id: 'rules-malformed-id-not-found',
    breaks: 'rules-refused/id-malformed',
    means: 'refuses what is no id of a rule as not found',
    apply: replacing((b) => ({ forms: { ruleId: (id) => b.forms.ruleId(id) ?? 'sgr-none' } })),
  },
  {
    id: 'rules-id-of-group-taken',
    breaks: 'rules-refused/id-malformed',
    means: 'describes the rules of a group whose id is given for that of a rule',
    apply: wrapping(action, (call, proceed) => {
      const [id = ''] = texts(call.input, 'SecurityGroupRuleId');
      const group = call.store.groups.get(id);
      return proceed(
        group === undefined
          ? call
          : { ...call, input: { SecurityGroupRuleId: [...group.ingress, ...group.egress].map((rule) => rule.id) } },
      );
    }),
  },
  {
    id: 'rules-short-id-as-value',
    breaks: 'rules-refused/id-short',
    means: 'refuses an id of eight hex digits as a bad value',
    apply: replacing((b) => ({
      errors: {
        ruleIdNotFound: (id) =>
          id.length < 20 ? b.errors.badValue(id, 'securityGroupRuleId') : b.errors.ruleIdNotFound(id),
      },
    })),
  },
];

function isBare({ input }: ReferenceCall): boolean {
  return (
    structs(input, 'Filter').length === 0 &&
    texts(input, 'SecurityGroupRuleId').length === 0 &&
    text(input, 'MaxResults') === undefined
  );
}

function hasFilter(call: ReferenceCall, name: string): boolean {
  return call.behaviour.selecting.filters(call).some((filter) => filter.name === name);
}

function hasOneFilter(call: ReferenceCall, name: string): boolean {
  return hasFilter(call, name) && call.behaviour.selecting.filters(call).length === 1;
}

function isFirst(item: Elements): boolean {
  return item['isEgress'] === 'true' && item['ipProtocol'] === '-1' && item['cidrIpv4'] === '0.0.0.0/0';
}
