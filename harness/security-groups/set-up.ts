/**
 * Authorises given rules in the way that a case asks for: together in one permission, by calls of their own, with tags,
 * by modifying another rule, or for the second time. A server that does not keep rules one by one shows only then.
 */

import type { SetUp } from '../cases/given.ts';
import type { Pairs } from '../endpoint/caller.ts';
import { isNotFound } from '../endpoint/consistency.ts';
import { expectSuccess } from '../endpoint/expect-success.ts';
import { SetUpProblem, UnsupportedSetUp } from '../endpoint/problem.ts';
import type { XmlElement } from '../wire/xml/xml-read.ts';
import type { GroupAccess } from './creation.ts';
import { readRuleItem } from './group-state.ts';
import {
  authorizePairs,
  modifiedRulePairs,
  revokeRules,
  ruleItems,
  rulePermissionPairs,
  sourceLists,
  type WireRule,
} from './groups.ts';
import type { Rule } from './model/rule.ts';
import { type Place, type SnapshotKey, snapshotKey, type TestGroups } from './test-groups.ts';

/** A rule to set up: its key, its values on the wire and as stored, and how it comes to be. */
export interface RuleToSetUp {
  readonly key: SnapshotKey;
  readonly wire: WireRule;
  readonly rule: Rule;
  readonly setUp?: SetUp;
  /** What it is authorised as before it is modified. */
  readonly former?: Pick<RuleToSetUp, 'key' | 'wire'>;
}

/** Ids that the target gave to rules, as far as its responses say. */
export type RuleIds = ReadonlyMap<SnapshotKey, string>;

interface Group {
  readonly testGroups: TestGroups;
  readonly place: Place;
  readonly id: string;
  readonly access: GroupAccess;
}

/**
 * Authorises rules of one group and direction; returns their ids. Throws SetUpProblem when the target refuses; UnsupportedSetUp
 * where what it refuses is more than to authorise a rule or to revoke one.
 */
export async function setUpRules(
  access: GroupAccess,
  testGroups: TestGroups,
  place: Place,
  rules: readonly RuleToSetUp[],
): Promise<RuleIds> {
  const id = testGroups[place.which]?.id;
  if (id === undefined) return new Map();
  const group: Group = { access, testGroups, place, id };
  let ids: RuleIds = new Map();
  for (const [way, goes] of ways) {
    const some = rules.filter(({ setUp }) => setUp === way);
    if (some.length > 0) ids = new Map([...ids, ...(await goes(group, some))]);
  }
  return ids;
}

type Way = (group: Group, rules: readonly RuleToSetUp[]) => Promise<RuleIds>;

/** In the order in which they are gone. */
const ways: readonly (readonly [SetUp | undefined, Way])[] = [
  [undefined, authorizeAll],
  ['shared-permission', (group, rules) => authorizeByPairs(group, sharedPermissions(rules))],
  ['tagged', (group, rules) => supported('rules with tags', () => authorizeAll(group, rules, tagPairs))],
  ['modified', modifyEach],
  ['authorised-again', authorizeTwice],
  ['own-call', authorizeEach],
];

function authorizeAll(group: Group, rules: readonly RuleToSetUp[], more: Pairs = []): Promise<RuleIds> {
  const pairs = rules.flatMap(({ wire }, index) => rulePermissionPairs(wire, index + 1));
  return authorizeByPairs(group, [...pairs, ...more]);
}

async function authorizeByPairs({ access, testGroups, place, id }: Group, pairs: Pairs): Promise<RuleIds> {
  const response = await authorizePairs(access, id, place.direction, pairs);
  const keyOf = (item: XmlElement) => snapshotKey(place, readRuleItem(item), testGroups);
  return new Map(ruleItems(response).map(({ element, ruleId }) => [keyOf(element), ruleId] as const));
}

async function authorizeEach(group: Group, rules: readonly RuleToSetUp[]): Promise<RuleIds> {
  const ids = new Map<SnapshotKey, string>();
  for (const rule of rules) for (const [key, id] of await authorizeAll(group, [rule])) ids.set(key, id);
  return ids;
}

async function authorizeTwice(group: Group, rules: readonly RuleToSetUp[]): Promise<RuleIds> {
  await authorizeAll(group, rules);
  await revokeRules(
    group.access,
    group.id,
    group.place.direction,
    rules.map(({ rule }) => rule),
  );
  return authorizeUnlessLeft(group, rules);
}

