/** Brings groups into the state that a case starts from, in as few calls as possible, and reads them. */

import type { Placeholders } from '../cases/placeholders.ts';
import type { SuccessOutcome } from '../checks/outcome.ts';
import type { Pairs } from '../endpoint/caller.ts';
import { expectSuccess } from '../endpoint/expect-success.ts';
import { SetUpProblem, UnsupportedSetUp } from '../endpoint/problem.ts';
import { filledRule, type GivenRule, matchRules, storedAs } from './cases/case-rules.ts';
import { readRuleItem } from './group-state.ts';
import { describeGroups, type GroupAccess, revokeRules, ruleItems } from './groups.ts';
import { setUpRules } from './set-up.ts';
import {
  extraRules,
  type GroupRole,
  type Place,
  type RuleSnapshot,
  snapshotKey,
  snapshotOf,
  type TestGroups,
  withoutDescription,
} from './test-groups.ts';

/**
 * Takes away what is too much, authorises what is missing, and leaves `world.standing` true: as far as the target's
 * answers say, or as it was read back, with care. Set-up failures are no verdicts: throws SetUpProblem when the target refuses a rule, or, with care,
 * stores another one.
 */
export async function arrange(
  world: TestGroups,
  given: readonly GivenRule[],
  placeholders: Placeholders,
  access: GroupAccess,
  care: 'quick' | 'careful',
): Promise<void> {
  const missing = given.filter(({ key, exists: stands }) => stands && world.snapshot?.has(key) !== true);
  let standing: RuleSnapshot = await cleared(world, given, access);
  world.snapshot = undefined;
  for (const which of ['main', 'peer'] as const) {
    for (const direction of ['ingress', 'egress'] as const) {
      const rules = missing.filter((rule) => rule.which === which && rule.direction === direction);
      standing = new Map([...standing, ...(await add(world, { which, direction }, rules, placeholders, access))]);
    }
  }
  if (care === 'careful') {
    const assumed = standing;
    standing = await access.caller.consistency.until(
      () => readBack(world, access, assumed),
      (found) => otherRules(given, found) === undefined,
    );
    refuseOtherRules(given, standing);
  }
  world.snapshot = standing;
}

/** What stands once everything that is not wanted was revoked, if the target did as it answered. */
async function cleared(world: TestGroups, given: readonly GivenRule[], access: GroupAccess): Promise<RuleSnapshot> {
  const standing: RuleSnapshot = world.snapshot ?? new Map();
  const wanted = new Set(given.filter(({ exists: stands }) => stands).map(({ key }) => key));
  const leftovers = extraRules(standing, wanted);
  if (leftovers.length === 0) {
    return standing;
  }
  world.snapshot = undefined;
  world.needsReadBack = true;
  await revokeRules(
    access,
    world.main.id,
    leftovers[0]?.direction ?? 'ingress',
    leftovers.map(({ rule }) => rule),
  );
  return new Map([...standing].filter(([, rule]) => !leftovers.includes(rule)));
}

function refuseOtherRules(given: readonly GivenRule[], standing: RuleSnapshot): void {
  const problem = otherRules(given, standing);
  if (problem === undefined) return;
  // Whether Modify does what it says is no question about revoking.
  const isModified = given.some(({ setUp }) => setUp === 'modified');
  throw isModified ? new UnsupportedSetUp(problem) : new SetUpProblem(problem);
}

/** How the rules read differ from what was authorised. */
function otherRules(given: readonly GivenRule[], standing: RuleSnapshot): string | undefined {
  const existing = given.filter(({ exists }) => exists);
  const { keyOf, unexpected } = matchRules(existing, standing);
  const lost = existing.find(({ name }) => !keyOf.has(name));
  if (lost !== undefined) {
    const found = [...standing.keys()].join('; ') || 'none';
    return `the rule '${lost.name}' does not stand as it was authorised; there is ${found}`;
  }
  return unexpected.length > 0 ? `a rule stands that was not authorised: ${unexpected.join('; ')}` : undefined;
}

async function add(
  world: TestGroups,
  place: Place,
  rules: readonly GivenRule[],
  placeholders: Placeholders,
  access: GroupAccess,
): Promise<RuleSnapshot> {
  if (rules.length === 0 || world[place.which] === undefined) {
    return new Map();
  }
  const toSetUp = rules.map(({ fixture, former, ...rest }) => ({
    ...rest,
    wire: filledRule(fixture, placeholders),
    rule: storedAs(fixture, placeholders),
    ...(former === undefined ? {} : { former: filledRule(former, placeholders) }),
  }));
  const ids = await setUpRules(access, world, place, toSetUp);
  return new Map(
    toSetUp.map(({ key, rule, setUp }) => {
      const ruleId = ids.get(key);
      return [key, { ...place, rule, ...(ruleId ? { ruleId } : {}), ...(setUp === undefined ? {} : { setUp }) }];
    }),
  );
}

