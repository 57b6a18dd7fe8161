/** Brings groups into the state that a case starts from, in as few calls as possible, and reads them. */

import type { Placeholders } from '../cases/placeholders.ts';
import type { SuccessOutcome } from '../checks/outcome.ts';
import { textAt } from '../checks/response-tree.ts';
import type { Pairs } from '../endpoint/caller.ts';
import { expectSuccess } from '../endpoint/expect-success.ts';
import { SetUpProblem, UnsupportedSetUp } from '../endpoint/problem.ts';
import type { Care } from '../scene/scene.ts';
import type { XmlElement } from '../wire/xml/xml-read.ts';
import { filledRule, type GivenRule, matchRules, storedAs } from './cases/case-rules.ts';
import { revokedElements } from './checks/revoked-items.ts';
import type { GroupAccess } from './creation.ts';
import { readRuleItem } from './group-state.ts';
import { describeGroups, revokeRules, ruleItems } from './groups.ts';
import { setUpRules } from './set-up.ts';
import {
  extraRules,
  type GroupRole,
  type Place,
  type RuleSnapshot,
  type SnapshotKey,
  type SnapshotRule,
  snapshotKey,
  type TestGroups,
  withoutDescription,
  withoutIds,
} from './test-groups.ts';

/**
 * Revokes the rules that are too many, authorises those that are missing, and keeps what is known of the groups true: quick, as far
 * as the target's responses say; careful, as it was read back. Returns whether the target listed what it revoked as it was known,
 * descriptions included. Throws SetUpProblem when the target refuses a rule, or, careful, stores another one.
 */
export async function arrange(
  testGroups: TestGroups,
  given: readonly GivenRule[],
  placeholders: Placeholders,
  access: GroupAccess,
  care: Care,
): Promise<boolean> {
  const missing = given.filter(({ key, exists }) => exists && !testGroups.rules.has(key));
  const left = await cleared(testGroups, given, access);
  let existing = left.rules;
  testGroups.forget();
  for (const which of ['main', 'peer'] as const) {
    for (const direction of ['ingress', 'egress'] as const) {
      const rules = missing.filter((rule) => rule.which === which && rule.direction === direction);
      existing = new Map([...existing, ...(await add(testGroups, { which, direction }, rules, placeholders, access))]);
    }
  }
  if (care === 'careful') {
    const assumed = existing;
    existing = await access.caller.consistency.until(
      () => readBack(testGroups, access, assumed),
      (found) => otherRules(given, found) === undefined,
    );
    refuseOtherRules(given, existing);
  }
  testGroups.assume(existing);
  return left.isAsKnown;
}

/** The snapshot after all unwanted rules were revoked, provided that the target did what it reported. */
async function cleared(
  testGroups: TestGroups,
  given: readonly GivenRule[],
  access: GroupAccess,
): Promise<{ readonly rules: RuleSnapshot; readonly isAsKnown: boolean }> {
  const existing = testGroups.rules;
  const wanted = new Set(given.filter(({ exists }) => exists).map(({ key }) => key));
  const leftovers = extraRules(existing, wanted);
  if (leftovers.length === 0) {
    return { rules: existing, isAsKnown: true };
  }
  testGroups.clear();
  const direction = leftovers[0]?.direction ?? 'ingress';
  const response = await revokeRules(
    access,
    testGroups.main.id,
    direction,
    leftovers.map(({ rule }) => rule),
  );
  const listed = (revokedElements(response) ?? []).map((element) =>
    snapshotKey({ which: 'main', direction }, readRuleItem(element), testGroups),
  );
  const bare = new Set(listed.map(withoutDescription));
  const isListed = ([key, { hasAnyDescription }]: readonly [SnapshotKey, SnapshotRule]) =>
    hasAnyDescription === true ? bare.has(withoutDescription(key)) : listed.includes(key);
  return {
    rules: new Map([...existing].filter(([, rule]) => !leftovers.includes(rule))),
    isAsKnown: [...existing].filter(([, rule]) => leftovers.includes(rule)).every(isListed),
  };
}

function refuseOtherRules(given: readonly GivenRule[], existing: RuleSnapshot): void {
  const problem = otherRules(given, existing);
  if (problem === undefined) return;
  // Whether Modify does what it says is no question about revoking.
  const isModified = given.some(({ setUp }) => setUp === 'modified');
  throw isModified ? new UnsupportedSetUp(problem) : new SetUpProblem(problem);
}

/** How the rules read differ from what was authorised. */
function otherRules(given: readonly GivenRule[], existing: RuleSnapshot): string | undefined {
  const wanted = given.filter(({ exists }) => exists);
  const { keyOf, unexpected } = matchRules(wanted, existing);
  const lost = wanted.find(({ name }) => !keyOf.has(name));
  if (lost !== undefined) {
    const found = [...existing.keys()].join('; ') || 'none';
    return `the rule '${lost.name}' is not there as it was authorised; the rules are ${found}`;
  }
  return unexpected.length > 0 ? `a rule exists that was not authorised: ${unexpected.join('; ')}` : undefined;
}

