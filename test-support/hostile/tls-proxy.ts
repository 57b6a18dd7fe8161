/** TLS in front of a server on this machine, with a certificate made for the occasion by openssl. Test support. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';

/** A self-signed certificate with its key, as PEM. */
export interface Certificate {
  readonly key: string;
  /** Signed by itself: also the authority to trust. */
  readonly cert: string;
}

/** For the address or host name; valid for so many days from now, or until so many ago. Needs the openssl command. */
export function makeCertificate(subject = 'IP:127.0.0.1', days = 2): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  const [key, request, names, cert] = ['key', 'request', 'names', 'cert'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
    string,
  ];
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  const kind = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-subj',
    '/CN=ec2-conformance test',
  ];
  try {
    writeFileSync(names, `subjectAltName=${subject}\n`);
    openssl('req', '-new', ...kind, '-keyout', key, '-out', request);
    const signed = ['-in', request, '-signkey', key, '-extfile', names, '-days', String(days), '-out', cert];
    openssl('x509', '-req', ...signed);
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A running TLS proxy. */
export interface TlsProxy {
  readonly endpoint: URL;
  readonly close: () => Promise<void>;
}

/** Hands the decrypted bytes on, and the responses back. Listens on any free port where none is named. */
export async function startTlsProxy(behind: URL, { key, cert }: Certificate, at = 0): Promise<TlsProxy> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  };
  const server = createServer({ key, cert }, (incoming) => {
    const outgoing = connect(Number(behind.port), behind.hostname);
    keep(incoming);
    keep(outgoing);
    incoming.on('close', () => outgoing.destroy());
    outgoing.on('close', () => incoming.destroy());
    incoming.pipe(outgoing).pipe(incoming);
  });
  await new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: new URL(`https://127.0.0.1:${port}/`),
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
