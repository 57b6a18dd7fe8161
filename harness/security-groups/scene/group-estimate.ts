/** What set-up of groups is expected to cost on a target that conforms. Read off the cases; nothing is sent. */

import type { Case, CodeStep } from '../../cases/case.ts';
import { mentions, stepsOf } from '../../cases/case-text.ts';
import type { Placeholders } from '../../cases/placeholders.ts';
import type { SceneEstimate, Spend } from '../../scene/domain.ts';
import { createdGroups, mentionsPeer, needsGroups } from '../cases/case-needs.ts';
import { areSetUpAlike, type GivenRule, givenRules, matchRules, predictRules, storedAs } from '../cases/case-rules.ts';
import { judgesIds, rulesNamedIn } from '../cases/named-rules.ts';
import { authorizeAction, type GroupOperation, revokeAction } from '../groups.ts';
import { extraRules, isClearable, type RuleSnapshot, snapshotOfNew, worthOf } from '../test-groups.ts';

interface IdleEstimate {
  readonly vpc: string;
  /** Their rules were set up in a way of their own. */
  readonly isSpecial: boolean;
  hasPeer: boolean;
  rules: RuleSnapshot;
}

/** Nothing is filled in: account and prefix list are the same in all cases of a run. */
const unfilled: Placeholders = new Map();

/**
 * The groups of a run by the rules in them; a rule whose id is known has some id. Groups are used again while no rule is in
 * them that the next case does not want, as the pool does.
 */
export class GroupEstimate implements SceneEstimate {
  readonly readAction = 'DescribeSecurityGroups';
  readonly #idle: IdleEstimate[] = [];
  readonly #operation: GroupOperation;
  readonly #spend: Spend;

  constructor(operation: GroupOperation, spend: Spend) {
    this.#operation = operation;
    this.#spend = spend;
  }

  add(testCase: Case): { readonly isFollowing: boolean } | undefined {
    const facts = factsOf(testCase, this.#operation);
    if (facts.created > 0) this.#spend('DeleteSecurityGroup', facts.created);
    return facts.needsGroups ? { isFollowing: this.#run(testCase, facts) } : undefined;
  }

  /** Spends what set-up and ids cost; returns whether the case runs on the groups of the one before. */
  #run(testCase: Case, facts: CaseFacts): boolean {
    const { given } = facts;
    const { groups, isFollowing } = this.#arrange(testCase, facts);
    const knownIds = new Set<string>();
    if (mentions(testCase, 'rule:')) this.#readIds(groups, given, knownIds);
    for (const step of stepsOf(testCase)) this.#step(step, groups, given, knownIds);
    this.#idle.push(groups);
    return isFollowing;
  }

  /** As the pool chooses: see `GroupPool.acquire`. */
  #arrange(testCase: Case, { given, existing, wanted, vpc, isSpecial }: CaseFacts) {
    const { direction } = this.#operation;
    const needsPeer = mentionsPeer(testCase);
    const extra = ({ rules }: IdleEstimate) => extraRules(rules, wanted);
    const isFree = ({ vpc: where, rules, isSpecial: wasSpecial }: IdleEstimate) =>
      where === vpc &&
      wasSpecial === isSpecial &&
      (!isSpecial || (areSetUpAlike(given, rules) && wanted.size > 0 && [...wanted].every((key) => rules.has(key))));
    const worth = ({ rules, hasPeer }: IdleEstimate) => worthOf(rules, wanted, hasPeer === needsPeer);
    const [best] = this.#idle
      .filter((one) => isFree(one) && (extra(one).length === 0 || isClearable(extra(one), direction)))
      .toSorted((one, other) => worth(other) - worth(one));
    const isFollowing = best !== undefined && best === this.#idle.at(-1);
    if (best !== undefined) this.#idle.splice(this.#idle.indexOf(best), 1);
    const groups = best ?? this.#created(vpc, isSpecial);
    if (needsPeer && !groups.hasPeer) this.#addPeer(groups);
    const surplus = new Set(extra(groups));
    const [first] = surplus;
    if (first !== undefined) this.#spend(revokeAction(first.direction));
    const rules = new Map([...groups.rules].filter(([, rule]) => !surplus.has(rule)));
    const missing = existing.filter(({ key }) => !rules.has(key));
    const sections = missing.map(({ which, direction, setUp = 'usual' }) => `${which} ${direction} ${setUp}`);
    for (const section of new Set(sections)) {
      this.#spendOnSetUp(section, sections.filter((each) => each === section).length);
    }
    for (const { key, which, direction, fixture, setUp } of missing) {
      const rule = { which, direction, rule: storedAs(fixture, unfilled), ruleId: 'known' };
      rules.set(key, setUp === undefined ? rule : { ...rule, setUp });
    }
    groups.rules = rules;
    return { groups, isFollowing };
  }

