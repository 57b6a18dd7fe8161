/** The parts that running a case is made of: send a step, read what stands, judge. */

import type { Case, CodeStep } from '../cases/case.ts';
import { describeObservation, judgeStep, type StepJudgement, type StepObservation } from '../checks/judge-step.ts';
import type { NamedStoredRule, ResponseSubject } from '../checks/response-subject.ts';
import type { Call } from '../endpoint/caller.ts';
import { SetUpProblem, UnsupportedSetUp } from '../endpoint/problem.ts';
import { UsedGroupProblem } from '../security-groups/group-history.ts';
import type { AcquireOptions } from '../security-groups/group-pool.ts';
import { readRuleItem } from '../security-groups/group-state.ts';
import type { GroupAccess } from '../security-groups/groups.ts';
import { type Placeholders, worldPlaceholders } from '../security-groups/placeholders.ts';
import {
  defaultKeys,
  type Place,
  type RuleSnapshot,
  type SnapshotKey,
  type SnapshotRule,
  snapshotKey,
  type TestGroups,
  withoutDescription,
} from '../security-groups/test-groups.ts';
import { arrange, findRuleIds, type GivenRule, givenRules } from './arrange.ts';
import { type PreparedSend, prepareSend } from './build-request.ts';
import type { CaseRecord } from './case-record.ts';
import type { Engine } from './engine.ts';

/** `quick` trusts what Authorize answers; `careful` takes a new world and reads back what was set up. */
export type Confidence = 'quick' | 'careful';

/** A world arranged for a case, and everything its steps need. */
export interface CaseContext {
  readonly engine: Engine;
  readonly world: TestGroups;
  readonly given: readonly GivenRule[];
  readonly placeholders: Placeholders;
  readonly access: GroupAccess;
  /** Ids of the given rules by name, as far as a step asked for them. */
  ruleIds: ReadonlyMap<string, string>;
}

/** Lends a world on which the case's given rules stand. The caller releases it. Throws SetUpProblem. */
export async function openContext(
  engine: Engine,
  testCase: Case,
  access: GroupAccess,
  care: Confidence,
  groups: AcquireOptions['groups'] = care === 'careful' ? 'new' : 'any',
): Promise<CaseContext> {
  const given = givenRules(testCase, engine.placeholders, engine.operation.direction);
  const ownGroups = engine.preparation.groups === undefined ? 'new-main' : 'new';
  const wish: AcquireOptions = {
    ...(testCase.vpc === undefined ? {} : { vpc: testCase.vpc }),
    peer: mentionsPeer(testCase),
    wanted: new Set(given.filter(({ exists: stands }) => stands).map(({ key }) => key)),
    // What stands in used groups came to be otherwise.
    groups: testCase.given.setUp === undefined || groups !== 'any' ? groups : ownGroups,
    mayClear: !engine.knownFailures.hasStateFailure,
  };
  const world = await engine.pool.acquire(wish, access);
  try {
    const ownIds = worldPlaceholders(engine.placeholders, world, engine.preparation);
    await arrange(world, given, ownIds, access, care);
    const ruleIds = mentions(testCase, '{rule:') ? await findRuleIds(world, given, access) : new Map<string, string>();
    return { engine, world, given, placeholders: ownIds, access, ruleIds };
  } catch (problem) {
    engine.pool.release(world);
    const isOfGroup = problem instanceof SetUpProblem && !(problem instanceof UnsupportedSetUp);
    throw isOfGroup ? new UsedGroupProblem(problem.message, world.history) : problem;
  }
}

export function mentionsPeer(testCase: Case): boolean {
  return testCase.given.peer !== undefined || mentions(testCase, '{peer');
}

/** Cases are asked often, and never change. */
const texts = new WeakMap<Case | CodeStep, string>();

export function mentions(of: Case | CodeStep, placeholder: string): boolean {
  const text = texts.get(of) ?? JSON.stringify(of);
  texts.set(of, text);
  return text.includes(placeholder);
}

/** A step that was sent and not yet judged. */
export interface SentStep {
  readonly step: CodeStep;
  readonly prepared: PreparedSend;
  readonly call: Call;
  /** Index of its exchange in the record. */
  readonly exchange: number;
  /** How long after the last change before it, and the delay that was known to be needed then, in milliseconds. */
  readonly sinceChangeMs: number;
  readonly requestDelayMs: number;
}

/** Sends the step's request, or its two at the same time. Needs the standing rules where it names ids. */
export async function sendStep(stage: CaseContext, step: CodeStep, record: CaseRecord): Promise<SentStep> {
  const placeholders = await placeholdersOf(stage, step);
  const { caller, operation } = stage.engine;
  await caller.consistency.settleRequest();
  const prepared = prepareSend(step.send, placeholders, operation.action);
  const companion = step.beside === undefined ? undefined : prepareSend(step.beside, placeholders, operation.action);
  const { sinceChangeMs, requestDelayMs } = caller.consistency;
  const [call, other] = await Promise.all([
    caller.send(prepared.draft, record.witness),
    companion === undefined ? undefined : caller.send(companion.draft, record.witness),
  ]);
  const exchange = record.keep(call.exchange);
  if (other !== undefined) {
    record.keep(other.exchange);
  }
  return { step, prepared, call, exchange, sinceChangeMs, requestDelayMs };
}

