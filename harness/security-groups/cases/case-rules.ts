/**
 * The rules that a case knows by name, and how they are found among the rules of a group: by place and properties, and by
 * the description where the case states one. Pure.
 */
import type { Case } from '../../cases/case.ts';
import type { ExpectedResponse } from '../../cases/fixture.ts';
import type { FixtureRule, Given, GroupRules, Later, NamedRules, SetUp } from '../../cases/given.ts';
import { fill, type Placeholders } from '../../cases/placeholders.ts';
import type { WireRule } from '../groups.ts';
import type { Direction, Rule } from '../model/rule.ts';
import { storedRule } from '../model/stored-rule.ts';
import {
  defaultKeys,
  type Place,
  type RuleSnapshot,
  type SnapshotKey,
  type SnapshotRule,
  snapshotKey,
  withoutDescription,
} from '../test-groups.ts';

/** A rule that a case names, with the key that it has in a snapshot. */
export interface GivenRule extends Place {
  readonly name: string;
  readonly fixture: FixtureRule;
  readonly key: SnapshotKey;
  /** Whether it is there before the first request; a later one comes by a request of the case. */
  readonly exists: boolean;
  /** How it comes to be, where not by one Authorize with a permission for each rule. */
  readonly setUp?: SetUp;
  /** The rule that a modified one was before. */
  readonly former?: FixtureRule;
  /** The case does not state its description: it is the same rule with whatever description. */
  readonly hasAnyDescription: boolean;
}

/**
 * All rules that the case names. `direction`: of later rules that are stated without a place. Account and prefix list are
 * filled in; `{main}` and `{peer}` stay, so that the keys hold for any groups.
 */
export function givenRules(
  { given, later = {} }: Pick<Case, 'given' | 'later'>,
  run: Placeholders,
  direction: Direction | undefined,
): readonly GivenRule[] {
  return [...placedRules(given, true, run), ...placedRules(laterRules(later, direction), false, run)];
}

/** Later rules by place. Those without a place are of main and the operation's direction; the lint refuses them without one. */
export function laterRules(later: Later, direction: Direction = 'ingress'): Given {
  return isPlaced(later) ? later : { main: { [direction]: later } };
}

/** Whether the rules are stated by group and direction. A rule has a protocol, a group's rules have none. */
export function isPlaced(later: Later): later is Given {
  return Object.values(later).every((part: FixtureRule | GroupRules) => !('IpProtocol' in part));
}

/** All named rules of these groups, with their names. */
export function namedRulesOf(given: Given): readonly (readonly [name: string, rule: FixtureRule])[] {
  return [given.main, given.peer].flatMap((group) =>
    [group?.ingress, group?.egress].flatMap((rules: NamedRules = {}) => Object.entries(rules)),
  );
}

function placedRules(given: Given, exists: boolean, run: Placeholders): readonly GivenRule[] {
  return (['main', 'peer'] as const).flatMap((which) =>
    (['ingress', 'egress'] as const).flatMap((direction) =>
      Object.entries(given[which]?.[direction] ?? {}).map(([name, fixture]) => {
        const key = snapshotKey({ which, direction }, storedAs(fixture, run));
        const setUp = exists ? given.setUp?.[name] : undefined;
        const former = exists ? given.former?.[name] : undefined;
        const rule = {
          which,
          direction,
          name,
          fixture,
          key,
          exists,
          hasAnyDescription: fixture.Description === undefined,
        };
        return {
          ...rule,
          ...(setUp === undefined ? {} : { setUp }),
          ...(former === undefined ? {} : { former }),
        };
      }),
    ),
  );
}

/** The rule by its wire names, placeholders filled. An empty description is none. */
export function filledRule(fixture: FixtureRule, placeholders: Placeholders): WireRule {
  const filled = Object.entries(fixture).map(([name, value]) => [name, fill(String(value), placeholders)] as const);
  return Object.fromEntries(filled.filter(([name, value]) => name !== 'Description' || value !== ''));
}

/** Rules of fixtures as they are stored where nothing is filled in: plans ask for the same ones over and over. */
const storedUnfilled = new WeakMap<FixtureRule, Rule>();

/** A rule of a fixture as a target stores it, placeholders filled. */
export function storedAs(fixture: FixtureRule, placeholders: Placeholders): Rule {
  if (placeholders.size > 0) return storedWith(fixture, placeholders);
  const stored = storedUnfilled.get(fixture) ?? storedWith(fixture, placeholders);
  storedUnfilled.set(fixture, stored);
  return stored;
}

