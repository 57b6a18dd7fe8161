/** The parts that running a case is made of: send a step, read the rules, judge. */

import type { Case, CodeStep } from '../cases/case.ts';
import { judgesIds, mentions, rulesNamedIn } from '../cases/case-text.ts';
import type { ExpectedAnswer, ExpectedContent } from '../cases/fixture.ts';
import { describeObservation, judgeStep, type StepJudgement, type StepObservation } from '../checks/judge-step.ts';
import { isTextList, textsAt } from '../checks/response-content.ts';
import type { NamedStoredRule, ResponseSubject } from '../checks/response-subject.ts';
import type { Call } from '../endpoint/caller.ts';
import { SetUpProblem, UnsupportedSetUp } from '../endpoint/problem.ts';
import { directionOf } from '../operation/operation.ts';
import { arrange, findRuleIds, readRuleIds } from '../security-groups/arrange.ts';
import { mentionsPeer, needsGroups } from '../security-groups/cases/case-needs.ts';
import { type GivenRule, givenRules, matchRules } from '../security-groups/cases/case-rules.ts';
import { CreatedGroups } from '../security-groups/cases/created-groups.ts';
import { UsedGroupProblem } from '../security-groups/group-history.ts';
import type { AcquireOptions } from '../security-groups/group-pool.ts';
import { readRuleItem } from '../security-groups/group-state.ts';
import { type GroupAccess, isRevokeAction } from '../security-groups/groups.ts';
import {
  fill,
  groupPlaceholders,
  newNames,
  type Placeholders,
  vpcPlaceholders,
} from '../security-groups/placeholders.ts';
import {
  type Place,
  type RuleSnapshot,
  type SnapshotKey,
  type SnapshotRule,
  snapshotKey,
  type TestGroups,
  withoutDescription,
} from '../security-groups/test-groups.ts';
import { type PreparedSend, prepareSend } from './build-request.ts';
import type { CaseRecord } from './case-record.ts';
import type { Engine } from './engine.ts';

/** `quick` trusts what Authorize answers; `careful` takes new groups and reads back what was set up. */
export type Confidence = 'quick' | 'careful';

/** Groups arranged for a case, and everything its steps need. */
export interface CaseContext {
  readonly engine: Engine;
  /** Undefined for a case that needs no groups: nothing is read for it. */
  readonly testGroups?: TestGroups;
  readonly given: readonly GivenRule[];
  readonly placeholders: Placeholders;
  readonly access: GroupAccess;
  /** Groups that the case's own requests create. */
  readonly created: CreatedGroups;
  /** Ids of the given rules by name, as far as a step asked for them. */
  ruleIds: ReadonlyMap<string, string>;
  /** Texts of earlier responses, as `kept:NAME`. */
  kept: Placeholders;
}

/** A context on groups. */
export type GroupContext = CaseContext & Required<Pick<CaseContext, 'testGroups'>>;

/** A context on groups that hold the case's given rules, if it needs any. The caller closes it. Throws SetUpProblem. */
export async function openContext(
  engine: Engine,
  testCase: Case,
  access: GroupAccess,
  care: Confidence,
): Promise<CaseContext> {
  return needsGroups(testCase)
    ? openGroups(engine, testCase, access, care)
    : newContext(engine, testCase, access, {
        given: [],
        placeholders: vpcPlaceholders(engine.placeholders, testCase.vpc, engine.preparation),
      });
}

/** As {@link openContext}, on groups in any case. `groups`: which ones, where that is not as the confidence asks. */
export async function openGroups(
  engine: Engine,
  testCase: Case,
  access: GroupAccess,
  care: Confidence,
  groups: AcquireOptions['groups'] = care === 'careful' ? 'new' : 'any',
): Promise<GroupContext> {
  const given = givenRules(testCase, engine.placeholders, engine.operation.direction);
  const ownGroups = engine.preparation.groups === undefined ? 'new-main' : 'new';
  const wish: AcquireOptions = {
    ...(testCase.vpc === undefined ? {} : { vpc: testCase.vpc }),
    peer: mentionsPeer(testCase),
    wanted: new Set(given.filter(({ exists }) => exists).map(({ key }) => key)),
    // What stands in used groups came to be otherwise.
    groups: testCase.given.setUp === undefined || groups !== 'any' ? groups : ownGroups,
    mayClear: !engine.knownFailures.hasStateFailure,
  };
  const testGroups = await engine.pool.acquire(wish, access);
  try {
    const placeholders = groupPlaceholders(engine.placeholders, testGroups, engine.preparation);
    await arrange(testGroups, given, placeholders, access, care);
    const ruleIds = mentions(testCase, '{rule:')
      ? await findRuleIds(testGroups, given, access)
      : new Map<string, string>();
    return { ...newContext(engine, testCase, access, { testGroups, given, placeholders }), testGroups, ruleIds };
  } catch (problem) {
    engine.pool.release(testGroups);
    const isOfGroup = problem instanceof SetUpProblem && !(problem instanceof UnsupportedSetUp);
    throw isOfGroup ? new UsedGroupProblem(problem.message, testGroups.history) : problem;
  }
}

