/**
 * The pool of test groups. It keeps the calls per case low: a case gets the groups that already have most of its given rules,
 * and no other rules than one revoke can remove. Whether that revoke worked is seen when the groups are read; if not, the
 * case is repeated on new groups.
 */

import { SetUpProblem } from '../endpoint/problem.ts';
import { runName, type TargetSettings } from '../endpoint/target-settings.ts';
import { emptyGroup } from './clear-rules.ts';
import type { GroupAccess } from './creation.ts';
import { createGroup } from './groups.ts';
import type { Direction, VpcKind } from './model/rule.ts';
import type { NamedGroups, TargetProfile } from './probe/target-profile.ts';
import {
  defaultKeys,
  extraRules,
  type GroupRole,
  isClearable,
  type RuleSnapshot,
  type SnapshotKey,
  snapshotOfNew,
  TestGroups,
  worthOf,
} from './test-groups.ts';

/** What a case needs of its test groups. */
export interface AcquireOptions {
  /** Undefined: whichever the target has, a nondefault VPC first. */
  readonly vpc?: VpcKind;
  readonly peer: boolean;
  readonly wanted: ReadonlySet<SnapshotKey>;
  /**
   * `any`: what costs fewest calls. `new`: whatever is idle. `new-main`: a peer that nothing refers to and nothing was
   * given to may be used again; it is only ever named. Of named groups both are emptied and read.
   */
  readonly groups: 'any' | 'new' | 'new-main';
  /** Whether a group may be cleared by a revoke, rather than left for a new one. */
  readonly mayClear: boolean;
}

/** The test groups of a run that no case is using. */
export class GroupPool {
  /** Parts that have groups of their own, by name. */
  readonly #parts = new Map<string, GroupPool>();
  readonly #series: string;
  readonly #idle = new Set<TestGroups>();
  readonly #settings: TargetSettings;
  readonly #preparation: TargetProfile;
  readonly #direction: Direction | undefined;
  #namedGroups: TestGroups | undefined;
  #made = 0;
  #listsRevoked = true;

  /**
   * `direction`: of the rules that may be revoked to make room; undefined: either, one at a time. `series`: begins the names of its
   * groups.
   */
  constructor(settings: TargetSettings, preparation: TargetProfile, direction: Direction | undefined, series = '') {
    this.#series = series;
    this.#settings = settings;
    this.#preparation = preparation;
    this.#direction = direction;
  }