function storedWith(fixture: FixtureRule, placeholders: Placeholders): Rule {
  const wire = filledRule(fixture, placeholders);
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

/** Which rules of a snapshot have which names. */
export interface RuleMatch {
  /** Names of the rules that are there, in the order of the given rules. */
  readonly names: readonly string[];
  readonly keyOf: ReadonlyMap<string, SnapshotKey>;
  /** Of two given rules with one key, the first gives its name. */
  readonly nameOf: ReadonlyMap<SnapshotKey, string>;
  /** Keys of rules that have no name and are no rules of a new group. */
  readonly unexpected: readonly SnapshotKey[];
}

/**
 * Finds the given rules in a snapshot. A rule of the snapshot that is another given rule with its stated description is
 * never taken for one whose description is not stated.
 */
export function matchRules(given: readonly GivenRule[], snapshot: RuleSnapshot): RuleMatch {
  const stated = given.filter(({ key, hasAnyDescription }) => !hasAnyDescription && snapshot.has(key));
  const claimed = new Set(stated.map(({ key }) => key));
  const free = new Map(
    [...snapshot.keys()].filter((key) => !claimed.has(key)).map((key) => [withoutDescription(key), key] as const),
  );
  const keyOf = new Map<string, SnapshotKey>();
  const nameOf = new Map<SnapshotKey, string>();
  for (const { name, key, hasAnyDescription } of given) {
    const exact = snapshot.has(key) && !(hasAnyDescription && claimed.has(key)) ? key : undefined;
    const found = exact ?? (hasAnyDescription ? free.get(withoutDescription(key)) : undefined);
    if (found === undefined) continue;
    keyOf.set(name, found);
    if (!nameOf.has(found)) nameOf.set(found, name);
  }
  return {
    names: given.filter(({ name }) => keyOf.has(name)).map(({ name }) => name),
    keyOf,
    nameOf,
    unexpected: [...snapshot.keys()].filter((key) => !nameOf.has(key) && !defaultKeys.has(key)),
  };
}

/** Whether each rule of the snapshot came to be as the case wants it. */
export function areSetUpAlike(given: readonly GivenRule[], snapshot: RuleSnapshot): boolean {
  const wanted = new Map(given.map(({ key, setUp }) => [key, setUp]));
  return [...snapshot].every(([key, { setUp }]) => setUp === wanted.get(key));
}

/** The rules after a request, if the response is this one: named rules that are new come, those not named any more go. */
export function predictRules(
  { after, sameId = {} }: Pick<ExpectedResponse, 'after' | 'sameId'>,
  given: readonly GivenRule[],
  before: RuleSnapshot,
  placeholders: Placeholders,
): RuleSnapshot {
  const wanted = new Set(after);
  const { keyOf } = matchRules(given, before);
  const rules = new Map(before);
  for (const { name } of given) {
    const key = keyOf.get(name);
    if (key !== undefined && !wanted.has(name)) rules.delete(key);
  }
  for (const { name, key, which, direction, fixture, hasAnyDescription } of given) {
    if (!wanted.has(name) || keyOf.has(name)) continue;
    const ruleId = before.get(keyOf.get(sameId[name] ?? '') ?? '')?.ruleId;
    const rule: SnapshotRule = {
      ...{ which, direction, rule: storedAs(fixture, placeholders) },
      ...(hasAnyDescription ? { hasAnyDescription } : {}),
    };
    rules.set(key, ruleId === undefined ? rule : { ...rule, ruleId });
  }
  return rules;
}

/**
 * Whether the rules read are those predicted. Descriptions count where a given rule states one; the rules that every new
 * group has count only where the case gives them.
 */
export function matchesPrediction(read: RuleSnapshot, predicted: RuleSnapshot, given: readonly GivenRule[]): boolean {
  const keys = new Set(given.map(({ key }) => key));
  const stated = new Set(
    given.filter(({ hasAnyDescription }) => !hasAnyDescription).map(({ key }) => withoutDescription(key)),
  );
  const compared = (key: SnapshotKey) => {
    const bare = withoutDescription(key);
    return stated.has(bare) ? key : bare;
  };
  const counted = (rules: RuleSnapshot) =>
    [...rules.keys()]
      .filter((key) => !defaultKeys.has(key) || keys.has(key))
      .map(compared)
      .sort()
      .join('\n');
  return counted(read) === counted(predicted);
}
