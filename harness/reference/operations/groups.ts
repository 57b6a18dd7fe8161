/** Actions on groups. */

import type { ReferenceCall } from '../call.ts';
import { groupIdentified, groupNamed } from '../lookup.ts';
import { structs, text, texts } from '../request/input.ts';
import { describe } from '../responses/content.ts';
import { tagSet } from '../responses/responses.ts';
import type { Group, StoredRule, Vpc } from '../store.ts';
import { requestedTags } from '../tagging.ts';
import type { ReferenceOperation } from './operation.ts';
import { type Filters, filtered, page } from './selecting.ts';

const groupFilters: Filters<Group> = {
  'group-id': ({ id }) => [id],
  'group-name': ({ name }) => [name],
  'vpc-id': ({ vpcId }) => [vpcId],
  'owner-id': (_, { facts }) => [facts.account],
  description: ({ description }) => [description],
};

const ruleFilters: Filters<StoredRule> = {
  'group-id': ({ groupId }) => [groupId],
  'security-group-rule-id': ({ id }) => [id],
};

export const describeGroups: ReferenceOperation = (call) => {
  const ids = texts(call.input, 'GroupId');
  const names = texts(call.input, 'GroupName');
  const named = [...ids.map((id) => groupIdentified(id, call)), ...names.map((name) => groupNamed(name, call))];
  const asked = named.length > 0 ? [...new Set(named)] : [...call.store.groups.values()];
  const { things, nextToken } = page(filtered(asked, groupFilters, call), call);
  return { securityGroupInfo: things.map((group) => describe(call.behaviour.answers.group, group, call)), nextToken };
};

export const describeRules: ReferenceOperation = (call) => {
  const { errors, forms } = call.behaviour;
  const ids = texts(call.input, 'SecurityGroupRuleId');
  const named = ids.map((id) => {
    if (forms.ruleId(id) === undefined) throw errors.ruleIdMalformed(id);
    const group = call.store.groupOfRule(id);
    const rule = group && visibleRules(group, call).find((each) => each.id === id);
    if (rule === undefined) throw errors.ruleIdNotFound(id);
    return rule;
  });
  const asked = named.length > 0 ? named : groupsAsked(call).flatMap((group) => visibleRules(group, call));
  const { things, nextToken } = page(filtered(asked, ruleFilters, call), call);
  return {
    securityGroupRuleSet: things.map((rule) => describe(call.behaviour.answers.describedRule, rule, call)),
    nextToken,
  };
};

export const createGroup: ReferenceOperation = (call) => {
  const { errors, forms } = call.behaviour;
  const name = text(call.input, 'GroupName');
  const description = text(call.input, 'GroupDescription');
  if (name === undefined) throw errors.missingParameter('groupName');
  if (description === undefined) throw errors.missingParameter('groupDescription');
  if (forms.groupName(name) === undefined) throw errors.badValue(name, 'groupName');
  if (forms.description(description) === undefined) throw errors.badValue(description, 'groupDescription');
  const vpc = requestedVpc(call);
  const neighbours = call.store.groupsOfVpc(vpc.id);
  if (neighbours.some((group) => group.name === name)) throw errors.groupExists(name, vpc.id);
  if (neighbours.length >= call.behaviour.choices.groupsPerVpc) throw errors.limitReached('SecurityGroup');
  const tags = requestedTags(call, 'security-group');
  const group = addGroup(call, vpc, name, description);
  call.store.tag(group.id, tags);
  return {
    groupId: group.id,
    tagSet: tags.size === 0 ? undefined : tagSet(tags),
    securityGroupArn: `arn:aws:ec2:${call.facts.region}:${call.facts.account}:security-group/${group.id}`,
  };
};

export const deleteGroup: ReferenceOperation = (call) => {
  const { errors } = call.behaviour;
  const group = call.behaviour.lookup.requested(call);
  if (group.name === 'default') throw errors.defaultGroup();
  const isReferred = [...call.store.groups.values()].some(
    (other) => other !== group && [...other.ingress, ...other.egress].some((rule) => refersTo(rule, group)),
  );
  if (isReferred) throw errors.dependency(group.id);
  call.store.removeGroup(group);
  return { return: 'true', groupId: group.id };
};

/** What is needed to make a group; also the server does, for the `default` group of a VPC. */
export type GroupMaker = Pick<ReferenceCall, 'behaviour' | 'store' | 'at'>;

/** A group as it comes to be: no ingress, and all egress allowed. */
export function addGroup({ behaviour, store, at }: GroupMaker, vpc: Vpc, name: string, description: string): Group {
  const id = behaviour.state.newId('sg-');
  const group: Group = { id, name, description, vpcId: vpc.id, createdAt: at, ingress: [], egress: [], revoked: [] };
  store.groups.set(id, group);
  const source = { kind: 'ipv4', cidr: '0.0.0.0/0' } as const;
  store.addRules(group, 'egress', [
    { id: behaviour.state.newId('sgr-'), groupId: id, direction: 'egress', protocol: '-1', source },
  ]);
  return group;
}

function requestedVpc(call: ReferenceCall): Vpc {
  const { errors } = call.behaviour;
  const id = text(call.input, 'VpcId');
  const vpc = id === undefined ? call.store.defaultVpc() : call.store.vpcs.get(id);
  if (vpc === undefined) throw id === undefined ? errors.noDefaultVpc() : errors.vpcNotFound(id);
  return vpc;
}

/** The groups that a filter on group-id may leave; without one, all. Malformed ids are refused, absent ones are not. */
function groupsAsked(call: ReferenceCall): readonly Group[] {
  const { errors, forms } = call.behaviour;
  const byId = structs(call.input, 'Filter').find((filter) => text(filter, 'Name') === 'group-id');
  const ids = byId === undefined ? [] : texts(byId, 'Value');
  if (byId === undefined || ids.some((id) => /[*?]/.test(id))) return [...call.store.groups.values()];
  const malformed = ids.find((id) => forms.groupId(id) === undefined);
  if (malformed !== undefined) throw errors.groupIdMalformed(malformed);
  return [...new Set(ids)].flatMap((id) => call.store.groups.get(id) ?? []);
}

function visibleRules(group: Group, call: ReferenceCall): readonly StoredRule[] {
  const { state } = call.behaviour;
  return [...state.visibleRules(group, 'ingress', call), ...state.visibleRules(group, 'egress', call)];
}

function refersTo({ source }: StoredRule, group: Group): boolean {
  return source.kind === 'group' && source.groupId === group.id;
}
