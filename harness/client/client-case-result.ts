/** A judged client case as a result: what was asked, expected and observed, as redacted text. */
import type { CaseResult, ExchangeFinding } from '../checks/case-result.ts';
import { recordExchange, renderResponse } from '../transcript/exchange-text.ts';
import { redact, secretsOf } from '../transcript/redact.ts';
import { bytesToText, visible } from '../transcript/visible-text.ts';
import type { CapturedRequest } from './capture.ts';
import type { ClientEngine, Judged, Witnesses } from './client-engine.ts';
import { clientCredentials } from './driver/environment.ts';
import type { ClientCase, ExpectedReport, ExpectedRequests, ScriptedResponse } from './fixture.ts';
import { outcomeText } from './judge-report.ts';
import type { RequestCheck, RequestSubject } from './request/request-subject.ts';
import { responseBytes } from './response-bytes.ts';

const secrets = secretsOf(Object.values(clientCredentials));

/** The result of one case. Keys are redacted, messages bounded. */
export function caseResult(
  engine: ClientEngine,
  testCase: ClientCase,
  witnesses: Witnesses,
  judged: Judged,
): CaseResult {
  const { id, title, requirements, operation } = testCase;
  const { form, outcome, captured, startedAt } = witnesses;
  const clean = (text: string) => redact(text, secrets);
  return {
    id,
    kind: 'fixture',
    title,
    requirements,
    verdict: judged.verdict,
    ...(judged.answer === undefined ? {} : { answer: clean(judged.answer) }),
    // The responses are next to the requests, as they went over the wire.
    given: null,
    sent: `${operation} ${JSON.stringify(form.input)}`,
    expected: expectedText(form.wire, testCase),
    observed: outcome === undefined ? 'not called' : clean(outcomeText(outcome)),
    mismatches: (judged.mismatches ?? []).map((one) => ({
      ...one,
      expected: clean(one.expected),
      observed: clean(one.observed),
    })),
    ...(judged.explainedBy === undefined ? {} : { explainedBy: judged.explainedBy }),
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

function expectedText(wire: Readonly<Record<string, string>> | undefined, { report, requests }: ClientCase): string {
  return [
    ...(wire === undefined
      ? []
      : [
          Object.entries(wire)
            .map(([name, value]) => `${name}=${value}`)
            .join('\n'),
        ]),
    ...(report === undefined ? [] : [`reports ${expectedReportText(report)}`]),
    ...(requests === undefined ? [] : [`${countText(requests)} requests`]),
  ].join('\n');
}

function expectedReportText(report: ExpectedReport): string {
  switch (report.outcome) {
    case 'result': {
      const { output, requestId } = report;
      const id = requestId === undefined ? '' : ` and request id ${requestId}`;
      return `a success${output === undefined ? '' : ` with ${JSON.stringify(output)}`}${id}`;
    }
    case 'serviceError': {
      const { outcome: _, ...rest } = report;
      const parts = Object.entries(rest).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
      return `an error of the service${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`;
    }
    case 'failureWithStatus':
      return `a failure that shows status ${report.status}`;
    case 'errorOrOutput':
      return `an error, or a success with ${JSON.stringify(report.output)}`;
    case 'anyError':
      return 'an error, of the service or of the client';
    case 'open':
      return 'anything: the question is open';
  }
}

function exchangeRecord({ bytes, request, response }: CapturedRequest): CaseResult['exchanges'][number] {
  if ('problem' in request) {
    return {
      request: redact(visible(bytesToText(bytes.subarray(0, 65_536))), secrets),
      response: responseText(response),
      status: response.status,
      durationMs: 0,
    };
  }
  const exchange = recordExchange({ request, durationMs: 0 }, secrets);
  return { request: exchange.request, response: responseText(response), status: response.status, durationMs: 0 };
}

/** As it went over the wire, but for the date. */
function responseText(response: ScriptedResponse): string {
  const body = Buffer.from(response.body);
  const headers = Object.entries(response.headers ?? {});
  const text = renderResponse({ status: response.status, reason: '', httpVersion: '1.1', headers, body });
  const sent = responseBytes(response, new Date(0)).length;
  return response.missingBytes === undefined
    ? text
    : `${text}\n(the connection ends after these ${sent} bytes, ${response.missingBytes} too few)`;
}

/** `1`, or `1 to 50`. */
export function countText({ least, most }: ExpectedRequests): string {
  return least === most ? String(least) : `${least} to ${most}`;
}