/** A rule that the revoke before left is there as wanted; that it was left is for other cases to judge. */
async function authorizeUnlessLeft(group: Group, rules: readonly RuleToSetUp[]): Promise<RuleIds> {
  try {
    return await authorizeAll(group, rules);
  } catch (problem) {
    if (!(problem instanceof SetUpProblem && problem.code === 'InvalidPermission.Duplicate')) throw problem;
  }
  const ids = new Map<SnapshotKey, string>();
  if (rules.length === 1) return ids;
  for (const rule of rules) for (const [key, id] of await authorizeUnlessLeft(group, [rule])) ids.set(key, id);
  return ids;
}

async function modifyEach(group: Group, rules: readonly RuleToSetUp[]): Promise<RuleIds> {
  const ids = new Map<SnapshotKey, string>();
  for (const { key, wire, former = { key, wire } } of rules) {
    const pairs = rulePermissionPairs(former.wire, 1);
    const response = await authorizePairs(group.access, group.id, group.place.direction, pairs);
    const ruleId = ruleItems(response)[0]?.ruleId || (await describedId(group, former.key));
    if (ruleId === undefined) throw new UnsupportedSetUp('the target returns no id by which a rule could be modified');
    await supported('modified rules', () => modify(group, ruleId, wire));
    ids.set(key, ruleId);
  }
  return ids;
}

/** The id under which the rule is described; undefined where none is. */
function describedId({ access, testGroups, place, id }: Group, key: SnapshotKey): Promise<string | undefined> {
  const action = 'DescribeSecurityGroupRules';
  const params: Pairs = [
    ['Filter.1.Name', 'group-id'],
    ['Filter.1.Value.1', id],
  ];
  const read = async () => {
    const { outcome } = await access.caller.call(action, params, access.witness);
    const items = outcome.kind === 'success' ? ruleItems(outcome) : [];
    const own = items.find(({ element }) => snapshotKey(place, readRuleItem(element), testGroups) === key);
    return own?.ruleId === '' ? undefined : own?.ruleId;
  };
  return access.caller.consistency.until(read, (found) => found !== undefined, 'ids');
}

async function modify({ access: { caller, witness }, id }: Group, ruleId: string, wire: WireRule): Promise<void> {
  const action = 'ModifySecurityGroupRules';
  const named: Pairs = [
    ['GroupId', id],
    ['SecurityGroupRule.1.SecurityGroupRuleId', ruleId],
  ];
  const pairs = [...named, ...modifiedRulePairs(wire)];
  // The rule was authorised by us: when it is not found, it may not be known yet.
  expectSuccess(action, await caller.callSettled(action, pairs, witness, ({ outcome }) => isNotFound(outcome)));
}

/** A target need not be able to do more than authorise rules to have them revoked. */
async function supported<Result>(what: string, attempt: () => Promise<Result>): Promise<Result> {
  try {
    return await attempt();
  } catch (problem) {
    if (problem instanceof SetUpProblem) throw new UnsupportedSetUp(`${what} are not supported: ${problem.message}`);
    throw problem;
  }
}

const tagPairs: Pairs = [
  ['TagSpecification.1.ResourceType', 'security-group-rule'],
  ['TagSpecification.1.Tag.1.Key', 'purpose'],
  ['TagSpecification.1.Tag.1.Value', 'conformance'],
];

/** A permission for all rules of equal protocol and ports whose sources are of one kind. */
function sharedPermissions(rules: readonly RuleToSetUp[]): Pairs {
  const sharing = new Map<string, WireRule[]>();
  for (const { wire } of rules) {
    const key = JSON.stringify([wire['IpProtocol'], wire['FromPort'], wire['ToPort'], listOf(wire)]);
    sharing.set(key, [...(sharing.get(key) ?? []), wire]);
  }
  return [...sharing.values()].flatMap((wires, at) =>
    wires.flatMap((wire, index) => {
      const pairs = rulePermissionPairs(wire, at + 1, index + 1);
      return index === 0 ? pairs : pairs.filter(([name]) => name.includes(`.${listOf(wire)}.`));
    }),
  );
}

function listOf(wire: WireRule): string | undefined {
  return Object.entries(sourceLists).find(([member]) => wire[member] !== undefined)?.[1];
}
