/** A server that hands requests on to an honest one, and performs a misbehaviour on those it picks. */
import * as http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Misbehaviour } from './misbehaviour.ts';
import { passOn, readAll } from './pass-on.ts';

/** A running fault proxy. */
export interface FaultProxy {
  readonly endpoint: URL;
  /** Requests that met the misbehaviour. */
  readonly met: () => number;
  /** Stops listening for a while, then listens on the same port again. Connections are reset. */
  readonly die: (ms: number) => void;
  readonly close: () => Promise<void>;
}

/** The server behind the proxy, the misbehaviour, and the requests that meet it. */
export interface FaultProxyOptions {
  readonly behind: URL;
  readonly misbehaviour: Misbehaviour;
  /** Which requests meet the misbehaviour, by their body. Default: all. */
  readonly picks?: (body: string) => boolean;
  /** Honest answers after which a connection is closed without a word. Default: it is kept. */
  readonly responsesPerConnection?: number;
}

/** Starts a fault proxy on loopback. */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const front = new FrontServer(options);
  await front.listen(0);
  return front;
}

class FrontServer implements FaultProxy {
  readonly #options: FaultProxyOptions;
  readonly #server: http.Server;
  readonly #sockets = new Set<Socket>();
  readonly #answered = new WeakMap<Socket, number>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #agent = new http.Agent({ keepAlive: true });
  #port = 0;
  #met = 0;
  #closed = false;

  constructor(options: FaultProxyOptions) {
    this.#options = options;
    this.#server = http.createServer((incoming, response) => void this.#receive(incoming, response));
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.on('error', () => socket.destroy());
    });
    this.#server.on('clientError', (_, socket) => socket.destroy());
  }

  get endpoint(): URL {
    return new URL(`http://127.0.0.1:${this.#port}/`);
  }

  readonly met = () => this.#met;

  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', () => {
        this.#port = (this.#server.address() as AddressInfo).port;
        resolve();
      });
    });
  }

  readonly die = (ms: number): void => {
    this.#server.close();
    for (const socket of this.#sockets) socket.resetAndDestroy();
    const back = setTimeout(() => {
      if (!this.#closed) void this.listen(this.#port);
    }, ms);
    this.#timers.add(back);
  };

  readonly close = async (): Promise<void> => {
    this.#closed = true;
    for (const timer of this.#timers) clearInterval(timer);
    for (const socket of this.#sockets) socket.destroy();
    this.#agent.destroy();
    if (this.#server.listening) {
      await new Promise((resolve) => this.#server.close(resolve));
    }
  };

  async #receive(incoming: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const body = (await readAll(incoming)).toString('latin1');
    const { misbehaviour, picks = () => true } = this.#options;
    const { socket } = incoming;
    const before = this.#met;
    const isPicked = picks(body);
    this.#met += isPicked ? 1 : 0;
    const isIdle = isPicked && misbehaviour.idle?.(before) === true;
    const truth = isIdle
      ? { status: 200, body: '' }
      : await passOn(incoming, body, this.#options.behind, this.#agent).catch(() => undefined);
    if (truth === undefined || socket.destroyed) {
      socket.destroy();
      return;
    }
    if (isPicked) {
      misbehaviour.perform({ socket, truth, before, every: (ms, act) => this.#every(socket, ms, act) });
      return;
    }
    const answered = (this.#answered.get(socket) ?? 0) + 1;
    this.#answered.set(socket, answered);
    response.writeHead(truth.status, { 'Content-Type': 'text/xml;charset=UTF-8' }).end(truth.body, () => {
      if (answered === this.#options.responsesPerConnection) socket.destroy();
    });
  }

  #every(socket: Socket, ms: number, act: () => void): void {
    const timer = setInterval(() => {
      if (socket.destroyed) clearInterval(timer);
      else act();
    }, ms);
    this.#timers.add(timer);
    socket.on('close', () => clearInterval(timer));
  }
}
