/** The same rules and groups, answered with other members, in other forms or under other ids. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import type { Content, Elements } from '../../reference/responses/content.ts';
import { contentOf } from '../../reference/responses/content.ts';
import type { MergedPermission } from '../../reference/responses/merged-permission.ts';
import type { Group, StoredRule } from '../../reference/store.ts';
import type { Direction, Rule } from '../../security-groups/model/rule.ts';
import { reversed } from '../groups/variants.ts';
import {
  allButRevokeIngress,
  authorizeActions,
  changeActions,
  type FamilyVariant,
  updateActions,
  variant,
} from './family-variant.ts';

const members: readonly FamilyVariant[] = [
  variant(allButRevokeIngress, 'arns-of-another-partition', 'lies in a partition of its own', (b) => {
    const arn = (answered: Content | undefined) =>
      typeof answered === 'string' ? answered.replace('arn:aws:', 'arn:aws-us-gov:') : answered;
    const ruleArn = {
      securityGroupRuleArn: (rule: StoredRule, call: ReferenceCall) =>
        arn(b.responses.describedRule['securityGroupRuleArn']?.(rule, call)),
    };
    const groupArn = {
      securityGroupArn: (group: Group, call: ReferenceCall) =>
        arn(b.responses.group['securityGroupArn']?.(group, call)),
    };
    return changed(b, {
      responses: { authorizedRule: ruleArn, describedRule: ruleArn, group: groupArn, created: groupArn },
    });
  }),
  variant(
    authorizeActions,
    'tag-set-of-added-rule-always',
    'answers an empty tagSet about a new rule without tags',
    (b) =>
      changed(b, {
        responses: { authorizedRule: { tagSet: (rule, call) => b.responses.describedRule['tagSet']?.(rule, call) } },
      }),
  ),
  variant(
    authorizeActions,
    'added-references-without-user',
    'answers no account of a group that a new rule refers to',
    (b) =>
      changed(b, {
        responses: {
          authorizedRule: {
            referencedGroupInfo: ({ source }) => (source.kind === 'group' ? { groupId: source.groupId } : undefined),
          },
        },
      }),
  ),
  variant(allButRevokeIngress, 'references-with-vpc', 'shows the VPC of a group that a rule refers to', (b) => {
    const referencedGroupInfo = (rule: StoredRule, call: ReferenceCall) => {
      const info = b.responses.describedRule['referencedGroupInfo']?.(rule, call);
      return isElements(info) && rule.source.kind === 'group'
        ? { ...info, vpcId: call.store.groups.get(rule.source.groupId)?.vpcId }
        : info;
    };
    return changed(b, {
      responses: { authorizedRule: { referencedGroupInfo }, describedRule: { referencedGroupInfo } },
    });
  }),
  variant(allButRevokeIngress, 'elements-of-later-versions', 'answers elements that EC2 may add one day', (b) => {
    const operator = () => ({ managed: 'false' });
    return changed(b, {
      responses: {
        authorize: { nextToken: () => '' },
        modify: { securityGroupRuleSet: () => [], operator },
        updateDescriptions: { updatedSecurityGroupRuleSet: () => [], operator },
        authorizedRule: { operator },
        describedRule: { operator },
        group: { operator, ruleCount: ({ ingress, egress }) => String(ingress.length + egress.length) },
        permission: { operator },
        ipv4Range: { securityGroupRuleSet: () => [] },
        created: { operator },
        deleted: { operator },
      },
    });
  }),
  variant(allButRevokeIngress, 'tags-in-reverse-order', 'lists tags in the reverse order', (b) => {
    const { group, describedRule, authorizedRule, created } = b.responses;
    return changed(b, {
      responses: {
        group: { tagSet: (thing, call) => reversed(group['tagSet']?.(thing, call)) },
        describedRule: { tagSet: (thing, call) => reversed(describedRule['tagSet']?.(thing, call)) },
        authorizedRule: { tagSet: (thing, call) => reversed(authorizedRule['tagSet']?.(thing, call)) },
        created: { tagSet: (thing, call) => reversed(created['tagSet']?.(thing, call)) },
      },
    });
  }),
  variant(
    allButRevokeIngress,
    'no-empty-lists-in-permissions',
    'leaves the lists of a permission out that have no items',
    (b) => {
      const { permission } = b.responses;
      const names = ['groups', 'ipRanges', 'ipv6Ranges', 'prefixListIds'];
      const lists = names.map((name) => [name, permission[name]] as const);
      return changed(b, {
        responses: {
          permission: Object.fromEntries(
            lists.map(([name, list]) => [
              name,
              (merged: Parameters<NonNullable<typeof list>>[0], call: ReferenceCall) => {
                const items = list?.(merged, call);
                return Array.isArray(items) && items.length === 0 ? undefined : items;
              },
            ]),
          ),
        },
      });
    },
  ),
  variant(
    changeActions,
    'groups-answered-as-in-2014',
    'answers the id alone about a new group, and none about one that is gone',
    (b) => changed(b, { responses: { created: { tagSet: undefined }, deleted: { groupId: undefined } } }),
  ),
];

/** What the suite of DescribeSecurityGroups judges, and no other may count against the operation that it tests. */
const foreign: readonly FamilyVariant[] = [
  variant(changeActions, 'permissions-not-merged', 'shows each rule as a permission of its own', (b) => {
    const apart = (direction: Direction) => (group: Group, call: ReferenceCall) =>
      call.behaviour.state.visibleRules(group, direction, call).map((rule) => {
        const { protocol, fromPort, toPort } = rule;
        return contentOf(call.behaviour.responses.permission, { protocol, fromPort, toPort, rules: [rule] }, call);
      });
    return changed(b, {
      responses: { group: { ipPermissions: apart('ingress'), ipPermissionsEgress: apart('egress') } },
    });
  }),
  variant(
    ['ModifySecurityGroupRules', ...updateActions],
    'permissions-of-all-traffic-with-ports',
    'shows the ports of all traffic as -1',
    (b) =>
      changed(b, {
        responses: {
          permission: {
            fromPort: (merged) => String(merged.fromPort ?? -1),
            toPort: (merged) => String(merged.toPort ?? -1),
          },
        },
      }),
  ),
  variant(changeActions, 'empty-descriptions-shown', 'shows an empty description of a rule that has none', (b) => {
    const description = (rule: Rule) => rule.description ?? '';
    return changed(b, {
      responses: {
        authorizedRule: { description },
        describedRule: { description },
        ipv4Range: { description },
        ipv6Range: { description },
        prefixListReference: { description },
        groupReference: { description },
      },
    });
  }),
];

