/** Filters, pages and ids of the describing operations, where sources are silent or leave it to the server. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { text } from '../../reference/request/input.ts';
import { type Content, type Elements, isContentList } from '../../reference/responses/content.ts';
import type { Group } from '../../reference/store.ts';
import type { Rule } from '../../security-groups/model/rule.ts';
import type { Apply } from '../fault.ts';
import { rewritingSet } from '../groups/changes.ts';
import { both } from '../rewriting.ts';
import { allButRevokeIngress, describeActions, type FamilyVariant, variant } from './family-variant.ts';

const filters: readonly FamilyVariant[] = [
  variant(describeActions, 'filters-without-values-pass-all', 'takes a filter without values for none', (b) =>
    changed(b, {
      selecting: { filters: (call) => b.selecting.filters(call).filter(({ values }) => values.length > 0) },
    }),
  ),
  variant(
    describeActions,
    'filter-name-in-other-case-selects-nothing',
    'finds nothing by a filter in upper case',
    (b) =>
      changed(b, {
        selecting: {
          filters: (call) =>
            b.selecting
              .filters(call)
              .map((filter) =>
                /^[a-z.-]*[A-Z][A-Za-z.-]*$/.test(filter.name) ? { name: 'group-id', values: [] } : filter,
              ),
        },
      }),
  ),
  variant(
    describeActions,
    'filters-in-canonical-form',
    'finds ranges and protocols of filters in every spelling',
    (b) =>
      changed(b, {
        selecting: {
          passes: (values, filter, call) => {
            const canonical = (value: string) =>
              filter.name.endsWith('.cidr')
                ? b.forms.ipv4Cidr(value)
                : filter.name.endsWith('.protocol')
                  ? b.forms.protocol(value)
                  : undefined;
            const wanted = filter.values.map((value) => canonical(value) ?? value);
            return b.selecting.passes(values, { ...filter, values: wanted }, call);
          },
        },
      }),
  ),
  variant(describeActions, 'rules-filtered-by-tag-key', 'takes the filter tag-key for rules too', (b) =>
    changed(b, {
      groupFilters: { rules: { 'tag-key': ({ id }, call) => call.behaviour.selecting.tagKeys(id, call) } },
    }),
  ),
];

const pages: readonly FamilyVariant[] = [
  variant(describeActions, 'first-page-empty', 'answers a first page without items, and a token', (b) =>
    changed(b, {
      selecting: {
        page: (count, start, size, call) =>
          count > 0 && size !== undefined && text(call.input, 'NextToken') === undefined
            ? { from: 0, to: 0, next: 0 }
            : b.selecting.page(count, start, size, call),
      },
    }),
  ),
  variant(describeActions, 'pages-of-one', 'answers one item at a time', (b) =>
    changed(b, {
      selecting: {
        page: (count, start, size, call) => b.selecting.page(count, start, size === undefined ? undefined : 1, call),
      },
    }),
  ),
  variant(describeActions, 'tokens-of-digits', 'gives the number of the next item for a token', (b) =>
    changed(b, {
      selecting: {
        tokenFor: String,
        positionOf: (token) => (/^[0-9]{1,6}$/.test(token) ? Number(token) : undefined),
      },
    }),
  ),
  variant(describeActions, 'tokens-of-one-use', 'takes a token once', (b) => {
    const used = new Set<string>();
    let count = 0;
    return changed(b, {
      selecting: {
        tokenFor: (position, call) => `${++count}:${b.selecting.tokenFor(position, call)}`,
        positionOf: (token, call) => {
          const position = token.split(':')[1];
          if (used.has(token) || position === undefined) return undefined;
          used.add(token);
          return b.selecting.positionOf(position, call);
        },
      },
    });
  }),
  variant(
    describeActions,
    'pages-of-changing-sizes',
    'answers two items, none, one, and as many as are asked for',
    (b) =>
      changed(b, {
        selecting: {
          page: (count, start, size, call) => {
            if (size === undefined) return b.selecting.page(count, start, size, call);
            const some = [2, 0, 1, size][call.number % 4] ?? size;
            return some === 0 && start < count
              ? { from: start, to: start, next: start }
              : b.selecting.page(count, start, Math.min(size, Math.max(1, some)), call);
          },
        },
      }),
  ),
  variant(
    describeActions,
    'tokens-for-the-same-request-alone',
    'takes a token beside what it was given for alone',
    (b) => {
      const askedFor = new Map<string, string>();
      const asked = ({ pairs }: ReferenceCall) =>
        JSON.stringify(pairs.filter(([name]) => name.startsWith('Filter.') || name === 'MaxResults'));
      return changed(b, {
        selecting: {
          tokenFor: (position, call) => {
            const token = `${askedFor.size}-${b.selecting.tokenFor(position, call)}`;
            askedFor.set(token, asked(call));
            return token;
          },
          positionOf: (token, call) =>
            askedFor.get(token) === asked(call)
              ? b.selecting.positionOf(token.slice(token.indexOf('-') + 1), call)
              : undefined,
        },
      });
    },
  ),
];

const ids: readonly FamilyVariant[] = [
  variant(
    describeActions,
    'repeated-ids-described-again',
    'describes a thing as often as its id is given',
    describing((list, call) => {
      const given = call.pairs.filter(([name]) => /^(GroupId|SecurityGroupRuleId)\.\d+$/.test(name));
      const again = given.map(([, id]) => id).filter((id, index, others) => others.indexOf(id) < index);
      return [...list, ...list.filter((item) => again.some((id) => isOf(item, id)))];
    }),
  ),
  variant(
    describeActions,
    'absent-ids-skipped',
    'describes the things that exist where one of several ids does not',
    (b) => {
      const operation = (action: 'DescribeSecurityGroups' | 'DescribeSecurityGroupRules', parameter: string) => {
        const known = ({ store }: ReferenceCall, id: string) =>
          store.groups.has(id) || store.groupOfRule(id) !== undefined;
        return (call: ReferenceCall): Elements => {
          const list = call.input[parameter];
          const some = Array.isArray(list) ? list.filter((id) => typeof id === 'string' && known(call, id)) : [];
          return b.operations[action](
            some.length > 0 ? { ...call, input: { ...call.input, [parameter]: some } } : call,
          );
        };
      };
      return changed(b, {
        operations: {
          DescribeSecurityGroups: operation('DescribeSecurityGroups', 'GroupId'),
          DescribeSecurityGroupRules: operation('DescribeSecurityGroupRules', 'SecurityGroupRuleId'),
        },
      });
    },
  ),
  variant(allButRevokeIngress, 'another-order-each-time', 'lists what is not paged in another order each time', (b) => {
    const turned = describing((list, call) =>
      text(call.input, 'MaxResults') === undefined ? rotated(list, call.number) : list,
    )(b);
    return changed(turned, {
      state: {
        visibleRules: (group, direction, call) => {
          const rules = b.state.visibleRules(group, direction, call);
          return call.action === 'DescribeSecurityGroups' ? rotated(rules, call.number) : rules;
        },
      },
    });
  }),
  variant(
    allButRevokeIngress,
    'account-with-other-groups',
    'has groups of others in another VPC, with rules and tags',
    (b) =>
      changed(b, {
        checks: {
          signature: (call) => {
            if (!call.store.vpcs.has(otherVpc)) settle(call);
            b.checks.signature(call);
          },
        },
      }),
  ),
  variant(
    describeActions,
    'account-with-alike-groups',
    'has groups of others with the rules, tags, names and descriptions that cases give to theirs',
    (b) =>
      changed(b, {
        checks: {
          signature: (call) => {
            if (!call.store.vpcs.has(otherVpc)) settleAlike(call);
            b.checks.signature(call);
          },
        },
      }),
  ),
];

const otherVpc = 'vpc-0f0e0d0c0b0a09080';

/** A dozen groups that no test made. */
function settle({ store, at, behaviour }: ReferenceCall): void {
  store.vpcs.set(otherVpc, { id: otherVpc, cidr: '10.200.0.0/16', isDefault: false });
  for (let place = 0; place < 12; place++) {
    const group: Group = {
      ...{ id: behaviour.state.newId('sg-'), name: `web-${place}`, description: 'web tier', vpcId: otherVpc },
      ...{ createdAt: at, ingress: [], egress: [], revoked: [] },
    };
    store.groups.set(group.id, group);
    const rule = { id: behaviour.state.newId('sgr-'), groupId: group.id, protocol: 'tcp', fromPort: 22, toPort: 22 };
    const cidr = `198.51.100.${place}/32`;
    store.addRules(group, 'ingress', [{ ...rule, direction: 'ingress', source: { kind: 'ipv4', cidr } }]);
    store.tag(group.id, new Map([['stage', 'production']]));
  }
}

