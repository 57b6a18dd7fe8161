/** HTTP/1.1 messages read from bytes: start line, fields, body framing (RFC 9112). */
import type { HeaderFields } from './message.ts';

/** Start line and fields of a message, and where its body begins. */
export interface MessageHead {
  readonly startLine: string;
  readonly headers: HeaderFields;
  /** Offset of the first body byte. */
  readonly bodyAt: number;
}

/** Why bytes are no message; one sentence. */
export interface SyntaxProblem {
  readonly part: 'header' | 'framing';
  readonly explanation: string;
}

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** The head at the start of the bytes; undefined while its empty line has not come. Accepts a bare LF as line end, as RFC 9112 §2.2 lets a reader do. */
export function readHead(bytes: Buffer): MessageHead | SyntaxProblem | undefined {
  const end = /\r?\n\r?\n/.exec(bytes.toString('latin1'));
  if (end === null) return undefined;
  const [startLine = '', ...lines] = bytes.toString('latin1', 0, end.index).split(/\r?\n/);
  const headers: [string, string][] = [];
  for (const line of lines) {
    const last = headers.at(-1);
    const colon = line.indexOf(':');
    if (/^[ \t]/.test(line) && last !== undefined) {
      last[1] = `${last[1]} ${line.trim()}`;
    } else if (colon > 0 && token.test(line.slice(0, colon))) {
      headers.push([line.slice(0, colon), line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '')]);
    } else {
      return { part: 'header', explanation: `the line ${JSON.stringify(line.slice(0, 80))} is no header field` };
    }
  }
  return { startLine, headers, bodyAt: end.index + end[0].length };
}

/** How a message says where its body ends. `none`: it does not say. */
export type Framing =
  | { readonly kind: 'length'; readonly length: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'none' };

/** The framing of a message by its fields. Contradictions are problems, never guessed at. */
export function framingOf(headers: HeaderFields): Framing | SyntaxProblem {
  const coding = all(headers, 'transfer-encoding').join(',').toLowerCase().trim();
  const lengths = [
    ...new Set(all(headers, 'content-length').flatMap((value) => value.split(',').map((one) => one.trim()))),
  ];
  if (coding !== '') {
    if (lengths.length > 0)
      return { part: 'framing', explanation: 'both Transfer-Encoding and Content-Length are there' };
    if (coding === 'chunked') return { kind: 'chunked' };
    return { part: 'framing', explanation: `the transfer coding "${coding}" is not chunked` };
  }
  const [length, ...others] = lengths;
  if (length === undefined) return { kind: 'none' };
  if (others.length > 0 || !/^\d{1,15}$/.test(length)) {
    return { part: 'framing', explanation: `Content-Length is "${lengths.join(', ')}", not one number` };
  }
  return { kind: 'length', length: Number(length) };
}

function all(headers: HeaderFields, lowerName: string): readonly string[] {
  return headers.filter(([name]) => name.toLowerCase() === lowerName).map(([, value]) => value);
}

/** A chunked body at the start of the bytes; undefined while its last chunk has not come. `length`: bytes it took. */
export function readChunked(
  bytes: Buffer,
): { readonly body: Buffer; readonly length: number } | SyntaxProblem | undefined {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = bytes.indexOf('\n', at);
    if (lineEnd < 0) return undefined;
    const line = bytes.toString('latin1', at, lineEnd);
    const size = /^([0-9a-fA-F]{1,12})[ \t]*(;.*)?\r?$/.exec(line)?.[1];
    if (size === undefined) {
      return { part: 'framing', explanation: `the chunk size ${JSON.stringify(line.slice(0, 40))} is no hex number` };
    }
    const length = Number.parseInt(size, 16);
    at = lineEnd + 1;
    if (length === 0) return endOfChunks(bytes, at, chunks);
    if (bytes.length < at + length + 2) return undefined;
    chunks.push(bytes.subarray(at, at + length));
    const ending = /^\r?\n/.exec(bytes.toString('latin1', at + length, at + length + 2));
    if (ending === null) return { part: 'framing', explanation: 'a chunk is longer than its size says' };
    at += length + ending[0].length;
  }
}

function endOfChunks(
  bytes: Buffer,
  at: number,
  chunks: readonly Buffer[],
): { body: Buffer; length: number } | undefined {
  const trailer = /^(?:[^\r\n]+\r?\n)*\r?\n/.exec(bytes.toString('latin1', at));
  return trailer === null ? undefined : { body: Buffer.concat(chunks), length: at + trailer[0].length };
}
