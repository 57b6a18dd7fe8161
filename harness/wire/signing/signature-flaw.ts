/** The ways in which a signature can be wrong. */

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

/** The first thing wrong with a signature. */
export interface Flawed {
  readonly stage: SignatureStage;
  readonly flaw: SignatureFlaw;
  /** One sentence for a person, without secrets. */
  readonly explanation: string;
}
