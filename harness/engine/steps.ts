/** The parts that running a case is made of: send a step, read the state after it, judge it, put it on record. */

import type { Case, CodeSend, CodeStep } from '../cases/case.ts';
import { sendsOf } from '../cases/case-text.ts';
import type { ExpectedContent, ExpectedResponse } from '../cases/fixture.ts';
import { fill, type Placeholders } from '../cases/placeholders.ts';
import { describeObservation, judgeStep, type StepObservation, type StepVerdict } from '../checks/judge-step.ts';
import type { SuccessOutcome } from '../checks/outcome.ts';
import { isTextList, textsAt } from '../checks/response-content.ts';
import type { Call } from '../endpoint/caller.ts';
import type { Care, SceneAccess, SceneRequest, SceneState, Stage } from '../scene/scene.ts';
import type { XmlElement } from '../wire/xml/xml-read.ts';
import { type PreparedSend, prepareSend } from './build-request.ts';
import type { CaseRecord } from './case-record.ts';
import type { Engine } from './engine.ts';

/** A stage of the scene for one case, and everything its steps need. */
export type CaseContext = ContextOn<Stage>;

/** A context on a stage of one kind. */
export interface ContextOn<On extends Stage> {
  readonly engine: Engine;
  readonly stage: On;
  /** Texts of earlier responses, as `kept:NAME`. */
  kept: Placeholders;
  /** When a request of the case last deleted something or took it away, as by `performance.now()`. */
  removedAt?: number;
  /** A request of the case has deleted something. */
  hasDeleted?: true;
}

/** What calls for a case are made with: they are on its record. */
export function accessOf({ caller, journal }: Engine, { witness }: CaseRecord): SceneAccess {
  return { caller, journal, witness };
}

/** A context on what the case is given. The caller closes it. Throws SetUpProblem. */
export async function openContext(
  engine: Engine,
  testCase: Case,
  access: SceneAccess,
  care: Care,
): Promise<CaseContext> {
  const isReliable = !engine.knownFailures.hasStateFailure;
  return contextOn(engine, await engine.scene.open(testCase, access, { care, isReliable }));
}

/** A context on this stage, before the first request. */
export function contextOn<On extends Stage>(engine: Engine, stage: On): ContextOn<On> {
  return { engine, stage, kept: new Map() };
}

/** Gives everything back, and deletes what the case has created. */
export async function closeContext({ stage }: CaseContext): Promise<void> {
  stage.release();
  await stage.deleteCreated();
}

/** A step that was sent and not yet judged. */
export interface SentStep {
  readonly step: CodeStep;
  readonly prepared: PreparedSend;
  readonly call: Call;
  /** The response to the request that was on its way at the same time. */
  readonly companion?: Pick<Call, 'outcome'>;
  /** Index in the record of the exchange that is judged: that of the request, or of the page that was no success. */
  readonly exchange: number;
  /** The responses that pass, placeholders filled. */
  expect: readonly ExpectedResponse[];
  /** Paths of texts to keep that the response does not have. */
  readonly unkept: readonly string[];
  /** Ids before and after, where the step is judged by them. */
  ids?: StepObservation['ids'];
  /** How long after the last change before it, and the delay that was known to be needed then, in milliseconds. */
  readonly sinceChangeMs: number;
  readonly requestDelayMs: number;
  /** How long after the last removal by the case it was sent, in milliseconds; undefined: the case had removed nothing. */
  readonly sinceRemovalMs?: number;
}

/** Whether what was removed before could stand in the way of the action. */
function isHeldByRemoved({ engine }: CaseContext, action: string): boolean {
  const effect = engine.operation.domain.effectOf(action);
  return effect === 'creates' || effect === 'deletes';
}

function noteRemoval(context: CaseContext, { action }: PreparedSend, { outcome }: Call): void {
  const effect = outcome.kind === 'success' ? context.engine.operation.domain.effectOf(action) : undefined;
  if (effect === undefined || effect === 'creates') return;
  context.removedAt = performance.now();
  if (effect === 'deletes') context.hasDeleted = true;
}

/** Sends a request, and tells the stage of it: what it makes is deleted in the end. */
export async function sendPrepared(context: CaseContext, request: PreparedSend, record: CaseRecord): Promise<Call> {
  const { engine, stage } = context;
  stage.announce(asSeen(request));
  const call = await engine.caller.send(request.draft, record.witness);
  stage.note(asSeen(request), call.outcome);
  noteRemoval(context, request, call);
  return call;
}

