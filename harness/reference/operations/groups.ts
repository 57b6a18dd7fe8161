/** Actions on groups. */

import type { ReferenceCall } from '../call.ts';
import { groupIdentified, groupNamed } from '../lookup.ts';
import { text, texts } from '../request/input.ts';
import { contentOf } from '../responses/content.ts';
import type { AskedGroup, Grouping, GroupMaker } from '../sections/groups.ts';
import type { Group, StoredRule, Vpc } from '../store.ts';
import { requestedTags } from '../tagging.ts';
import type { ReferenceOperation } from './operation.ts';
import { filtered, page } from './selecting.ts';

/** The conforming rules for names, VPCs and deletion of groups. */
export const referenceGrouping: Grouping<ReferenceCall, ReferenceCall['behaviour']> = {
  isTaken: (name, neighbour) => neighbour.name.toLowerCase() === name.toLowerCase(),
  vpc: requestedVpc,
  made: ({ vpc, name, description }, { behaviour, at }) => ({
    id: behaviour.state.newId('sg-'),
    name,
    description,
    vpcId: vpc.id,
    createdAt: at,
    ingress: [],
    egress: [],
    revoked: [],
  }),
  firstRules: (group, { behaviour }) => [
    {
      id: behaviour.state.newId('sgr-'),
      groupId: group.id,
      direction: 'egress',
      protocol: '-1',
      source: { kind: 'ipv4', cidr: '0.0.0.0/0' },
    },
  ],
  isDefault: ({ name }) => name === 'default',
  isReferred: (group, { store }) =>
    [...store.groups.values()].some(
      (other) => other !== group && [...other.ingress, ...other.egress].some((rule) => refersTo(rule, group)),
    ),
  remove: (group, { store }) => store.removeGroup(group),
};

/** DescribeSecurityGroups. */
export const handleDescribeGroups: ReferenceOperation = (call) => {
  const ids = texts(call.input, 'GroupId');
  const names = texts(call.input, 'GroupName');
  const named = [...ids.map((id) => groupIdentified(id, call)), ...names.map((name) => groupNamed(name, call))];
  const asked = named.length > 0 ? [...new Set(named)] : [...call.store.groups.values()];
  const { things, nextToken } = page(filtered(asked, call.behaviour.groupFilters.groups, call), call);
  return {
    securityGroupInfo: things.map((group) => contentOf(call.behaviour.responses.group, group, call)),
    nextToken,
  };
};

/** DescribeSecurityGroupRules. */
export const handleDescribeRules: ReferenceOperation = (call) => {
  const { errors, forms } = call.behaviour;
  const ids = texts(call.input, 'SecurityGroupRuleId');
  const named = ids.map((id) => {
    if (forms.ruleId(id) === undefined) throw errors.ruleIdMalformed(id);
    const group = call.store.groupOfRule(id);
    const rule = group && visibleRules(group, call).find((each) => each.id === id);
    if (rule === undefined) throw errors.ruleIdNotFound(id);
    return rule;
  });
  if (named.length === 0) checkGroupIdFilter(call);
  const asked =
    named.length > 0
      ? [...new Set(named)]
      : [...call.store.groups.values()].flatMap((group) => visibleRules(group, call));
  const { things, nextToken } = page(filtered(asked, call.behaviour.groupFilters.rules, call, 'values'), call);
  return {
    securityGroupRuleSet: things.map((rule) => contentOf(call.behaviour.responses.describedRule, rule, call)),
    nextToken,
  };
};

/** CreateSecurityGroup. */
export const handleCreateGroup: ReferenceOperation = (call) => {
  const { errors, forms, grouping: how } = call.behaviour;
  const name = text(call.input, 'GroupName');
  const description = text(call.input, 'GroupDescription');
  if (name === undefined) throw errors.missingParameter('groupName');
  if (description === undefined) throw errors.missingParameter('groupDescription');
  if (forms.groupName(name) === undefined) throw errors.badValue(name, 'groupName');
  if (forms.groupDescription(description) === undefined) throw errors.badValue(description, 'groupDescription');
  if (name === 'default') throw errors.groupNameReserved();
  const vpc = how.vpc(call);
  const neighbours = call.store.groupsOfVpc(vpc.id);
  if (neighbours.some((group) => how.isTaken(name, group, call))) throw errors.groupExists(name, vpc.id);
  if (neighbours.length >= call.behaviour.choices.groupsPerVpc) throw errors.limitReached('SecurityGroup');
  const tags = requestedTags(call, 'security-group');
  const group = addGroup(call, { vpc, name, description });
  call.store.tag(group.id, tags);
  return contentOf(call.behaviour.responses.created, group, call);
};

/** DeleteSecurityGroup. */
export const handleDeleteGroup: ReferenceOperation = (call) => {
  const { errors, grouping: how } = call.behaviour;
  const group = call.behaviour.lookup.requested(call);
  if (how.isDefault(group, call)) throw errors.defaultGroup();
  if (how.isReferred(group, call)) throw errors.dependency(group.id);
  how.remove(group, call);
  return contentOf(call.behaviour.responses.deleted, group, call);
};

/** A group as it comes to be: no ingress, and all egress allowed. */
export function addGroup(maker: GroupMaker<ReferenceCall['behaviour']>, asked: AskedGroup): Group {
  const { grouping: how } = maker.behaviour;
  const group = how.made(asked, maker);
  maker.store.groups.set(group.id, group);
  for (const rule of how.firstRules(group, maker)) maker.store.addRules(group, rule.direction, [rule]);
  return group;
}

function requestedVpc(call: ReferenceCall): Vpc {
  const { errors, forms } = call.behaviour;
  const id = text(call.input, 'VpcId');
  if (id !== undefined && forms.vpcId(id) === undefined) throw errors.vpcIdMalformed(id);
  const vpc = id === undefined ? call.store.defaultVpc() : call.store.vpcs.get(id);
  if (vpc === undefined) throw id === undefined ? errors.noDefaultVpc() : errors.vpcNotFound(id);
  return vpc;
}

/** Refuses malformed ids in a filter on group-id, unless it has wildcards. */
function checkGroupIdFilter(call: ReferenceCall): void {
  const { errors, forms, selecting } = call.behaviour;
  const ids = selecting.filters(call).find(({ name }) => name === 'group-id')?.values ?? [];
  if (ids.some((id) => /[*?]/.test(id))) return;
  const malformed = ids.find((id) => forms.groupId(id) === undefined);
  if (malformed !== undefined) throw errors.groupIdMalformed(malformed);
}

function visibleRules(group: Group, call: ReferenceCall): readonly StoredRule[] {
  const { state } = call.behaviour;
  return [...state.visibleRules(group, 'ingress', call), ...state.visibleRules(group, 'egress', call)];
}

/** Whether the rule has the group as its source. */
export function refersTo({ source }: StoredRule, { id }: Group): boolean {
  return source.kind === 'group' && source.groupId === id;
}
