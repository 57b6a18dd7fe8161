/** A connection on which exactly the given bytes go out, whatever node:http writes; what comes in is node:http's to read. */
import { connect, isIP, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';

/** Endpoint and TLS options of a connection. */
export interface ConnectionOptions {
  /** Scheme, host and port count. */
  readonly endpoint: URL;
  /** PEM certificates to trust instead of the system's. */
  readonly ca?: string | Buffer;
  /** Accept any certificate. */
  readonly insecure?: boolean;
}

/**
 * node:http reads responses well, but offers no way to send a head byte for byte: it joins repeated fields and adds fields
 * of its own. It accepts any duplex stream as its connection, though. This one discards what is written to it and sends
 * the bytes of {@link ExactConnection.send} instead.
 *
 * The methods of a socket that http.Agent calls to pool a connection are passed on.
 */
export class ExactConnection extends Duplex {
  readonly #socket: Socket;

  constructor(options: ConnectionOptions) {
    super({ allowHalfOpen: false });
    const socket = open(options);
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) socket.pause();
    });
    socket.on('end', () => this.push(null));
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
  }

  /** Since it was opened. */
  get bytesRead(): number {
    return this.#socket.bytesRead;
  }

  /** Queued until the connection is made. */
  send(bytes: Buffer): void {
    this.#socket.write(bytes);
  }

  setKeepAlive(enable: boolean, initialDelayMs: number): void {
    this.#socket.setKeepAlive(enable, initialDelayMs);
  }

  setTimeout(timeoutMs: number): void {
    this.#socket.setTimeout(timeoutMs);
  }

  ref(): void {
    this.#socket.ref();
  }

  unref(): void {
    this.#socket.unref();
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(_chunk: unknown, _encoding: BufferEncoding, done: () => void): void {
    done();
  }

  override _final(done: () => void): void {
    this.#socket.end();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }
}

function open({ endpoint, ca, insecure }: ConnectionOptions): Socket {
  const host = endpoint.hostname.replace(/^\[|\]$/g, '');
  const secure = endpoint.protocol === 'https:';
  const port = endpoint.port === '' ? (secure ? 443 : 80) : Number(endpoint.port);
  if (!secure) return connect({ host, port, noDelay: true });
  const servername = isIP(host) === 0 ? host : '';
  const trust = ca === undefined ? {} : { ca };
  return connectTls({ host, port, servername, ...trust, rejectUnauthorized: insecure !== true }).setNoDelay(true);
}
