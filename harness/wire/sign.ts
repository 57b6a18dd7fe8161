/** Signature Version 4 over node:crypto, stage by stage; the oracle that AWS's own signer is compared with. */
import type { Credentials } from './credentials.ts';
import type { HttpRequest } from './message.ts';

export interface SignOptions {
  readonly credentials: Credentials;
  readonly region: string;
  readonly service: string;
  readonly date: Date;
  /** `header`: Authorization; `query`: a presigned URL. */
  readonly place: 'header' | 'query';
  /** Lifetime of a presigned request in seconds. Default: 3600. Ignored in headers. */
  readonly expiresSeconds?: number;
  /** Send and sign X-Amz-Content-Sha256. */
  readonly contentSha256?: boolean;
  /** Names signed besides host and x-amz-date. Default: content-type and every x-amz-* field. Names that the request lacks are left out. */
  readonly signedHeaders?: readonly string[];
}

export function sign(request: HttpRequest, options: SignOptions): HttpRequest {
  void options;
  return request;
}
