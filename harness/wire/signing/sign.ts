/** Our own Signature Version 4 signer. The tests compare it with AWS's published examples and with AWS's own signer. */

import type { HeaderFields, HttpRequest } from '../message.ts';
import { encodeForm, type Pair } from '../query.ts';
import { canonicalRequest, sha256Hex } from './canonical-request.ts';
import type { Credentials } from './credentials.ts';
import { algorithm, type CredentialScope, scopeText, signature, signingKey, stringToSign, timestamp } from './sigv4.ts';

/** Keys, scope and time of a signature. */
export interface SignOptions {
  readonly credentials: Credentials;
  readonly region: string;
  readonly service: string;
  readonly date: Date;
  /** `header`: Authorization; `query`: a presigned URL. */
  readonly place: 'header' | 'query';
  /** Lifetime of a presigned request in seconds. Default: 3600. Ignored in headers. */
  readonly expiresSeconds?: number;
  /** Send and sign X-Amz-Content-Sha256, unless the request has the field already. */
  readonly contentSha256?: boolean;
  /** Names signed besides host and x-amz-date. Default: content-type and every x-amz-* field. Names that the request lacks are left out. */
  readonly signedHeaders?: readonly string[];
}

/** A request ready for its signature: everything signed is in place. */
export interface PreparedRequest {
  readonly request: HttpRequest;
  /** Lower-case, ascending. */
  readonly signedHeaders: readonly string[];
  readonly scope: CredentialScope;
  readonly date: string;
}

/**
 * The request with X-Amz-Date, X-Amz-Security-Token and Authorization appended, or with the X-Amz-* query parameters.
 * Fields of those names that were there are replaced; all else stays as it is. Host must be among the headers.
 */
export function sign(request: HttpRequest, options: SignOptions): HttpRequest {
  const prepared = prepare(request, options);
  return attach(prepared, options, ownSignature(prepared, options));
}

/** The signature of a prepared request: 64 hex digits. */
export function ownSignature(prepared: PreparedRequest, options: SignOptions): string {
  return signature(signingKey(options.credentials, prepared.scope), textToSign(prepared));
}

/** Both canonical stages of a prepared request, for display. */
export function stagesOf(prepared: PreparedRequest): {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
} {
  return {
    canonicalRequest: canonicalRequest(prepared.request, prepared.signedHeaders),
    stringToSign: textToSign(prepared),
  };
}

/** Adds what is to be signed and decides which fields are. */
export function prepare(request: HttpRequest, options: SignOptions): PreparedRequest {
  const date = timestamp(options.date);
  const scope = { day: date.slice(0, 8), region: options.region, service: options.service };
  const headers = headersToSign(request, options, date);
  const signedHeaders = namesToSign(headers, options.signedHeaders);
  const target =
    options.place === 'header'
      ? request.target
      : appendQuery(request.target, presigning(options, scope, date, signedHeaders));
  return { request: { ...request, target, headers }, signedHeaders, scope, date };
}

/** Puts the signature where it goes. */
export function attach(prepared: PreparedRequest, options: SignOptions, value: string): HttpRequest {
  const { request, scope, signedHeaders } = prepared;
  if (options.place === 'query') {
    return { ...request, target: appendQuery(request.target, [['X-Amz-Signature', value]]) };
  }
  const credential = `${options.credentials.accessKeyId}/${scopeText(scope)}`;
  const text = `${algorithm} Credential=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${value}`;
  return { ...request, headers: [...request.headers, ['Authorization', text]] };
}

function textToSign(prepared: PreparedRequest): string {
  return stringToSign(prepared.date, prepared.scope, canonicalRequest(prepared.request, prepared.signedHeaders));
}

function headersToSign(request: HttpRequest, options: SignOptions, date: string): HeaderFields {
  const token = options.place === 'header' ? options.credentials.sessionToken : undefined;
  const replaced = ['authorization', 'x-amz-date', ...(token === undefined ? [] : ['x-amz-security-token'])];
  const headers = request.headers.filter(([name]) => !replaced.includes(name.toLowerCase()));
  if (options.place === 'header') headers.push(['X-Amz-Date', date]);
  if (token !== undefined) headers.push(['X-Amz-Security-Token', token]);
  const hashed = headers.some(([name]) => name.toLowerCase() === 'x-amz-content-sha256');
  if (options.contentSha256 === true && !hashed) headers.push(['X-Amz-Content-Sha256', sha256Hex(request.body)]);
  return headers;
}

function namesToSign(headers: HeaderFields, chosen: readonly string[] | undefined): readonly string[] {
  const wanted = new Set(['host', 'x-amz-date', ...(chosen ?? ['content-type']).map((name) => name.toLowerCase())]);
  const names = new Set<string>();
  for (const [name] of headers) {
    const lower = name.toLowerCase();
    if (wanted.has(lower) || (chosen === undefined && lower.startsWith('x-amz-'))) names.add(lower);
  }
  return [...names].sort();
}

/** One hour, as the AWS SDKs presign where nothing is said. */
export const defaultExpiresSeconds = 3600;

function presigning(
  options: SignOptions,
  scope: CredentialScope,
  date: string,
  signedHeaders: readonly string[],
): readonly Pair[] {
  const { accessKeyId, sessionToken } = options.credentials;
  return [
    ['X-Amz-Algorithm', algorithm],
    ['X-Amz-Credential', `${accessKeyId}/${scopeText(scope)}`],
    ['X-Amz-Date', date],
    ['X-Amz-Expires', String(options.expiresSeconds ?? defaultExpiresSeconds)],
    ...(sessionToken === undefined ? [] : ([['X-Amz-Security-Token', sessionToken]] as const)),
    ['X-Amz-SignedHeaders', signedHeaders.join(';')],
  ];
}

function appendQuery(target: string, pairs: readonly Pair[]): string {
  if (!target.includes('?')) return `${target}?${encodeForm(pairs)}`;
  return `${target}${/[?&]$/.test(target) ? '' : '&'}${encodeForm(pairs)}`;
}
