/** ModifySecurityGroupRules, step by step. */

import { ruleKey } from '../../security-groups/model/match.ts';
import type { Permission } from '../../security-groups/model/permission.ts';
import type { ReferenceCall } from '../call.ts';
import { ruleNamed } from '../lookup.ts';
import { defined, type Struct, struct, structs, text } from '../request/input.ts';
import type { Modified, Modifying, Update } from '../sections/rule-changes.ts';
import type { Group } from '../store.ts';

/** The conforming steps of a modification. */
export const referenceModifying: Modifying<ReferenceCall> = {
  updates: (call) => {
    const { errors } = call.behaviour;
    if (text(call.input, 'GroupId') === undefined) throw errors.missingParameter('groupId');
    const updates = structs(call.input, 'SecurityGroupRule');
    if (updates.length === 0) throw errors.missingParameter('securityGroupRules');
    return updates.map((update) => ({
      ruleId: text(update, 'SecurityGroupRuleId') ?? '',
      values: struct(update, 'SecurityGroupRule'),
    }));
  },
  found: (id, { ingress, egress }, call) => ruleNamed(id, [...ingress, ...egress], call),
  permission: permissionOf,
  checkValues: ({ source, description }, old, group, call) => {
    const { errors, forms, authorizing, choices } = call.behaviour;
    if (description !== undefined && forms.description(description) === undefined) throw errors.descriptionInvalid();
    if (source.kind !== old.source.kind && choices.changedSourceKind === 'refused') {
      throw errors.combination('securityGroupRule', old.source.kind);
    }
    authorizing.checkSource(source, group, call);
  },
  replacement: ({ permission: _permission, position: _position, ...rule }, { id, groupId, direction }) => ({
    ...rule,
    id,
    groupId,
    direction,
  }),
  checkGroup: (modified, group, call) => {
    const { errors, choices } = call.behaviour;
    if (choices.modifiedDuplicate === 'accepted') return;
    for (const { new: rule } of modified) {
      const after = call.store
        .rules(group, rule.direction)
        .map((other) => modified.find(({ old }) => old.id === other.id)?.new ?? other);
      const same = after.filter((other) => ruleKey(other, call.facts.account) === ruleKey(rule, call.facts.account));
      if (same.length > 1) throw errors.ruleExists(ruleKey(rule, call.facts.account));
    }
  },
  commit: (modified, group, { store }) => {
    for (const { new: rule } of modified) store.replaceRule(group, rule);
  },
  afterwards: () => undefined,
};

/** One request, from the checks of its parameters to the changed state: all rules or none. */
export function modify(call: ReferenceCall): readonly Modified[] {
  const { errors, lookup, modifying: how, choices } = call.behaviour;
  const updates = how.updates(call);
  const group = lookup.requested(call);
  const ids = updates.map(({ ruleId }) => ruleId);
  if (new Set(ids).size < ids.length && choices.repeatedRuleId === 'refused') throw errors.ruleRepeated();
  const modified = updates.map((update) => modifiedBy(update, group, call));
  how.checkGroup(modified, group, call);
  how.commit(modified, group, call);
  how.afterwards(modified, group, call);
  return modified;
}

function modifiedBy({ ruleId, values }: Update, group: Group, call: ReferenceCall): Modified {
  const { modifying: how, requested } = call.behaviour;
  const old = how.found(ruleId, group, call);
  const permission = how.permission(values, call);
  requested.checkAllTraffic(permission, call);
  const [wanted] = requested.wanted([permission], group, call);
  if (wanted === undefined) throw call.behaviour.errors.sourceMissing();
  how.checkValues(wanted, old, group, call);
  return { old, new: how.replacement(wanted, old, call) };
}

const sourceNames = ['CidrIpv4', 'CidrIpv6', 'PrefixListId', 'ReferencedGroupId'] as const;

function permissionOf(values: Struct, call: ReferenceCall): Permission {
  const { errors } = call.behaviour;
  const given = sourceNames.filter((name) => text(values, name) !== undefined);
  const permission = defined({
    IpProtocol: text(values, 'IpProtocol'),
    FromPort: text(values, 'FromPort'),
    ToPort: text(values, 'ToPort'),
  });
  if (permission.IpProtocol === undefined) throw errors.protocolMissing();
  const [kind, ...more] = given;
  if (kind === undefined) throw errors.missingParameter('cidrIp, cidrIpv6, prefixListId or referencedGroupId');
  if (more.length > 0) throw errors.combination('cidrIp', 'cidrIpv6');
  return { ...permission, ...sourceOf(kind, text(values, kind) ?? '', text(values, 'Description')) };
}

function sourceOf(kind: (typeof sourceNames)[number], value: string, Description: string | undefined): Permission {
  const described = defined({ Description });
  switch (kind) {
    case 'CidrIpv4':
      return { IpRanges: [{ CidrIp: value, ...described }] };
    case 'CidrIpv6':
      return { Ipv6Ranges: [{ CidrIpv6: value, ...described }] };
    case 'PrefixListId':
      return { PrefixListIds: [{ PrefixListId: value, ...described }] };
    case 'ReferencedGroupId':
      return { Groups: [{ GroupId: value, ...described }] };
  }
}