  /** The part of the pool with this name: its groups are given to those alone who work on it. */
  part(name: string): GroupPool {
    if (this.#preparation.groups !== undefined) return this;
    const known = this.#parts.get(name);
    if (known !== undefined) return known;
    const part = new GroupPool(this.#settings, this.#preparation, this.#direction, `${this.#series}${name}-`);
    this.#parts.set(name, part);
    return part;
  }

  /**
   * Whether what a case has changed may be revoked before anyone reads it: the response to that lists the rules as they were, and so
   * shows what a reading would.
   */
  get listsRevoked(): boolean {
    return this.#listsRevoked;
  }

  /** The target did not list what was revoked, or not as it was known: from now on it is read first. */
  readFirst(): void {
    this.#listsRevoked = false;
  }

  /** Acquires test groups; creates groups if none fits. Throws SetUpProblem if the target refuses. */
  async acquire(wish: AcquireOptions, access: GroupAccess): Promise<TestGroups> {
    const vpc = this.#vpcOf(wish.vpc);
    const { groups } = this.#preparation;
    if (groups !== undefined) {
      return this.#settings.safe === true
        ? new TestGroups(vpc, groups.main, this.#snapshotOfNew('main'))
        : this.#named(groups, vpc, wish, access);
    }
    const idle = wish.groups === 'any' ? this.#bestIdle(wish, vpc) : undefined;
    const former = wish.groups === 'new-main' && wish.peer ? this.#idleWithPeer(vpc) : undefined;
    // Taken before anything is awaited: another case may ask meanwhile.
    for (const taken of [idle, former]) if (taken !== undefined) this.#idle.delete(taken);
    const testGroups = idle ?? (await this.#newTestGroups(vpc, access));
    if (former?.peer !== undefined) testGroups.addPeer(former.peer, this.#snapshotOfNew('peer'));
    return wish.peer ? this.withPeer(testGroups, access) : testGroups;
  }

  /** The same test groups, with a peer group if they had none. Throws SetUpProblem if the target refuses. */
  async withPeer(testGroups: TestGroups, access: GroupAccess): Promise<TestGroups> {
    if (testGroups.peer === undefined && this.#preparation.groups !== undefined) {
      throw new SetUpProblem('no second group was named for this run');
    }
    if (testGroups.peer === undefined) {
      const name = this.#nextName('peer');
      const id = await createGroup(access, name, this.#vpcId(testGroups.vpc));
      testGroups.addPeer({ id, name }, this.#snapshotOfNew('peer'));
    }
    return testGroups;
  }

  /** Takes test groups back; if their state is unknown, no other case gets them. */
  release(testGroups: TestGroups): void {
    if (testGroups.knowledge !== 'unknown') this.#idle.add(testGroups);
  }

  /** The groups that the user named; as good as new where they have more rules than one revoke clears. */
  async #named(
    groups: NamedGroups,
    vpc: VpcKind | undefined,
    { wanted, groups: wished }: AcquireOptions,
    access: GroupAccess,
  ): Promise<TestGroups> {
    const testGroups = this.#namedGroups ?? new TestGroups(vpc, groups.main, undefined, groups.peer);
    this.#namedGroups = testGroups;
    const isUnknown = testGroups.knowledge === 'unknown';
    if (wished === 'new' || isUnknown || !isClearable(extraRules(testGroups.rules, wanted), this.#direction)) {
      testGroups.forget();
      const states = [];
      for (const id of testGroups.ids) states.push(await emptyGroup(access, id, this.#direction ?? 'egress'));
      testGroups.assume(testGroups.read(states));
    }
    return testGroups;
  }

  /** The one with most of what is wanted; one that has more is taken when a single revoke clears it. */
  #bestIdle(wish: AcquireOptions, vpc: VpcKind | undefined): TestGroups | undefined {
    const judged = [...this.#idle]
      .filter((testGroups) => testGroups.vpc === vpc && !hasSpecialRules(testGroups))
      .map((testGroups) => {
        const worth = worthOf(testGroups.rules, wish.wanted, wish.peer === (testGroups.peer !== undefined));
        return { testGroups, leftovers: extraRules(testGroups.rules, wish.wanted), worth };
      })
      .filter(({ leftovers }) => leftovers.length === 0 || (wish.mayClear && isClearable(leftovers, this.#direction)));
    return judged.sort((a, b) => b.worth - a.worth)[0]?.testGroups;
  }

  /** One that has only the rules of every new group, so that its peer is as good as new. */
  #idleWithPeer(vpc: VpcKind | undefined): TestGroups | undefined {
    return [...this.#idle].find(
      ({ vpc: where, peer, rules }) =>
        where === vpc && peer !== undefined && [...rules.keys()].every((key) => defaultKeys.has(key)),
    );
  }

  async #newTestGroups(vpc: VpcKind | undefined, access: GroupAccess): Promise<TestGroups> {
    const name = this.#nextName('main');
    const id = await createGroup(access, name, this.#vpcId(vpc));
    return new TestGroups(vpc, { id, name }, this.#snapshotOfNew('main'));
  }

  #snapshotOfNew(which: GroupRole): RuleSnapshot {
    return snapshotOfNew(which, this.#preparation.opensOutward ?? true);
  }

  #vpcOf(wished: VpcKind | undefined): VpcKind | undefined {
    const { vpcs } = this.#preparation;
    if (wished !== undefined) {
      if (vpcs[wished] === undefined) {
        throw new SetUpProblem(`the target has no ${wished} VPC for this run`);
      }
      return wished;
    }
    return vpcs.nondefault !== undefined ? 'nondefault' : vpcs.default !== undefined ? 'default' : undefined;
  }

  #vpcId(vpc: VpcKind | undefined): string | undefined {
    return vpc === undefined ? undefined : this.#preparation.vpcs[vpc];
  }

  #nextName(suffix: string): string {
    this.#made += 1;
    return runName(this.#settings, `${this.#series}${this.#made}-${suffix}`);
  }
}

/** Whether there are rules that were not set up in the usual way; no other case is to find them. */
function hasSpecialRules({ rules }: TestGroups): boolean {
  return [...rules.values()].some(({ setUp }) => setUp !== undefined);
}
