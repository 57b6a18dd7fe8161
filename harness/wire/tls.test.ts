import { createServer, type TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { makeCertificate } from '../../test-support/hostile/tls-proxy.ts';
import { endAll, sampleRequest, sender } from '../../test-support/wire/http-sample.ts';
import { listen } from '../../test-support/wire/scripted-server.ts';
import type { SenderOptions } from './http.ts';

afterEach(endAll);

const certificate = makeCertificate('IP:127.0.0.1,DNS:localhost');
const elsewhere = makeCertificate('DNS:elsewhere.example');

type Trust = Pick<SenderOptions, 'ca' | 'insecure'>;

/** Where the server is reached under a host name, and the names that its visitors asked for. */
async function secure(host: string, { key, cert } = certificate) {
  const asked: unknown[] = [];
  const server = createServer({ key, cert }, (socket: TLSSocket) => {
    asked.push('servername' in socket && socket.servername);
    socket.on('error', () => socket.destroy());
    socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'));
  });
  const { port } = await listen(server);
  return { endpoint: new URL(`https://${host}:${port}/`), asked };
}

const send = (endpoint: URL, trust: Trust) => sender(endpoint, trust).send(sampleRequest);

describe('sending over TLS', () => {
  it.each([
    ['127.0.0.1', false],
    ['localhost', 'localhost'],
  ])('reads a response from %s and asks for the name %s', async (host, name) => {
    const { endpoint, asked } = await secure(host);

    const { response } = await send(endpoint, { ca: certificate.cert });

    expect(response?.body.toString()).toBe('hi');
    expect(asked).toEqual([name]);
  });

  it('reads a response under any certificate when that is asked for', async () => {
    const { endpoint } = await secure('127.0.0.1', elsewhere);

    expect((await send(endpoint, { insecure: true })).response?.status).toBe(200);
  });

  it('refuses a certificate of an authority that is not trusted', async () => {
    const { endpoint } = await secure('127.0.0.1');

    expect((await send(endpoint, {})).failure).toEqual({
      kind: 'tls',
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      explanation: `the TLS certificate of ${endpoint.host} was not accepted (DEPTH_ZERO_SELF_SIGNED_CERT)`,
    });
  });

  it('refuses a certificate for another host', async () => {
    const { endpoint } = await secure('127.0.0.1', elsewhere);

    expect((await send(endpoint, { ca: elsewhere.cert, insecure: false })).failure).toEqual({
      kind: 'tls',
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
      explanation: `the TLS certificate of ${endpoint.host} is for another host name`,
    });
  });
});
