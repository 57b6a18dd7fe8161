/** The dimensions of the operations that add, change and describe rules, and the rules that a request of them names. */

import type { ReferenceCall } from '../../reference/call.ts';
import { agrees } from '../../reference/matching.ts';
import { isGiven, structs, text } from '../../reference/request/input.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import type { StoredRule } from '../../reference/store.ts';
import type { Direction } from '../../security-groups/model/rule.ts';
import type { changeActions } from '../family/family-variant.ts';
import { directionOfCall } from '../revoke-changes.ts';
import { type Dimension, dimensions, type Named } from './cells.ts';

/** An operation of the grammar besides the revoke. */
export type SisterAction = (typeof changeActions)[number];

/** A rule that a request names, and what the request is to make of it. */
export interface SisterNamed extends Named {
  /** Among all rules of the request, from 1. */
  readonly position: number;
  readonly direction: Direction;
}

const { kind, protocol, identity, carriage, position, setUp } = dimensions;

/** Those of the revoke, as far as they apply, and further ones. */
export const sisterDimensions: Readonly<Record<string, Dimension | undefined>> = {
  ...{ kind, protocol, identity, carriage, position, setUp },
  form: { values: ['permission', 'rule-id', 'flat'], has: (value, _, call) => value === formOf(call) },
  naming: { values: ['id', 'name'], has: (value, _, { input }) => (value === 'name') === isGiven(input, 'GroupName') },
  described: {
    values: ['given', 'none'],
    has: (value, { description }) => (value === 'none') === (description === undefined),
  },
  direction: { values: ['ingress', 'egress'], has: (value, named) => (named as SisterNamed).direction === value },
};

const kinds = ['ipv4', 'ipv6', 'group', 'self', 'prefix-list'];
const protocols = ['tcp', 'udp', 'icmp', 'icmpv6', 'number', 'all'];
const always = { kind: kinds, protocol: protocols, identity: ['session'], carriage: ['post', 'get'] };
const positions = ['alone', 'first', 'last', 'beside'];
const described = ['given', 'none'];
const ways = ['usual', 'shared-permission', 'tagged', 'modified'];

/** Of each operation the dimensions with the values that its requests can have. */
export const sisterValues: Readonly<Record<SisterAction, Readonly<Record<string, readonly string[]>>>> = {
  AuthorizeSecurityGroupIngress: {
    ...{ form: ['permission', 'flat'], ...always, position: positions, naming: ['id', 'name'], described },
  },
  AuthorizeSecurityGroupEgress: { ...always, position: positions, described },
  ModifySecurityGroupRules: {
    ...{ ...always, position: ['alone', 'first', 'last'], setUp: ways, described, direction: ['ingress', 'egress'] },
  },
  UpdateSecurityGroupRuleDescriptionsIngress: {
    ...{ form: ['permission', 'rule-id'], ...always, position: positions, setUp: ways, naming: ['id', 'name'] },
    described,
  },
  UpdateSecurityGroupRuleDescriptionsEgress: {
    ...{ form: ['permission', 'rule-id'], ...always, position: positions, setUp: ways, described },
  },
};

/** The rules that a request of one of these operations names, in its order; none where it cannot be read. */
export function namedBy(call: ReferenceCall): readonly SisterNamed[] {
  try {
    if (call.action === 'ModifySecurityGroupRules') return changedBy(call);
    return call.action.startsWith('Update') ? describedBy(call) : wantedBy(call);
  } catch (thrown) {
    if (thrown instanceof Refusal) return [];
    throw thrown;
  }
}

/** Whether the call gives a group the rules that a case starts from: one of them has port 22. */
export function isSetUp({ action, input }: ReferenceCall): boolean {
  return (
    action.startsWith('Authorize') && structs(input, 'IpPermissions').some((one) => text(one, 'FromPort') === '22')
  );
}

function formOf({ input }: ReferenceCall): string {
  if (isGiven(input, 'SecurityGroupRuleDescription')) return 'rule-id';
  return isGiven(input, 'IpPermissions') ? 'permission' : 'flat';
}

/** By an authorise, or by an update that names rules by their values. */
function wantedBy(call: ReferenceCall): readonly SisterNamed[] {
  const { lookup, requested, matching } = call.behaviour;
  const group = lookup.requested(call);
  const direction = directionOfCall(call);
  const permissions = [...requested.permissions(call), ...requested.flat(call)];
  const wanted = requested.wanted(permissions, group, call);
  return wanted.map((rule) => {
    const { description: _, ...values } = rule;
    const found = call.store.rules(group, direction).find((existing) => agrees(matching, values, existing, call));
    return {
      ...rule,
      ...{ groupId: group.id, direction, place: rule.permission, parts: permissions.length },
      isBeside: wanted.filter(({ permission }) => permission === rule.permission).length > 1,
      ...(found === undefined ? {} : { id: found.id }),
    };
  });
}

function describedBy(call: ReferenceCall): readonly SisterNamed[] {
  if (!isGiven(call.input, 'SecurityGroupRuleDescription')) return wantedBy(call);
  const { lookup, describing } = call.behaviour;
  const group = lookup.requested(call);
  const found = describing.byIds(group, directionOfCall(call), call);
  return found.map(({ rule: { description: _, ...rule }, description }, index) =>
    existing({ ...rule, ...(description === undefined ? {} : { description }) }, index, found.length),
  );
}

function changedBy(call: ReferenceCall): readonly SisterNamed[] {
  const { lookup, modifying, requested } = call.behaviour;
  const group = lookup.requested(call);
  const updates = modifying.updates(call);
  return updates.flatMap(({ ruleId, values }, index) => {
    const old = modifying.found(ruleId, group, call);
    const [wanted] = requested.wanted([modifying.permission(values, call)], group, call);
    return wanted === undefined ? [] : [existing(modifying.replacement(wanted, old, call), index, updates.length)];
  });
}

function existing(rule: StoredRule, index: number, parts: number): SisterNamed {
  return { ...rule, position: index + 1, place: index + 1, parts, isBeside: false };
}
