/**
 * Judges the signature of a raw request, stage by stage. Accepts every legal variation: order and spacing in
 * Authorization, case, order and folding of header fields, any set of signed fields that has host and all x-amz-*, the
 * date in Date, any order and encoding of the query.
 */
import { timingSafeEqual } from 'node:crypto';
import type { HttpRequest } from '../message.ts';
import { type ClaimReading, readClaim, type SignatureClaim } from './authorization.ts';
import { canonicalRequest, declaredPayloadHash, sha256Hex } from './canonical-request.ts';
import type { Flawed } from './signature-flaw.ts';
import { signature, signingKey, stringToSign, timestamp } from './sigv4.ts';

export type { SignatureFlaw } from './signature-flaw.ts';

/** What the verifier knows of an access key. */
export interface KnownSecret {
  readonly secretAccessKey: string;
  /** The session token that requests of temporary credentials must have. */
  readonly sessionToken?: string;
  /** Temporary credentials that have run out. */
  readonly expired?: boolean;
}

/** What a signature is verified against: keys, time, region and service. */
export interface VerifyContext extends ClaimReading {
  readonly secretFor: (accessKeyId: string) => KnownSecret | undefined;
  /** Undefined: the date is not checked. */
  readonly now?: Date;
  /** Undefined: any region in the scope is accepted. */
  readonly region?: string;
  readonly service?: string;
  /** Largest difference between the date and `now`, in milliseconds. Default: 15 minutes, as EC2 documents. */
  readonly windowMs?: number;
}

/** The stages as computed from the request; never the key. */
export interface SignatureWorkings {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
}

/** A signature that is wrong, with stage and reason. */
export interface InvalidSignature extends Flawed {
  readonly verdict: 'invalid';
  /** Absent if the claimed key, scope or date could not be read. */
  readonly claim?: SignatureClaim;
  /** Absent where they could not be computed. */
  readonly workings?: SignatureWorkings;
}

/** The result of verifying a signature. */
export type SignatureReport =
  | { readonly verdict: 'valid'; readonly claim: SignatureClaim; readonly workings: SignatureWorkings }
  | { readonly verdict: 'unsigned'; readonly explanation: string }
  | { readonly verdict: 'legacy'; readonly explanation: string; readonly accessKeyId?: string }
  | InvalidSignature;

/** The verdict on a request. Where both Authorization and X-Amz-* query parameters are there, Authorization counts. */
export function verifySignature(request: HttpRequest, context: VerifyContext): SignatureReport {
  const read = readClaim(request, context);
  if (read.kind === 'unsigned') return { verdict: 'unsigned', explanation: 'the request carries no signature' };
  if (read.kind === 'legacy') return { verdict: 'legacy', ...read.detail };
  if (read.kind === 'flawed') return { verdict: 'invalid', ...read.flaw };
  const { claim } = read;
  const workings = workingsOf(request, claim);
  const known = context.secretFor(claim.accessKeyId);
  const flaw =
    checkScope(claim, context) ??
    checkSignedHeaders(request, claim) ??
    checkDate(claim, context) ??
    checkKey(claim, known) ??
    (known && checkToken(claim, known)) ??
    checkPayload(request) ??
    (known && checkMatch(claim, workings, known));
  return flaw === undefined ? { verdict: 'valid', claim, workings } : { verdict: 'invalid', ...flaw, claim, workings };
}

function workingsOf(request: HttpRequest, claim: SignatureClaim): SignatureWorkings {
  const canonical = canonicalRequest(request, claim.signedHeaders);
  return { canonicalRequest: canonical, stringToSign: stringToSign(claim.date, claim, canonical) };
}

function checkScope(claim: SignatureClaim, context: VerifyContext): Flawed | undefined {
  const stage = 'credential-scope';
  if (context.region !== undefined && claim.region !== context.region) {
    return {
      stage,
      flaw: 'scope-region',
      explanation: `the scope names region "${claim.region}", not "${context.region}"`,
    };
  }
  if (context.service !== undefined && claim.service !== context.service) {
    return {
      stage,
      flaw: 'scope-service',
      explanation: `the scope is of service "${claim.service}", not "${context.service}"`,
    };
  }
  return undefined;
}