/** Groups of which only the ids tell that no case made them. */
function settleAlike(call: ReferenceCall): void {
  const { store, at, behaviour } = call;
  store.vpcs.set(otherVpc, { id: otherVpc, cidr: '10.200.0.0/16', isDefault: false });
  const words = ['red', 'blue', 'front', 'back', 'default'];
  for (const word of words) {
    const group: Group = {
      ...{ id: behaviour.state.newId('sg-'), name: word, description: 'ec2-conformance case', vpcId: otherVpc },
      ...{ createdAt: at, ingress: [], egress: [], revoked: [] },
    };
    store.groups.set(group.id, group);
    store.tag(group.id, new Map(['team', 'crew', 'Team'].map((key) => [key, word])));
    for (const direction of ['ingress', 'egress'] as const) {
      const sources: readonly Rule['source'][] = [
        { kind: 'ipv4', cidr: '192.0.2.0/24' },
        { kind: 'ipv6', cidr: '2001:db8::/32' },
        { kind: 'group', groupId: group.id },
      ];
      for (const source of sources) {
        const id = behaviour.state.newId('sgr-');
        const rule = { id, groupId: group.id, direction, protocol: 'tcp', fromPort: 22, toPort: 23, source };
        store.addRules(group, direction, [rule]);
        store.tag(id, new Map(['team', 'crew', 'Team'].map((key) => [key, word])));
      }
    }
  }
}

/** Changes the lists that the two operations answer. */
function describing(change: (list: readonly Content[], call: ReferenceCall) => readonly Content[]): Apply {
  return both(...describeActions.map((action) => rewritingSet(action, change)));
}

function isOf(item: Content, id: string): boolean {
  if (typeof item === 'string' || isContentList(item)) return false;
  return (item['securityGroupRuleId'] ?? item['groupId']) === id;
}

function rotated<Item>(list: readonly Item[], by: number): readonly Item[] {
  const at = list.length === 0 ? 0 : by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

/** Variants of the two describing operations. */
export const readVariants: readonly FamilyVariant[] = [...filters, ...pages, ...ids];
