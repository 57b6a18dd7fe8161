/** RevokeSecurityGroupIngress and its egress twin, step by step. */

import { revokeByIds, revokeByPermissions } from '../security-groups/model/revoke.ts';
import type { Direction } from '../security-groups/model/rule.ts';
import type { ReferenceCall } from './call.ts';
import { agrees } from './matching.ts';
import { isGiven, texts } from './request/input.ts';
import { flatNames } from './request/requested.ts';
import type { Revoked, Revoking } from './sections/rule-changes.ts';
import type { Group } from './store.ts';

/** The conforming steps of a revoke. */
export const referenceRevoking: Revoking<ReferenceCall> = {
  checkSelection,
  candidates: (group, direction, { store }) => store.rules(group, direction),
  onMismatch: (group, call) => {
    const { lookup, choices } = call.behaviour;
    return lookup.vpcKind(group, call) === 'default' && choices.mismatchInDefaultVpc === 'silent' ? 'silent' : 'refuse';
  },
  matches: (wanted, existing, call) => agrees(call.behaviour.matching, wanted, existing, call),
  byPermissions: (existing, wanted, onMismatch, call) =>
    revokeByPermissions(existing, wanted, {
      onMismatch,
      matches: (one, other) => call.behaviour.revoking.matches(one, other, call),
    }),
  byIds: revokeByIds,
  commit: ({ group, direction, removed }, { store, at }) => store.removeRules(group, direction, removed, at),
  afterwards: () => undefined,
};

/** One revoke, from the checks of its parameters to the changed state. */
export function revoke(call: ReferenceCall, direction: Direction): Revoked {
  call.behaviour.revoking.checkSelection(call);
  const group = call.behaviour.lookup.requested(call);
  const outcome = isGiven(call.input, 'SecurityGroupRuleId')
    ? revokeNamedIds(call, group, direction)
    : revokePermissions(call, group, direction);
  const revoked: Revoked = { group, direction, ...outcome };
  call.behaviour.revoking.commit(revoked, call);
  call.behaviour.revoking.afterwards(revoked, call);
  return revoked;
}

function checkSelection(call: ReferenceCall): void {
  const { errors, choices } = call.behaviour;
  if (!isGiven(call.input, 'GroupId') && !isGiven(call.input, 'GroupName')) throw errors.groupNotNamed();
  call.behaviour.requested.checkCombinations(call);
  const byProperties = ['IpPermissions', ...flatNames].filter((name) => isGiven(call.input, name));
  const byIds = isGiven(call.input, 'SecurityGroupRuleId');
  if (byIds && byProperties.length > 0 && choices.idsAndPermissions === 'refused') {
    throw errors.combination('securityGroupRuleIds', 'ipPermissions');
  }
  const namesNothing = texts(call.input, 'SecurityGroupRuleId').length === 0 && byProperties.length === 0;
  if (namesNothing) throw errors.nothingToRevoke();
}

function revokeNamedIds(call: ReferenceCall, group: Group, direction: Direction): Pick<Revoked, 'removed' | 'unknown'> {
  const { errors, forms, revoking: how, choices } = call.behaviour;
  const ids = texts(call.input, 'SecurityGroupRuleId');
  const malformed = ids.find((id) => forms.ruleId(id) === undefined);
  if (malformed !== undefined) throw errors.ruleIdMalformed(malformed);
  if (choices.repeatedRuleId === 'refused' && new Set(ids).size < ids.length) throw errors.ruleRepeated();
  const outcome = how.byIds(how.candidates(group, direction, call), ids, call);
  if (outcome.kind === 'refused') throw errors.ruleIdNotFound(outcome.unknown[0] ?? '');
  return { removed: outcome.removed, unknown: [] };
}

function revokePermissions(
  call: ReferenceCall,
  group: Group,
  direction: Direction,
): Pick<Revoked, 'removed' | 'unknown'> {
  const { errors, requested, revoking: how } = call.behaviour;
  const permissions = [...requested.permissions(call), ...requested.flat(call)];
  if (permissions.length === 0) throw errors.nothingToRevoke();
  const wanted = requested.wanted(permissions, group, call);
  const outcome = how.byPermissions(how.candidates(group, direction, call), wanted, how.onMismatch(group, call), call);
  if (outcome.kind === 'refused') throw errors.ruleNotFound();
  return { removed: outcome.removed, unknown: outcome.unknown };
}
