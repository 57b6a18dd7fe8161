/** Answers as HTTP messages. */

import type { HeaderFields } from '../../wire/message.ts';
import type { Refusal } from './refusal.ts';

/** An HTTP response of the embedded target. */
export interface ReferenceResponse {
  readonly status: number;
  readonly headers: HeaderFields;
  readonly body: string | Buffer;
}

/** Status, header fields and body of responses. */
export interface Responding<Arrival, Call> {
  readonly successStatus: (call: Call) => number;
  readonly errorStatus: (refusal: Refusal, arrival: Arrival) => number;
  /** Content-Length and Date are added when the response is sent. */
  readonly successHeaders: (call: Call) => HeaderFields;
  readonly errorHeaders: (refusal: Refusal, arrival: Arrival) => HeaderFields;
  /** The last word on what goes out. Undefined closes the connection without a response. */
  readonly finish: (response: ReferenceResponse, arrival: Arrival) => ReferenceResponse | undefined;
  /** Milliseconds to wait before answering. */
  readonly delayMs: (response: ReferenceResponse, arrival: Arrival) => number;
}

const contentType = ['Content-Type', 'text/xml;charset=UTF-8'] as const;
const server = ['Server', 'AmazonEC2'] as const;

interface Identified {
  readonly requestId: string;
}

/** The header fields of recorded responses. */
export const referenceResponding: Responding<Identified, Identified> = {
  successStatus: () => 200,
  errorStatus: ({ status }) => status,
  successHeaders: ({ requestId }) => [
    ['x-amzn-requestid', requestId],
    ['Cache-Control', 'no-cache, no-store'],
    ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'],
    ['Vary', 'accept-encoding'],
    contentType,
    server,
  ],
  errorHeaders: (_, { requestId }) => [['x-amzn-requestid', requestId], contentType, server],
  finish: (response) => response,
  delayMs: () => 0,
};
