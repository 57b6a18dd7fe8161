/** The bytes of one HTTP/1.1 request, read. */
import { framingOf, readChunked, readHead, type SyntaxProblem } from './http-syntax.ts';
import type { HttpRequest } from './message.ts';

/** Bytes that are no readable HTTP/1.1 request. */
export interface RawRequestProblem {
  readonly problem: 'request-line' | 'header' | 'framing' | 'truncated' | 'surplus';
  /** One sentence for a person. */
  readonly explanation: string;
}

/**
 * The request that the bytes hold. A chunked body is joined. Two liberties for hand-written files, as AWS's own test suite
 * takes them: without Content-Length the rest is the body, and the empty line may be missing where there is no body.
 */
export function parseRawRequest(bytes: Buffer): HttpRequest | RawRequestProblem {
  const head = readHead(bytes) ?? readHead(Buffer.concat([bytes, Buffer.from('\r\n\r\n')]));
  if (head === undefined) return { problem: 'truncated', explanation: 'the empty line after the header is missing' };
  if ('part' in head) return problemOf(head);
  const [, method, target] = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) (\S+) HTTP\/1\.[01]$/.exec(head.startLine) ?? [];
  if (method === undefined || target === undefined) {
    const line = JSON.stringify(head.startLine.slice(0, 80));
    return { problem: 'request-line', explanation: `${line} is no request line such as "POST / HTTP/1.1"` };
  }
  const body = bodyOf(bytes.subarray(head.bodyAt), framingOf(head.headers));
  return 'problem' in body ? body : { method, target, headers: head.headers, body };
}

function bodyOf(rest: Buffer, framing: ReturnType<typeof framingOf>): Buffer | RawRequestProblem {
  if ('part' in framing) return problemOf(framing);
  if (framing.kind === 'none') return rest;
  if (framing.kind === 'length') {
    if (rest.length < framing.length) {
      const explanation = `Content-Length is ${framing.length}, but only ${rest.length} bytes of body are there`;
      return { problem: 'truncated', explanation };
    }
    return exactly(rest.subarray(0, framing.length), rest.subarray(framing.length));
  }
  const read = readChunked(rest);
  if (read === undefined) return { problem: 'truncated', explanation: 'the last chunk of the body is missing' };
  return 'part' in read ? problemOf(read) : exactly(read.body, rest.subarray(read.length));
}

/** The body, unless more than the line end that editors add follows it. */
function exactly(body: Buffer, behind: Buffer): Buffer | RawRequestProblem {
  if (/^[\r\n]*$/.test(behind.toString('latin1'))) return body;
  return { problem: 'surplus', explanation: `${behind.length} bytes follow the end of the body` };
}

function problemOf(found: SyntaxProblem): RawRequestProblem {
  return { problem: found.part, explanation: found.explanation };
}
