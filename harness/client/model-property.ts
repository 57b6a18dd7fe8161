/** Any action of EC2, with a generated input and a generated response: what arrives, and what the client reads. */
import fc from 'fast-check';
import type { CaseResult } from '../checks/case-result.ts';
import type { Mismatch } from '../checks/finding.ts';
import { reason } from '../checks/reason.ts';
import { arbitraryInput, arbitraryOutput } from '../service-model/arbitrary-input.ts';
import { encodeOutput } from '../service-model/encode-output.ts';
import {
  type Action,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ServiceModel,
  type Shape,
} from '../service-model/model.ts';
import { canonicalTimestamp } from '../service-model/scalars.ts';
import type { CaptureEndpoint } from './capture.ts';
import { caseResult } from './client-case-result.ts';
import type { ClientEngine, Judged, Witnesses } from './client-engine.ts';
import type { JsonObject as CaseObject, ClientCase, ExpectedReport, ScriptedAnswer } from './fixture.ts';
import { judgeReport } from './judge-report.ts';
import type { ClientOutcome } from './outcome.ts';
import type { ClientProperty } from './property.ts';
import { parameterMismatch } from './request/judge-request.ts';
import { differencesFromInput } from './request/model-comparison.ts';
import { requestSubjects } from './request/request-subject.ts';

export interface ModelPropertyOptions {
  readonly id: string;
  readonly model: ServiceModel;
  readonly action: Action;
  readonly seed: number;
  /** The requirement that the input arrives as the model writes it. */
  readonly input: string;
  /** The requirement that the output is read as the model reads it. */
  readonly output: string;
}

const requestId = '59dbff89-35bd-4eac-99ed-be587ed1f8b2';

/** Large enough for lists within structures within lists, small enough to be read by a person. */
const size = { depth: 2, items: 2, density: 0.35 };

/**
 * One call of an action. Its input and its response follow from the seed and the action's name. A client that has no such
 * action, or refuses the input itself, may have an older model: the case is not applicable.
 */
export function modelProperty(options: ModelPropertyOptions): ClientProperty {
  const { id, action, input, output } = options;
  const title = `sends a generated input of ${action.name} and reads a generated response`;
  const statement = { id, title, requirements: [input, output] };
  return { ...statement, run: (engine, endpoint) => runOnce(options, statement, engine, endpoint) };
}

async function runOnce(
  { model, action, seed, input: sent, output: read }: ModelPropertyOptions,
  statement: Pick<ClientCase, 'id' | 'title' | 'requirements'>,
  engine: ClientEngine,
  endpoint: CaptureEndpoint,
): Promise<CaseResult> {
  const startedAt = performance.now();
  const sample = (values: fc.Arbitrary<JsonObject>): JsonObject => {
    const [value = {}] = fc.sample(values, { seed: seedOf(seed, action.name), numRuns: 1 });
    return withoutEmptyItems(value) as JsonObject;
  };
  const input = sample(arbitraryInput(action, size));
  const output = sample(arbitraryOutput(action, size));
  const answer: ScriptedAnswer = {
    status: 200,
    headers: { 'Content-Type': 'text/xml;charset=UTF-8' },
    body: encodeOutput(model, action, output, requestId),
  };
  const report = { outcome: 'result', output: normalised(action.output, output) as CaseObject } as const;
  const testCase: ClientCase = {
    ...{ ...statement, operation: action.name, answers: [answer] },
    input: input as CaseObject,
    report,
  };
  endpoint.begin([answer]);
  const call = { endpoint: endpoint.url, operation: action.name, input: input as CaseObject, as: 'main' as const };
  const outcome = await engine.adapter.call({ ...call, timeoutMs: engine.timeoutMs });
  const captured = [...endpoint.requests];
  const subjects = requestSubjects(captured, { ...call, host: new URL(endpoint.url).host });
  const witnesses: Witnesses = { form: { input: input as CaseObject }, outcome, captured, subjects, startedAt };
  const { failed, ...judged } = judge({ action, input, report, sent, read }, witnesses, engine.client.lacks);
  const result = caseResult(engine, testCase, witnesses, judged);
  const isPartial = failed !== undefined && failed.length === 1;
  return { ...result, kind: 'property', ...(isPartial ? { failed } : {}) };
}

interface Expected {
  readonly action: Action;
  readonly input: JsonObject;
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
    outcome.kind === 'result' ? { ...outcome, output: normalised(shape, outcome.output) as CaseObject } : outcome;
  return judgeReport(expected, observed, lacks);
}

/**
 * A value as every client may give it: timestamps as one text for one instant, numbers as numbers although a client may
 * give those of 64 bits as text. Members that the model does not have are the client's own affair.
 */
function normalised(shape: Shape | undefined, value: unknown): JsonValue | null {
  if (shape === undefined || value === null || value === undefined) return {};
  if (shape.type === 'structure') {
    if (!isJsonObject(value)) return value as JsonValue;
    return Object.fromEntries(
      [...shape.members].flatMap(([name, member]) => {
        const content = (value as JsonObject)[name];
        return content === undefined || content === null ? [] : [[name, normalised(member.shape, content)]];
      }),
    ) as JsonObject;
  }
  if (shape.type === 'list') {
    return Array.isArray(value) ? value.map((item) => normalised(shape.item, item) as JsonValue) : (value as JsonValue);
  }
  if (shape.type === 'timestamp') return canonicalTimestamp(String(value)) ?? (value as JsonValue);
  const isNumber =
    shape.type === 'long' || shape.type === 'integer' || shape.type === 'float' || shape.type === 'double';
  return isNumber && value !== '' ? Number(value) : (value as JsonValue);
}

/** Without items of lists that hold nothing: these have no parameter, and leave a gap in the numbers of their list. */
function withoutEmptyItems(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withoutEmptyItems).filter((item) => !isEmpty(item));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) =>
      member === undefined ? [] : [[name, withoutEmptyItems(member)]],
    ),
  );
}

function isEmpty(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.every(isEmpty);
  return isJsonObject(value) && Object.values(value).every((member) => member === undefined || isEmpty(member));
}

/** A seed of its own for each action, so that the choice of actions changes no input. */
function seedOf(seed: number, name: string): number {
  let mixed = seed;
  for (const letter of name) mixed = (Math.imul(mixed, 31) + letter.charCodeAt(0)) | 0;
  return mixed;
}
