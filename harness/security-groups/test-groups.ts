/**
 * Test groups: the two groups of a case, and the rules that they are known to have.
 *
 * A snapshot has keys in which the ids of the groups are replaced by `{main}` and `{peer}`, so that the given rules of a case
 * can be compared with the snapshots of all groups before the case has groups.
 */

import type { SetUp } from '../cases/given.ts';
import type { PastCase } from '../scene/scene.ts';
import type { GroupState } from './group-state.ts';
import { ruleKey } from './model/match.ts';
import type { Direction, Rule, VpcKind } from './model/rule.ts';

/** `main`: the group that a case is about; `peer`: the one that its rules refer to. */
export type GroupRole = 'main' | 'peer';

/** A group of a case and a direction of its rules. */
export interface Place {
  readonly which: GroupRole;
  readonly direction: Direction;
}

/** A rule of a snapshot. */
export interface SnapshotRule extends Place {
  readonly rule: Rule;
  readonly ruleId?: string;
  /** How it came to be, where not by one Authorize with a permission for each rule. */
  readonly setUp?: SetUp;
  /** It was predicted by a case that does not state its description. */
  readonly hasAnyDescription?: true;
}

/** `main ingress <rule> "<description>"`: equal exactly when place, rule and description are. */
export type SnapshotKey = string;

/** The rules of both test groups at one moment, by their keys. */
export type RuleSnapshot = ReadonlyMap<SnapshotKey, SnapshotRule>;

/** One security group of a case. */
export interface TestGroup {
  readonly id: string;
  readonly name: string;
}

/** The two groups of a case, with their last snapshot. */
export interface TestGroups {
  readonly vpc: VpcKind | undefined;
  readonly main: TestGroup;
  peer?: TestGroup;
  /** Undefined after something went wrong: such test groups are not used again. */
  snapshot: RuleSnapshot | undefined;
  /** Rules were revoked to make room for a case, and the groups were not read since. */
  needsReadBack?: boolean;
  /** The cases that used them, in order; undefined: none, the groups are new. */
  history?: readonly PastCase[];
}

/** Key of a rule; the test groups' own group ids become placeholders. */
export function snapshotKey(place: Place, rule: Rule, testGroups?: Pick<TestGroups, 'main' | 'peer'>): SnapshotKey {
  const symbolic = testGroups === undefined ? rule : withPlaceholders(rule, testGroups);
  const { description = '' } = rule;
  const quoted = description === '' ? '' : ` ${JSON.stringify(description)}`;
  return `${place.which} ${place.direction} ${ruleKey(symbolic)}${quoted}`;
}

/** The key of the same rule with whatever description. */
export function withoutDescription(key: SnapshotKey): string {
  const [rule = ''] = key.split(' "', 1);
  return rule;
}

function withPlaceholders(rule: Rule, testGroups: Pick<TestGroups, 'main' | 'peer'>): Rule {
  const { source } = rule;
  if (source.kind !== 'group') {
    return rule;
  }
  const groupId = (
    [
      ['main', testGroups.main],
      ['peer', testGroups.peer],
    ] as const
  )
    .filter(([, group]) => group !== undefined && (source.groupId === group.id || source.groupId === group.name))
    .map(([which]) => `{${which}}`)[0];
  return groupId === undefined ? rule : { ...rule, source: { kind: 'group', groupId } };
}

/** Rules that a new VPC group has from the start; a case that does not list them does not see them. */
const defaultEgress: readonly Rule[] = [
  { protocol: '-1', source: { kind: 'ipv4', cidr: '0.0.0.0/0' } },
  { protocol: '-1', source: { kind: 'ipv6', cidr: '::/0' } },
];

/** Keys of the rules that every new group has. */
export const defaultKeys: ReadonlySet<SnapshotKey> = new Set(
  (['main', 'peer'] as const).flatMap((which) =>
    defaultEgress.map((rule) => snapshotKey({ which, direction: 'egress' }, rule)),
  ),
);

/** The same rules, as if no id were known of any. */
export function withoutIds(rules: RuleSnapshot): RuleSnapshot {
  return new Map([...rules].map(([key, { ruleId: _, ...rule }]) => [key, rule]));
}

/** The rules other than the wanted ones and those of a new group. */
export function extraRules(existing: RuleSnapshot, wanted: ReadonlySet<SnapshotKey>): readonly SnapshotRule[] {
  return [...existing].filter(([key]) => !wanted.has(key) && !defaultKeys.has(key)).map(([, rule]) => rule);
}

/**
 * How well idle groups suit a case: those without other rules best, then those with most of the wanted ones, then those that have a
 * peer just where one is needed.
 */
export function worthOf(existing: RuleSnapshot, wanted: ReadonlySet<SnapshotKey>, isPeerAsWanted: boolean): number {
  const found = [...existing.keys()].filter((key) => wanted.has(key)).length;
  return (extraRules(existing, wanted).length === 0 ? 1000 : 0) + found * 2 + (isPeerAsWanted ? 1 : 0);
}

/** Whether all of it is main's and of one direction, so that one revoke takes it away. `direction`: the only one, if any. */
export function isClearable(leftovers: readonly SnapshotRule[], direction: Direction | undefined): boolean {
  const only = direction ?? leftovers[0]?.direction;
  return leftovers.every((rule) => rule.which === 'main' && rule.direction === only);
}

/** The snapshot of a new group, without a call: `isOpen` if its first rule allows all outbound traffic. */
export function snapshotOfNew(which: GroupRole, isOpen: boolean): RuleSnapshot {
  const place: Place = { which, direction: 'egress' };
  const rules = isOpen ? defaultEgress.slice(0, 1) : [];
  return new Map(rules.map((rule) => [snapshotKey(place, rule), { ...place, rule }]));
}

/** Whether a group that was just described has the rule for all outbound IPv4 traffic. */
export function isOpenOutward(state: GroupState): boolean {
  const [open] = defaultEgress.map((rule) => ruleKey(rule));
  return state.egress.some((rule) => ruleKey(rule) === open);
}

/** A snapshot from what was described; ids known before are carried over, and how rules were set up. */
export function snapshotOf(testGroups: TestGroups, states: readonly GroupState[], before?: RuleSnapshot): RuleSnapshot {
  const existing = new Map<SnapshotKey, SnapshotRule>();
  for (const [which, group] of [
    ['main', testGroups.main],
    ['peer', testGroups.peer],
  ] as const) {
    const state = states.find(({ groupId }) => groupId === group?.id);
    for (const direction of ['ingress', 'egress'] as const) {
      for (const rule of state?.[direction] ?? []) {
        const place: Place = { which, direction };
        const key = snapshotKey(place, rule, testGroups);
        const { ruleId, setUp } = before?.get(key) ?? {};
        existing.set(key, {
          ...{ ...place, rule },
          ...(ruleId === undefined ? {} : { ruleId }),
          ...(setUp === undefined ? {} : { setUp }),
        });
      }
    }
  }
  return existing;
}
