/** UpdateSecurityGroupRuleDescriptionsIngress and its egress twin, step by step. */

import type { Direction } from '../../security-groups/model/rule.ts';
import type { ReferenceCall } from '../call.ts';
import { ruleNamed } from '../lookup.ts';
import { agrees } from '../matching.ts';
import { isGiven, structs, text } from '../request/input.ts';
import type { Describing, Redescribed } from '../sections/rule-changes.ts';
import type { StoredRule } from '../store.ts';

/** The conforming steps of an update of descriptions. */
export const referenceDescribing: Describing<ReferenceCall> = {
  checkSelection: (call) => {
    const { errors } = call.behaviour;
    const byIds = isGiven(call.input, 'SecurityGroupRuleDescription');
    const byPermissions = isGiven(call.input, 'IpPermissions');
    if (byIds && byPermissions) throw errors.combination('ipPermissions', 'securityGroupRuleDescriptions');
    if (!byIds && !byPermissions) throw errors.nothingToDescribe();
  },
  byIds: (group, direction, call) =>
    structs(call.input, 'SecurityGroupRuleDescription').map((change) => ({
      rule: ruleNamed(text(change, 'SecurityGroupRuleId') ?? '', call.store.rules(group, direction), call),
      description: text(change, 'Description'),
    })),
  byPermissions: (group, direction, call) => {
    const { requested, errors, describing: how } = call.behaviour;
    const permissions = requested.permissions(call);
    for (const permission of permissions) requested.checkAllTraffic(permission, call);
    return requested.wanted(permissions, group, call).map((wanted) => {
      const rule = call.store.rules(group, direction).find((existing) => how.matches(wanted, existing, call));
      if (rule === undefined) throw errors.ruleNotFound();
      return { rule, description: wanted.description };
    });
  },
  matches: ({ description: _, ...wanted }, existing, call) => agrees(call.behaviour.matching, wanted, existing, call),
  checkDescription: (description, { behaviour: { errors, forms } }) => {
    if (forms.description(description) === undefined) throw errors.descriptionInvalid();
  },
  commit: (changes, group, { store }) => {
    for (const { rule, description } of changes) store.replaceRule(group, describedAs(rule, description));
  },
  afterwards: () => undefined,
};

/** One request, from the checks of its parameters to the changed state: all rules or none. */
export function updateDescriptions(call: ReferenceCall, direction: Direction): readonly Redescribed[] {
  const { errors, lookup, describing: how } = call.behaviour;
  const group = lookup.requested(call);
  how.checkSelection(call);
  const changes = [...how.byIds(group, direction, call), ...how.byPermissions(group, direction, call)];
  if (changes.length === 0) throw errors.nothingToDescribe();
  for (const { description } of changes) if (description !== undefined) how.checkDescription(description, call);
  how.commit(changes, group, call);
  how.afterwards(changes, group, call);
  return changes;
}

/** The same rule with this description, or without one. */
export function describedAs({ description: _, ...rule }: StoredRule, description: string | undefined): StoredRule {
  return description === undefined ? rule : { ...rule, description };
}
