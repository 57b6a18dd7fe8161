/**
 * A case: one given-send-expect. Most are data (fixtures/server); those that need code, such as a tampered signature,
 * add it to `send` and keep the same shape, so that one runner and one reader serve both.
 */
import type { HttpRequest } from '../wire/message.ts';
import type { SignOptions } from '../wire/signing/sign.ts';
import type { FixtureCase, Send, Step } from './fixture.ts';

/** How this request's signature differs from the usual. All optional; unset means: as any SDK would. */
export interface SigningChoices {
  /** Added to the present time for X-Amz-Date, in milliseconds. */
  readonly dateOffsetMs?: number;
  readonly region?: string;
  readonly service?: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
  /** Lifetime of a presigned request, in seconds. */
  readonly expiresSeconds?: number;
  /** Send and sign X-Amz-Content-Sha256. */
  readonly contentSha256?: boolean;
  /** Header names to sign besides host and x-amz-date; default: content-type and every x-amz-* field. */
  readonly signedHeaders?: readonly string[];
}

/** A {@link Send} with code: choices for the signer, and a change made to the signed request before it goes out. */
export interface CodeSend extends Send {
  readonly signing?: SigningChoices;
  /** Receives the signed request, and what it was signed with so as to sign another one; returns what is really sent. */
  readonly alter?: (signed: HttpRequest, options: SignOptions) => HttpRequest;
}

/** A request of a case with its accepted responses; parts of the request may be code. */
export interface CodeStep extends Omit<Step, 'send' | 'beside'> {
  readonly send: CodeSend;
  readonly beside?: CodeSend;
}

/** A case in code; every {@link FixtureCase} is one. */
export interface Case extends Omit<FixtureCase, 'send' | 'beside' | 'then'> {
  readonly send: CodeSend;
  readonly beside?: CodeSend;
  readonly then?: readonly CodeStep[];
}
