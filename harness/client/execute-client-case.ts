/** Runs a client case: the endpoint responds as scripted, the client makes the call, and both its request and its report are judged. */
import type { CaseResult } from '../checks/case-result.ts';
import type { Mismatch } from '../checks/finding.ts';
import { type Reason, reason } from '../checks/reason.ts';
import type { CapturedRequest, CaptureEndpoint } from './capture.ts';
import { firstForm, formsOf, membersAmong } from './case-forms.ts';
import { caseResult, countText } from './client-case-result.ts';
import type { ClientEngine, Judged, Witnesses } from './client-engine.ts';
import { type CaseForm, type ClientCase, plainResponse } from './fixture.ts';
import { outcomeText, type ReportDifference, reportDifferences } from './judge-report.ts';
import type { ClientOutcome } from './outcome.ts';
import { type ParameterDifference, parameterMismatch } from './request/judge-request.ts';
import { differencesFromWire } from './request/model-comparison.ts';
import { parameter } from './request/request-parameters.ts';
import { requestSubjects } from './request/request-subject.ts';

/** The result of a case, and whether the client can still be used. */
export interface ExecutedCase {
  readonly result: CaseResult;
  /** The call gave no report that can be read; what it may still send must not be taken for the next one's. */
  readonly isLost: boolean;
  /** The process ended, which takes no time: it is started anew for the next call. */
  readonly hasCrashed?: true;
  /** It was lost together with others, and is to be made again by itself. */
  readonly isShared?: true;
}

/** Makes the call in the first form that the client can express, and judges it. */
export async function executeClientCase(
  engine: ClientEngine,
  testCase: ClientCase,
  endpoint: CaptureEndpoint,
): Promise<ExecutedCase> {
  const startedAt = performance.now();
  const { lacks } = engine.client;
  const lacking = (testCase.needs ?? []).filter((need) => lacks.includes(need));
  let inapplicable: Reason | undefined = lacking.length > 0 ? missingMembers(lacking) : undefined;
  if (inapplicable === undefined) {
    const forms = formsOf(testCase, engine.usualInput);
    for (const form of forms) {
      const missing = membersAmong(lacks, form.input);
      if (missing.length > 0) {
        inapplicable ??= missingMembers(missing);
        continue;
      }
      const { witnesses, isShared } = await makeCall(engine, testCase, form, endpoint, startedAt);
      const { outcome } = witnesses;
      engine.members?.note(testCase, witnesses);
      if (outcome?.kind === 'unsupported') {
        inapplicable ??= reason('client', outcome.message);
        continue;
      }
      const isRefused = outcome?.kind === 'clientError' && witnesses.captured.length === 0;
      if (isRefused && form !== forms.at(-1)) continue;
      const result = caseResult(engine, testCase, witnesses, judge(engine, testCase, witnesses));
      const hasCrashed = outcome?.kind === 'silent' && outcome.how === 'ended';
      return {
        result,
        isLost: outcome?.kind === 'silent',
        ...(hasCrashed ? { hasCrashed } : {}),
        ...(isShared ? { isShared: true } : {}),
      };
    }
  }
  const notAsked: Witnesses = { form: firstForm(testCase), outcome: undefined, captured: [], subjects: [], startedAt };
  const why = inapplicable ?? reason('client', 'the client cannot express it');
  return { result: caseResult(engine, testCase, notAsked, { verdict: 'not-applicable', reason: why }), isLost: false };
}

/** Makes the call in this form; the endpoint responds as the case scripts. `isShared`: see {@link ExecutedCase}. */
export async function makeCall(
  { adapter, timeoutMs }: ClientEngine,
  testCase: ClientCase,
  form: CaseForm,
  endpoint: CaptureEndpoint,
  startedAt: number,
): Promise<{ readonly witnesses: Witnesses; readonly isShared: boolean }> {
  const { operation, as = 'main' } = testCase;
  const { input } = form;
  endpoint.begin(testCase.answers ?? [plainResponse(operation)]);
  const outcome = await adapter.call({ endpoint: endpoint.url, operation, input, as, timeoutMs });
  const waitMs = testCase.requests?.waitMs ?? 0;
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
  const captured = [...endpoint.requests];
  const subjects = requestSubjects(captured, { operation, input, as, host: new URL(endpoint.url).host });
  const isShared = outcome.kind === 'silent' && outcome.shared === true;
  const cutOff = endpoint.isCutOff ? { isCutOff: true as const } : {};
  return { witnesses: { form, outcome, captured, subjects, startedAt, ...cutOff }, isShared };
}

