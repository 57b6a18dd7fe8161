/** The filters of DescribeSecurityGroups and DescribeSecurityGroupRules. */

import type { Direction } from '../../security-groups/model/rule.ts';
import type { ReferenceCall } from '../call.ts';
import type { Filters, GroupFilters } from '../sections/groups.ts';
import type { Group, StoredRule } from '../store.ts';

type RuleValue = (rule: StoredRule, call: ReferenceCall) => string | undefined;

/** What the filters on rules look at, by the end of their names. */
const ruleValues: Readonly<Record<string, RuleValue>> = {
  cidr: ({ source }) => (source.kind === 'ipv4' ? source.cidr : undefined),
  'from-port': ({ fromPort }) => fromPort?.toString(),
  'group-id': ({ source }) => (source.kind === 'group' ? source.groupId : undefined),
  'group-name': ({ source }, { store }) =>
    source.kind === 'group' ? store.groups.get(source.groupId)?.name : undefined,
  'ipv6-cidr': ({ source }) => (source.kind === 'ipv6' ? source.cidr : undefined),
  'prefix-list-id': ({ source }) => (source.kind === 'prefix-list' ? source.prefixListId : undefined),
  protocol: ({ protocol }) => protocol,
  'to-port': ({ toPort }) => toPort?.toString(),
  'user-id': ({ source }, { facts }) => (source.kind === 'group' ? (source.userId ?? facts.account) : undefined),
};

/** The documented filters: for each, the values that a group or rule has. */
export const referenceGroupFilters: GroupFilters<ReferenceCall> = {
  groups: {
    description: ({ description }) => [description],
    'group-id': ({ id }) => [id],
    'group-name': ({ name }) => [name],
    'owner-id': (_, { facts }) => [facts.account],
    'vpc-id': ({ vpcId }) => [vpcId],
    ...onRules('ip-permission', 'ingress'),
    ...onRules('egress.ip-permission', 'egress'),
  },
  rules: {
    'group-id': ({ groupId }) => [groupId],
    'security-group-rule-id': ({ id }) => [id],
  },
};

/** A group has the values of all its rules of the direction, so that several filters may be met by several rules. */
function onRules(prefix: string, direction: Direction): Filters<Group, ReferenceCall> {
  return Object.fromEntries(
    Object.entries(ruleValues).map(([name, readValue]) => [
      `${prefix}.${name}`,
      (group: Group, call: ReferenceCall) =>
        call.behaviour.state.visibleRules(group, direction, call).flatMap((rule) => readValue(rule, call) ?? []),
    ]),
  );
}
