/** A scripted response as the bytes of an HTTP/1.1 message. */
import type { ScriptedResponse } from './fixture.ts';

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  412: 'Precondition Failed',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/**
 * Date is always there, because clients compare it with their own clock to distinguish a refusal from a wrong clock.
 * A broken response announces more than it sends; whoever writes it has to close the connection then.
 */
export function responseBytes(response: ScriptedResponse, now: Date): Buffer {
  const body = Buffer.from(response.body);
  const framing =
    response.chunkBytes === undefined
      ? `Content-Length: ${body.length + (response.missingBytes ?? 0)}`
      : 'Transfer-Encoding: chunked';
  const head = [
    `HTTP/1.1 ${response.status} ${reasons[response.status] ?? 'Unknown'}`,
    ...Object.entries(response.headers ?? {}).map(([name, value]) => `${name}: ${value}`),
    `Date: ${now.toUTCString()}`,
    framing,
    ...(isBroken(response) ? ['Connection: close'] : []),
  ];
  const payload = response.chunkBytes === undefined ? body : chunked(body, response.chunkBytes, isBroken(response));
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), payload]);
}

/** Whether the connection ends in the middle of the response. */
export function isBroken(response: ScriptedResponse): boolean {
  return response.missingBytes !== undefined;
}

function chunked(body: Buffer, size: number, broken: boolean): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length; at += size) {
    const chunk = body.subarray(at, at + size);
    parts.push(Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n'));
  }
  return Buffer.concat(broken ? parts : [...parts, Buffer.from('0\r\n\r\n')]);
}