/** With the ids of rules, asked for only where the step names one. */
async function placeholdersOf(stage: CaseContext, step: CodeStep): Promise<Placeholders> {
  if (!mentions({ send: step.send, beside: step.beside ?? {}, expect: [] }, '{rule:')) {
    return stage.placeholders;
  }
  stage.ruleIds = await findRuleIds(stage.world, stage.given, stage.access, stage.ruleIds);
  return new Map([...stage.placeholders, ...[...stage.ruleIds].map(([name, id]) => [`rule:${name}`, id] as const)]);
}

/** The word on a step alone, by what stood before and stands after it. */
export function judgeAnswer(
  stage: CaseContext,
  sent: SentStep,
  before: RuleSnapshot,
  after: RuleSnapshot,
): StepJudgement {
  return judgeStep(sent.step.expect, namesIn(stage, before), happening(stage, sent.call, after));
}

function namesIn({ given }: CaseContext, standing: RuleSnapshot): readonly string[] {
  return given.filter(({ key }) => standing.has(key)).map(({ name }) => name);
}

/** As {@link judgeAnswer}, with all that {@link recordStep} puts on record. */
export function judgeSent(
  stage: CaseContext,
  sent: SentStep,
  before: RuleSnapshot,
  after: RuleSnapshot,
  record: CaseRecord,
): StepJudgement {
  const judgement = judgeAnswer(stage, sent, before, after);
  recordStep(record, judgement, stage, sent, before, after);
  return judgement;
}

/** Judges the invariants by the answer, and puts that, what happened and the word on it on record. */
export function recordStep(
  record: CaseRecord,
  judgement: StepJudgement,
  stage: CaseContext,
  sent: SentStep,
  before: RuleSnapshot,
  after: RuleSnapshot,
): void {
  const happened = describeObservation(namesIn(stage, before), happening(stage, sent.call, after));
  record.step(sent.step, sent.prepared, sent.call.outcome, judgement, happened);
  const subject = subjectOf(stage, sent, before, after);
  for (const invariant of stage.engine.operation.generalChecks) {
    if (invariant.applies(subject)) {
      record.finding({
        requirement: invariant.requirement,
        mismatches: invariant.judge(subject),
        exchange: sent.exchange,
      });
    }
  }
}

/** Whether the step would not fail, if this were what stands after it. */
export function wouldPass(stage: CaseContext, { step, call }: SentStep, after: RuleSnapshot): boolean {
  const names = stage.given.map(({ name }) => name);
  return judgeStep(step.expect, names, happening(stage, call, after)).kind !== 'fail';
}

function happening({ engine, world, given }: CaseContext, call: Call, after: RuleSnapshot): StepObservation {
  return {
    outcome: call.outcome,
    standing: given.filter(({ key }) => after.has(key)).map(({ name }) => name),
    unexpected: unexpectedRules(given, after),
    listed: listedNames(call, { which: 'main', direction: engine.operation.direction }, world, given),
  };
}

/** What stands and was not given. */
export function unexpectedRules(given: readonly GivenRule[], standing: RuleSnapshot): readonly string[] {
  const known = new Set(given.map(({ key }) => key));
  return [...standing.keys()].filter((key) => !defaultKeys.has(key) && !known.has(key));
}

/** Names of the given rules that the answer lists as revoked; an item that is none of them stays as text. */
function listedNames(call: Call, place: Place, world: TestGroups, given: readonly GivenRule[]): readonly string[] {
  const items = call.outcome.kind === 'success' ? (call.outcome.revoked ?? []) : [];
  return items.map((item) => {
    const key = snapshotKey(place, readRuleItem(item.element), world);
    return given.find((rule) => rule.key === key)?.name ?? key;
  });
}

function subjectOf(
  stage: CaseContext,
  { call, prepared, step }: SentStep,
  before: RuleSnapshot,
  after: RuleSnapshot,
): ResponseSubject {
  const { world } = stage;
  const groups = [world.main, world.peer].filter((group) => group !== undefined);
  const wanted = prepared.params
    .filter(([name]) => name === 'GroupId' || name === 'GroupName')
    .map(([, value]) => value);
  const group = groups.find(({ id, name }) => wanted.includes(id) || wanted.includes(name));
  // Of two given rules with one key, the first gives its name.
  const names = new Map(stage.given.toReversed().map(({ key, name }) => [key, name]));
  const stored = new Map([...before].map(([key, standing]) => [key, namedRule(world, names.get(key), standing)]));
  // A rule that has lost its description is still there.
  const present = new Set([...after.keys()].map(withoutDescription));
  const isPresent = (key: SnapshotKey) => present.has(withoutDescription(key));
  return {
    exchange: call.exchange,
    action: prepared.action,
    params: prepared.params,
    operation: stage.engine.operation,
    outcome: call.outcome,
    ...(group === undefined ? {} : { groupId: group.id }),
    stored: [...stored.values()],
    // Of two requests at once nobody can tell which removed what.
    ...(step.beside === undefined
      ? { removed: [...stored].flatMap(([key, rule]) => (isPresent(key) ? [] : [rule])) }
      : {}),
  };
}

function namedRule(world: TestGroups, name: string | undefined, standing: SnapshotRule): NamedStoredRule {
  const { which, ruleId, direction, rule } = standing;
  const named: NamedStoredRule = { groupId: world[which]?.id ?? '', direction, rule };
  return Object.assign(named, name === undefined ? undefined : { name }, ruleId === undefined ? undefined : { ruleId });
}
