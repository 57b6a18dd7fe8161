/** The bytes of one HTTP/1.1 request, read. */
import type { HttpRequest } from './message.ts';

/** Bytes that are no readable HTTP/1.1 request. */
export interface RawRequestProblem {
  readonly problem: 'request-line' | 'header' | 'framing' | 'truncated' | 'surplus';
  /** One sentence for a person. */
  readonly explanation: string;
}

export function parseRawRequest(bytes: Buffer): HttpRequest | RawRequestProblem {
  void bytes;
  throw new Error('not written yet');
}