/** A context of a case on these groups, before its first request. */
export function newContext(
  engine: Engine,
  testCase: Case,
  access: GroupAccess,
  on: Pick<CaseContext, 'given' | 'placeholders'> & { readonly testGroups?: TestGroups },
): CaseContext {
  const names = mentions(testCase, '{new-name') ? newNames(JSON.stringify(testCase), engine.nextName) : [];
  return {
    engine,
    access,
    ...on,
    placeholders: new Map([...on.placeholders, ...names]),
    created: new CreatedGroups(access),
    ruleIds: new Map(),
    kept: new Map(),
  };
}

/** Gives the groups back, and deletes those that the case has created. */
export async function closeContext({ engine, testGroups, created, access }: CaseContext): Promise<void> {
  if (testGroups !== undefined) engine.pool.release(testGroups);
  await created.deleteAll(access);
}

/** The rules that are known to be there now; none in a case without groups. */
export function currentRules({ testGroups }: CaseContext): RuleSnapshot {
  return testGroups?.snapshot ?? new Map();
}

/** A step that was sent and not yet judged. */
export interface SentStep {
  readonly step: CodeStep;
  readonly prepared: PreparedSend;
  readonly call: Call;
  /** Index of its exchange in the record. */
  readonly exchange: number;
  /** The responses that pass, placeholders filled. */
  expect: readonly ExpectedAnswer[];
  /** Paths of texts to keep that the response does not have. */
  readonly unkept: readonly string[];
  /** Ids of rules before and after, where the step is judged by them. */
  ruleIds?: StepObservation['ruleIds'];
  /** How long after the last change before it, and the delay that was known to be needed then, in milliseconds. */
  readonly sinceChangeMs: number;
  readonly requestDelayMs: number;
}

/** Sends the step's request, or its two at the same time. Needs the rules of the groups where it names ids. */
export async function sendStep(stage: CaseContext, step: CodeStep, record: CaseRecord): Promise<SentStep> {
  const placeholders = await placeholdersOf(stage, step);
  const { caller, operation, actions } = stage.engine;
  await caller.consistency.settleRequest();
  const sends = [step.send, ...(step.beside === undefined ? [] : [step.beside])];
  const [prepared, companion] = sends.map((send) => prepareSend(send, placeholders, operation.action));
  if (prepared === undefined) throw new RangeError('a step sends something');
  const { sinceChangeMs, requestDelayMs } = caller.consistency;
  const send = async (request: PreparedSend): Promise<Call> => {
    stage.created.announce(asCreation(request));
    const call = await caller.send(request.draft, record.witness);
    stage.created.note(asCreation(request), call.outcome);
    return call;
  };
  const [call, other] = await Promise.all([send(prepared), companion === undefined ? undefined : send(companion)]);
  const exchange = record.keep(call.exchange);
  if (other !== undefined) {
    record.keep(other.exchange);
  }
  await actions.note(prepared.action, call.outcome, caller, record.witness);
  return {
    ...{ step, prepared, call, exchange, sinceChangeMs, requestDelayMs },
    expect: step.expect.map((one) => filledAnswer(one, placeholders)),
    unkept: keepTexts(stage, step, call),
  };
}

function asCreation({ draft: { action, query = '', body = '' } }: PreparedSend) {
  return { action, form: `${query}&${body}` };
}

/** Makes texts of the response placeholders of later steps; answers the paths where there is none. */
function keepTexts(stage: CaseContext, { keep = {} }: CodeStep, { outcome }: Call): readonly string[] {
  const texts = Object.entries(keep).map(([name, path]) => {
    const text = textsAt(outcome, path)[0]?.trim() ?? '';
    return { name, path, text: text.length <= maxKeptLength ? text : '' };
  });
  const found = texts.filter(({ text }) => text !== '').map(({ name, text }) => [`kept:${name}`, text] as const);
  stage.kept = new Map([...stage.kept, ...found]);
  return texts.filter(({ text }) => text === '').map(({ path }) => path);
}

/** Longest text that is sent back to a target; tokens of EC2 have some hundred characters. */
const maxKeptLength = 8192;

function filledAnswer(answer: ExpectedAnswer, placeholders: Placeholders): ExpectedAnswer {
  const { content } = answer;
  if (content === undefined) return answer;
  const filled = Object.entries(content).map(([path, one]) => [path, filledContent(one, placeholders)] as const);
  return { ...answer, content: Object.fromEntries(filled) };
}

function filledContent(content: ExpectedContent, placeholders: Placeholders): ExpectedContent {
  const all = (texts: readonly string[]) => texts.map((text) => fill(text, placeholders));
  if (typeof content === 'string') return fill(content, placeholders);
  if (content === null) return content;
  if (isTextList(content)) return all(content);
  if ('count' in content) return content;
  if ('includes' in content) return { includes: all(content.includes) };
  return { excludes: all(content.excludes) };
}