const state: readonly FamilyVariant[] = [
  variant(allButRevokeIngress, 'ipv6-in-eight-groups', 'shows every group of an IPv6 address', (b) => {
    const full = (answered: Content | undefined) => (typeof answered === 'string' ? inEightGroups(answered) : answered);
    const cidrIpv6 = (rule: StoredRule, call: ReferenceCall) =>
      full(b.responses.describedRule['cidrIpv6']?.(rule, call));
    return changed(b, {
      responses: {
        authorizedRule: { cidrIpv6 },
        describedRule: { cidrIpv6 },
        revokedRule: { cidrIpv6 },
        ipv6Range: { cidrIpv6: (rule, call) => full(b.responses.ipv6Range['cidrIpv6']?.(rule, call)) },
      },
    });
  }),
  variant(
    allButRevokeIngress,
    'all-ipv6-traffic-out',
    'gives a new group a rule for all IPv6 traffic out as well',
    (b) =>
      changed(b, {
        grouping: {
          firstRules: (group, maker) => [
            ...b.grouping.firstRules(group, maker),
            {
              ...{ id: maker.behaviour.state.newId('sgr-'), groupId: group.id, direction: 'egress', protocol: '-1' },
              source: { kind: 'ipv6', cidr: '::/0' },
            },
          ],
        },
      }),
  ),
  variant(
    [...authorizeActions, ...updateActions],
    'all-of-icmpv6-without-numbers',
    'shows permissions for all of ICMPv6 without type and code',
    (b) => {
      const numbers = (name: 'fromPort' | 'toPort') => (merged: MergedPermission, call: ReferenceCall) =>
        merged.protocol === 'icmpv6' && merged.fromPort === -1
          ? undefined
          : b.responses.permission[name]?.(merged, call);
      return changed(b, { responses: { permission: { fromPort: numbers('fromPort'), toPort: numbers('toPort') } } });
    },
  ),
  variant(allButRevokeIngress, 'ids-of-two-lengths', 'has ids of eight digits and of seventeen', (b) => {
    let count = 0;
    return changed(b, {
      state: {
        newId: (prefix) => {
          const id = b.state.newId(prefix);
          return ++count % 2 === 0 ? id.slice(0, prefix.length + 8) : id;
        },
      },
    });
  }),
];

/** `2001:db8::/32` as `2001:db8:0:0:0:0:0:0/32`. */
function inEightGroups(range: string): string {
  const [address = '', length = ''] = range.split('/');
  const [head = '', tail] = address.split('::');
  if (tail === undefined) return range;
  const before = head.split(':').filter(Boolean);
  const after = tail.split(':').filter(Boolean);
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return `${[...before, ...zeros, ...after].join(':')}/${length}`;
}

function isElements(content: Content | undefined): content is Elements {
  return typeof content === 'object' && !Array.isArray(content);
}

/** Variants of what a response shows of the same rules and groups. */
export const responseVariants: readonly FamilyVariant[] = [...members, ...foreign, ...state];
