/** The stage of a case on security groups: its groups and its rules by their names in the case. */
import type { Case, CodeStep } from '../../cases/case.ts';
import type { ExpectedResponse } from '../../cases/fixture.ts';
import type { Placeholders } from '../../cases/placeholders.ts';
import type { Mismatch } from '../../checks/finding.ts';
import type { Outcome } from '../../checks/outcome.ts';
import type { ObservedIds, PastCase, SceneAccess, SceneRequest, Stage } from '../../scene/scene.ts';
import { findRuleIds, readBack, readRuleIds } from '../arrange.ts';
import { type GivenRule, matchesPrediction, matchRules, predictRules } from '../cases/case-rules.ts';
import { CreatedGroups } from '../cases/created-groups.ts';
import { refuseMisread } from '../cases/misread.ts';
import { judgesIds, rulesNamedIn } from '../cases/named-rules.ts';
import { judgeExpectedSets } from '../checks/expected-sets.ts';
import { revokedElements, unknownCount } from '../checks/revoked-items.ts';
import type { NamedStoredRule, RulesSeen } from '../checks/rule-subject.ts';
import type { GroupPool } from '../group-pool.ts';
import { readRuleItem } from '../group-state.ts';
import { directionOf, type GroupOperation, isRevokeAction } from '../groups.ts';
import {
  type RuleSnapshot,
  type SnapshotKey,
  type SnapshotRule,
  snapshotKey,
  type TestGroups,
  withoutDescription,
  withoutIds,
} from '../test-groups.ts';

/** The test groups and rules that a stage is made of. */
export interface GroupStageParts {
  readonly testGroups: TestGroups;
  readonly given: readonly GivenRule[];
  readonly placeholders: Placeholders;
  /** Ids of the given rules by name; only of rules whose ids were read. */
  readonly ruleIds: ReadonlyMap<string, string>;
  readonly access: SceneAccess;
  readonly pool: GroupPool;
  readonly operation: GroupOperation;
}

/** The test groups of one case while it runs: reads, predicts and names their rules. */
export class GroupStage implements Stage {
  readonly isStateless = false;
  readonly testGroups: TestGroups;
  readonly given: readonly GivenRule[];
  readonly placeholders: Placeholders;
  /** Ids of rules by name; a rule that is gone keeps the id that it had. */
  ruleIds: ReadonlyMap<string, string>;
  readonly #parts: GroupStageParts;
  readonly #created: CreatedGroups;
  /** The last request changed rules in place. */
  #isModified = false;

  constructor(parts: GroupStageParts) {
    const { testGroups, given, placeholders, ruleIds, access } = parts;
    this.testGroups = testGroups;
    this.given = given;
    this.placeholders = placeholders;
    this.ruleIds = ruleIds;
    this.#parts = parts;
    this.#created = new CreatedGroups(access);
  }

  get state(): RuleSnapshot {
    return this.testGroups.rules;
  }

