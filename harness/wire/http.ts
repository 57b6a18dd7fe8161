/** Sends requests exactly as given over node:http, and reads answers within bounds. */
import type { Exchange, HttpRequest } from './message.ts';

export interface SenderOptions {
  /** Scheme, host and port count; the path comes from each request's target. */
  readonly endpoint: URL;
  /** From the call of `send` to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
  /** Default: 64 KiB. */
  readonly maxHeaderBytes?: number;
  readonly maxSockets: number;
  /** PEM certificates to trust instead of the system's. */
  readonly ca?: string | Buffer;
  /** Accept any certificate. */
  readonly insecure?: boolean;
}

export interface SenderCounts {
  readonly sent: number;
  /** Requests sent a second time because a kept-alive connection was closed before any byte of the answer. */
  readonly resent: number;
}

export interface Sender {
  /** Never rejects for what the network or the target does: that is a failure in the exchange. */
  readonly send: (request: HttpRequest) => Promise<Exchange>;
  readonly counts: () => SenderCounts;
  /** Ends all connections. */
  readonly close: () => void;
}

export function createSender(options: SenderOptions): Sender {
  void options;
  throw new Error('not written yet');
}
