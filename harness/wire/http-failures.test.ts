import * as http from 'node:http';
import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { endAll, sampleRequest, sender } from '../../test-support/wire/http-sample.ts';
import { endServers, listen, scripted } from '../../test-support/wire/scripted-server.ts';

afterEach(endAll);

describe('send when no response can be read', () => {
  it.each([
    ['bytes that are not HTTP', 'SSH-2.0-x\r\n', 'protocol'],
    ['a body that ends early', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi', 'reset'],
    ['a body above the bound', `HTTP/1.1 200 OK\r\nContent-Length: 10001\r\n\r\n${'x'.repeat(10_001)}`, 'limit'],
    ['a header above the bound', `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(70_000)}\r\n\r\n`, 'limit'],
    ['a bad chunk size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 'protocol'],
    ['contradicting framing', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx', 'protocol'],
  ])('names %s', async (_what, bytes, kind) => {
    const endpoint = await scripted((socket) => socket.end(bytes));

    const exchange = await sender(endpoint).send(sampleRequest);

    expect(exchange.response).toBeUndefined();
    expect(exchange.failure?.kind).toBe(kind);
    expect(exchange.failure?.explanation).toMatch(/^[^\n]{20,200}$/);
  });

  it('says how long a body may be', async () => {
    const endpoint = await scripted((socket) =>
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 10001\r\n\r\n${'x'.repeat(10_001)}`),
    );

    expect((await sender(endpoint).send(sampleRequest)).failure).toEqual({
      kind: 'limit',
      explanation: 'the response body is longer than the 10000 bytes that are read',
    });
  });

  it('takes a header as long as is asked for, and 64 KiB where nothing is said', async () => {
    const endpoint = await scripted((socket) =>
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 0\r\nx: ${'x'.repeat(60_000)}\r\n\r\n`),
    );

    expect((await sender(endpoint).send(sampleRequest)).response?.status).toBe(200);
    expect((await sender(endpoint, { maxHeaderBytes: 1000 }).send(sampleRequest)).failure?.kind).toBe('limit');
  });

  it('refuses a change of protocol', async () => {
    const endpoint = await scripted((socket) =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'),
    );

    expect((await sender(endpoint).send(sampleRequest)).failure).toEqual({
      kind: 'protocol',
      code: 'HPE_UPGRADE',
      explanation: `what ${endpoint.host} answered is not HTTP (HPE_UPGRADE)`,
    });
  });

  it.each([
    ['no response began', () => {}],
    ['the body is incomplete', (socket: Socket) => void socket.write('HTTP/1.1 200 OK\r\n\r\nx')],
  ])('says how far it came: %s', async (phase, script) => {
    const endpoint = await scripted(script);

    expect((await sender(endpoint, { timeoutMs: 100 }).send(sampleRequest)).failure).toEqual({
      kind: 'timeout',
      explanation: `${endpoint.host} did not complete its response within 100 ms (${phase})`,
    });
  });

  it('says what was waited for when there is no connection to spare', async () => {
    const endpoint = await scripted(() => {});
    const made = sender(endpoint, { timeoutMs: 100 });
    const [, second] = await Promise.all([made.send(sampleRequest), made.send(sampleRequest)]);

    // The first gives up its connection when its time is over, which may be a moment before that of the second is.
    const phases = ['connecting', 'no response began'];
    expect(phases.map((phase) => `${endpoint.host} did not complete its response within 100 ms (${phase})`)).toContain(
      second?.failure?.explanation,
    );
  });

  it.each([
    ['a silent target', () => {}],
    ['a target that never ends its body', (socket: Socket) => void socket.write('HTTP/1.1 200 OK\r\n\r\nx')],
    [
      'a target that trickles',
      (socket: Socket) => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        const trickle = setInterval(() => socket.write('x'), 10);
        socket.on('close', () => clearInterval(trickle));
      },
    ],
  ])('gives up on %s at the deadline', async (_what, script) => {
    const endpoint = await scripted(script);

    const exchange = await sender(endpoint, { timeoutMs: 100 }).send(sampleRequest);

    expect(exchange.failure?.kind).toBe('timeout');
    expect(exchange.durationMs).toBeLessThan(1500);
  });

  it('names a port where nothing listens', async () => {
    const endpoint = await listen(createServer());
    await endServers();

    expect((await sender(endpoint).send(sampleRequest)).failure).toMatchObject({
      kind: 'refused',
      code: 'ECONNREFUSED',
    });
  });

  it('names a host that does not resolve', async () => {
    const { failure } = await sender(new URL('http://nowhere.invalid/')).send(sampleRequest);

    expect(failure?.kind).toBe('dns');
  });

  it('takes an IPv6 address for an address', async () => {
    const { failure } = await sender(new URL('http://[::1]:1/')).send(sampleRequest);

    expect(failure).toMatchObject({ kind: expect.stringMatching(/^(refused|other)$/) });
  });

  it('names a target that does not speak TLS', async () => {
    const plain = await listen(http.createServer((_incoming, outgoing) => outgoing.end()));
    const { failure } = await sender(new URL(`https://${plain.host}/`)).send(sampleRequest);

    expect(failure?.kind).toBe('tls');
  });
});