function missingMembers(capabilities: readonly string[]): Reason {
  return {
    kind: 'missing-capability',
    capabilities,
    message: `the client is declared to lack ${capabilities.join(', ')}`,
  };
}

function judge(engine: ClientEngine, testCase: ClientCase, witnesses: Witnesses): Judged {
  const { outcome, captured, form } = witnesses;
  if (outcome === undefined) return { verdict: 'error', reason: reason('suite-error', 'no call was made') };
  if (outcome.kind === 'driverError')
    return { verdict: 'error', reason: reason('client', `the driver is at fault: ${outcome.message}`) };
  const isOpen = engine.isOpen(testCase.requirements);
  if (isOpen && captured.length > 0) return { verdict: 'observed', answer: observation(testCase, outcome, witnesses) };
  if (outcome.kind === 'silent') return judgeSilence(testCase, outcome, captured.length);
  if (captured.length === 0) return judgeUnsent(testCase, outcome, isOpen);
  const wire = judgeWire(form.wire, witnesses, testCase.anyCase);
  const reported =
    testCase.report === undefined ? [] : reportDifferences(testCase.report, outcome, engine.client.lacks);
  const counted = judgeCount(testCase, captured.length);
  if (witnesses.isCutOff === true && counted.length === 0) return cutOff(captured.length);
  const mismatches = [...wire, ...reported.map(({ mismatch }) => mismatch), ...counted];
  const isExplainable = mismatches.length > 0 && counted.length === 0;
  const explainedBy = isExplainable ? explanation(engine, testCase, witnesses, reported) : [];
  return {
    verdict: mismatches.length > 0 ? 'fail' : 'pass',
    mismatches,
    ...(testCase.mayRefuse === true ? { answer: 'sent' } : {}),
    ...(explainedBy.length > 0 ? { explainedBy } : {}),
  };
}

/** The answer that is recorded for an open question. */
function observation({ observes }: ClientCase, outcome: ClientOutcome, witnesses: Witnesses): string {
  const { captured, subjects, isCutOff } = witnesses;
  const count = captured.length === 1 ? '1 request' : `${captured.length} requests`;
  if (observes === 'requests') {
    if (isCutOff === true) return `more than ${count}, which the suite ended`;
    return outcome.kind === 'silent' ? `at least ${count}: ${outcome.message}` : `${count}, then ${outcome.kind}`;
  }
  if (observes === 'version') {
    const [subject] = subjects;
    return subject === undefined ? 'none' : `Version ${parameter(subject.parameters, 'Version') ?? 'absent'}`;
  }
  return outcomeText(outcome);
}

/**
 * No report that can be read leaves the case open, with two exceptions where the case is about its response. A process
 * that ends after the response arrived crashed on it. A call that never ends after a single request waits for bytes that
 * cannot come; one that is sent again and again may only need longer than `--timeout`.
 */
function judgeSilence(
  testCase: ClientCase,
  { how, message, shared }: Extract<ClientOutcome, { kind: 'silent' }>,
  requests: number,
): Judged {
  const isAboutResponse = testCase.answers !== undefined && requests > 0 && shared !== true;
  const hangs = how === 'timeout' && testCase.report?.outcome === 'anyError' && requests === 1;
  if (isAboutResponse && (how === 'ended' || hangs)) {
    const expected = testCase.report?.outcome === 'result' ? 'a success' : 'an end of the call, as an error';
    return { verdict: 'fail', mismatches: [{ kind: 'result', at: 'report', expected, observed: message }] };
  }
  const sent =
    requests === 0 ? 'no request arrived' : `${requests === 1 ? '1 request' : `${requests} requests`} arrived`;
  const advice = how === 'timeout' ? `; ${sent}. If the client needs longer, raise --timeout` : '';
  return { verdict: 'untestable', reason: reason('client', `${message}${advice}`) };
}

