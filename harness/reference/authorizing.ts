/** AuthorizeSecurityGroupIngress and its egress twin, step by step. */

import { addedRules } from '../security-groups/model/authorize.ts';
import { ruleKey } from '../security-groups/model/match.ts';
import type { Direction } from '../security-groups/model/rule.ts';
import type { ReferenceCall } from './call.ts';
import type { Authorized, Authorizing } from './sections/rule-changes.ts';
import { requestedTags } from './tagging.ts';

/** The conforming steps of an authorise. */
export const referenceAuthorizing: Authorizing<ReferenceCall> = {
  checkSource: (source, group, call) => {
    const { errors, lookup } = call.behaviour;
    if (source.kind === 'prefix-list' && !call.store.prefixLists.has(source.prefixListId)) {
      throw errors.prefixListNotFound(source.prefixListId);
    }
    if (source.kind !== 'group') return;
    const isOwn = source.userId === undefined || source.userId === call.facts.account;
    // Without peering, no group of another VPC or account can be referred to.
    if (!isOwn || lookup.byId(source.groupId, call)?.vpcId !== group.vpcId) throw errors.groupNotFound(source.groupId);
  },
  checkRule: ({ protocol, fromPort, toPort, description }, { behaviour: { errors, forms } }) => {
    if (description !== undefined && forms.description(description) === undefined) throw errors.descriptionInvalid();
    // API reference, IpPermission: all types have no single code.
    const isIcmp = protocol === 'icmp' || protocol === 'icmpv6';
    if (isIcmp && fromPort === -1 && toPort !== -1) throw errors.portRange(`Type -1 has no code ${toPort}.`);
  },
  tags: (call) => requestedTags(call, 'security-group-rule'),
  outcome: (existing, wanted, { facts }) => addedRules(existing, wanted, facts.account),
  isWithinQuota: (rules, { behaviour }) =>
    (['ipv4', 'ipv6'] as const).every(
      (family) =>
        rules.filter(({ source }) => source.kind === family || source.kind === 'group' || source.kind === 'prefix-list')
          .length <= behaviour.choices.rulesPerGroup,
    ),
  stored: ({ permission: _permission, position: _position, ...rule }, group, direction, { behaviour }) => ({
    ...rule,
    id: behaviour.state.newId('sgr-'),
    groupId: group.id,
    direction,
  }),
  commit: ({ group, direction, added }, { store }) => store.addRules(group, direction, added),
  afterwards: () => undefined,
};

/** One authorise, from the checks of its parameters to the changed state: all rules or none. */
export function performAuthorize(call: ReferenceCall, direction: Direction): Authorized {
  const { errors, requested, lookup, authorizing: how } = call.behaviour;
  requested.checkCombinations(call);
  const group = lookup.requested(call);
  const permissions = [...requested.permissions(call), ...requested.flat(call)];
  if (permissions.length === 0) throw errors.nothingToAuthorize();
  const wanted = requested.wanted(permissions, group, call);
  const tags = how.tags(call);
  for (const rule of wanted) {
    how.checkRule(rule, call);
    how.checkSource(rule.source, group, call);
  }
  const existing = call.store.rules(group, direction);
  const outcome = how.outcome(existing, wanted, call);
  if (outcome.kind === 'refused') {
    throw outcome.code === 'InvalidParameterValue'
      ? errors.ruleRepeated()
      : errors.ruleExists(ruleKey(outcome.rule, call.facts.account));
  }
  if (!how.isWithinQuota([...existing, ...outcome.added], call)) throw errors.tooManyRules();
  const added = outcome.added.map((rule) => how.stored(rule, group, direction, call));
  const authorized: Authorized = { group, direction, added };
  how.commit(authorized, call);
  for (const rule of added) call.store.tag(rule.id, tags);
  how.afterwards(authorized, call);
  return authorized;
}
