/**
 * The first stage of Signature Version 4: a request in the one form that signer and verifier agree on, whatever the wire
 * did with order, case, spacing and encoding. Source: the SigV4 documentation, "Create a canonical request".
 */
import { hash } from 'node:crypto';
import type { HeaderFields, HttpRequest } from '../message.ts';
import { percentEncode } from '../query.ts';

/** Six parts that {@link joinCanonical} joins; apart so that a diagnosis can exchange one. */
export interface CanonicalParts {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** Lower-case names with their folded values, in the order of signing. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly payloadHash: string;
}

/** The parts of a request as signed with these header names. A name that the request lacks counts as an empty value. */
export function canonicalParts(request: HttpRequest, signedHeaders: readonly string[]): CanonicalParts {
  const { path, query } = splitTarget(request.target);
  return {
    method: request.method,
    path: canonicalPath(path),
    query: canonicalQuery(query),
    headers: signedHeaders.map((name) => [name, canonicalHeader(request.headers, name)]),
    payloadHash: payloadHash(request),
  };
}

/** Joins the parts of a canonical request. */
export function joinCanonical(parts: CanonicalParts): string {
  const lines = parts.headers.map(([name, value]) => `${name}:${value}\n`).join('');
  const names = parts.headers.map(([name]) => name).join(';');
  return `${parts.method}\n${parts.path}\n${parts.query}\n${lines}\n${names}\n${parts.payloadHash}`;
}

/** The canonical request. `signedHeaders`: lower-case names in ascending order. */
export function canonicalRequest(request: HttpRequest, signedHeaders: readonly string[]): string {
  return joinCanonical(canonicalParts(request, signedHeaders));
}

/** Path and raw query of a request target; an absolute-form target loses scheme and authority. */
export function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const origin = target.startsWith('/') ? target : target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, '');
  const mark = origin.indexOf('?');
  return mark < 0 ? { path: origin, query: '' } : { path: origin.slice(0, mark), query: origin.slice(mark + 1) };
}

/** Dot segments and doubled slashes removed, then each segment encoded once more than on the wire, as for every service but S3. */
export function canonicalPath(path: string): string {
  if (path === '/' || path === '') return '/';
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(percentEncode(segment));
  }
  return `/${segments.join('/')}${segments.length > 0 && path.endsWith('/') ? '/' : ''}`;
}

/**
 * Names and values encoded anew, then sorted by code unit of the encoded name, then of the encoded value. A `+` is a space.
 * The signature itself is left out. Works on bytes: `%FF` stays `%FF`, a `%` without digits becomes `%25`.
 */
export function canonicalQuery(query: string): string {
  if (query === '') return '';
  const pairs: (readonly [string, string])[] = [];
  for (const piece of query.split('&')) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    const name = encodeAnew(equals < 0 ? piece : piece.slice(0, equals));
    if (name === 'X-Amz-Signature') continue;
    pairs.push([name, equals < 0 ? '' : encodeAnew(piece.slice(equals + 1))]);
  }
  pairs.sort(byNameThenValue);
  return pairs.map(([name, value]) => `${name}=${value}`).join('&');
}

/** For encoded names: less, equal or greater by code unit of the name, then of the value. */
export function byNameThenValue(one: readonly [string, string], other: readonly [string, string]): number {
  if (one[0] !== other[0]) return one[0] < other[0] ? -1 : 1;
  if (one[1] === other[1]) return 0;
  return one[1] < other[1] ? -1 : 1;
}

function encodeAnew(encoded: string): string {
  return encoded.replace(/%[0-9A-Fa-f]{2}|[^A-Za-z0-9\-._~%]+|%/g, (part) => {
    if (part.length !== 3 || !part.startsWith('%')) return percentEncode(part.replaceAll('+', ' '));
    const character = String.fromCharCode(Number.parseInt(part.slice(1), 16));
    return /[A-Za-z0-9\-._~]/.test(character) ? character : part.toUpperCase();
  });
}

/** All values of a field, each trimmed and with inner runs of white space folded to one space, joined by commas. */
export function canonicalHeader(headers: HeaderFields, lowerName: string): string {
  const values: string[] = [];
  for (const [name, value] of headers) {
    if (name.toLowerCase() === lowerName) values.push(value.trim().replace(/\s+/g, ' '));
  }
  return values.join(',');
}

/** What X-Amz-Content-Sha256 says, or the hash of the body. Whether the two agree is the verifier's question. */
export function payloadHash(request: HttpRequest): string {
  return declaredPayloadHash(request) ?? sha256Hex(request.body);
}

/** X-Amz-Content-Sha256 from the header, or from the query of a presigned request. */
export function declaredPayloadHash(request: HttpRequest): string | undefined {
  const header = canonicalHeader(request.headers, 'x-amz-content-sha256');
  if (header !== '') return header;
  return /[?&]X-Amz-Content-Sha256=([^&]+)/i.exec(request.target)?.[1];
}

/** SHA-256 digest in lower-case hex. */
export function sha256Hex(data: Buffer | string): string {
  return hash('sha256', data, 'hex');
}
