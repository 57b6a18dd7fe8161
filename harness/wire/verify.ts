/** Judges the signature of a raw request, stage by stage. */
import type { HttpRequest } from './message.ts';

/** What the verifier knows of an access key. */
export interface KnownSecret {
  readonly secretAccessKey: string;
  /** Temporary credentials: the token that must come along. */
  readonly sessionToken?: string;
  /** Temporary credentials that have run out. */
  readonly expired?: boolean;
}

export interface VerifyContext {
  readonly secretFor: (accessKeyId: string) => KnownSecret | undefined;
  /** Undefined: the date is not held against the request. */
  readonly now?: Date;
  /** Undefined: any region of the scope is right. */
  readonly region?: string;
  readonly service?: string;
  /** How far the date may be off, in milliseconds. Default: 15 minutes, as EC2 documents. */
  readonly windowMs?: number;
}

/** Where the first thing wrong was found, in the order of checking. */
export type SignatureStage =
  | 'authorization-syntax'
  | 'algorithm'
  | 'credential-scope'
  | 'signed-headers'
  | 'date'
  | 'access-key'
  | 'security-token'
  | 'payload-hash'
  | 'signature';

/** What exactly was wrong, for servers that answer differently by it. */
export type SignatureFlaw =
  | 'incomplete'
  | 'malformed'
  | 'unknown-algorithm'
  | 'scope-malformed'
  | 'scope-region'
  | 'scope-service'
  | 'scope-date'
  | 'header-missing'
  | 'host-unsigned'
  | 'amz-header-unsigned'
  | 'signed-headers-form'
  | 'date-missing'
  | 'date-malformed'
  | 'expires-malformed'
  | 'expired'
  | 'in-future'
  | 'unknown-key'
  | 'token-missing'
  | 'token-wrong'
  | 'token-expired'
  | 'token-unexpected'
  | 'payload-differs'
  | 'mismatch';

/** The stages as computed from the request; never the key. */
export interface SignatureWorkings {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
}

/** Who signed, as claimed by the request. */
export interface SignatureClaim {
  readonly place: 'header' | 'query';
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
}

export type SignatureReport =
  | { readonly verdict: 'valid'; readonly claim: SignatureClaim; readonly workings: SignatureWorkings }
  | { readonly verdict: 'unsigned'; readonly explanation: string }
  | { readonly verdict: 'legacy'; readonly explanation: string; readonly accessKeyId?: string }
  | {
      readonly verdict: 'invalid';
      readonly stage: SignatureStage;
      readonly flaw: SignatureFlaw;
      /** One sentence for a person, without secrets. */
      readonly explanation: string;
      readonly claim?: SignatureClaim;
      readonly workings?: SignatureWorkings;
    };

export function verifySignature(request: HttpRequest, context: VerifyContext): SignatureReport {
  void request;
  void context;
  throw new Error('not written yet');
}
