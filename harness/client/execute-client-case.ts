/** One case: answer from its script, make the call, judge both witnesses. */
import type { CaseResult, ExchangeFinding } from '../checks/case-result.ts';
import type { CaseVerdict, Mismatch } from '../checks/finding.ts';
import { type Reason, reason } from '../checks/reason.ts';
import { recordExchange, renderAnswer } from '../transcript/exchange-text.ts';
import { redact, secretsOf } from '../transcript/redact.ts';
import { bytesToText, visible } from '../transcript/visible-text.ts';
import { answerBytes } from './answer-bytes.ts';
import type { CapturedRequest, CaptureEndpoint } from './capture.ts';
import { clientCredentials } from './driver/environment.ts';
import { type ClientCase, plainAnswer, type ScriptedAnswer } from './fixture.ts';
import { judgeReport, outcomeText } from './judge-report.ts';
import { judgeParameters } from './judge-request.ts';
import type { ClientAdapter, ClientDescription, ClientOutcome } from './outcome.ts';
import { type RequestCheck, type RequestSubject, requestSubject } from './request-subject.ts';

export interface ClientEngine {
  readonly plug: ClientAdapter;
  readonly client: ClientDescription;
  readonly invariants: readonly RequestCheck[];
  readonly timeoutMs: number;
  /** Whether these requirements are open questions, which nobody passes or fails. */
  readonly isOpen: (requirements: readonly string[]) => boolean;
  /** The command that makes one case again, by its id. */
  readonly reproduce: (id: string) => string;
}

const secrets = secretsOf(Object.values(clientCredentials));

export interface ExecutedCase {
  readonly result: CaseResult;
  /** The call gave no report that can be read; what it may still send must not be taken for the next one's. */
  readonly isLost: boolean;
  /** It was lost together with others, and is to be made again by itself. */
  readonly isShared?: true;
}

export async function executeClientCase(
  engine: ClientEngine,
  testCase: ClientCase,
  endpoint: CaptureEndpoint,
): Promise<ExecutedCase> {
  const startedAt = performance.now();
  const lacking = (testCase.needs ?? []).filter((need) => engine.client.lacks.includes(need));
  if (lacking.length > 0) {
    const why = missingMembers(lacking);
    const unasked = { outcome: undefined, captured: [], subjects: [], startedAt };
    return { result: result(engine, testCase, unasked, { verdict: 'not-applicable', reason: why }), isLost: false };
  }
  endpoint.begin(testCase.answers ?? [plainAnswer(testCase.operation)]);
  const { operation, input, as = 'main' } = testCase;
  const outcome = await engine.plug.call({ endpoint: endpoint.url, operation, input, as, timeoutMs: engine.timeoutMs });
  const captured = [...endpoint.requests];
  const subjects = captured.map((one) => requestSubject(one, operation, input));
  const witnesses = { outcome, captured, subjects, startedAt };
  const judged = result(engine, testCase, witnesses, judge(engine, testCase, witnesses));
  if (outcome.kind !== 'silent') return { result: judged, isLost: false };
  return { result: judged, isLost: true, ...(outcome.shared === true ? { isShared: true } : {}) };
}

interface Witnesses {
  readonly outcome: ClientOutcome | undefined;
  readonly captured: readonly CapturedRequest[];
  readonly subjects: readonly (RequestSubject | undefined)[];
  readonly startedAt: number;
}

function missingMembers(capabilities: readonly string[]): Reason {
  return {
    kind: 'missing-capability',
    capabilities,
    message: `the client is declared to lack ${capabilities.join(', ')}`,
  };
}

interface Judged {
  readonly verdict: CaseVerdict;
  readonly mismatches?: readonly Mismatch[];
  readonly answer?: string;
  readonly reason?: Reason;
}

function judge(engine: ClientEngine, testCase: ClientCase, { outcome, captured, subjects }: Witnesses): Judged {
  if (outcome === undefined) return { verdict: 'error', reason: reason('suite-error', 'no call was made') };
  if (outcome.kind === 'unsupported') return { verdict: 'not-applicable', reason: reason('client', outcome.message) };
  if (outcome.kind === 'driverError')
    return { verdict: 'error', reason: reason('client', `the driver is at fault: ${outcome.message}`) };
  if (outcome.kind === 'silent') return judgeSilence(testCase, outcome, captured.length);
  if (captured.length === 0) return judgeUnsent(testCase, outcome, engine);
  const mismatches = [
    ...(testCase.wire === undefined ? [] : judgeWire(testCase.wire, captured, subjects)),
    ...(testCase.report === undefined ? [] : judgeReport(testCase.report, outcome, engine.client.lacks)),
    ...judgeCount(testCase, captured.length),
  ];
  if (engine.isOpen(testCase.requirements)) return { verdict: 'observed', answer: outcomeText(outcome) };
  if (testCase.mayRefuse === true)
    return { verdict: mismatches.length > 0 ? 'fail' : 'pass', mismatches, answer: 'sent' };
  return { verdict: mismatches.length > 0 ? 'fail' : 'pass', mismatches };
}

/**
 * No report that can be read leaves the case open. But where an answer is broken on purpose, a call that never ends is
 * what is looked for: the client waits for bytes that cannot come.
 */
function judgeSilence(
  testCase: ClientCase,
  { how, message }: Extract<ClientOutcome, { kind: 'silent' }>,
  requests: number,
): Judged {
  const isBroken = testCase.report?.outcome === 'anyError' && requests > 0;
  if (how !== 'timeout' || !isBroken) return { verdict: 'untestable', reason: reason('client', message) };
  return {
    verdict: 'fail',
    mismatches: [{ kind: 'result', at: 'report', expected: 'an end of the call, as an error', observed: message }],
  };
}

