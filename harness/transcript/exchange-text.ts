/** HTTP messages as display text: redacted, visible, bounded. The only way from a raw message to a report. */
import type { ExchangeRecord } from '../judgement/case-result.ts';
import type { Exchange, HeaderFields, HttpAnswer, HttpRequest, TransportFailure } from '../wire/message.ts';
import { redact, secretsIn } from './redact.ts';
import { bounded, bytesToText, visible, visibleLine } from './visible-text.ts';

/** Start line, header fields, an empty line, the body. */
export function renderRequest(request: HttpRequest, secrets: readonly string[] = []): string {
  return render(`${request.method} ${request.target} HTTP/1.1`, request.headers, request.body, [
    ...secrets,
    ...secretsIn(request),
  ]);
}

/** As {@link renderRequest}; `secrets` should hold those of the request too, since a target may echo them. */
export function renderAnswer(answer: HttpAnswer, secrets: readonly string[] = []): string {
  const startLine = `HTTP/${answer.httpVersion} ${answer.status} ${answer.reason}`.trimEnd();
  return render(startLine, answer.headers, answer.body, secrets);
}

/** One line for a request that got no answer. */
export function renderFailure(failure: TransportFailure, secrets: readonly string[] = []): string {
  return bounded(visibleLine(redact(`no answer (${failure.kind}): ${failure.explanation}`, secrets)));
}

/** What the report keeps of an exchange. `secrets`: see secretsOf; those in the request itself are found here. */
export function recordExchange(exchange: Exchange, secrets: readonly string[]): ExchangeRecord {
  const all = [...secrets, ...secretsIn(exchange.request)];
  const request = renderRequest(exchange.request, all);
  const durationMs = exchange.durationMs;
  if (exchange.answer !== undefined) {
    return { request, response: renderAnswer(exchange.answer, all), status: exchange.answer.status, durationMs };
  }
  const failure = exchange.failure ?? { kind: 'other', explanation: 'the connection gave neither answer nor error' };
  return { request, response: renderFailure(failure, all), durationMs };
}

/** Redacts before it cuts, so that half a secret cannot stay behind at the cut. */
function render(startLine: string, headers: HeaderFields, body: Buffer, secrets: readonly string[]): string {
  const head = [startLine, ...headers.map(([name, field]) => `${name}: ${field}`)].map(visibleLine);
  const text = body.length === 0 ? '' : visible(redact(bytesToText(body), secrets));
  return bounded(`${redact(head.join('\n'), secrets)}\n\n${text}`.trimEnd());
}
