/** Reads what a request says of its own signature, from the Authorization field or from a presigned query. */

import { type HttpRequest, headerValue } from '../message.ts';
import { decodeForm, type Pair } from '../query.ts';
import { canonicalHeader, splitTarget } from './canonical-request.ts';
import type { Flawed } from './signature-flaw.ts';
import { algorithm, type CredentialScope, timestamp } from './sigv4.ts';

/** Who signed what and when, as the request claims. */
export interface SignatureClaim extends CredentialScope {
  readonly place: 'header' | 'query';
  readonly accessKeyId: string;
  /** As listed. */
  readonly signedHeaders: readonly string[];
  /** 64 hex digits. */
  readonly signature: string;
  /** As X-Amz-Date writes it, wherever it was read. */
  readonly date: string;
  readonly signedAt: Date;
  /** Of a presigned request. */
  readonly expiresSeconds?: number;
  readonly securityToken?: string;
}

/** The signature that a request claims, or the flaw that makes it unreadable. */
export type ReadClaim =
  | { readonly kind: 'claim'; readonly claim: SignatureClaim }
  | { readonly kind: 'flawed'; readonly flaw: Flawed }
  | { readonly kind: 'legacy'; readonly detail: { readonly explanation: string; readonly accessKeyId?: string } }
  | { readonly kind: 'unsigned' };

/** Signature parameters by name, before any of them is looked at closely. */
interface RawClaim {
  readonly place: 'header' | 'query';
  readonly credential: string;
  readonly signedHeaders: string;
  readonly signature: string;
}

/** How leniently a claim is read. */
export interface ClaimReading {
  /** Whether a claim in the query may leave out X-Amz-Expires. What EC2 makes of that is an open question. Default: no. */
  readonly mayLackExpires?: boolean;
}

/** The claim of a request. `legacy`: Signature Version 2 or older, by its parameters in query or body. */
export function readClaim(request: HttpRequest, { mayLackExpires = false }: ClaimReading = {}): ReadClaim {
  const query = decodeForm(splitTarget(request.target).query).pairs;
  const fields = request.headers.filter(([name]) => name.toLowerCase() === 'authorization');
  if (fields.length > 1) return syntax('malformed', `Authorization occurs ${fields.length} times`);
  const [field] = fields;
  if (field !== undefined) {
    const raw = fromAuthorization(field[1]);
    return 'kind' in raw ? raw : judge(raw, request, query);
  }
  const presigned = query.filter(([name]) => /^X-Amz-(Algorithm|Credential|Signature|SignedHeaders)$/i.test(name));
  if (presigned.length > 0) {
    const raw = fromQuery(query, mayLackExpires);
    return 'kind' in raw ? raw : judge(raw, request, query);
  }
  return legacyClaim(request, query) ?? { kind: 'unsigned' };
}

function syntax(flaw: Flawed['flaw'], explanation: string): ReadClaim {
  return { kind: 'flawed', flaw: { stage: 'authorization-syntax', flaw, explanation } };
}

function fromAuthorization(text: string): RawClaim | ReadClaim {
  const [, scheme = '', rest = ''] = /^\s*(\S+)\s*(.*)$/s.exec(text) ?? [];
  if (scheme !== algorithm) {
    const explanation = `Authorization starts with "${scheme}", not ${algorithm}`;
    return { kind: 'flawed', flaw: { stage: 'algorithm', flaw: 'unknown-algorithm', explanation } };
  }
  const found = new Map<string, string>();
  for (const part of rest.split(',').filter((text) => text.trim() !== '')) {
    const [, name, value = ''] = /^\s*(\w+)\s*=\s*(\S*)\s*$/.exec(part) ?? [];
    if (name === undefined) return syntax('malformed', `Authorization holds "${part.trim()}", which is not NAME=VALUE`);
    if (found.has(name)) return syntax('malformed', `Authorization holds ${name} twice`);
    found.set(name, value);
  }
  const missing = ['Credential', 'SignedHeaders', 'Signature'].filter((name) => (found.get(name) ?? '') === '');
  if (missing.length > 0) return syntax('incomplete', `Authorization lacks ${missing.join(', ')}`);
  return {
    place: 'header',
    credential: found.get('Credential') ?? '',
    signedHeaders: found.get('SignedHeaders') ?? '',
    signature: found.get('Signature') ?? '',
  };
}

function fromQuery(query: readonly Pair[], mayLackExpires: boolean): RawClaim | ReadClaim {
  const names = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-SignedHeaders', 'X-Amz-Signature', 'X-Amz-Expires'];
  const repeated = [...names, 'X-Amz-Date'].find((name) => query.filter(([found]) => found === name).length > 1);
  if (repeated !== undefined) return syntax('malformed', `the query holds ${repeated} twice`);
  const isOptional = (name: string) =>
    mayLackExpires && name === 'X-Amz-Expires' && parameter(query, name) === undefined;
  const missing = names.filter((name) => (parameter(query, name) ?? '') === '' && !isOptional(name));
  if (missing.length > 0) return syntax('incomplete', `the query lacks ${missing.join(', ')}`);
  const found = parameter(query, 'X-Amz-Algorithm') ?? '';
  if (found !== algorithm) {
    const explanation = `X-Amz-Algorithm is "${found}", not ${algorithm}`;
    return { kind: 'flawed', flaw: { stage: 'algorithm', flaw: 'unknown-algorithm', explanation } };
  }
  return {
    place: 'query',
    credential: parameter(query, 'X-Amz-Credential') ?? '',
    signedHeaders: parameter(query, 'X-Amz-SignedHeaders') ?? '',
    signature: parameter(query, 'X-Amz-Signature') ?? '',
  };
}