/** Nothing arrived. A refusal by the client itself is an outcome of its own, right only where the case allows it. */
function judgeUnsent(testCase: ClientCase, outcome: ClientOutcome, engine: ClientEngine): Judged {
  if (outcome.kind !== 'clientError') {
    const message = `the client reports ${outcomeText(outcome)}, but no request arrived: it talks to another host`;
    return { verdict: 'untestable', reason: reason('client', message) };
  }
  const observed = `refused without a request: ${outcome.message}`;
  if (engine.isOpen(testCase.requirements)) return { verdict: 'observed', answer: observed };
  if (testCase.mayRefuse === true)
    return { verdict: 'pass', answer: 'refused by the client itself', reason: reason('client', observed) };
  return { verdict: 'fail', mismatches: [{ kind: 'request-count', at: 'request', expected: 'a request', observed }] };
}

/** Every request of the call: one that is sent again has the same parameters. */
function judgeWire(
  wire: Readonly<Record<string, string>>,
  captured: readonly CapturedRequest[],
  subjects: readonly (RequestSubject | undefined)[],
): readonly Mismatch[] {
  return captured.flatMap(({ request }, index) => {
    const subject = subjects[index];
    const mismatches = subject === undefined ? unreadable(request) : judgeParameters(subject, wire);
    return index === 0 ? mismatches : mismatches.map((one) => ({ ...one, at: `request ${index + 1}, ${one.at}` }));
  });
}

function unreadable(request: CapturedRequest['request']): readonly Mismatch[] {
  const observed = 'problem' in request ? request.explanation : 'nothing';
  return [{ kind: 'request-count', at: 'request', expected: 'an HTTP request', observed }];
}

function judgeCount({ requests }: ClientCase, count: number): readonly Mismatch[] {
  if (requests === undefined || (count >= requests.least && count <= requests.most)) return [];
  return [{ kind: 'request-count', at: 'number of requests', expected: countText(requests), observed: String(count) }];
}

function countText({ least, most }: { readonly least: number; readonly most: number }): string {
  return least === most ? String(least) : `${least} to ${most}`;
}

function result(engine: ClientEngine, testCase: ClientCase, witnesses: Witnesses, judged: Judged): CaseResult {
  const { id, title, requirements, input, operation } = testCase;
  const { outcome, captured, startedAt } = witnesses;
  const clean = (text: string) => redact(text, secrets);
  return {
    id,
    kind: 'fixture',
    title,
    requirements,
    verdict: judged.verdict,
    ...(judged.answer === undefined ? {} : { answer: clean(judged.answer) }),
    given: { answers: testCase.answers ?? 'a plain success' },
    sent: `${operation} ${JSON.stringify(input)}`,
    expected: expectedText(testCase),
    observed: outcome === undefined ? 'not called' : clean(outcomeText(outcome)),
    mismatches: (judged.mismatches ?? []).map((one) => ({
      ...one,
      expected: clean(one.expected),
      observed: clean(one.observed),
    })),
    exchanges: captured.map((one) => exchangeRecord(one)),
    findings: findings(engine.invariants, witnesses.subjects).map((finding) => ({
      ...finding,
      mismatches: finding.mismatches.map((one) => ({
        ...one,
        expected: clean(one.expected),
        observed: clean(one.observed),
      })),
    })),
    calls: outcome === undefined ? {} : { [operation]: Math.max(1, captured.length) },
    durationMs: performance.now() - startedAt,
    reproduce: { curl: '', command: engine.reproduce(id) },
    ...(judged.reason === undefined ? {} : { reason: { ...judged.reason, message: clean(judged.reason.message) } }),
  };
}

function findings(
  invariants: readonly RequestCheck[],
  subjects: readonly (RequestSubject | undefined)[],
): readonly ExchangeFinding[] {
  return subjects.flatMap((subject, exchange) =>
    subject === undefined
      ? []
      : invariants
          .filter((invariant) => invariant.applies(subject))
          .map((invariant) => ({ requirement: invariant.requirement, mismatches: invariant.judge(subject), exchange })),
  );
}

function expectedText({ wire, report, requests }: ClientCase): string {
  return [
    ...(wire === undefined
      ? []
      : [
          Object.entries(wire)
            .map(([name, value]) => `${name}=${value}`)
            .join('\n'),
        ]),
    ...(report === undefined ? [] : [`reports ${JSON.stringify(report)}`]),
    ...(requests === undefined ? [] : [`${countText(requests)} requests`]),
  ].join('\n');
}

function exchangeRecord({ bytes, request, answer }: CapturedRequest): CaseResult['exchanges'][number] {
  if ('problem' in request) {
    return {
      request: redact(visible(bytesToText(bytes.subarray(0, 65_536))), secrets),
      response: answerText(answer),
      status: answer.status,
      durationMs: 0,
    };
  }
  const exchange = recordExchange({ request, durationMs: 0 }, secrets);
  return { request: exchange.request, response: answerText(answer), status: answer.status, durationMs: 0 };
}

/** As it went over the wire, but for the date. */
function answerText(answer: ScriptedAnswer): string {
  const body = Buffer.from(answer.body);
  const headers = Object.entries(answer.headers ?? {});
  const text = renderAnswer({ status: answer.status, reason: '', httpVersion: '1.1', headers, body });
  const sent = answerBytes(answer, new Date(0)).length;
  return answer.missingBytes === undefined
    ? text
    : `${text}\n(the connection ends after these ${sent} bytes, ${answer.missingBytes} too few)`;
}