function checkSignedHeaders(request: HttpRequest, claim: SignatureClaim): Flawed | undefined {
  const stage = 'signed-headers';
  const listed = claim.signedHeaders;
  const text = listed.join(';');
  if (text !== text.toLowerCase() || String([...new Set(listed)].sort()) !== String(listed)) {
    const explanation = `SignedHeaders "${text}" must be lower case, in ascending order, each name once`;
    return { stage, flaw: 'signed-headers-form', explanation };
  }
  if (!listed.includes('host')) return { stage, flaw: 'host-unsigned', explanation: 'SignedHeaders lacks host' };
  const present = new Set(request.headers.map(([name]) => name.toLowerCase()));
  const missing = listed.find((name) => !present.has(name));
  if (missing !== undefined) {
    return { stage, flaw: 'header-missing', explanation: `SignedHeaders lists ${missing}, which the request lacks` };
  }
  const unsigned = [...present].find((name) => name.startsWith('x-amz-') && !listed.includes(name));
  if (unsigned === undefined) return undefined;
  return { stage, flaw: 'amz-header-unsigned', explanation: `the field ${unsigned} is there but not signed` };
}

/** Fifteen minutes: the documented window of EC2's RequestExpired. */
const defaultWindowMs = 15 * 60_000;

function checkDate(claim: SignatureClaim, context: VerifyContext): Flawed | undefined {
  const stage = 'date';
  if (claim.date.slice(0, 8) !== claim.day) {
    return { stage, flaw: 'scope-date', explanation: `the date ${claim.date} is not on the scope's day ${claim.day}` };
  }
  if (context.now === undefined) return undefined;
  const windowMs = context.windowMs ?? defaultWindowMs;
  const now = context.now.getTime();
  const signedAt = claim.signedAt.getTime();
  const lifetimeMs = claim.expiresSeconds === undefined ? windowMs : claim.expiresSeconds * 1000;
  const at = `it is ${timestamp(context.now)}`;
  if (signedAt - now > windowMs) {
    return { stage, flaw: 'in-future', explanation: `the date ${claim.date} is too far in the future: ${at}` };
  }
  if (now - signedAt <= lifetimeMs) return undefined;
  const validity = claim.expiresSeconds === undefined ? '' : ` with its ${claim.expiresSeconds} seconds of validity`;
  return { stage, flaw: 'expired', explanation: `the date ${claim.date}${validity} is past: ${at}` };
}

function checkKey(claim: SignatureClaim, known: KnownSecret | undefined): Flawed | undefined {
  if (known !== undefined) return undefined;
  return {
    stage: 'access-key',
    flaw: 'unknown-key',
    explanation: `the access key "${claim.accessKeyId}" is not known`,
  };
}

function checkToken(claim: SignatureClaim, known: KnownSecret): Flawed | undefined {
  const stage = 'security-token';
  const given = claim.securityToken;
  if (known.sessionToken === undefined) {
    if (given === undefined) return undefined;
    return { stage, flaw: 'token-unexpected', explanation: 'a security token comes with a key that has none' };
  }
  if (given === undefined)
    return { stage, flaw: 'token-missing', explanation: 'the key is temporary and its token is missing' };
  if (given !== known.sessionToken)
    return { stage, flaw: 'token-wrong', explanation: "the security token is not the key's" };
  if (known.expired !== true) return undefined;
  return { stage, flaw: 'token-expired', explanation: 'the temporary credentials have run out' };
}

function checkPayload(request: HttpRequest): Flawed | undefined {
  const declared = declaredPayloadHash(request);
  if (declared === undefined || declared === 'UNSIGNED-PAYLOAD' || declared === sha256Hex(request.body))
    return undefined;
  const explanation = `X-Amz-Content-Sha256 is ${declared}, the body's hash is ${sha256Hex(request.body)}`;
  return { stage: 'payload-hash', flaw: 'payload-differs', explanation };
}

function checkMatch(claim: SignatureClaim, workings: SignatureWorkings, known: KnownSecret): Flawed | undefined {
  const expected = signature(signingKey(known, claim), workings.stringToSign);
  if (timingSafeEqual(Buffer.from(expected), Buffer.from(claim.signature))) return undefined;
  const explanation = 'the signature is not that of the canonical request';
  return { stage: 'signature', flaw: 'mismatch', explanation };
}
