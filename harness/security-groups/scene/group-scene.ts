/** Security groups as a scene: groups of a pool, with the rules that a case is given. */
import type { Case } from '../../cases/case.ts';
import { mentions, stepsOf } from '../../cases/case-text.ts';
import type { Placeholders } from '../../cases/placeholders.ts';
import type { Outcome } from '../../checks/outcome.ts';
import { SetUpProblem, UnsupportedSetUp } from '../../endpoint/problem.ts';
import { EmptyStage } from '../../scene/empty-scene.ts';
import {
  type FollowingStage,
  type OpenOptions,
  type Scene,
  type SceneAccess,
  type SceneRequest,
  type Stage,
  UsedResourceProblem,
} from '../../scene/scene.ts';
import { arrange, findRuleIds } from '../arrange.ts';
import { changesNothing, createdGroups, impliedNeeds, mentionsPeer, needsGroups } from '../cases/case-needs.ts';
import { areSetUpAlike, givenRules } from '../cases/case-rules.ts';
import { CreatedGroups } from '../cases/created-groups.ts';
import { refuseMisread } from '../cases/misread.ts';
import { judgeExpectedSets } from '../checks/expected-sets.ts';
import { unknownCount } from '../checks/revoked-items.ts';
import type { AcquireOptions, GroupPool } from '../group-pool.ts';
import { type GroupOperation, isRevokeAction } from '../groups.ts';
import { groupPlaceholders, newNames, vpcPlaceholders } from '../placeholders.ts';
import type { TargetProfile } from '../probe/target-profile.ts';
import { extraRules, isClearable } from '../test-groups.ts';
import { GroupStage } from './group-stage.ts';

/** What a run gives to the scene. */
export interface GroupSceneParts {
  readonly pool: GroupPool;
  readonly profile: TargetProfile;
  /** Those of the run. */
  readonly placeholders: Placeholders;
  readonly operation: GroupOperation;
  /** A name that nothing of the run has. */
  readonly nextName: () => string;
}

/** For what is about rules in groups, such as histories. Throws RangeError where the engine's scene is another. */
export function groupSceneOf({ scene }: { readonly scene: Scene }): GroupScene {
  if (!(scene instanceof GroupScene)) throw new RangeError('the operation works on no groups');
  return scene;
}

/** Provides each case with test groups that have its given rules. */
export class GroupScene implements Scene {
  readonly #parts: GroupSceneParts;

  constructor(parts: GroupSceneParts) {
    this.#parts = parts;
  }

  get parts(): GroupSceneParts {
    return this.#parts;
  }

