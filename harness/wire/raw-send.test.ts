import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { sendRaw } from './raw-send.ts';
import { endServers, scripted } from './scripted-server.ts';

afterEach(endServers);

const limits = { timeoutMs: 1000, maxAnswerBytes: 1000 };

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
    expect(exchange).toMatchObject({ sent: bytes, answer: { status: 400, reason: 'Bad', httpVersion: '1.1' } });
  });

  it.each([
    ['of a stated length', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'],
    ['in chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nh\r\n1\r\ni\r\n0\r\n\r\n'],
    ['behind an interim answer', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'],
  ])('reads a body %s while the connection stays open', async (_what, answer) => {
    const endpoint = await scripted((socket) => {
      socket.write(answer.slice(0, 20));
      setTimeout(() => socket.write(answer.slice(20)), 10);
    });

    expect((await sendRaw(endpoint, Buffer.from('x'), limits)).answer).toMatchObject({
      status: 200,
      body: Buffer.from('hi'),
    });
  });

  it('reads a body that ends with the connection', async () => {
    const endpoint = await scripted((socket) => socket.end('HTTP/1.0 200\r\n\r\nhi'));

    expect((await sendRaw(endpoint, Buffer.from('x'), limits)).answer?.body.toString()).toBe('hi');
  });

  it.each([
    ['reset', (socket: Socket) => socket.end()],
    ['reset', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi')],
    ['protocol', (socket: Socket) => socket.write('SSH-2.0\r\n')],
    ['protocol', (socket: Socket) => socket.end('HTTP/1.1 20 OK\r\n\r\n')],
    ['limit', (socket: Socket) => socket.write(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(1001)}`)],
    ['timeout', (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\n')],
  ] as const)('names a failure: %s', async (kind, script) => {
    const endpoint = await scripted((socket) => void script(socket));

    const exchange = await sendRaw(endpoint, Buffer.from('x'), {
      ...limits,
      timeoutMs: kind === 'timeout' ? 60 : 1000,
    });

    expect(exchange.answer).toBeUndefined();
    expect(exchange.failure?.kind).toBe(kind);
  });
});
