/** The few calls by which groups are made, filled, read and removed. Each either does what it says or throws SetUpProblem. */

import type { SuccessOutcome } from '../checks/outcome.ts';
import { itemsOf, textAt } from '../checks/response-tree.ts';
import type { Call, Pairs } from '../endpoint/caller.ts';
import { isNotFound } from '../endpoint/consistency.ts';
import { expectSuccess } from '../endpoint/expect-success.ts';
import { SetUpProblem } from '../endpoint/problem.ts';
import type { Domain } from '../scene/domain.ts';
import type { XmlElement } from '../wire/xml/xml-read.ts';
import { create, type GroupAccess } from './creation.ts';
import { type GroupState, readGroupStates } from './group-state.ts';
import type { Direction, Rule } from './model/rule.ts';

/** What calls that do not create are made with. */
export type CallAccess = Omit<GroupAccess, 'journal'>;

/** Creates an empty group in a VPC; returns its id. */
export async function createGroup(access: GroupAccess, name: string, vpcId: string | undefined): Promise<string> {
  const { found, why } = await create(access, {
    kind: 'group',
    action: 'CreateSecurityGroup',
    name,
    params: [
      ['GroupName', name],
      // Without a space, which one emulator's signature check takes for another than was sent.
      ['GroupDescription', 'ec2-conformance'],
      ...(vpcId === undefined ? [] : [['VpcId', vpcId] as const]),
    ],
    idIn: ({ root }) => textAt(root, 'groupId'),
  });
  if (found === undefined) {
    throw new SetUpProblem(why);
  }
  return found;
}

/** A rule to authorise, by wire names, placeholders already replaced. */
export type WireRule = Readonly<Record<string, string>>;

/** Adds rules in one call, a permission for each; returns the response, of which {@link ruleItems} reads the ids. */
export async function authorize(
  access: GroupAccess,
  groupId: string,
  direction: Direction,
  rules: readonly WireRule[],
): Promise<SuccessOutcome> {
  return authorizePairs(
    access,
    groupId,
    direction,
    rules.flatMap((rule, index) => rulePermissionPairs(rule, index + 1)),
  );
}

/** Adds the rules of these `IpPermissions.N.…` in one call. */
export async function authorizePairs(
  access: GroupAccess,
  groupId: string,
  direction: Direction,
  pairs: Pairs,
): Promise<SuccessOutcome> {
  const action = authorizeAction(direction);
  return expectSuccess(
    action,
    await access.caller.callSettled(action, [['GroupId', groupId], ...pairs], access.witness),
  );
}

/** The action that takes rules of this direction away. */
export function revokeAction(direction: Direction): string {
  return direction === 'ingress' ? 'RevokeSecurityGroupIngress' : 'RevokeSecurityGroupEgress';
}

/** An operation under test, as far as set-up, reading and histories of groups depend on it. */
export interface GroupOperation {
  readonly action: string;
  /** Which rules of a group it is about; undefined: those of both directions, or none. */
  readonly direction: Direction | undefined;
}

/** The domain of security groups, for operations on the same rules of a group. */
export interface GroupDomain extends Domain, Pick<GroupOperation, 'direction'> {}

/** Which rules of a group an operation is about; undefined: those of both directions, or none. */
export function testedDirection({ domain }: { readonly domain: Domain }): Direction | undefined {
  return isGroupDomain(domain) ? domain.direction : undefined;
}

/** No other domain has directions. */
function isGroupDomain(domain: Domain): domain is GroupDomain {
  return 'direction' in domain;
}

/** Of the rules that set-up tries, and that histories are about: ingress where the operation is not about one direction. */
export function directionOf({ direction = 'ingress' }: Pick<GroupOperation, 'direction'>): Direction {
  return direction;
}

/** The action that adds rules of this direction. */
export function authorizeAction(direction: Direction): string {
  return direction === 'ingress' ? 'AuthorizeSecurityGroupIngress' : 'AuthorizeSecurityGroupEgress';
}

/** The action that describes rules of this direction: gives them descriptions. */
export function updateDescriptionsAction(direction: Direction): string {
  return `UpdateSecurityGroupRuleDescriptions${direction === 'ingress' ? 'Ingress' : 'Egress'}`;
}

/** Whether the action takes rules away. */
export function isRevokeAction(action: string): boolean {
  return action === revokeAction('ingress') || action === revokeAction('egress');
}

