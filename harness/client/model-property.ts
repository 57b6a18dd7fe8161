/** Any action of EC2, with generated inputs and generated responses: what arrives, and what the client reads. */
import fc from 'fast-check';
import type { CaseResult } from '../checks/case-result.ts';
import type { Mismatch } from '../checks/finding.ts';
import { reason } from '../checks/reason.ts';
import { type ArbitrarySize, arbitraryInput, arbitraryOutput } from '../service-model/arbitrary-input.ts';
import { encodeOutput } from '../service-model/encode-output.ts';
import {
  type Action,
  isModelObject,
  type ModelObject,
  type ModelValue,
  type ServiceModel,
  type Shape,
} from '../service-model/model.ts';
import { canonicalTimestamp } from '../service-model/scalars.ts';
import type { CaptureEndpoint } from './capture.ts';
import { caseResult } from './client-case-result.ts';
import type { ClientEngine, Judged, Witnesses } from './client-engine.ts';
import { makeCall } from './execute-client-case.ts';
import type { ClientCase, ExpectedReport, JsonObject, ScriptedResponse } from './fixture.ts';
import { judgeReport } from './judge-report.ts';
import type { ClientOutcome } from './outcome.ts';
import { type ClientProperty, searchCalls } from './property.ts';
import { parameterMismatch } from './request/judge-request.ts';
import { differencesFromInput } from './request/model-comparison.ts';

/** An action of the service model, the seed of its generated calls, and the requirements that they test. */
export interface ModelPropertyOptions {
  readonly id: string;
  readonly model: ServiceModel;
  readonly action: Action;
  readonly seed: number;
  /** The requirement that the input arrives as the model writes it. */
  readonly input: string;
  /** The requirement that the output is read as the model reads it. */
  readonly output: string;
  /** Default: one small call. */
  readonly cell?: ModelCell;
}

/** What the generated calls of an action are like. */
export interface ModelCell {
  /** What follows on `sends inputs and reads responses`: `with lists past nine`. */
  readonly title: string;
  readonly size: ArbitrarySize;
  /** Calls to make. */
  readonly draws: number;
}

const requestId = '59dbff89-35bd-4eac-99ed-be587ed1f8b2';

/** Large enough for lists within structures within lists, small enough to be read by a person. */
const small: ArbitrarySize = { depth: 2, items: 2, density: 0.35 };

/** There are several kinds of generated calls, and a command line tool takes a second for each call. */
const shrinkingMs = 10_000;

/**
 * Calls of an action. Inputs and responses follow from the seed and the action's name. A client that has no such
 * action, or refuses every input itself, may have an older model: the case is not applicable.
 */
export function modelProperty(options: ModelPropertyOptions): ClientProperty {
  const { id, action, input, output, cell } = options;
  const title =
    cell === undefined
      ? `sends a generated input of ${action.name} and reads a generated response`
      : `sends inputs and reads responses ${cell.title}`;
  const statement = { id, title, requirements: [input, output] };
  return { ...statement, run: (engine, endpoint) => runDraws(options, statement, engine, endpoint) };
}

type Statement = Pick<ClientCase, 'id' | 'title' | 'requirements'>;

/** The members of one call. */
interface Draw {
  readonly input: ModelObject;
  readonly output: ModelObject;
}

/** Stops at the first call that fails, and makes that smaller. */
async function runDraws(
  options: ModelPropertyOptions,
  statement: Statement,
  engine: ClientEngine,
  endpoint: CaptureEndpoint,
): Promise<CaseResult> {
  const { id, action, seed, cell = { title: '', size: small, draws: 1 } } = options;
  const isOne = cell.draws === 1;
  // fast-check begins with the smallest values; here the first call has to be like all others, since it may be the only one.
  const draws = fc.noBias(
    fc.record({ input: arbitraryInput(action, cell.size), output: arbitraryOutput(action, cell.size) }),
  );
  const { shown, calls, judged, hasFailed } = await searchCalls(
    draws,
    (draw) => runOnce(options, statement, draw, engine, endpoint),
    { seed: seedOf(seed, id), numRuns: cell.draws, endOnFailure: isOne, shrinkingMs },
  );
  const counted = { ...shown, ...(judged === 0 ? {} : { calls: { [action.name]: calls } }) };
  if (isOne || shown.verdict === 'not-applicable') return counted;
  if (hasFailed) return { ...counted, observed: `${shown.observed} (seed ${seed})` };
  const sent = `${judged} generated calls of ${action.name}`;
  return { ...counted, sent, observed: `held over ${judged} calls`, exchanges: [], findings: [] };
}

async function runOnce(
  { model, action, input: sent, output: read }: ModelPropertyOptions,
  statement: Statement,
  draw: Draw,
  engine: ClientEngine,
  endpoint: CaptureEndpoint,
): Promise<CaseResult> {
  const startedAt = performance.now();
  const given = withoutMembers(withoutEmptyItems(draw.input), engine.client.lacks) as ModelObject;
  const input = given as JsonObject;
  const output = withoutEmptyItems(draw.output) as ModelObject;
  const answer: ScriptedResponse = {
    status: 200,
    headers: { 'Content-Type': 'text/xml;charset=UTF-8' },
    body: encodeOutput(model, action, output, requestId),
  };
  // A response that says false has the form of a success; what it means is a failure, and a client may report it as one.
  const outcome = output['Return'] === false ? 'errorOrOutput' : 'result';
  const report: ExpectedReport = { outcome, output: normalised(action.output, output) as JsonObject };
  const testCase: ClientCase = { ...statement, operation: action.name, answers: [answer], input, report };
  const { witnesses } = await makeCall(engine, testCase, { input }, endpoint, startedAt);
  const { failed, ...judged } = judge({ action, input: given, report, sent, read }, witnesses, engine.client.lacks);
  const result = caseResult(engine, testCase, witnesses, judged);
  const isPartial = failed !== undefined && failed.length === 1;
  return { ...result, kind: 'property', ...(isPartial ? { failed } : {}) };
}

