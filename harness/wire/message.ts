/** HTTP messages as bytes: what was sent, what came back, and why nothing did. */

/** Header fields in the order and spelling of the wire; a name may occur more than once. */
export type HeaderFields = readonly (readonly [name: string, value: string])[];

/** One HTTP/1.1 request, exactly as it goes out. The sender adds nothing but what `headers` holds. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query of the request line, already encoded: `/`, `/?Action=…`. */
  readonly target: string;
  readonly headers: HeaderFields;
  readonly body: Buffer;
}

/** One HTTP response; `body` is bounded by the sender's limit and already freed of content codings the sender asked for. */
export interface HttpResponse {
  readonly status: number;
  readonly reason: string;
  readonly httpVersion: string;
  readonly headers: HeaderFields;
  readonly body: Buffer;
}

/** Why no response was read. `protocol`: bytes came that are not HTTP; `limit`: the response exceeded a bound of ours. */
export type TransportFailureKind = 'refused' | 'reset' | 'timeout' | 'dns' | 'tls' | 'protocol' | 'limit' | 'other';

/** Why a request got no HTTP response. */
export interface TransportFailure {
  readonly kind: TransportFailureKind;
  /** One sentence for a person, without secrets. */
  readonly explanation: string;
  readonly code?: string;
}

/** One request and what came of it. Times in milliseconds. */
export interface Exchange {
  readonly request: HttpRequest;
  readonly response?: HttpResponse;
  readonly failure?: TransportFailure;
  readonly durationMs: number;
}

/** The first value of a header field, name compared without case. */
export function headerValue(headers: HeaderFields, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return headers.find(([field]) => field.toLowerCase() === wanted)?.[1];
}
