/** Which group and which rules a request is about. */

import type { ReferenceCall } from './call.ts';
import { text } from './request/input.ts';
import type { Lookup } from './sections/wanted-rules.ts';
import type { Group, StoredRule } from './store.ts';

/** The conforming lookup. */
export const referenceLookup: Lookup<ReferenceCall> = {
  requested: requestedGroup,
  byId: (id, { store }) => store.groups.get(id),
  byName: (name, { store }) => {
    const vpc = store.defaultVpc();
    return vpc && store.groupsOfVpc(vpc.id).find((group) => group.name === name);
  },
  vpcKind: (group, { store }) => (store.vpcs.get(group.vpcId)?.isDefault === true ? 'default' : 'nondefault'),
};

function requestedGroup(call: ReferenceCall): Group {
  const { errors, choices } = call.behaviour;
  const id = text(call.input, 'GroupId');
  const name = text(call.input, 'GroupName');
  if (id === undefined && name === undefined) throw errors.groupNotNamed();
  if (id !== undefined && name !== undefined && choices.idAndName === 'refused') {
    throw errors.combination('groupId', 'groupName');
  }
  return id === undefined ? groupNamed(name ?? '', call) : groupIdentified(id, call);
}

/** The group of an id. Refuses what is no id and what does not exist. */
export function groupIdentified(id: string, call: ReferenceCall): Group {
  const { errors, forms, lookup: how } = call.behaviour;
  const wellFormed = forms.groupId(id);
  if (wellFormed === undefined) throw errors.groupIdMalformed(id);
  const group = how.byId(wellFormed, call);
  if (group === undefined) throw errors.groupNotFound(id);
  return group;
}

/** The group of the default VPC that has this name. */
export function groupNamed(name: string, call: ReferenceCall): Group {
  const { errors, choices, lookup: how } = call.behaviour;
  const group = how.byName(name, call);
  if (group !== undefined) return group;
  const vpc = call.store.defaultVpc();
  if (vpc === undefined) {
    throw choices.nameWithoutDefaultVpc === 'not-found'
      ? errors.groupNameNotFound(name, 'none')
      : errors.noDefaultVpc();
  }
  const isElsewhere = [...call.store.groups.values()].some((other) => other.name === name);
  if (isElsewhere && choices.nameOutsideDefaultVpc === 'invalid-value') throw errors.groupNameInOtherVpc(name);
  throw errors.groupNameNotFound(name, vpc.id);
}

/** The one of these rules that an id names. Refuses what is no id and what none of them has. */
export function ruleNamed(id: string, rules: readonly StoredRule[], call: ReferenceCall): StoredRule {
  const { errors, forms } = call.behaviour;
  if (id === '') throw errors.missingParameter('securityGroupRuleId');
  if (forms.ruleId(id) === undefined) throw errors.ruleIdMalformed(id);
  const rule = rules.find((each) => each.id === id);
  if (rule === undefined) throw errors.ruleIdNotFound(id);
  return rule;
}