async function add(
  testGroups: TestGroups,
  place: Place,
  rules: readonly GivenRule[],
  placeholders: Placeholders,
  access: GroupAccess,
): Promise<RuleSnapshot> {
  if (rules.length === 0 || testGroups[place.which] === undefined) {
    return new Map();
  }
  const toSetUp = rules.map(({ fixture, former, ...rest }) => ({
    ...rest,
    wire: filledRule(fixture, placeholders),
    rule: storedAs(fixture, placeholders),
    ...(former === undefined
      ? {}
      : {
          former: {
            key: snapshotKey(place, storedAs(former, placeholders), testGroups),
            wire: filledRule(former, placeholders),
          },
        }),
  }));
  const ids = await setUpRules(access, testGroups, place, toSetUp);
  return new Map(
    toSetUp.map(({ key, rule, setUp }) => {
      const ruleId = ids.get(key);
      return [key, { ...place, rule, ...(ruleId ? { ruleId } : {}), ...(setUp === undefined ? {} : { setUp }) }];
    }),
  );
}

/** Reads the rules of the test groups. */
export async function readBack(
  testGroups: TestGroups,
  access: GroupAccess,
  before: RuleSnapshot,
): Promise<RuleSnapshot> {
  return testGroups.read(await describeGroups(access, testGroups.ids), before);
}

/**
 * Ids of those of the rules that exist, by name, beside those known before: a rule that is gone keeps the id it had.
 * Read from the target where no response had them. Throws SetUpProblem where the target returns none.
 */
export async function findRuleIds(
  testGroups: TestGroups,
  given: readonly GivenRule[],
  access: GroupAccess,
  known: ReadonlyMap<string, string> = new Map(),
): Promise<ReadonlyMap<string, string>> {
  const { keyOf } = matchRules(given, testGroups.rules);
  const keys = [...keyOf.values()];
  if (!haveIds(keys, testGroups.rules)) {
    testGroups.assume(await describeIds(testGroups, testGroups.rules, access, keys));
  }
  return new Map([...known, ...idsByName(keyOf, testGroups.rules)]);
}

/** Ids of the rules of a snapshot by name, as DescribeSecurityGroupRules lists them now. Throws SetUpProblem where it lists none. */
export async function readRuleIds(
  testGroups: TestGroups,
  snapshot: RuleSnapshot,
  given: readonly GivenRule[],
  access: GroupAccess,
): Promise<ReadonlyMap<string, string>> {
  const { keyOf } = matchRules(given, snapshot);
  return idsByName(keyOf, await describeIds(testGroups, withoutIds(snapshot), access, [...keyOf.values()]));
}

function haveIds(keys: readonly SnapshotKey[], rules: RuleSnapshot): boolean {
  return keys.every((key) => rules.get(key)?.ruleId !== undefined);
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

/** The snapshot with the ids that the target lists, read until it has those of the rules with these keys. */
async function describeIds(
  testGroups: TestGroups,
  snapshot: RuleSnapshot,
  access: GroupAccess,
  keys: readonly SnapshotKey[],
): Promise<RuleSnapshot> {
  const params: Pairs = [
    ['Filter.1.Name', 'group-id'],
    ...testGroups.ids.map((id, index) => [`Filter.1.Value.${index + 1}`, id] as const),
  ];
  const action = 'DescribeSecurityGroupRules';
  const read = async () => {
    const call = await access.caller.call(action, params, access.witness);
    return withIds(testGroups, snapshot, expectSuccess(action, call));
  };
  return access.caller.consistency.until(read, (found) => haveIds(keys, found), 'ids');
}

function withIds(testGroups: TestGroups, snapshot: RuleSnapshot, response: SuccessOutcome): RuleSnapshot {
  const found = new Map(snapshot);
  // A rule whose description nobody knows is found by all the rest.
  const keys = new Map([...snapshot.keys()].map((key) => [withoutDescription(key), key] as const));
  for (const { element, ruleId, groupId } of ruleItems(response)) {
    const which: GroupRole = groupId === testGroups.peer?.id ? 'peer' : 'main';
    const direction = isEgressItem(element) ? 'egress' : 'ingress';
    const key = snapshotKey({ which, direction }, readRuleItem(element), testGroups);
    const own = snapshot.has(key) ? key : keys.get(withoutDescription(key));
    const known = own === undefined ? undefined : found.get(own);
    if (own !== undefined && known !== undefined && ruleId !== '') found.set(own, { ...known, ruleId });
  }
  return found;
}

function isEgressItem(element: XmlElement): boolean {
  return textAt(element, 'isEgress') === 'true';
}
