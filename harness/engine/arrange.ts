/** Brings a world into the state that a case starts from, in as few calls as possible. */

import type { Case } from '../cases/case.ts';
import type { FixtureRule, Given, NamedRules, SetUp } from '../cases/fixture.ts';
import type { CallWitness } from '../endpoint/caller.ts';
import { expectSuccess } from '../endpoint/expect-success.ts';
import { SetUpProblem, UnsupportedSetUp } from '../endpoint/problem.ts';
import { readRuleItem } from '../security-groups/group-state.ts';
import { describeGroups, type GroupAccess, revokeRules, ruleItems, type WireRule } from '../security-groups/groups.ts';
import type { Direction, Rule } from '../security-groups/model/rule.ts';
import { storedRule } from '../security-groups/model/stored-rule.ts';
import { fill, type Placeholders } from '../security-groups/placeholders.ts';
import { setUpRules } from '../security-groups/set-up.ts';
import {
  defaultKeys,
  extraRules,
  type GroupRole,
  type Place,
  type RuleSnapshot,
  type SnapshotKey,
  snapshotKey,
  snapshotOf,
  type TestGroups,
} from '../security-groups/test-groups.ts';

/** A rule that a case gives, with the key under which it stands. */
export interface GivenRule extends Place {
  readonly name: string;
  readonly fixture: FixtureRule;
  readonly key: SnapshotKey;
  /** Whether it is to stand before the first request; a later one comes by a request of the case. */
  readonly exists: boolean;
  readonly setUp?: SetUp;
  readonly former?: FixtureRule;
}

/** `direction`: of the later ones. Account and prefix list are filled in; `{main}` and `{peer}` stay, so that the keys hold for any world. */
export function givenRules(
  { given, later = {} }: Pick<Case, 'given' | 'later'>,
  run: Placeholders,
  direction: Direction,
): readonly GivenRule[] {
  const place: Place = { which: 'main', direction };
  const laterRules = Object.entries(later).map(([name, fixture]) => ({
    ...place,
    name,
    fixture,
    key: snapshotKey(place, ruleOf(filled(fixture, run))),
    exists: false,
  }));
  return [...standingRules(given, run), ...laterRules];
}

function standingRules(given: Given, run: Placeholders): readonly GivenRule[] {
  return (['main', 'peer'] as const).flatMap((which) =>
    (['ingress', 'egress'] as const).flatMap((direction) =>
      Object.entries(section(given, which, direction)).map(([name, fixture]) => {
        const place: Place = { which, direction };
        const key = snapshotKey(place, ruleOf(filled(fixture, run)));
        const setUp = given.setUp?.[name];
        const former = given.former?.[name];
        return {
          ...{ ...place, name, fixture, key, exists: true },
          ...(setUp === undefined ? {} : { setUp }),
          ...(former === undefined ? {} : { former }),
        };
      }),
    ),
  );
}

function section(given: Given, which: GroupRole, direction: Direction): NamedRules {
  return given[which]?.[direction] ?? {};
}

function filled(fixture: FixtureRule, placeholders: Placeholders): WireRule {
  return Object.fromEntries(Object.entries(fixture).map(([name, value]) => [name, fill(String(value), placeholders)]));
}

/** A rule of a fixture as it will stand, placeholders filled. */
export function storedAs(fixture: FixtureRule, placeholders: Placeholders): Rule {
  return ruleOf(filled(fixture, placeholders));
}

function ruleOf(wire: WireRule): Rule {
  return storedRule({
    protocol: wire['IpProtocol'] ?? '',
    fromPort: wire['FromPort'],
    toPort: wire['ToPort'],
    description: wire['Description'],
    source:
      wire['CidrIp'] !== undefined
        ? { kind: 'ipv4', cidr: wire['CidrIp'] }
        : wire['CidrIpv6'] !== undefined
          ? { kind: 'ipv6', cidr: wire['CidrIpv6'] }
          : wire['PrefixListId'] !== undefined
            ? { kind: 'prefix-list', prefixListId: wire['PrefixListId'] }
            : { kind: 'group', groupId: wire['GroupId'] ?? '' },
  });
}

/** Whether each rule that stands came to be as the case wants it. */
export function areSetUpAlike(given: readonly GivenRule[], standing: RuleSnapshot): boolean {
  const wanted = new Map(given.map(({ key, setUp }) => [key, setUp]));
  return [...standing].every(([key, { setUp }]) => setUp === wanted.get(key));
}

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

/** How what stands differs from what was authorised. */
function otherRules(given: readonly GivenRule[], standing: RuleSnapshot): string | undefined {
  const lost = given.find(({ key, exists: stands }) => stands && !standing.has(key));
  if (lost !== undefined) {
    const found = [...standing.keys()].join('; ') || 'none';
    return `the rule '${lost.name}' does not stand as it was authorised; there is ${found}`;
  }
  const wanted = new Set(given.filter(({ exists: stands }) => stands).map(({ key }) => key));
  const stray = [...standing.keys()].filter((key) => !defaultKeys.has(key) && !wanted.has(key));
  return stray.length > 0 ? `a rule stands that was not authorised: ${stray.join('; ')}` : undefined;
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
    wire: filled(fixture, placeholders),
    rule: ruleOf(filled(fixture, placeholders)),
    ...(former === undefined ? {} : { former: filled(former, placeholders) }),
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
 * Asked of the target where no answer told them.
 */
export async function findRuleIds(
  world: TestGroups,
  given: readonly GivenRule[],
  access: GroupAccess,
  known: ReadonlyMap<string, string> = new Map(),
): Promise<ReadonlyMap<string, string>> {
  let standing: RuleSnapshot = world.snapshot ?? new Map();
  const present = given.filter(({ key }) => standing.has(key));
  if (present.some(({ key }) => standing.get(key)?.ruleId === undefined)) {
    const known = standing;
    standing = await access.caller.consistency.until(
      () => describeIds(world, known, access),
      (found) => present.every(({ key }) => found.get(key)?.ruleId !== undefined),
      'rule-ids',
    );
    world.snapshot = standing;
  }
  const found = present.map(({ name, key }): [string, string] => {
    const ruleId = standing.get(key)?.ruleId;
    if (ruleId === undefined) {
      throw new SetUpProblem(`the target tells no id of the rule '${name}'`);
    }
    return [name, ruleId];
  });
  return new Map([...known, ...found]);
}

async function describeIds(world: TestGroups, standing: RuleSnapshot, access: GroupAccess): Promise<RuleSnapshot> {
  const params = [
    ['Filter.1.Name', 'group-id'],
    ...[world.main.id, world.peer?.id]
      .filter((id) => id !== undefined)
      .map((id, index) => [`Filter.1.Value.${index + 1}`, id] as const),
  ] as [string, string][];
  const witness: CallWitness | undefined = access.witness;
  const answer = expectSuccess(
    'DescribeSecurityGroupRules',
    await access.caller.call('DescribeSecurityGroupRules', params, witness),
  );
  const found = new Map(standing);
  for (const { element, ruleId, groupId } of ruleItems(answer)) {
    const which: GroupRole = groupId === world.peer?.id ? 'peer' : 'main';
    for (const direction of ['ingress', 'egress'] as const) {
      const key = snapshotKey({ which, direction }, readRuleItem(element), world);
      const known = found.get(key);
      if (known !== undefined && isEgressItem(element) === (direction === 'egress')) {
        found.set(key, { ...known, ruleId });
      }
    }
  }
  return found;
}

function isEgressItem(element: Parameters<typeof readRuleItem>[0]): boolean {
  return element.children.some(({ name, text }) => name === 'isEgress' && text.trim() === 'true');
}