  /** The same scene on the groups of another pool. */
  withPool(pool: GroupPool): GroupScene {
    return new GroupScene({ ...this.#parts, pool });
  }

  /** Named groups are one for all. */
  get isDivisible(): boolean {
    return this.#parts.profile.groups === undefined;
  }

  part(name: string): GroupScene {
    return this.withPool(this.#parts.pool.part(name));
  }

  /** Groups are shared by operations on rules of one direction. */
  sharing(others: readonly Scene[]): GroupScene {
    const { direction } = this.#parts.operation;
    const alike = others.find(
      (other): other is GroupScene => other instanceof GroupScene && other.parts.operation.direction === direction,
    );
    return alike === undefined ? this : this.withPool(alike.parts.pool);
  }

  lacking(testCase: Case): readonly string[] {
    const { profile, operation } = this.#parts;
    const { owner, groups } = profile;
    const asksOwner = mentions(testCase, 'owner}') && owner === undefined;
    const asksPeer = groups !== undefined && groups.peer === undefined && mentionsPeer(testCase);
    const creates = groups !== undefined && createdGroups(testCase, operation) > 0;
    return [
      ...(asksOwner ? ['an ownerId in its descriptions of groups'] : []),
      ...(asksPeer ? ['a second group, which --use-group does not name'] : []),
      ...(creates ? ['new groups, which are not created with --use-group'] : []),
    ];
  }

  impliedNeeds(testCase: Case): readonly string[] {
    return impliedNeeds(testCase);
  }

  hasState(testCase: Case): boolean {
    return needsGroups(testCase);
  }

  /** Where a revoke of an absent rule succeeds, a case that removes something would hide that one before it had. */
  isPredictable(testCase: Case): boolean {
    return this.#parts.profile.vpcs.nondefault !== undefined || changesNothing(testCase);
  }

  /** Groups made, read and deleted, rules authorised, each step sent and read. */
  costOf(testCase: Case): number {
    const steps = stepsOf(testCase).length;
    if (!needsGroups(testCase)) return steps;
    const groups = mentionsPeer(testCase) ? 2 : 1;
    return (groups * 2 + 2 + (mentions(testCase, 'rule:') ? 1 : 0) + steps * 2) * (testCase.repeated ?? 1);
  }

  async open(testCase: Case, access: SceneAccess, options: OpenOptions): Promise<Stage> {
    return needsGroups(testCase) ? this.openGroups(testCase, access, options) : this.#withoutGroups(testCase, access);
  }

  /** As {@link open}, on groups in any case. `groups`: which ones, where not those that `care` asks for. */
  async openGroups(
    testCase: Case,
    access: SceneAccess,
    { care, isReliable }: OpenOptions,
    groups: AcquireOptions['groups'] = care === 'careful' ? 'new' : 'any',
  ): Promise<GroupStage> {
    const { pool, profile, operation, placeholders: run } = this.#parts;
    const given = givenRules(testCase, run, operation.direction);
    const ownGroups = profile.groups === undefined ? 'new-main' : 'new';
    const testGroups = await pool.acquire(
      {
        ...(testCase.vpc === undefined ? {} : { vpc: testCase.vpc }),
        peer: mentionsPeer(testCase),
        wanted: new Set(given.filter(({ exists }) => exists).map(({ key }) => key)),
        // The rules in used groups were set up in another way.
        groups: testCase.given.setUp === undefined || groups !== 'any' ? groups : ownGroups,
        mayClear: isReliable,
      },
      access,
    );
    try {
      const placeholders = groupPlaceholders(run, testGroups, profile);
      await arrange(testGroups, given, placeholders, access, care);
      const ruleIds = mentions(testCase, 'rule:')
        ? await findRuleIds(testGroups, given, access)
        : new Map<string, string>();
      return this.#stage(testCase, access, { testGroups, given, placeholders, ruleIds });
    } catch (problem) {
      pool.release(testGroups);
      const isOfGroup = problem instanceof SetUpProblem && !(problem instanceof UnsupportedSetUp);
      throw isOfGroup ? new UsedResourceProblem(problem.message, testGroups.past) : problem;
    }
  }

  /** The groups of the case before, if no rule is predicted there that cannot be cleared for this case. */
  async follow(last: Stage, testCase: Case, access: SceneAccess, isReliable: boolean): Promise<FollowingStage> {
    if (!(last instanceof GroupStage)) return undefined;
    const { pool, profile, operation, placeholders: run } = this.#parts;
    const given = givenRules(testCase, run, operation.direction);
    const wanted = new Set(given.filter(({ exists }) => exists).map(({ key }) => key));
    const leftovers = extraRules(last.state, wanted);
    const isVisible = isRevokeAction(operation.action) || pool.listsRevoked;
    // Only outside the default VPC is a revoke of an absent rule refused; elsewhere it would hide a wrong removal.
    const canClear =
      last.testGroups.vpc === 'nondefault' && isReliable && isVisible && isClearable(leftovers, operation.direction);
    // Rules that are set up in a way of their own are so on new groups, or where they are set up so already.
    const isSpecial = given.some(({ setUp }) => setUp !== undefined);
    const isWhole = given.every(({ key, exists }) => !exists || last.state.has(key));
    const isClear = leftovers.length === 0 || canClear;
    if (!isClear || !areSetUpAlike(given, last.state) || (isSpecial && !isWhole)) return undefined;
    const testGroups = mentionsPeer(testCase) ? await pool.withPeer(last.testGroups, access) : last.testGroups;
    const placeholders = groupPlaceholders(run, testGroups, profile);
    const isSeen = await arrange(testGroups, given, placeholders, access, 'quick');
    if (!isSeen && !isRevokeAction(operation.action)) {
      pool.readFirst();
      pool.release(testGroups);
      return 'unread';
    }
    return this.#stage(testCase, access, { testGroups, given, placeholders, ruleIds: new Map() });
  }

  #stage(
    testCase: Case,
    access: SceneAccess,
    on: Pick<GroupStage, 'testGroups' | 'given' | 'placeholders' | 'ruleIds'>,
  ): GroupStage {
    const { pool, operation } = this.#parts;
    const placeholders = new Map([...on.placeholders, ...this.#newNames(testCase)]);
    return new GroupStage({ ...on, placeholders, access, pool, operation });
  }

  #withoutGroups(testCase: Case, access: SceneAccess): Stage {
    const { profile, placeholders: run } = this.#parts;
    const vpc = vpcPlaceholders(run, testCase.vpc, profile);
    const { action } = this.#parts.operation;
    return new StageWithoutGroups(new Map([...vpc, ...this.#newNames(testCase)]), access, action);
  }

  #newNames(testCase: Case): Placeholders {
    const { nextName } = this.#parts;
    return mentions(testCase, 'new-name') ? newNames(testCase, nextName) : new Map();
  }
}

/** Of a case that works on no groups of the run; its requests may create some. */
class StageWithoutGroups extends EmptyStage {
  readonly #access: SceneAccess;
  readonly #created: CreatedGroups;
  readonly #tested: string;

  /** `tested`: the operation under test. */
  constructor(placeholders: Placeholders, access: SceneAccess, tested: string) {
    super(placeholders);
    this.#access = access;
    this.#tested = tested;
    this.#created = new CreatedGroups(access);
  }

  override announce(request: SceneRequest): void {
    this.#created.announce(request);
  }

  override note(request: SceneRequest, outcome: Outcome): void {
    this.#created.note(request, outcome);
    refuseMisread(this.#tested, request, outcome);
  }

  override judgeOwn(...[expected, outcome]: Parameters<Stage['judgeOwn']>): ReturnType<Stage['judgeOwn']> {
    return judgeExpectedSets(expected, outcome, () => []);
  }

  override misses(outcome: Outcome): boolean {
    return unknownCount(outcome) > 0;
  }

  override async deleteCreated(): Promise<void> {
    await this.#created.deleteAll(this.#access);
  }
}
