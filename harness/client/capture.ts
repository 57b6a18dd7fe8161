/**
 * A capture endpoint: real HTTP on loopback that keeps each request's bytes as they came and answers from a script.
 *
 * It serves one call at a time and has a port of its own, so that which call a request belongs to needs nothing from
 * the client: no header, no id, no order.
 */
import { createServer, type Server, type Socket } from 'node:net';
import { framingOf, readChunked, readHead } from '../wire/http-syntax.ts';
import type { HttpRequest } from '../wire/message.ts';
import { parseRawRequest, type RawRequestProblem } from '../wire/raw-request.ts';
import type { ScriptedResponse } from './fixture.ts';
import { isBroken, responseBytes } from './response-bytes.ts';

/** One request as it arrived. */
export interface CapturedRequest {
  /** Head and body; cut at {@link maxRequestBytes}. */
  readonly bytes: Buffer;
  readonly request: HttpRequest | RawRequestProblem;
  readonly arrivedAt: Date;
  readonly response: ScriptedResponse;
}

/** No request of this operation comes near; what is longer is a flood. */
export const maxRequestBytes = 4 * 1024 * 1024;

/** A client that tries again this often in one call is cut off, so that a script cannot keep it busy for ever. */
export const maxRequestsPerCall = 50;

interface Call {
  readonly responses: readonly ScriptedResponse[];
  readonly requests: CapturedRequest[];
  isCutOff?: true;
}

/** An HTTP server on loopback for one call at a time: `begin` sets the responses, `requests` has what arrived. */
export class CaptureEndpoint {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #call: Call = { responses: [], requests: [] };

  readonly #host: string;

  private constructor(server: Server, host: string) {
    this.#server = server;
    this.#host = host;
    server.on('connection', (socket) => this.#serve(socket));
  }

  /** Listens on a free port of 127.0.0.1. `host`: another name of this address, for clients that read it. */
  static async open(host = '127.0.0.1'): Promise<CaptureEndpoint> {
    const server = createServer({ noDelay: true });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return new CaptureEndpoint(server, host);
  }

  /** `http://127.0.0.1:PORT`, or the other name in place of the address. */
  get url(): string {
    const address = this.#server.address();
    return `http://${this.#host}:${typeof address === 'object' && address !== null ? address.port : 0}`;
  }

  /** From now on requests belong to this call. Answers come in order; the last serves all further requests. */
  begin(responses: readonly ScriptedResponse[]): void {
    this.#call = { responses, requests: [] };
  }

  /** Whether the call sent more requests than {@link maxRequestsPerCall}: what came of it then says nothing of the client. */
  get isCutOff(): boolean {
    return this.#call.isCutOff === true;
  }

  /** The requests of the call so far. */
  get requests(): readonly CapturedRequest[] {
    return this.#call.requests;
  }

  /** Ends every connection, half a response or not. */
  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    let pending: Buffer = Buffer.alloc(0);
    let continued = false;
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('data', (chunk: Buffer) => {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      for (let length = requestLength(pending); length !== undefined; length = requestLength(pending)) {
        const bytes = pending.subarray(0, length);
        pending = pending.subarray(length);
        continued = false;
        this.#answer(socket, Buffer.from(bytes));
      }
      if (!continued && expectsContinue(pending)) {
        continued = true;
        socket.write('HTTP/1.1 100 Continue\r\n\r\n');
      }
      if (pending.length > maxRequestBytes) socket.destroy();
    });
    // A request that breaks off is kept too: its bytes say what the client did.
    socket.on('end', () => {
      if (pending.length > 0) this.#keep(Buffer.from(pending));
      socket.end();
    });
  }

  #keep(bytes: Buffer): ScriptedResponse | undefined {
    const { responses, requests } = this.#call;
    const response = responses[Math.min(requests.length, responses.length - 1)];
    if (requests.length >= maxRequestsPerCall) this.#call.isCutOff = true;
    if (response === undefined || this.isCutOff) return undefined;
    requests.push({ bytes, request: parseRawRequest(bytes), arrivedAt: new Date(), response });
    return response;
  }

  #answer(socket: Socket, bytes: Buffer): void {
    const response = this.#keep(bytes);
    if (response === undefined) {
      socket.destroy();
    } else if (isBroken(response)) {
      socket.end(responseBytes(response, new Date()));
    } else {
      socket.write(responseBytes(response, new Date()));
    }
  }
}

/** How many of the bytes are the first request; undefined while it has not come whole. What is no HTTP is taken whole. */
function requestLength(bytes: Buffer): number | undefined {
  if (bytes.length === 0) return undefined;
  const head = readHead(bytes);
  if (head === undefined) return undefined;
  if ('part' in head) return bytes.length;
  const framing = framingOf(head.headers);
  if ('part' in framing) return bytes.length;
  if (framing.kind === 'none') return head.bodyAt;
  if (framing.kind === 'length') {
    return bytes.length < head.bodyAt + framing.length ? undefined : head.bodyAt + framing.length;
  }
  const read = readChunked(bytes.subarray(head.bodyAt));
  if (read === undefined) return undefined;
  return 'part' in read ? bytes.length : head.bodyAt + read.length;
}

function expectsContinue(bytes: Buffer): boolean {
  if (bytes.length === 0) return false;
  const head = readHead(bytes);
  if (head === undefined || 'part' in head) return false;
  return head.headers.some(([name, value]) => name.toLowerCase() === 'expect' && /100-continue/i.test(value));
}
