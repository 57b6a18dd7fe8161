/** Builds the unsigned HTTP request of a Query call. */
import type { HttpRequest } from './message.ts';

export interface RequestParts {
  readonly endpoint: URL;
  readonly method: 'POST' | 'GET';
  /** Encoded form body. Default: empty. */
  readonly body?: string;
  /** Encoded query without `?`. */
  readonly query?: string;
  /** In place of, or beside, the usual fields; an empty value removes the field. */
  readonly headers?: Readonly<Record<string, string>>;
}

export function buildRequest(parts: RequestParts): HttpRequest {
  void parts;
  throw new Error('not written yet');
}