function parameter(query: readonly Pair[], name: string): string | undefined {
  return query.find(([found]) => found === name)?.[1];
}

function judge(raw: RawClaim, request: HttpRequest, query: readonly Pair[]): ReadClaim {
  if (!/^[0-9a-f]{64}$/i.test(raw.signature)) return syntax('malformed', 'the signature is not 64 hex digits');
  const parts = raw.credential.split('/');
  const [day = '', region = '', service = '', end = ''] = parts.slice(-4);
  const accessKeyId = parts.slice(0, -4).join('/');
  if (accessKeyId === '' || !/^\d{8}$/.test(day) || region === '' || service === '' || end !== 'aws4_request') {
    const explanation = `the credential "${raw.credential}" is not KEY/YYYYMMDD/REGION/SERVICE/aws4_request`;
    return { kind: 'flawed', flaw: { stage: 'credential-scope', flaw: 'scope-malformed', explanation } };
  }
  const dated = raw.place === 'query' ? queryDate(query) : headerDate(request);
  if ('stage' in dated) return { kind: 'flawed', flaw: dated };
  const token =
    raw.place === 'query'
      ? parameter(query, 'X-Amz-Security-Token')
      : headerValue(request.headers, 'x-amz-security-token');
  const claim: SignatureClaim = {
    ...{ day, region, service, accessKeyId, place: raw.place, signature: raw.signature },
    ...{ signedHeaders: raw.signedHeaders.split(';'), ...dated },
    ...(token === undefined ? {} : { securityToken: token }),
  };
  return { kind: 'claim', claim };
}

interface ClaimedDate {
  readonly date: string;
  readonly signedAt: Date;
  readonly expiresSeconds?: number;
}

function queryDate(query: readonly Pair[]): ClaimedDate | Flawed {
  const text = parameter(query, 'X-Amz-Date');
  if (text === undefined) return { stage: 'date', flaw: 'date-missing', explanation: 'the query lacks X-Amz-Date' };
  const expires = parameter(query, 'X-Amz-Expires');
  if (expires === undefined) return readDate(text, 'X-Amz-Date');
  // One second to one week, as AWS documents for presigned requests.
  if (!/^\d{1,6}$/.test(expires) || Number(expires) < 1 || Number(expires) > 604_800) {
    const explanation = `X-Amz-Expires is "${expires}", not 1 to 604800 seconds`;
    return { stage: 'date', flaw: 'expires-malformed', explanation };
  }
  const read = readDate(text, 'X-Amz-Date');
  return 'stage' in read ? read : { ...read, expiresSeconds: Number(expires) };
}

function headerDate(request: HttpRequest): ClaimedDate | Flawed {
  const own = canonicalHeader(request.headers, 'x-amz-date');
  if (own !== '') return readDate(own, 'X-Amz-Date');
  const general = canonicalHeader(request.headers, 'date');
  if (general !== '') return readDate(general, 'Date');
  return { stage: 'date', flaw: 'date-missing', explanation: 'the request has neither X-Amz-Date nor Date' };
}

function readDate(text: string, field: 'X-Amz-Date' | 'Date'): ClaimedDate | Flawed {
  const basic = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const http = field === 'Date' && /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/.test(text);
  const signedAt = new Date(basic !== text || http ? basic : Number.NaN);
  // A day that the month lacks would otherwise roll over into the next.
  if (Number.isNaN(signedAt.getTime()) || (basic !== text && timestamp(signedAt) !== text)) {
    return { stage: 'date', flaw: 'date-malformed', explanation: `${field} is "${text}", not like 20150830T123600Z` };
  }
  return { date: timestamp(signedAt), signedAt };
}

function legacyClaim(request: HttpRequest, query: readonly Pair[]): ReadClaim | undefined {
  const form = /x-www-form-urlencoded/i.test(headerValue(request.headers, 'content-type') ?? '');
  const pairs = form ? [...query, ...decodeForm(request.body.toString('utf8')).pairs] : query;
  const method = parameter(pairs, 'SignatureMethod');
  const accessKeyId = parameter(pairs, 'AWSAccessKeyId');
  if (method === undefined && accessKeyId === undefined) return undefined;
  const explanation = `the request is signed with Signature Version ${parameter(pairs, 'SignatureVersion') ?? '2'}`;
  return { kind: 'legacy', detail: accessKeyId === undefined ? { explanation } : { explanation, accessKeyId } };
}
