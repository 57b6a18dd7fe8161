import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { endServers, scripted } from '../../test-support/wire/scripted-server.ts';
import { sendRaw } from './raw-send.ts';

afterEach(endServers);

const limits = { timeoutMs: 1000, maxResponseBytes: 1000 };

describe('sendRaw', () => {
  it('sends the bytes as they are', async () => {
    const bytes = Buffer.from('POST / HTTP/1.1\nContent-Length: x\r\n\0\xff\r\n\r\n', 'latin1');
    let seen: Buffer | undefined;
    const endpoint = await scripted((socket, data) => {
      seen = data;
      socket.end('HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n');
    });

    const exchange = await sendRaw(endpoint, bytes, limits);

    expect(seen).toEqual(bytes);
    expect(exchange).toMatchObject({ sent: bytes, response: { status: 400, reason: 'Bad', httpVersion: '1.1' } });
  });

  it.each([
    ['of a stated length', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'],
    ['in chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nh\r\n1\r\ni\r\n0\r\n\r\n'],
    ['behind an interim response', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'],
  ])('reads a body %s while the connection stays open', async (_what, answer) => {
    const endpoint = await scripted((socket) => {
      socket.write(answer.slice(0, 20));
      setTimeout(() => socket.write(answer.slice(20)), 10);
    });

    expect((await sendRaw(endpoint, Buffer.from('x'), limits)).response).toMatchObject({
      status: 200,
      body: Buffer.from('hi'),
    });
  });

  it('reads a body that ends with the connection', async () => {
    const endpoint = await scripted((socket) => socket.end('HTTP/1.0 200\r\n\r\nhi'));

    expect((await sendRaw(endpoint, Buffer.from('x'), limits)).response?.body.toString()).toBe('hi');
  });

  it.each([
    ['reset', 'closed', (socket: Socket) => socket.end()],
    ['reset', 'closed', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi')],
    ['protocol', 'what came back is not HTTP: no header', (socket: Socket) => socket.write('SSH-2.0\r\n')],
    ['protocol', 'what came back is not HTTP: no header', (socket: Socket) => socket.write('Hello')],
    ['protocol', 'what came back is not HTTP: no header', (socket: Socket) => socket.end('HTTP/1.1 200 OK')],
    [
      'protocol',
      'what came back is not HTTP: the line "HTTP/1.1 20 OK"',
      (socket: Socket) => socket.end('HTTP/1.1 20 OK\r\n\r\n'),
    ],
    [
      'protocol',
      'what came back is not HTTP: the line "xHTTP/1.1 200 OK"',
      (socket: Socket) => socket.end('xHTTP/1.1 200 OK\r\n\r\n'),
    ],
    [
      'protocol',
      `what came back is not HTTP: the line "HTTP/1.1 2000 ${'n'.repeat(66)}"`,
      (socket: Socket) => socket.end(`HTTP/1.1 2000 ${'n'.repeat(100)}\r\n\r\n`),
    ],
    [
      'protocol',
      'what came back is not HTTP: the line "no field" is no header field',
      (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nno field\r\n\r\n'),
    ],
    [
      'protocol',
      'what came back is not HTTP: Content-Length is "x", not one number',
      (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n'),
    ],
    [
      'protocol',
      'what came back is not HTTP: the chunk size "zz\\r" is no hex number',
      (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'),
    ],
    [
      'limit',
      'the response is longer than the 1000 bytes that are read',
      (socket: Socket) => socket.write(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(982)}`),
    ],
    ['timeout', 'sent no complete response within 60 ms', (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\n')],
    ['timeout', 'sent no complete response within 60 ms', (socket: Socket) => socket.write('HTT')],
    [
      'timeout',
      'sent no complete response within 60 ms',
      (socket: Socket) => socket.write('HTTP/1.1 100 Continue\r\n\r\n'),
    ],
  ] as const)('names a failure: %s, %s', async (kind, words, script) => {
    const endpoint = await scripted((socket) => void script(socket));

    const exchange = await sendRaw(endpoint, Buffer.from('x'), {
      ...limits,
      timeoutMs: kind === 'timeout' ? 60 : 1000,
    });

    expect(exchange.response).toBeUndefined();
    expect(exchange.failure).toMatchObject({ kind, explanation: expect.stringContaining(words) });
  });

  it.each(['204', '304'])('reads no body behind status %s, whatever its fields say', async (status) => {
    const endpoint = await scripted((socket) => socket.write(`HTTP/1.1 ${status} x\r\nContent-Length: 9\r\n\r\n`));

    expect((await sendRaw(endpoint, Buffer.from('x'), limits)).response).toMatchObject({ body: Buffer.alloc(0) });
  });

  it('takes 101 for a response, since no other follows it', async () => {
    const endpoint = await scripted((socket) => socket.end('HTTP/1.1 101 Switching\r\n\r\n'));

    expect((await sendRaw(endpoint, Buffer.from('x'), limits)).response?.status).toBe(101);
  });

  it('reads a response of exactly as many bytes as are read', async () => {
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 960\r\n\r\n';
    const endpoint = await scripted((socket) => socket.write(`${head}${'x'.repeat(960)}`));

    expect((await sendRaw(endpoint, Buffer.from('x'), { ...limits, maxResponseBytes: 1000 })).response?.status).toBe(
      200,
    );
  });

  it('keeps all that came, fields and reason unchanged', async () => {
    const text = 'HTTP/1.0 404 Not  Found \r\nx-A: 1\r\nContent-Length: 2\r\n\r\nhi and more';
    const endpoint = await scripted((socket) => socket.write(text));

    const { received, response, durationMs } = await sendRaw(endpoint, Buffer.from('x'), limits);

    expect(received.toString()).toBe(text);
    expect(durationMs).toBeLessThan(performance.now());
    expect(response).toEqual({
      status: 404,
      reason: 'Not  Found ',
      httpVersion: '1.0',
      headers: [
        ['x-A', '1'],
        ['Content-Length', '2'],
      ],
      body: Buffer.from('hi'),
    });
  });

  it('takes an IPv6 address for an address', async () => {
    const { failure } = await sendRaw(new URL('http://[::1]:1/'), Buffer.from('x'), limits);

    expect(failure).toMatchObject({ kind: expect.stringMatching(/^(refused|other)$/) });
  });

  it('names a port where nothing listens', async () => {
    const endpoint = await scripted(() => {});
    await endServers();

    expect((await sendRaw(endpoint, Buffer.from('x'), limits)).failure).toMatchObject({ kind: 'refused' });
  });
});
