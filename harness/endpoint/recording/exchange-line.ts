/** An exchange as one line of JSON, and as a key by which a replay finds it. */
import type { Exchange, HeaderFields, HttpRequest, HttpResponse, TransportFailure } from '../../wire/message.ts';

interface Message {
  readonly headers: HeaderFields;
  /** The body as text where it is UTF-8. */
  readonly text?: string;
  readonly base64?: string;
}

interface Line {
  readonly request: Message & { readonly method: string; readonly target: string };
  readonly answer?: Message & { readonly status: number; readonly reason: string; readonly httpVersion: string };
  readonly failure?: TransportFailure;
  readonly durationMs: number;
}

/** The exchange as one line of JSON, with its line end. */
export function writeExchange({ request, response, failure, durationMs }: Exchange): string {
  const line: Line = {
    request: { method: request.method, target: request.target, ...messageOf(request) },
    ...(response === undefined ? {} : { answer: responseLine(response) }),
    ...(failure === undefined ? {} : { failure }),
    durationMs: Math.round(durationMs),
  };
  return `${JSON.stringify(line)}\n`;
}

/** Throws for text that is no such line. */
export function readExchange(text: string): Exchange {
  const { request, answer, failure, durationMs } = JSON.parse(text) as Line;
  const { method, target } = request;
  return {
    request: { method, target, headers: request.headers, body: bodyOf(request) },
    ...(answer === undefined
      ? {}
      : {
          response: {
            status: answer.status,
            reason: answer.reason,
            httpVersion: answer.httpVersion,
            headers: answer.headers,
            body: bodyOf(answer),
          },
        }),
    ...(failure === undefined ? {} : { failure }),
    durationMs,
  };
}

/** What a request asks, without when and by whose key it was signed: the same in a recording and in its replay. */
export function keyOf({ method, target, headers, body }: HttpRequest): string {
  const [path = '', query = ''] = target.split('?', 2);
  const fields = headers
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !/^(authorization|host|user-agent|content-length|date|x-amz-.*)$/.test(name))
    .map(([name, value]) => `${name}: ${value}`);
  return [method, path, unsigned(query), ...fields, '', unsigned(body.toString('latin1'))].join('\n');
}

/** Form-encoded pairs without those of a signature, of version 4 or 2. */
function unsigned(form: string): string {
  const ofSignature = /^(x-amz-[^=]*|signature|timestamp|awsaccesskeyid)=/i;
  return form
    .split('&')
    .filter((pair) => !ofSignature.test(pair))
    .join('&');
}

function responseLine(response: HttpResponse): NonNullable<Line['answer']> {
  const { status, reason, httpVersion } = response;
  return { status, reason, httpVersion, ...messageOf(response) };
}

function messageOf({ headers, body }: { readonly headers: HeaderFields; readonly body: Buffer }): Message {
  const text = body.toString('utf8');
  return Buffer.from(text).equals(body) ? { headers, text } : { headers, base64: body.toString('base64') };
}

function bodyOf({ text, base64 = '' }: Message): Buffer {
  return text === undefined ? Buffer.from(base64, 'base64') : Buffer.from(text);
}