/** Takes rules of one direction away in one call; returns the response, which lists them. */
export async function revokeRules(
  { caller, witness }: CallAccess,
  groupId: string,
  direction: Direction,
  rules: readonly Rule[],
): Promise<SuccessOutcome> {
  const action = revokeAction(direction);
  const params: Pairs = [
    ['GroupId', groupId],
    ...rules.flatMap((rule, index) => rulePermissionPairs(wireRule(rule), index + 1)),
  ];
  // What is revoked was authorised by us: when it is not found, it may not be known yet.
  return expectSuccess(action, await caller.callSettled(action, params, witness, ({ outcome }) => isNotFound(outcome)));
}

/** Without its description, which a revoke need not give. */
function wireRule({ protocol, fromPort, toPort, source }: Rule): WireRule {
  const sources = {
    ipv4: () => ({ CidrIp: 'cidr' in source ? source.cidr : '' }),
    ipv6: () => ({ CidrIpv6: 'cidr' in source ? source.cidr : '' }),
    'prefix-list': () => ({ PrefixListId: 'prefixListId' in source ? source.prefixListId : '' }),
    group: () => ({ GroupId: 'groupId' in source ? source.groupId : '' }),
  };
  return {
    IpProtocol: protocol,
    ...(fromPort === undefined ? {} : { FromPort: String(fromPort) }),
    ...(toPort === undefined ? {} : { ToPort: String(toPort) }),
    ...sources[source.kind](),
  };
}

/** The list of a permission that holds sources of this member. */
export const sourceLists = {
  CidrIp: 'IpRanges',
  CidrIpv6: 'Ipv6Ranges',
  PrefixListId: 'PrefixListIds',
  GroupId: 'Groups',
} as const;

/** Names of members in ModifySecurityGroupRules, where they differ. */
const modifiedNames: Readonly<Record<string, string>> = { CidrIp: 'CidrIpv4', GroupId: 'ReferencedGroupId' };

/** What the first rule of a ModifySecurityGroupRules is to become, as `SecurityGroupRule.1.SecurityGroupRule.…` pairs. */
export function modifiedRulePairs(rule: WireRule): Pairs {
  return Object.entries(rule).map(([name, value]) => [
    `SecurityGroupRule.1.SecurityGroupRule.${modifiedNames[name] ?? name}`,
    value,
  ]);
}

/** One permission with one source, as `IpPermissions.<index>.…` pairs; `source`: the number of the source in its list. */
export function rulePermissionPairs(rule: WireRule, index: number, source = 1): Pairs {
  const at = `IpPermissions.${index}`;
  const plain = ['IpProtocol', 'FromPort', 'ToPort'].flatMap((name) => {
    const value = rule[name];
    return value === undefined ? [] : [[`${at}.${name}`, value] as const];
  });
  const sources = Object.entries(sourceLists).flatMap(([name, list]) => {
    const value = rule[name];
    return value === undefined ? [] : [[`${at}.${list}.${source}.${name}`, value, list] as const];
  });
  const description = rule['Description'];
  return [
    ...plain,
    ...sources.flatMap(([name, value, list]) => [
      [name, value] as const,
      ...(description === undefined ? [] : [[`${at}.${list}.${source}.Description`, description] as const]),
    ]),
  ];
}

/** Reads groups in one call, by id. */
export async function describeGroups(
  { caller, witness }: CallAccess,
  ids: readonly string[],
): Promise<readonly GroupState[]> {
  const params: Pairs = ids.map((id, index) => [`GroupId.${index + 1}`, id] as const);
  const newIds = caller.consistency.newAmong(ids);
  const lacksNew = ({ outcome }: Call) =>
    outcome.kind === 'success' && newIds.some((id) => !has(readGroupStates(outcome), id));
  const call = await caller.callSettled('DescribeSecurityGroups', params, witness, lacksNew);
  const states = readGroupStates(expectSuccess('DescribeSecurityGroups', call));
  return ids.map((id) => {
    const state = states.find(({ groupId }) => groupId === id);
    if (state === undefined) {
      throw new SetUpProblem(`DescribeSecurityGroups did not list the group ${id}`);
    }
    return state;
  });
}

function has(states: readonly GroupState[], id: string): boolean {
  return states.some(({ groupId }) => groupId === id);
}

/** A rule as DescribeSecurityGroupRules describes it. */
export interface DescribedRule {
  readonly ruleId: string;
  readonly groupId: string;
  readonly element: XmlElement;
}

/** Items of a securityGroupRuleSet, as Authorize and DescribeSecurityGroupRules return them. */
export function ruleItems(response: SuccessOutcome): readonly DescribedRule[] {
  return itemsOf(response.root, 'securityGroupRuleSet').map((element) => {
    const text = (name: string) => textAt(element, name) ?? '';
    return { ruleId: text('securityGroupRuleId'), groupId: text('groupId'), element };
  });
}
