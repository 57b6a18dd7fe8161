/** Sends requests exactly as given over node:http, and reads responses within bounds. */
import * as http from 'node:http';
import type { Duplex } from 'node:stream';
import { unpacked } from './content-coding.ts';
import { type ConnectionOptions, ExactConnection } from './exact-connection.ts';
import type { Exchange, HeaderFields, HttpRequest, HttpResponse } from './message.ts';
import { BoundExceeded, explainFailure } from './transport-failure.ts';

/** Options of a sender: TLS, timeout and limits. */
export interface SenderOptions extends ConnectionOptions {
  /** From the call of `send` to the last byte of the response. */
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  /** Default: 64 KiB. */
  readonly maxHeaderBytes?: number;
  readonly maxSockets: number;
}

/** Counters of a sender. */
export interface SenderCounts {
  readonly sent: number;
  /** Requests sent a second time because a kept-alive connection was closed before any byte of the response. */
  readonly resent: number;
}

/** Sends HTTP requests to one endpoint over kept-alive connections. */
export interface Sender {
  /**
   * Never rejects for what the network or the target does: that is a failure in the exchange. Rejects with a TypeError
   * for a request that HTTP cannot carry, such as a line break in a field. Follows no redirect.
   */
  readonly send: (request: HttpRequest) => Promise<Exchange>;
  readonly counts: () => SenderCounts;
  /** Ends all connections. */
  readonly close: () => void;
}

/** A sender with its own pool of kept-alive connections to one endpoint. */
export function createSender(options: SenderOptions): Sender {
  const agent = new ConnectionPool(options);
  const peer = options.endpoint.host;
  const counts = { sent: 0, resent: 0 };
  const send = async (request: HttpRequest): Promise<Exchange> => {
    counts.sent += 1;
    const startedAt = performance.now();
    const deadline = startedAt + options.timeoutMs;
    try {
      const response = await attempt(request, options, { agent }, deadline).catch((error: unknown) => {
        if (!(error instanceof StaleConnection)) throw error;
        counts.resent += 1;
        const createConnection = () => new ExactConnection(options);
        return attempt(request, options, { createConnection }, deadline);
      });
      return {
        request,
        response: unpacked(response, options.maxResponseBytes),
        durationMs: performance.now() - startedAt,
      };
    } catch (error) {
      if (error instanceof TypeError) throw error;
      return { request, failure: explainFailure(error, peer), durationMs: performance.now() - startedAt };
    }
  };
  return { send, counts: () => ({ ...counts }), close: () => agent.destroy() };
}

/** A kept-alive connection turned out to be closed; nothing of a response had come. */
class StaleConnection extends Error {
  override readonly name = 'StaleConnection';
}

/** Keeps connections alive and hands them out again, with TLS or without. */
class ConnectionPool extends http.Agent {
  readonly #connection: ConnectionOptions;

  constructor({ maxSockets, ...connection }: SenderOptions) {
    super({ keepAlive: true, maxSockets, maxFreeSockets: maxSockets, scheduling: 'lifo' });
    this.#connection = connection;
  }

  override createConnection(): Duplex {
    return new ExactConnection(this.#connection);
  }
}

const defaultMaxHeaderBytes = 64 * 1024;

function attempt(
  request: HttpRequest,
  options: SenderOptions,
  way: Pick<http.RequestOptions, 'agent' | 'createConnection'>,
  deadline: number,
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const outgoing = open(request, options, way);
    let bytesBefore = 0;
    let connection: ExactConnection | undefined;
    let phase = 'connecting';
    const settle = (act: () => void) => {
      clearTimeout(timer);
      act();
    };
    const abort = (error: Error) => {
      settle(() => reject(error));
      outgoing.destroy();
    };
    const timer = setTimeout(() => {
      const text = `${options.endpoint.host} did not complete its response within ${options.timeoutMs} ms (${phase})`;
      abort(new BoundExceeded('timeout', text));
    }, deadline - performance.now());
    outgoing.on('socket', (assigned: Duplex) => {
      if (!(assigned instanceof ExactConnection)) {
        abort(new Error('node:http gave the request a connection that is not of this module'));
        return;
      }
      connection = assigned;
      bytesBefore = assigned.bytesRead;
      phase = 'no response began';
      assigned.send(bytesOf(request));
    });
    outgoing.on('error', (error) => {
      const silent = outgoing.reusedSocket && connection?.bytesRead === bytesBefore;
      settle(() => reject(silent && isClosing(error) ? new StaleConnection() : error));
    });
    outgoing.on('upgrade', (_, upgraded: Duplex) => {
      upgraded.destroy();
      abort(Object.assign(new Error('101 Switching Protocols'), { code: 'HPE_UPGRADE' }));
    });
    outgoing.on('response', (incoming) => {
      phase = 'the body is incomplete';
      readBody(incoming, options, abort, (response) => settle(() => resolve(response)));
    });
    outgoing.end();
  });
}

/** Has node:http read the response to this request; its bytes are sent by {@link ExactConnection.send}. */
function open(
  { method, target, headers }: HttpRequest,
  { endpoint, maxHeaderBytes }: SenderOptions,
  way: Pick<http.RequestOptions, 'agent' | 'createConnection'>,
): http.ClientRequest {
  for (const [name, value] of headers) {
    http.validateHeaderName(name);
    http.validateHeaderValue(name, value);
  }
  return http.request({
    ...way,
    method,
    path: target,
    // The agent pools by these.
    host: endpoint.hostname,
    port: endpoint.port,
    maxHeaderSize: maxHeaderBytes ?? defaultMaxHeaderBytes,
  });
}

/** As given: fields keep their order, repetition and spelling, and a chunked body is the caller's to encode. */
function bytesOf({ method, target, headers, body }: HttpRequest): Buffer {
  const fields = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.concat([Buffer.from(`${method} ${target} HTTP/1.1\r\n${fields}\r\n`, 'latin1'), body]);
}

function isClosing(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ECONNRESET' || error.code === 'EPIPE';
}

function readBody(
  incoming: http.IncomingMessage,
  options: SenderOptions,
  abort: (error: Error) => void,
  done: (response: HttpResponse) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > options.maxResponseBytes) {
      const text = `the response body is longer than the ${options.maxResponseBytes} bytes that are read`;
      abort(new BoundExceeded('limit', text));
    } else chunks.push(chunk);
  });
  incoming.on('error', abort);
  incoming.on('end', () => {
    const [first] = chunks;
    done({
      status: incoming.statusCode ?? 0,
      reason: incoming.statusMessage ?? '',
      httpVersion: incoming.httpVersion,
      headers: pairUp(incoming.rawHeaders),
      body: chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks, size),
    });
    // A connection that is kept open keeps its last response's listeners, and would keep megabytes with them.
    chunks.length = 0;
  });
}

function pairUp(flat: readonly string[]): HeaderFields {
  const fields: [string, string][] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) fields.push([flat[index] ?? '', flat[index + 1] ?? '']);
  return fields;
}