/** With texts that were kept, and the ids of rules, asked for only where the step names one or is judged by them. */
async function placeholdersOf(stage: CaseContext, step: CodeStep): Promise<Placeholders> {
  const { testGroups } = stage;
  if (testGroups !== undefined && (rulesNamedIn(step).size > 0 || judgesIds(step))) {
    stage.ruleIds = await findRuleIds(testGroups, stage.given, stage.access, stage.ruleIds);
  }
  const ids = [...stage.ruleIds].map(([name, id]) => [`rule:${name}`, id] as const);
  return new Map([...stage.placeholders, ['action', stage.engine.operation.action], ...stage.kept, ...ids]);
}

/**
 * Reads the ids of the rules after the step, where it says which rules keep theirs, or which id a new rule has in the
 * response. Throws SetUpProblem where the target tells none.
 */
export async function readIdsAfter(stage: CaseContext, sent: SentStep, after: RuleSnapshot): Promise<void> {
  const { testGroups, given, access, ruleIds: before } = stage;
  const { step } = sent;
  const namesNew = [...rulesNamedIn(step)].some((name) => !before.has(name));
  if (testGroups === undefined || !(judgesIds(step) || namesNew)) return;
  const ids = await readRuleIds(testGroups, after, given, access);
  const added = [...ids].filter(([name]) => !before.has(name)).map(([name, id]) => [`rule:${name}`, id] as const);
  sent.ruleIds = { before, after: ids };
  sent.expect = sent.expect.map((answer) => filledAnswer(answer, new Map(added)));
}

/** Judges a step alone, by the rules before and after it. */
export function judgeAnswer(
  stage: CaseContext,
  sent: SentStep,
  before: RuleSnapshot,
  after: RuleSnapshot,
): StepJudgement {
  return judgeStep(sent.expect, matchRules(stage.given, before).names, observation(stage, sent, after));
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

/** Makes the general checks of the response, and puts these, what happened and the judgement on record. */
export function recordStep(
  record: CaseRecord,
  judgement: StepJudgement,
  stage: CaseContext,
  sent: SentStep,
  before: RuleSnapshot,
  after: RuleSnapshot,
): void {
  const happened = describeObservation(matchRules(stage.given, before).names, observation(stage, sent, after));
  record.step(sent, judgement, happened);
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

/** Whether the step would not fail, if these were the rules after it. */
export function wouldPass(stage: CaseContext, sent: SentStep, after: RuleSnapshot): boolean {
  const names = stage.given.map(({ name }) => name);
  return judgeStep(sent.expect, names, observation(stage, sent, after)).kind !== 'fail';
}

function observation(stage: CaseContext, { call, unkept, ruleIds }: SentStep, after: RuleSnapshot): StepObservation {
  const { engine, testGroups, given } = stage;
  const { action } = engine.operation;
  const direction = directionOf(engine.operation);
  const { names, unexpected } = matchRules(given, after);
  return {
    outcome: call.outcome,
    standing: names,
    unexpected,
    listed: testGroups === undefined ? [] : listedNames(call, { which: 'main', direction }, testGroups, given),
    unkept,
    isRevoke: isRevokeAction(action),
    ...(testGroups === undefined ? { isStateless: true } : {}),
    ...(ruleIds === undefined ? {} : { ruleIds }),
  };
}

/** Rules that are there and have no name in the case. */
export function unexpectedRules(given: readonly GivenRule[], snapshot: RuleSnapshot): readonly string[] {
  return matchRules(given, snapshot).unexpected;
}

/** Names of the given rules that the answer lists as revoked; an item that is none of them stays as text. */
function listedNames(call: Call, place: Place, testGroups: TestGroups, given: readonly GivenRule[]): readonly string[] {
  const items = call.outcome.kind === 'success' ? (call.outcome.revoked ?? []) : [];
  return items.map((item) => {
    const key = snapshotKey(place, readRuleItem(item.element), testGroups);
    const bare = withoutDescription(key);
    const exact = given.find((rule) => rule.key === key);
    return (
      (exact ?? given.find((rule) => rule.hasAnyDescription && withoutDescription(rule.key) === bare))?.name ?? key
    );
  });
}

function subjectOf(
  stage: CaseContext,
  { call, prepared, step }: SentStep,
  before: RuleSnapshot,
  after: RuleSnapshot,
): ResponseSubject {
  const { testGroups } = stage;
  const groups = [testGroups?.main, testGroups?.peer].filter((group) => group !== undefined);
  const wanted = prepared.params
    .filter(([name]) => name === 'GroupId' || name === 'GroupName')
    .map(([, value]) => value);
  const group = groups.find(({ id, name }) => wanted.includes(id) || wanted.includes(name));
  const { nameOf } = matchRules(stage.given, before);
  const stored = new Map([...before].map(([key, standing]) => [key, namedRule(testGroups, nameOf.get(key), standing)]));
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

function namedRule(
  testGroups: TestGroups | undefined,
  name: string | undefined,
  standing: SnapshotRule,
): NamedStoredRule {
  const { which, ruleId, direction, rule } = standing;
  const named: NamedStoredRule = { groupId: testGroups?.[which]?.id ?? '', direction, rule };
  return Object.assign(named, name === undefined ? undefined : { name }, ruleId === undefined ? undefined : { ruleId });
}
