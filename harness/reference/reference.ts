/**
 * The embedded target: an EC2-like server on loopback that keeps security groups and their rules.
 *
 * It shows that the suites can be passed, it is what people try an SDK against, and every known fault is a
 * change of its {@link Behaviour}. It is written from the evidence about EC2, not from the suites.
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { HttpRequest } from '../wire/message.ts';
import type { Credentials } from '../wire/signing/credentials.ts';
import { type Behaviour, referenceBehaviour } from './behaviour.ts';
import type { Arrival } from './call.ts';
import type { CallerIdentity, Facts } from './facts.ts';
import { handle, refusedResponse } from './handling.ts';
import { addVpc } from './operations/vpcs.ts';
import { pairHeaders } from './request/raw-headers.ts';
import { Refusal } from './responses/refusal.ts';
import type { ReferenceResponse } from './responses/respond.ts';
import { Store } from './store.ts';

/** Port, region, account and behaviour of an embedded target. */
export interface ReferenceOptions {
  /** Default: any free one. */
  readonly port?: number;
  readonly behaviour?: Behaviour;
  /** Default: us-east-1. */
  readonly region?: string;
  /** Twelve digits. Default: 111122223333. */
  readonly account?: string;
  /** Whether the account has a default VPC. Default: true. */
  readonly defaultVpc?: boolean;
  readonly clock?: () => Date;
}

/** The keys that a reference target takes; none of them opens anything else. */
export interface ReferenceCredentials {
  /** May do everything. */
  readonly main: Credentials;
  /** Is known, and may do nothing. */
  readonly denied: Credentials;
  /** May do everything, with its session token. */
  readonly session: Credentials;
}

/** Counts of what an embedded target was sent. */
export interface ReferenceStats {
  /** Requests answered or dropped. */
  readonly requests: number;
  /** By action; the empty name stands for requests without one. Actions that do not exist count as `other`. */
  readonly byAction: Readonly<Record<string, number>>;
  /** Error responses by code. */
  readonly byCode: Readonly<Record<string, number>>;
  /** Mistakes of the server itself, latest last; empty unless there is a bug. */
  readonly mistakes: readonly Error[];
}

/** A running embedded target. */
export interface Reference {
  readonly endpoint: URL;
  readonly credentials: ReferenceCredentials;
  readonly account: string;
  readonly region: string;
  readonly stats: ReferenceStats;
  /** Ends all connections at once. */
  readonly close: () => Promise<void>;
}

const referenceCredentials: ReferenceCredentials = {
  main: { accessKeyId: 'test', secretAccessKey: 'test' },
  denied: { accessKeyId: 'AKIAREFERENCEDENIED0', secretAccessKey: 'reference-denied-secret' },
  session: {
    accessKeyId: 'ASIAREFERENCESESSION',
    secretAccessKey: 'reference-session-secret',
    sessionToken: 'reference-session-token',
  },
};

/** Starts a reference target on 127.0.0.1. Rejects when the port is taken. */
export async function startReference(options: ReferenceOptions = {}): Promise<Reference> {
  const target = new ReferenceServer(options);
  await target.listen(options.port ?? 0);
  return target;
}

interface Counts extends ReferenceStats {
  requests: number;
  readonly byAction: Record<string, number>;
  readonly byCode: Record<string, number>;
  readonly mistakes: Error[];
}

class ReferenceServer implements Reference {
  readonly credentials = referenceCredentials;
  readonly account: string;
  readonly region: string;
  readonly stats: Counts = { requests: 0, byAction: {}, byCode: {}, mistakes: [] };
  readonly #behaviour: Behaviour;
  readonly #facts: Facts;
  readonly #store = new Store();
  readonly #server: Server;

  constructor(options: ReferenceOptions) {
    this.account = options.account ?? '111122223333';
    this.region = options.region ?? 'us-east-1';
    this.#behaviour = options.behaviour ?? referenceBehaviour;
    const clock = options.clock ?? (() => new Date());
    this.#facts = { account: this.account, region: this.region, identities: identities(), clock };
    const maker = { behaviour: this.#behaviour, store: this.#store, at: clock() };
    if (options.defaultVpc !== false) addVpc(maker, '172.31.0.0/16', true);
    // Header fields beyond 64 KiB and requests that take minutes are ended by node:http.
    this.#server = createServer({ maxHeaderSize: 64 * 1024, keepAliveTimeout: 60_000, requestTimeout: 120_000 });
    this.#server.on('request', (request, response) => this.#receive(request, response));
    this.#server.on('clientError', (_, socket) => refuseSyntax(socket as Socket));
  }

  get endpoint(): URL {
    const { port } = this.#server.address() as AddressInfo;
    return new URL(`http://127.0.0.1:${port}`);
  }

  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
  }

  readonly close = (): Promise<void> =>
    new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });

  #receive(incoming: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('error', () => undefined);
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= this.#behaviour.choices.bodyBytes) chunks.push(chunk);
    });
    incoming.on('end', () => {
      const arrival = this.#arrival(incoming, Buffer.concat(chunks));
      const isTooLarge = size > this.#behaviour.choices.bodyBytes;
      this.#send(response, isTooLarge ? this.#tooLarge(arrival) : this.#answer(arrival), arrival);
    });
  }

  #arrival(incoming: IncomingMessage, body: Buffer): Arrival {
    this.stats.requests += 1;
    const request: HttpRequest = {
      method: incoming.method ?? '',
      target: incoming.url ?? '',
      headers: pairHeaders(incoming.rawHeaders),
      body,
    };
    return {
      behaviour: this.#behaviour,
      facts: this.#facts,
      store: this.#store,
      request,
      requestId: this.#behaviour.state.newRequestId(),
      number: this.stats.requests,
      at: this.#facts.clock(),
    };
  }

  #answer(arrival: Arrival): ReferenceResponse {
    try {
      const { response, action, code } = handle(arrival);
      const isKnown = action === '' || this.#behaviour.reading.parameters(action) !== undefined;
      count(this.stats.byAction, isKnown ? action : 'other');
      if (code !== undefined) count(this.stats.byCode, code);
      return response;
    } catch (thrown) {
      this.stats.mistakes.push(thrown instanceof Error ? thrown : new Error(String(thrown)));
      return refusedResponse(arrival, new Refusal(500, 'InternalError', 'An internal error has occurred'));
    }
  }

  #tooLarge(arrival: Arrival): ReferenceResponse {
    const refusal = this.#behaviour.errors.bodyTooLarge();
    count(this.stats.byCode, refusal.code);
    return refusedResponse(arrival, refusal);
  }

  #send(response: ServerResponse, answer: ReferenceResponse, arrival: Arrival): void {
    const { responding } = this.#behaviour;
    const finished = responding.finish(answer, arrival);
    if (finished === undefined) {
      response.destroy();
      return;
    }
    const body = typeof finished.body === 'string' ? Buffer.from(finished.body) : finished.body;
    const send = () => {
      if (response.destroyed) return;
      const headers = finished.headers.flat();
      response.writeHead(finished.status, [...headers, 'Content-Length', String(body.length)]).end(body);
    };
    const delay = responding.delayMs(finished, arrival);
    if (delay > 0) setTimeout(send, delay).unref();
    else send();
  }
}

function identities(): readonly CallerIdentity[] {
  const { main, denied, session } = referenceCredentials;
  return [
    { name: 'main', credentials: main, permitted: true },
    { name: 'denied', credentials: denied, permitted: false },
    { name: 'session', credentials: session, permitted: true },
  ];
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

/** Bytes that are not HTTP. */
function refuseSyntax(socket: Socket): void {
  if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  else socket.destroy();
}
