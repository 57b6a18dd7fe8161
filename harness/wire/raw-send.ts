/** Sends bytes as they are over a socket: for requests that no HTTP library would send. */
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { framingOf, type MessageHead, readChunked, readHead } from './http-syntax.ts';
import type { HttpResponse, TransportFailure } from './message.ts';
import { BoundExceeded, explainFailure } from './transport-failure.ts';

/** Options for sending raw bytes. */
export interface RawSendOptions {
  /** From the start of connecting to the end of the response. */
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  readonly ca?: string | Buffer;
  readonly insecure?: boolean;
}

/** The bytes that were sent and received. */
export interface RawExchange {
  readonly sent: Buffer;
  /** All bytes that came back, HTTP or not. */
  readonly received: Buffer;
  /** Present once a whole response could be read. */
  readonly response?: HttpResponse;
  readonly failure?: TransportFailure;
  readonly durationMs: number;
}

/** One connection, these bytes, one response; then the connection ends. Never rejects. */
export function sendRaw(endpoint: URL, bytes: Buffer, options: RawSendOptions): Promise<RawExchange> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const socket = open(endpoint, options);
    let received: Buffer = Buffer.alloc(0);
    const finish = (outcome: { readonly response?: HttpResponse; readonly failure?: TransportFailure }) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ sent: bytes, received, ...outcome, durationMs: performance.now() - startedAt });
    };
    const fail = (error: unknown) => finish({ failure: explainFailure(error, endpoint.host) });
    const timer = setTimeout(() => {
      fail(new BoundExceeded('timeout', `${endpoint.host} sent no complete response within ${options.timeoutMs} ms`));
    }, options.timeoutMs);
    socket.on('error', fail);
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (received.length > options.maxResponseBytes) {
        fail(
          new BoundExceeded('limit', `the response is longer than the ${options.maxResponseBytes} bytes that are read`),
        );
        return;
      }
      const read = readResponse(received, false);
      if (read !== undefined) finish(read);
    });
    socket.on('end', () =>
      finish(readResponse(received, true) ?? { failure: explainFailure(closed(), endpoint.host) }),
    );
    socket.write(bytes);
  });
}

function open(endpoint: URL, options: RawSendOptions): Socket {
  const host = endpoint.hostname.replace(/^\[|\]$/g, '');
  const secure = endpoint.protocol === 'https:';
  const port = endpoint.port === '' ? (secure ? 443 : 80) : Number(endpoint.port);
  if (!secure) return connect({ host, port });
  const servername = isIP(host) === 0 ? host : '';
  const trust = options.ca === undefined ? {} : { ca: options.ca };
  return connectTls({ host, port, servername, ...trust, rejectUnauthorized: options.insecure !== true });
}

function closed(): Error {
  return Object.assign(new Error('closed'), { code: 'ECONNRESET' });
}

/** The response that the bytes hold; undefined while more may come. `ended`: the peer has closed. */
function readResponse(
  bytes: Buffer,
  ended: boolean,
): { readonly response: HttpResponse } | { readonly failure: TransportFailure } | undefined {
  const head = readHead(bytes);
  if (head === undefined) return bytes.length === 0 || (!ended && mayBeHttp(bytes)) ? undefined : notHttp('no header');
  if ('part' in head) return notHttp(head.explanation);
  const [, httpVersion, status, reason = ''] = /^HTTP\/(\d\.\d) (\d{3})(?: (.*))?$/.exec(head.startLine) ?? [];
  if (httpVersion === undefined || status === undefined)
    return notHttp(`the line ${JSON.stringify(head.startLine.slice(0, 80))}`);
  // An interim response, such as 100 Continue, precedes the real one.
  if (status.startsWith('1') && status !== '101') return readResponse(bytes.subarray(head.bodyAt), ended);
  const body = readBody(bytes.subarray(head.bodyAt), head, status, ended);
  if (body === undefined) return undefined;
  if (!Buffer.isBuffer(body)) return notHttp(body.explanation);
  return { response: { status: Number(status), reason, httpVersion, headers: head.headers, body } };
}

function readBody(rest: Buffer, head: MessageHead, status: string, ended: boolean) {
  if (status === '204' || status === '304') return Buffer.alloc(0);
  const framing = framingOf(head.headers);
  if ('part' in framing) return framing;
  if (framing.kind === 'none') return ended ? rest : undefined;
  if (framing.kind === 'length') return rest.length < framing.length ? undefined : rest.subarray(0, framing.length);
  const read = readChunked(rest);
  return read === undefined || 'part' in read ? read : read.body;
}

function mayBeHttp(bytes: Buffer): boolean {
  const start = bytes.toString('latin1', 0, 5);
  return 'HTTP/'.startsWith(start);
}

function notHttp(what: string): { readonly failure: TransportFailure } {
  return { failure: { kind: 'protocol', explanation: `what came back is not HTTP: ${what}` } };
}