/** Sends the step's request, or its two at the same time. */
export async function sendStep(context: CaseContext, step: CodeStep, record: CaseRecord): Promise<SentStep> {
  const { engine, stage, kept } = context;
  const { caller, operation, actions } = engine;
  const own = await stage.placeholdersFor(step);
  const placeholders = new Map([...own, ['action', operation.action], ...kept]);
  await caller.consistency.settleRequest();
  const { removedAt } = context;
  if (removedAt !== undefined && isHeldByRemoved(context, step.send.action ?? operation.action))
    await caller.consistency.settleRemoval(removedAt);
  const [prepared, companion] = sendsOf(step).map((send) => prepareSend(send, placeholders, operation.action));
  if (prepared === undefined) throw new RangeError('a step sends something');
  const { sinceChangeMs, requestDelayMs } = caller.consistency;
  const sinceRemovalMs = removedAt === undefined ? undefined : performance.now() - removedAt;
  const send = (request: PreparedSend): Promise<Call> => sendPrepared(context, request, record);
  const [first, other] = await Promise.all([send(prepared), companion === undefined ? undefined : send(companion)]);
  record.keep(first.exchange);
  const askPage = async (token: string): Promise<Call> => {
    const page = await send(prepareSend(pageOf(step.send, token), placeholders, operation.action));
    record.keep(page.exchange);
    return page;
  };
  const call = step.allPages === true ? await allPages(first, askPage) : first;
  if (other !== undefined) {
    record.keep(other.exchange);
  }
  await actions.note(prepared.action, call.outcome, caller, record.witness);
  return {
    ...{ step, prepared, call, exchange: record.indexOf(call.exchange), sinceChangeMs, requestDelayMs },
    ...(other === undefined ? {} : { companion: other }),
    ...(sinceRemovalMs === undefined ? {} : { sinceRemovalMs }),
    expect: step.expect.map((one) => filledResponse(one, placeholders)),
    unkept: keepTexts(context, step, call),
  };
}

/** What a scene sees of a request. */
function asSeen({ draft: { action, query = '', body = '' }, params }: PreparedSend): SceneRequest {
  return { action, params, form: `${query}&${body}` };
}

/** Makes texts of the response placeholders of later steps; returns the paths where there is none. */
function keepTexts(context: CaseContext, { keep = {} }: CodeStep, { outcome }: Call): readonly string[] {
  const texts = Object.entries(keep).map(([name, path]) => {
    const text = textsAt(outcome, path)[0]?.trim() ?? '';
    return { name, path, text: text.length <= maxKeptLength ? text : '' };
  });
  const found = texts.filter(({ text }) => text !== '').map(({ name, text }) => [`kept:${name}`, text] as const);
  context.kept = new Map([...context.kept, ...found]);
  return texts.filter(({ text }) => text === '').map(({ path }) => path);
}

/** Longest text that is sent back to a target; tokens of EC2 have some hundred characters. */
const maxKeptLength = 8192;

function filledResponse(response: ExpectedResponse, placeholders: Placeholders): ExpectedResponse {
  const { content } = response;
  if (content === undefined) return response;
  const filled = Object.entries(content).map(([path, one]) => [path, filledContent(one, placeholders)] as const);
  return { ...response, content: Object.fromEntries(filled) };
}

function filledContent(content: ExpectedContent, placeholders: Placeholders): ExpectedContent {
  const all = (texts: readonly string[]) => texts.map((text) => fill(text, placeholders));
  if (typeof content === 'string') return fill(content, placeholders);
  if (content === null) return content;
  if (isTextList(content)) return all(content);
  const { includes, excludes } = content;
  return {
    ...content,
    ...(includes === undefined ? {} : { includes: all(includes) }),
    ...(excludes === undefined ? {} : { excludes: all(excludes) }),
  };
}

/** A target may give tokens for ever; no case has so many pages. */
const maxPages = 20;

/**
 * Asks for page after page until one gives no token. The call is the first one, with the items of all pages as one set; or
 * that of the first page that was no success. It keeps a nextToken only if one was given with no item left: a page may have
 * fewer items than were asked for, and even none. `ask`: for the page of a token.
 */
async function allPages(first: Call, ask: (token: string) => Promise<Call>): Promise<Call> {
  let merged = first;
  let last = first;
  for (let pages = 1; pages < maxPages && last.outcome.kind === 'success'; pages += 1) {
    const token = textsAt(last.outcome, 'nextToken')[0]?.trim() ?? '';
    if (token === '') return pages === 1 || !hasItems(last.outcome) ? merged : withoutToken(merged);
    last = await ask(token);
    if (last.outcome.kind !== 'success' || merged.outcome.kind !== 'success') return last;
    merged = { ...first, outcome: joined(merged.outcome, last.outcome) };
  }
  return merged;
}