  /** `section`: `main ingress`, and how its rules come to be. */
  #spendOnSetUp(section: string, rules: number): void {
    const [, side, setUp] = section.split(' ');
    const direction = side === 'egress' ? 'egress' : 'ingress';
    const isEach = setUp === 'own-call' || setUp === 'modified';
    const authorizes = setUp === 'authorised-again' ? 2 : isEach ? rules : 1;
    this.#spend(authorizeAction(direction), authorizes);
    if (setUp === 'modified') this.#spend('ModifySecurityGroupRules', rules);
    if (setUp === 'authorised-again') this.#spend(revokeAction(direction));
  }

  #created(vpc: string, isSpecial: boolean): IdleEstimate {
    this.#spend('CreateSecurityGroup');
    this.#spend('DeleteSecurityGroup');
    return { vpc, isSpecial, hasPeer: false, rules: snapshotOfNew('main', true) };
  }

  #addPeer(groups: IdleEstimate): void {
    this.#spend('CreateSecurityGroup');
    this.#spend('DeleteSecurityGroup');
    groups.hasPeer = true;
    groups.rules = new Map([...groups.rules, ...snapshotOfNew('peer', true)]);
  }

  /**
   * An open question is taken to have removed everything: the groups are then used again only for less. `knownIds`: names of
   * the rules whose ids the case has asked for.
   */
  #step(step: CodeStep, groups: IdleEstimate, given: readonly GivenRule[], knownIds: Set<string>): void {
    const named = rulesNamedIn(step);
    if (named.size > 0 || judgesIds(step)) this.#readIds(groups, given, knownIds);
    const expected = step.expect[0] ?? { after: [] };
    groups.rules = predictRules(expected, given, groups.rules, unfilled);
    const namesNew = [...named].some((name) => !knownIds.has(name));
    if (judgesIds(step) || namesNew) this.#spend('DescribeSecurityGroupRules');
  }

  #readIds(groups: IdleEstimate, given: readonly GivenRule[], knownIds: Set<string>): void {
    const { keyOf, names } = matchRules(given, groups.rules);
    for (const name of names) knownIds.add(name);
    const keys = new Set(keyOf.values());
    const unknown = [...groups.rules].some(([key, { ruleId }]) => keys.has(key) && ruleId === undefined);
    if (unknown) this.#spend('DescribeSecurityGroupRules');
    groups.rules = new Map(
      [...groups.rules].map(([key, rule]) => [key, keys.has(key) ? { ...rule, ruleId: 'known' } : rule]),
    );
  }
}

/** What the estimate asks of a case, whatever was there before it. */
interface CaseFacts {
  /** Groups that its own requests create. */
  readonly created: number;
  readonly needsGroups: boolean;
  readonly given: readonly GivenRule[];
  /** Those of them that are there before the first request, and their keys. */
  readonly existing: readonly GivenRule[];
  readonly wanted: ReadonlySet<string>;
  /** The kind of VPC that its groups are in. */
  readonly vpc: string;
  /** Rules that are set up in a way of their own are so on new groups, or where they are so already. */
  readonly isSpecial: boolean;
}

/** The same cases are estimated over and over while the selection is narrowed down. */
const knownFacts = new WeakMap<Case, CaseFacts>();

function factsOf(testCase: Case, operation: GroupOperation): CaseFacts {
  const known = knownFacts.get(testCase) ?? newFacts(testCase, operation);
  knownFacts.set(testCase, known);
  return known;
}

function newFacts(testCase: Case, operation: GroupOperation): CaseFacts {
  const given = givenRules(testCase, unfilled, operation.direction);
  const existing = given.filter(({ exists }) => exists);
  const isSpecial = testCase.given.setUp !== undefined;
  return {
    created: createdGroups(testCase, operation),
    needsGroups: needsGroups(testCase),
    ...{ given, existing, isSpecial },
    wanted: new Set(existing.map(({ key }) => key)),
    vpc: testCase.vpc ?? 'nondefault',
  };
}
