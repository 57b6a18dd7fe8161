/** Actions on the rules of a group. */

import type { Permission } from '../../security-groups/model/permission.ts';
import { authorize } from '../authorizing.ts';
import type { ReferenceCall } from '../call.ts';
import { agrees } from '../matching.ts';
import { struct, structs, text } from '../request/input.ts';
import { describe } from '../responses/content.ts';
import { revoke } from '../revoking.ts';
import type { Group, StoredRule } from '../store.ts';
import type { ReferenceOperation } from './operation.ts';

export const revokeIngress: ReferenceOperation = (call) =>
  describe(call.behaviour.answers.revoke, revoke(call, 'ingress'), call);

export const revokeEgress: ReferenceOperation = (call) =>
  describe(call.behaviour.answers.revoke, revoke(call, 'egress'), call);

export const authorizeIngress: ReferenceOperation = (call) =>
  describe(call.behaviour.answers.authorize, authorize(call, 'ingress'), call);

export const authorizeEgress: ReferenceOperation = (call) =>
  describe(call.behaviour.answers.authorize, authorize(call, 'egress'), call);

/** Sets the descriptions of ingress rules, named by id or by properties. A description left out is removed. */
export const updateDescriptionsIngress: ReferenceOperation = (call) => {
  call.behaviour.requested.checkCombinations(call);
  const group = call.behaviour.lookup.requested(call);
  const changes = [...descriptionsById(call, group), ...descriptionsByPermission(call, group)];
  if (changes.length === 0) throw call.behaviour.errors.nothingToAuthorize();
  for (const rule of changes) call.store.replaceRule(group, rule);
  return { return: 'true' };
};

/** Changes rules in place: each keeps its id, and its kind of source. */
export const modifyRules: ReferenceOperation = (call) => {
  const { errors } = call.behaviour;
  if (text(call.input, 'GroupId') === undefined) throw errors.missingParameter('groupId');
  const group = call.behaviour.lookup.requested(call);
  const updates = structs(call.input, 'SecurityGroupRule');
  if (updates.length === 0) throw errors.missingParameter('securityGroupRules');
  const changed = updates.map((update) => {
    const old = ruleOfGroup(text(update, 'SecurityGroupRuleId') ?? '', group, call);
    const wanted = struct(update, 'SecurityGroupRule');
    const value = (name: string) => text(wanted, name);
    const permission = withSource(
      {
        ...optional('IpProtocol', value('IpProtocol')),
        ...optional('FromPort', value('FromPort')),
        ...optional('ToPort', value('ToPort')),
      },
      value,
    );
    const [rule, ...more] = call.behaviour.requested.wanted([permission], group, call);
    if (rule === undefined || rule.source.kind !== old.source.kind || more.length > 0) {
      throw errors.combination('securityGroupRule', old.source.kind);
    }
    const { permission: _permission, position: _position, ...properties } = rule;
    return { ...properties, id: old.id, groupId: old.groupId, direction: old.direction };
  });
  for (const rule of changed) call.store.replaceRule(group, rule);
  return { return: 'true' };
};

function withSource(permission: Permission, value: (name: string) => string | undefined): Permission {
  const description = optional('Description', value('Description'));
  const [ipv4, ipv6] = [value('CidrIpv4'), value('CidrIpv6')];
  const [prefixList, group] = [value('PrefixListId'), value('ReferencedGroupId')];
  return {
    ...permission,
    IpRanges: ipv4 === undefined ? [] : [{ CidrIp: ipv4, ...description }],
    Ipv6Ranges: ipv6 === undefined ? [] : [{ CidrIpv6: ipv6, ...description }],
    PrefixListIds: prefixList === undefined ? [] : [{ PrefixListId: prefixList, ...description }],
    Groups: group === undefined ? [] : [{ GroupId: group, ...description }],
  };
}

function descriptionsById(call: ReferenceCall, group: Group): readonly StoredRule[] {
  return structs(call.input, 'SecurityGroupRuleDescription').map((change) => {
    const rule = ruleOfGroup(text(change, 'SecurityGroupRuleId') ?? '', group, call);
    return described(rule, text(change, 'Description'), call);
  });
}

function descriptionsByPermission(call: ReferenceCall, group: Group): readonly StoredRule[] {
  const wanted = call.behaviour.requested.wanted(call.behaviour.requested.permissions(call), group, call);
  return wanted.map(({ description, ...rule }) => {
    const found = group.ingress.find((existing) => agrees(call.behaviour.matching, rule, existing, call));
    if (found === undefined) throw call.behaviour.errors.ruleNotFound();
    return described(found, description, call);
  });
}

function described(rule: StoredRule, description: string | undefined, call: ReferenceCall): StoredRule {
  if (description !== undefined && call.behaviour.forms.description(description) === undefined) {
    throw call.behaviour.errors.descriptionInvalid();
  }
  const { description: _, ...properties } = rule;
  return { ...properties, ...optional('Description', description, 'description') };
}

function ruleOfGroup(id: string, group: Group, call: ReferenceCall): StoredRule {
  const { errors, forms } = call.behaviour;
  if (forms.ruleId(id) === undefined) throw errors.ruleIdMalformed(id);
  const rule = [...group.ingress, ...group.egress].find((each) => each.id === id);
  if (rule === undefined) throw errors.ruleIdNotFound(id);
  return rule;
}

function optional<Name extends string>(
  _: string,
  value: string | undefined,
  name: Name,
): { readonly [N in Name]?: string };
function optional<Name extends string>(name: Name, value: string | undefined): { readonly [N in Name]?: string };
function optional(wireName: string, value: string | undefined, name = wireName): Readonly<Record<string, string>> {
  return value === undefined ? {} : { [name]: value };
}