/** The suite itself ended the call, which is no end by the client: neither its outcome nor a hang says anything. */
function cutOff(requests: number): Judged {
  const message = `the client sent ${requests} requests and had not given up when the suite ended the connection of the next`;
  return { verdict: 'untestable', reason: reason('client', message) };
}

/** Nothing arrived. A refusal by the client itself is an outcome of its own, right only where the case allows it. */
function judgeUnsent(testCase: ClientCase, outcome: ClientOutcome, isOpen: boolean): Judged {
  if (outcome.kind !== 'clientError') {
    const message = `the client reports ${outcomeText(outcome)}, but no request arrived: it talks to another host`;
    return { verdict: 'untestable', reason: reason('client', message) };
  }
  const observed = `refused without a request: ${outcome.message}`;
  if (isOpen) return { verdict: 'observed', answer: observed };
  if (testCase.mayRefuse === true)
    return { verdict: 'pass', answer: 'refused by the client itself', reason: reason('client', observed) };
  return { verdict: 'fail', mismatches: [{ kind: 'request-count', at: 'request', expected: 'a request', observed }] };
}

/** The first request of the call; whether one that is sent again is the same is a check over every request. */
function judgeWire(
  wire: Readonly<Record<string, string>> | undefined,
  { captured, subjects }: Witnesses,
  anyCase: boolean | undefined,
): readonly Mismatch[] {
  const [subject] = subjects;
  const [first] = captured;
  if (wire === undefined || first === undefined) return [];
  if (subject === undefined) return unreadable(first.request);
  return differencesFromWire(subject, wire, anyCase).map(parameterMismatch);
}

/**
 * The requirements that each differing parameter is sent and each differing member is read, or the checks of the request
 * that make its parameters others, if those are not what the case is about; none where one of the differences has no
 * such requirement.
 */
function explanation(
  { invariants, ownerOf, ownerOfMember }: ClientEngine,
  { requirements, anyCase }: ClientCase,
  { form: { wire }, subjects: [subject] }: Witnesses,
  reported: readonly ReportDifference[],
): readonly string[] {
  const differences = wire === undefined || subject === undefined ? [] : differencesFromWire(subject, wire, anyCase);
  const explaining =
    subject === undefined ? [] : invariants.filter((one) => one.explains === true && one.judge(subject).length > 0);
  const owners = [
    ...(explaining.length > 0 && differences.length > 0
      ? explaining.map(({ requirement }) => requirement)
      : differences.map((one) => ownerOf?.({ ...one, name: nameMeant(one, differences) }))),
    ...reported.map(({ place }) => ownerOfMember?.(place)),
  ];
  const known = owners.filter((owner) => owner !== undefined);
  return known.length < owners.length || known.some((owner) => requirements.includes(owner)) ? [] : [...new Set(known)];
}

/** Pairs each unexpected parameter with a missing one of the same value: the same parameter under another name. */
function nameMeant({ name, expected, observed }: ParameterDifference, all: readonly ParameterDifference[]): string {
  if (expected !== undefined) return name;
  return all.find((other) => other.observed === undefined && other.expected === observed)?.name ?? name;
}

function unreadable(request: CapturedRequest['request']): readonly Mismatch[] {
  const observed = 'problem' in request ? request.explanation : 'nothing';
  return [{ kind: 'request-count', at: 'request', expected: 'an HTTP request', observed }];
}

function judgeCount({ requests }: ClientCase, count: number): readonly Mismatch[] {
  if (requests === undefined || (count >= requests.least && count <= requests.most)) return [];
  return [{ kind: 'request-count', at: 'number of requests', expected: countText(requests), observed: String(count) }];
}
