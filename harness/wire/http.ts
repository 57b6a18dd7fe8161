/** Sends requests exactly as given over node:http, and reads answers within bounds. */
import * as http from 'node:http';
import * as https from 'node:https';
import { isIP, type Socket } from 'node:net';
import { unpacked } from './content-coding.ts';
import type { Exchange, HeaderFields, HttpAnswer, HttpRequest } from './message.ts';
import { BoundExceeded, explainFailure } from './transport-failure.ts';

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
  /**
   * Never rejects for what the network or the target does: that is a failure in the exchange. Rejects with a TypeError
   * for a request that HTTP cannot carry, such as a line break in a field: see raw-send for those. Follows no redirect.
   */
  readonly send: (request: HttpRequest) => Promise<Exchange>;
  readonly counts: () => SenderCounts;
  /** Ends all connections. */
  readonly close: () => void;
}

/** A sender with its own pool of kept-alive connections to one endpoint. */
export function createSender(options: SenderOptions): Sender {
  const agent = createAgent(options);
  const peer = options.endpoint.host;
  const counts = { sent: 0, resent: 0 };
  const send = async (request: HttpRequest): Promise<Exchange> => {
    counts.sent += 1;
    const startedAt = performance.now();
    const deadline = startedAt + options.timeoutMs;
    try {
      const answer = await attempt(request, options, agent, deadline).catch((error: unknown) => {
        if (!(error instanceof StaleConnection)) throw error;
        counts.resent += 1;
        return attempt(request, options, agent, deadline, true);
      });
      return {
        request,
        answer: unpacked(answer, options.maxAnswerBytes),
        durationMs: performance.now() - startedAt,
      };
    } catch (error) {
      if (error instanceof TypeError) throw error;
      return { request, failure: explainFailure(error, peer), durationMs: performance.now() - startedAt };
    }
  };
  return { send, counts: () => ({ ...counts }), close: () => agent.destroy() };
}

/** A kept-alive connection turned out to be closed; nothing of an answer had come. */
class StaleConnection extends Error {
  override readonly name = 'StaleConnection';
}

function createAgent(options: SenderOptions): http.Agent {
  const { endpoint, maxSockets } = options;
  const pool = { keepAlive: true, maxSockets, maxFreeSockets: maxSockets, scheduling: 'lifo' as const };
  // What to trust is said with each request, since one is sent without the agent.
  return endpoint.protocol === 'http:' ? new http.Agent(pool) : new https.Agent(pool);
}

const defaultMaxHeaderBytes = 64 * 1024;

function attempt(
  request: HttpRequest,
  options: SenderOptions,
  agent: http.Agent,
  deadline: number,
  fresh = false,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = open(request, options, fresh ? undefined : agent);
    let bytesBefore = 0;
    let socket: Socket | undefined;
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
      const text = `${options.endpoint.host} did not complete its answer within ${options.timeoutMs} ms (${phase})`;
      abort(new BoundExceeded('timeout', text));
    }, deadline - performance.now());
    outgoing.on('socket', (assigned) => {
      socket = assigned;
      bytesBefore = assigned.bytesRead;
      phase = 'no answer began';
    });
    outgoing.on('error', (error) => {
      const silent = outgoing.reusedSocket && socket !== undefined && socket.bytesRead === bytesBefore;
      settle(() => reject(silent && isClosing(error) ? new StaleConnection() : error));
    });
    outgoing.on('upgrade', (_, upgraded: Socket) => {
      upgraded.destroy();
      abort(Object.assign(new Error('101 Switching Protocols'), { code: 'HPE_UPGRADE' }));
    });
    outgoing.on('response', (incoming) => {
      phase = 'the body is incomplete';
      readBody(incoming, options, abort, (answer) => settle(() => resolve(answer)));
    });
    // A latin1 string goes out byte for byte, and unlike a buffer in one write with the head.
    outgoing.end(request.body.toString('latin1'), 'latin1');
  });
}

function open(request: HttpRequest, options: SenderOptions, agent: http.Agent | undefined): http.ClientRequest {
  const { endpoint, maxHeaderBytes, ca, insecure } = options;
  const host = endpoint.hostname.replace(/^\[|\]$/g, '');
  const secure = endpoint.protocol === 'https:';
  const settings: http.RequestOptions = {
    agent: agent ?? false,
    method: request.method,
    path: request.target,
    host,
    // Empty: node takes the scheme's own.
    port: endpoint.port,
    setHost: false,
    maxHeaderSize: maxHeaderBytes ?? defaultMaxHeaderBytes,
  };
  const servername = isIP(host) === 0 ? host : '';
  const trust = { ...(ca === undefined ? {} : { ca }), rejectUnauthorized: insecure !== true };
  const outgoing = secure ? https.request({ ...settings, ...trust, servername }) : http.request(settings);
  return withExactHead(outgoing, request);
}

/**
 * Gives the request its head as it stands. Node 20 has no public way to send repeated fields in their order and spelling
 * and yet add none of its own, so this calls the method that node's own constructor calls for an array of fields.
 */
function withExactHead(outgoing: http.ClientRequest, request: HttpRequest): http.ClientRequest {
  for (const added of ['Connection', 'Content-Length', 'Transfer-Encoding']) outgoing.removeHeader(added);
  const internal = outgoing as http.ClientRequest & { _storeHeader(line: string, fields: readonly string[]): void };
  try {
    internal._storeHeader(`${request.method} ${request.target} HTTP/1.1\r\n`, request.headers.flat());
  } catch (error) {
    outgoing.on('error', () => {}).destroy();
    throw error;
  }
  // A chunked body is the caller's to encode.
  outgoing.chunkedEncoding = false;
  return outgoing;
}

function isClosing(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ECONNRESET' || error.code === 'EPIPE';
}

function readBody(
  incoming: http.IncomingMessage,
  options: SenderOptions,
  abort: (error: Error) => void,
  done: (answer: HttpAnswer) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > options.maxAnswerBytes) {
      const text = `the answer's body is longer than the ${options.maxAnswerBytes} bytes that are read`;
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
  });
}

function pairUp(flat: readonly string[]): HeaderFields {
  const fields: [string, string][] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) fields.push([flat[index] ?? '', flat[index + 1] ?? '']);
  return fields;
}