interface Expected {
  readonly action: Action;
  readonly input: ModelObject;
  readonly report: ExpectedReport;
  readonly sent: string;
  readonly read: string;
}

function judge(
  { action, input, report, sent, read }: Expected,
  { outcome, captured, subjects: [subject] }: Witnesses,
  lacks: readonly string[],
): Judged & { readonly failed?: readonly string[] } {
  if (
    outcome === undefined ||
    outcome.kind === 'unsupported' ||
    (outcome.kind === 'clientError' && captured.length === 0)
  ) {
    const message = outcome?.message ?? 'no call was made';
    return { verdict: 'not-applicable', reason: reason('client', message) };
  }
  if (outcome.kind === 'driverError') {
    return { verdict: 'error', reason: reason('client', `the driver is at fault: ${outcome.message}`) };
  }
  if (subject === undefined || outcome.kind === 'silent') {
    const message = outcome.kind === 'silent' ? outcome.message : 'no request arrived that is HTTP';
    return { verdict: 'untestable', reason: reason('client', message) };
  }
  const wrongInput = differencesFromInput(subject, action, input).map(parameterMismatch);
  const wrongOutput = judgeOutput(action, report, outcome, lacks);
  const failed = [...(wrongInput.length > 0 ? [sent] : []), ...(wrongOutput.length > 0 ? [read] : [])];
  const mismatches = [...wrongInput, ...wrongOutput];
  return { verdict: failed.length > 0 ? 'fail' : 'pass', mismatches, ...(failed.length > 0 ? { failed } : {}) };
}

function judgeOutput(
  { output: shape }: Action,
  expected: ExpectedReport,
  outcome: ClientOutcome,
  lacks: readonly string[],
): readonly Mismatch[] {
  const observed =
    outcome.kind === 'result' ? { ...outcome, output: normalised(shape, outcome.output) as JsonObject } : outcome;
  return judgeReport(expected, observed, lacks);
}

/**
 * A value as every client may give it: timestamps as one text for one instant, numbers as numbers although a client may
 * give those of 64 bits as text, floats in single precision, which is theirs. Whether a text of white space alone is
 * read as one is an open question. Members that the model does not have are the client's own affair.
 */
function normalised(shape: Shape | undefined, value: unknown): ModelValue | null {
  if (shape === undefined || value === null || value === undefined) return {};
  if (shape.type === 'structure') {
    if (!isModelObject(value)) return value as ModelValue;
    return Object.fromEntries(
      [...shape.members].flatMap(([name, member]) => {
        const content = (value as ModelObject)[name];
        return content === undefined || content === null ? [] : [[name, normalised(member.shape, content)]];
      }),
    ) as ModelObject;
  }
  if (shape.type === 'list') {
    return Array.isArray(value)
      ? value.map((item) => normalised(shape.item, item) as ModelValue)
      : (value as ModelValue);
  }
  if (shape.type === 'timestamp') return canonicalTimestamp(String(value)) ?? (value as ModelValue);
  if (shape.type === 'string') return isWhiteSpace(value) ? '' : (value as ModelValue);
  if (shape.type === 'float') return value === '' ? value : Math.fround(Number(value));
  const isNumber = shape.type === 'long' || shape.type === 'integer' || shape.type === 'double';
  return isNumber && value !== '' ? Number(value) : (value as ModelValue);
}

function isWhiteSpace(value: unknown): boolean {
  return typeof value === 'string' && /^[ \t\r\n]*$/.test(value);
}

/** Without items of lists that hold nothing: these have no parameter, and leave a gap in the numbers of their list. */
function withoutEmptyItems(value: ModelValue): ModelValue {
  if (Array.isArray(value)) return value.map(withoutEmptyItems).filter((item) => !isEmpty(item));
  if (!isModelObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) =>
      member === undefined ? [] : [[name, withoutEmptyItems(member)]],
    ),
  );
}

function isEmpty(value: ModelValue): boolean {
  if (Array.isArray(value)) return value.every(isEmpty);
  return isModelObject(value) && Object.values(value).every((member) => member === undefined || isEmpty(member));
}

/** Without members that the client is declared to lack: `GroupName`, `IpPermissions.Ipv6Ranges`. */
function withoutMembers(value: ModelValue, lacks: readonly string[], path = ''): ModelValue {
  if (Array.isArray(value)) return value.map((item: ModelValue) => withoutMembers(item, lacks, path));
  if (!isModelObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const here = path === '' ? name : `${path}.${name}`;
      return member === undefined || lacks.includes(here) ? [] : [[name, withoutMembers(member, lacks, here)]];
    }),
  );
}

/** A seed of its own for each id, so that the choice of actions changes no input. */
function seedOf(seed: number, name: string): number {
  let mixed = seed;
  for (const letter of name) mixed = (Math.imul(mixed, 31) + letter.charCodeAt(0)) | 0;
  return mixed;
}