  get removes(): boolean {
    return isRevokeAction(this.#parts.operation.action);
  }

  get past(): readonly PastCase[] {
    return this.testGroups.past;
  }

  get isUnread(): boolean {
    return this.testGroups.knowledge === 'cleared';
  }

  begin(testCase: Case): void {
    this.testGroups.begin(testCase);
  }

  assume(state: RuleSnapshot): void {
    this.testGroups.assume(state);
  }

  forget(): void {
    this.testGroups.forget();
  }

  settle(hasMismatch: boolean): void {
    this.testGroups.settle(hasMismatch);
  }

  release(): void {
    this.#parts.pool.release(this.testGroups);
  }

  async deleteCreated(): Promise<void> {
    await this.#created.deleteAll(this.#parts.access);
  }

  /** With the ids of rules, asked for only where the step names one or is judged by them. */
  async placeholdersFor(step: CodeStep): Promise<Placeholders> {
    if (rulesNamedIn(step).size > 0 || judgesIds(step)) {
      this.ruleIds = await findRuleIds(this.testGroups, this.given, this.#parts.access, this.ruleIds);
    }
    return new Map([...this.placeholders, ...asPlaceholders(this.ruleIds)]);
  }

  announce(request: SceneRequest): void {
    this.#created.announce(request);
  }

  note(request: SceneRequest, outcome: Outcome): void {
    this.#created.note(request, outcome);
    refuseMisread(this.#parts.operation.action, request, outcome);
    this.#isModified = request.action === 'ModifySecurityGroupRules' && outcome.kind === 'success';
  }

  predict(response: Pick<ExpectedResponse, 'after' | 'sameId'>, before: RuleSnapshot): RuleSnapshot {
    return predictRules(response, this.given, before, this.placeholders);
  }

  /** After an open question that changes rules in place, a rule of the same values may have the id of another. */
  read(before: RuleSnapshot, isOpen = false): Promise<RuleSnapshot> {
    const known = isOpen && this.#isModified ? withoutIds(before) : before;
    return readBack(this.testGroups, this.#parts.access, known);
  }

  matches(read: RuleSnapshot, predicted: RuleSnapshot): boolean {
    return matchesPrediction(read, predicted, this.given);
  }

  /** Where the step says which rules keep their ids, or which id a new rule has in the response. */
  async readIds(step: CodeStep, after: RuleSnapshot): Promise<ObservedIds | undefined> {
    const before = this.ruleIds;
    const namesNew = [...rulesNamedIn(step)].some((name) => !before.has(name));
    if (!(judgesIds(step) || namesNew)) return undefined;
    const ids = await readRuleIds(this.testGroups, after, this.given, this.#parts.access);
    const added = new Map([...ids].filter(([name]) => !before.has(name)));
    return { before, after: ids, added: asPlaceholders(added) };
  }

  names(state: RuleSnapshot): readonly string[] {
    return matchRules(this.given, state).names;
  }

  unexpected(state: RuleSnapshot): readonly string[] {
    return matchRules(this.given, state).unexpected;
  }

  judgeOwn(expected: ExpectedResponse, outcome: Outcome): readonly Mismatch[] {
    return judgeExpectedSets(expected, outcome, () => this.#listed(outcome));
  }

  /** A revoke in a default VPC lists what it did not know. */
  misses(outcome: Outcome): boolean {
    return unknownCount(outcome) > 0;
  }

  /** Names of the given rules that the response lists as revoked; an item that is none of them stays as text. */
  #listed(outcome: Outcome): readonly string[] {
    const direction = directionOf(this.#parts.operation);
    const items = outcome.kind === 'success' ? (revokedElements(outcome) ?? []) : [];
    return items.map((item) => {
      const key = snapshotKey({ which: 'main', direction }, readRuleItem(item), this.testGroups);
      const bare = withoutDescription(key);
      const exact = this.given.find((rule) => rule.key === key);
      const alike = this.given.find((rule) => rule.hasAnyDescription && withoutDescription(rule.key) === bare);
      return (exact ?? alike)?.name ?? key;
    });
  }

  seen({ params }: SceneRequest, before: RuleSnapshot, after: RuleSnapshot, isAlone: boolean): RulesSeen {
    const { direction } = this.#parts.operation;
    const groups = [this.testGroups.main, this.testGroups.peer].filter((group) => group !== undefined);
    const wanted = params.filter(([name]) => name === 'GroupId' || name === 'GroupName').map(([, value]) => value);
    const group = groups.find(({ id, name }) => wanted.includes(id) || wanted.includes(name));
    const { nameOf } = matchRules(this.given, before);
    const stored = new Map([...before].map(([key, rule]) => [key, namedRule(this.testGroups, nameOf.get(key), rule)]));
    // A rule that has lost its description is still there.
    const present = new Set([...after.keys()].map(withoutDescription));
    const isPresent = (key: SnapshotKey) => present.has(withoutDescription(key));
    return {
      ...(direction === undefined ? {} : { direction }),
      ...(group === undefined ? {} : { groupId: group.id }),
      stored: [...stored.values()],
      // Of two concurrent requests it is unknown which removed what.
      ...(isAlone ? { removed: [...stored].flatMap(([key, rule]) => (isPresent(key) ? [] : [rule])) } : {}),
    };
  }
}

function asPlaceholders(ids: ReadonlyMap<string, string>): Placeholders {
  return new Map([...ids].map(([name, id]) => [`rule:${name}`, id] as const));
}

function namedRule(testGroups: TestGroups, name: string | undefined, existing: SnapshotRule): NamedStoredRule {
  const { which, ruleId, direction, rule } = existing;
  const named: NamedStoredRule = { groupId: testGroups[which]?.id ?? '', direction, rule };
  return Object.assign(named, name === undefined ? undefined : { name }, ruleId === undefined ? undefined : { ruleId });
}
