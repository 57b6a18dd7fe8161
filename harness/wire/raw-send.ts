/** Sends bytes as they are over a socket: for requests that no HTTP library would send. */
import type { HttpAnswer, TransportFailure } from './message.ts';

export interface RawSendOptions {
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
  readonly ca?: string | Buffer;
  readonly insecure?: boolean;
}

export interface RawExchange {
  readonly sent: Buffer;
  /** All bytes that came back, HTTP or not. */
  readonly received: Buffer;
  readonly answer?: HttpAnswer;
  readonly failure?: TransportFailure;
  readonly durationMs: number;
}

export function sendRaw(endpoint: URL, bytes: Buffer, options: RawSendOptions): Promise<RawExchange> {
  void endpoint;
  void bytes;
  void options;
  throw new Error('not written yet');
}