function hasItems({ root }: SuccessOutcome): boolean {
  return root.children.some(({ children }) => children.length > 0);
}

function withoutToken(call: Call): Call {
  if (call.outcome.kind !== 'success') return call;
  const { root } = call.outcome;
  const children = root.children.filter(({ name }) => name !== 'nextToken');
  return { ...call, outcome: { ...call.outcome, root: { ...root, children } } };
}

/** The same request for the page of a token. */
function pageOf(send: CodeSend, token: string): CodeSend {
  return { ...send, params: { ...send.params, NextToken: token } };
}

/** The first response with the items of the second behind its own. */
function joined(one: SuccessOutcome, other: SuccessOutcome): SuccessOutcome {
  const items = (name: string): readonly XmlElement[] =>
    other.root.children.filter((element) => element.name === name).flatMap(({ children }) => children);
  const children = one.root.children.map((element) => ({
    ...element,
    children: [...element.children, ...items(element.name)],
  }));
  // A set may be left out of a page on which it is empty.
  const more = other.root.children.filter(({ name }) => children.every((element) => element.name !== name));
  return { ...one, root: { ...one.root, children: [...children, ...more] } };
}

/**
 * The state after the step, and the ids in it where it is judged by them: read when every change that the target has made
 * would be seen, as far as its delay is known, since a change that it should not have made may be seen later than the others;
 * and read again while the case would fail by it.
 */
export async function readAfter(context: CaseContext, sent: SentStep, before: SceneState): Promise<SceneState> {
  const { stage, engine } = context;
  if (stage.isStateless) return before;
  const { consistency } = engine.caller;
  await consistency.waitOutDelay();
  const after = await consistency.until(
    () => stage.read(before, sent.step.expect.length === 0),
    (state) => wouldPass(context, sent, state),
  );
  await readIdsAfter(context, sent, after);
  return after;
}

/** Reads ids of things after the step, where it is judged by them. Throws SetUpProblem where the target returns none. */
export async function readIdsAfter({ stage }: CaseContext, sent: SentStep, after: SceneState): Promise<void> {
  const ids = await stage.readIds(sent.step, after);
  if (ids === undefined) return;
  sent.ids = { before: ids.before, after: ids.after };
  sent.expect = sent.expect.map((response) => filledResponse(response, ids.added));
}

/** Judges a step alone, by the state before and after it. */
export function judgeResponse(
  context: CaseContext,
  sent: SentStep,
  before: SceneState,
  after: SceneState,
): StepVerdict {
  return judgeStep(sent.expect, context.stage.names(before), observation(context, sent, after));
}

/** As {@link judgeResponse}, with all that {@link recordStep} puts on record. */
export function judgeSent(
  context: CaseContext,
  sent: SentStep,
  before: SceneState,
  after: SceneState,
  record: CaseRecord,
): StepVerdict {
  const verdict = judgeResponse(context, sent, before, after);
  recordStep(record, context, sent, before, after);
  return verdict;
}

/** Makes the general checks of the response, and puts these and what happened on record. */
function recordStep(
  record: CaseRecord,
  context: CaseContext,
  sent: SentStep,
  before: SceneState,
  after: SceneState,
): void {
  const { stage, engine } = context;
  const [names, left] = [stage.names(before), stage.names(after)];
  const happened = describeObservation(names, observation(context, sent, after));
  const removed = names.filter((name) => !left.includes(name));
  record.step(sent, happened, removed);
  const { call, prepared, step, exchange } = sent;
  const subject = {
    exchange: call.exchange,
    action: prepared.action,
    params: prepared.params,
    operation: engine.operation,
    outcome: call.outcome,
    ...stage.seen(asSeen(prepared), before, after, step.beside === undefined),
  };
  for (const check of engine.operation.generalChecks) {
    if (check.applies(subject)) {
      record.finding({ requirement: check.requirement, mismatches: check.judge(subject), exchange });
    }
  }
}

/** Whether the step would not fail, if this were the state after it. */
export function wouldPass(context: CaseContext, sent: SentStep, after: SceneState): boolean {
  return judgeStep(sent.expect, [], observation(context, sent, after)).kind !== 'fail';
}

function observation(context: CaseContext, { call, unkept, ids }: SentStep, after: SceneState): StepObservation {
  const { stage, engine } = context;
  return {
    outcome: call.outcome,
    thing: engine.operation.domain.terms.thing,
    removes: stage.removes,
    after: stage.names(after),
    unexpected: stage.unexpected(after),
    judgeOwn: (expected) => stage.judgeOwn(expected, call.outcome),
    unkept,
    ...(stage.isStateless ? { isStateless: true } : {}),
    ...(ids === undefined ? {} : { ids }),
  };
}