/** What stands in the world's groups now. */
export async function readBack(world: TestGroups, access: GroupAccess, before: RuleSnapshot): Promise<RuleSnapshot> {
  const ids = [world.main.id, ...(world.peer === undefined ? [] : [world.peer.id])];
  const states = await describeGroups(access, ids);
  world.needsReadBack = false;
  return snapshotOf(world, states, before);
}

/**
 * Ids of those of the rules that stand, by name, beside those known before: a rule that is gone keeps the id it had.
 * Asked of the target where no response told them. Throws SetUpProblem where the target tells none.
 */
export async function findRuleIds(
  world: TestGroups,
  given: readonly GivenRule[],
  access: GroupAccess,
  known: ReadonlyMap<string, string> = new Map(),
): Promise<ReadonlyMap<string, string>> {
  const standing: RuleSnapshot = world.snapshot ?? new Map();
  const { keyOf } = matchRules(given, standing);
  const isComplete = (rules: RuleSnapshot) => [...keyOf.values()].every((key) => rules.get(key)?.ruleId !== undefined);
  if (!isComplete(standing)) world.snapshot = await describeIds(world, standing, access, isComplete);
  return new Map([...known, ...idsByName(keyOf, world.snapshot ?? standing)]);
}

/** Ids of the rules of a snapshot by name, as DescribeSecurityGroupRules tells them now. Throws SetUpProblem where it tells none. */
export async function readRuleIds(
  world: TestGroups,
  snapshot: RuleSnapshot,
  given: readonly GivenRule[],
  access: GroupAccess,
): Promise<ReadonlyMap<string, string>> {
  const { keyOf } = matchRules(given, snapshot);
  const isComplete = (rules: RuleSnapshot) => [...keyOf.values()].every((key) => rules.get(key)?.ruleId !== undefined);
  const unread = new Map([...snapshot].map(([key, { ruleId: _, ...rule }]) => [key, rule]));
  return idsByName(keyOf, await describeIds(world, unread, access, isComplete));
}

function idsByName(keyOf: ReadonlyMap<string, string>, rules: RuleSnapshot): ReadonlyMap<string, string> {
  return new Map(
    [...keyOf].map(([name, key]) => {
      const ruleId = rules.get(key)?.ruleId;
      if (ruleId === undefined) throw new SetUpProblem(`the target returns no id for the rule '${name}'`);
      return [name, ruleId];
    }),
  );
}

/** The snapshot with the ids that the target tells, read until it is complete. */
async function describeIds(
  world: TestGroups,
  snapshot: RuleSnapshot,
  access: GroupAccess,
  isComplete: (rules: RuleSnapshot) => boolean,
): Promise<RuleSnapshot> {
  const ids = [world.main.id, world.peer?.id].filter((id) => id !== undefined);
  const params: Pairs = [
    ['Filter.1.Name', 'group-id'],
    ...ids.map((id, index) => [`Filter.1.Value.${index + 1}`, id] as const),
  ];
  const action = 'DescribeSecurityGroupRules';
  const read = async () => {
    const call = await access.caller.call(action, params, access.witness);
    return withIds(world, snapshot, expectSuccess(action, call));
  };
  return access.caller.consistency.until(read, isComplete, 'rule-ids');
}

function withIds(world: TestGroups, snapshot: RuleSnapshot, answer: SuccessOutcome): RuleSnapshot {
  const found = new Map(snapshot);
  // A rule whose description nobody knows is found by all the rest.
  const keys = new Map([...snapshot.keys()].map((key) => [withoutDescription(key), key] as const));
  for (const { element, ruleId, groupId } of ruleItems(answer)) {
    const which: GroupRole = groupId === world.peer?.id ? 'peer' : 'main';
    const direction = isEgressItem(element) ? 'egress' : 'ingress';
    const key = snapshotKey({ which, direction }, readRuleItem(element), world);
    const own = snapshot.has(key) ? key : keys.get(withoutDescription(key));
    const known = own === undefined ? undefined : found.get(own);
    if (own !== undefined && known !== undefined && ruleId !== '') found.set(own, { ...known, ruleId });
  }
  return found;
}

function isEgressItem(element: Parameters<typeof readRuleItem>[0]): boolean {
  return element.children.some(({ name, text }) => name === 'isEgress' && text.trim() === 'true');
}
