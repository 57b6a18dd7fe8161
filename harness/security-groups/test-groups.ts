/**
 * Test groups: the two groups of a case, and the rules that they are known to have.
 *
 * A snapshot has keys in which the ids of the groups are replaced by `{main}` and `{peer}`, so that the given rules of a case
 * can be compared with the snapshots of all groups before the case has groups.
 */

import type { Case } from '../cases/case.ts';
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

/**
 * What is known of the rules of test groups. `known`: as they were read, or as responses and predictions have them. `cleared`: so too,
 * but rules were revoked to make room for a case, and nobody has read the groups since. `unknown`: something went wrong, or has just
 * been asked; no other case gets them.
 */
type Knowledge = 'known' | 'cleared' | 'unknown';

/** The two groups of a case. They alone say what is known of their rules, and change it. */
export class TestGroups {
  readonly vpc: VpcKind | undefined;
  readonly main: TestGroup;
  #peer: TestGroup | undefined;
  #snapshot: RuleSnapshot | undefined;
  #isCleared = false;
  #past: readonly PastCase[] = [];

  /** `snapshot`: of groups that are new; undefined for groups that were there before, of which nothing is known yet. */
  constructor(vpc: VpcKind | undefined, main: TestGroup, snapshot?: RuleSnapshot, peer?: TestGroup) {
    this.vpc = vpc;
    this.main = main;
    this.#snapshot = snapshot;
    this.#peer = peer;
  }

  get peer(): TestGroup | undefined {
    return this.#peer;
  }

  /** Main, and the peer if there is one. */
  get ids(): readonly string[] {
    return [this.main.id, ...(this.#peer === undefined ? [] : [this.#peer.id])];
  }

  get knowledge(): Knowledge {
    if (this.#snapshot === undefined) return 'unknown';
    return this.#isCleared ? 'cleared' : 'known';
  }

  /** The rules as far as they are known: none where nothing is. */
  get rules(): RuleSnapshot {
    return this.#snapshot ?? new Map();
  }

  /** The cases that used the groups, in order. If a case fails here and passes on new groups, one of them may be why. */
  get past(): readonly PastCase[] {
    return this.#past;
  }

  /** A case uses the groups from now on. */
  begin(testCase: Case): void {
    this.#past = [...this.#past, { testCase }];
  }

  /** Records the rules after the last case, if they are known. */
  settle(hasMismatch: boolean): void {
    const last = this.#past.at(-1);
    if (last === undefined || this.#snapshot === undefined) return;
    const after = [...this.#snapshot.keys()];
    this.#past = [...this.#past.slice(0, -1), { testCase: last.testCase, after, hasMismatch }];
  }

  /** The groups have these rules, by a response or a prediction. */
  assume(rules: RuleSnapshot): void {
    this.#snapshot = rules;
  }

  /** Nothing is known until rules are assumed again. */
  forget(): void {
    this.#snapshot = undefined;
  }

  /** Rules are about to be revoked to make room for a case. */
  clear(): void {
    this.#snapshot = undefined;
    this.#isCleared = true;
  }

  /** The groups were read: the snapshot, with the ids that rules had before, and how they were set up. */
  read(states: readonly GroupState[], before?: RuleSnapshot): RuleSnapshot {
    this.#isCleared = false;
    return snapshotOf(this, states, before);
  }

  /** `rules`: those that the peer has. It is new, or as good as new. */
  addPeer(peer: TestGroup, rules: RuleSnapshot): void {
    this.#peer = peer;
    this.#snapshot = new Map([...this.rules, ...rules]);
  }
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

function snapshotOf(testGroups: TestGroups, states: readonly GroupState[], before?: RuleSnapshot): RuleSnapshot {
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
