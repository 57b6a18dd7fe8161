/** HTTP messages as display text: redacted, visible, bounded. The only way from a raw message to a report. */
import type { ExchangeRecord } from '../checks/case-result.ts';
import type { Exchange, HeaderFields, HttpRequest, HttpResponse, TransportFailure } from '../wire/message.ts';
import { withoutDigests } from './digests.ts';
import { redact, secretsIn } from './redact.ts';
import { bounded, bytesToText, displayLimit, visible, visibleLine } from './visible-text.ts';

/** Start line, header fields, an empty line, the body. */
export function renderRequest(request: HttpRequest, secrets: readonly string[] = []): string {
  return requestText(request, { secrets, passing: secretsIn(request) });
}

/** As {@link renderRequest}; `secrets` should hold those of the request too, since a target may echo them. */
export function renderResponse(response: HttpResponse, secrets: readonly string[] = []): string {
  return responseText(response, { secrets, passing: [] });
}

/** What the report keeps of an exchange. `secrets`: see secretsOf; those in the request itself are found here. */
export function recordExchange(exchange: Exchange, secrets: readonly string[]): ExchangeRecord {
  const hidden: Hidden = { secrets, passing: secretsIn(exchange.request) };
  const request = requestText(exchange.request, hidden);
  const durationMs = exchange.durationMs;
  if (exchange.response !== undefined) {
    return { request, response: responseText(exchange.response, hidden), status: exchange.response.status, durationMs };
  }
  const failure = exchange.failure ?? { kind: 'other', explanation: 'the connection gave neither response nor error' };
  return { request, response: failureText(failure, hidden), durationMs };
}

/** The secrets of a run, and those that one exchange alone has. */
interface Hidden {
  readonly secrets: readonly string[];
  readonly passing: readonly string[];
}

function requestText(request: HttpRequest, hidden: Hidden): string {
  return render(`${request.method} ${request.target} HTTP/1.1`, request.headers, request.body, hidden);
}

function responseText(response: HttpResponse, hidden: Hidden): string {
  const startLine = `HTTP/${response.httpVersion} ${response.status} ${response.reason}`.trimEnd();
  return withoutDigests(render(startLine, response.headers, response.body, hidden));
}

function failureText({ kind, explanation }: TransportFailure, { secrets, passing }: Hidden): string {
  return bounded(visibleLine(redact(`no response (${kind}): ${explanation}`, secrets, passing)));
}

/** Redacts before it cuts, so that half a secret cannot stay behind at the cut. */
function render(startLine: string, headers: HeaderFields, body: Buffer, hidden: Hidden): string {
  const head = [startLine, ...headers.map(([name, field]) => `${name}: ${field}`)].map(visibleLine);
  const { text, unread } = bodyText(body, hidden);
  return bounded(
    `${redact(head.join('\n'), hidden.secrets, hidden.passing)}\n\n${text}`.trimEnd(),
    displayLimit,
    unread,
  );
}

/** Bytes of a body that are looked at: four times what is shown. Each megabyte of text costs ten while it is redacted. */
const windowBytes = 4 * displayLimit;

/** Characters at the end of the window that may hold half a secret, more than the longest one in its longest spelling. */
const margin = displayLimit;

/** The redacted text of a body, or of its beginning where that is more than is shown; `unread`: bytes that were not looked at. */
function bodyText(body: Buffer, { secrets, passing }: Hidden): { readonly text: string; readonly unread: number } {
  const shown = (bytes: Buffer) => visible(redact(bytesToText(bytes), secrets, passing));
  if (body.length > windowBytes) {
    const beginning = body.subarray(0, characterStart(body, windowBytes));
    const text = shown(beginning);
    if (text.length - margin > displayLimit) return { text, unread: body.length - beginning.length };
  }
  return { text: body.length === 0 ? '' : shown(body), unread: 0 };
}

/** The nearest position, at or before this one, at which no character of UTF-8 is cut in two. */
function characterStart(bytes: Buffer, position: number): number {
  let start = position;
  while (position - start < 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--;
  return start;
}
