import * as http from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { endAll, sampleRequest, sender } from '../../test-support/wire/http-sample.ts';
import { listen, type Script, scripted } from '../../test-support/wire/scripted-server.ts';

afterEach(endAll);

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi';

describe('the connections of a sender', () => {
  it('are kept after a GET', async () => {
    let connections = 0;
    const endpoint = await listen(
      http.createServer((_incoming, outgoing) => outgoing.end('x')).on('connection', () => ++connections),
    );
    const made = sender(endpoint);
    const get = { method: 'GET', target: '/', headers: [['Host', 'h']], body: Buffer.alloc(0) } as const;

    await made.send(get);
    await made.send(get);

    expect(connections).toBe(1);
  });

  it('are as many at once as it may open, and are used again', async () => {
    let connections = 0;
    const endpoint = await listen(
      http
        .createServer((_incoming, outgoing) => setTimeout(() => outgoing.end('x'), 20))
        .on('connection', () => ++connections),
    );
    const made = sender(endpoint, { maxSockets: 2 });

    await Promise.all([1, 2, 3, 4].map(() => made.send(sampleRequest)));
    await Promise.all([1, 2].map(() => made.send(sampleRequest)));

    expect(connections).toBe(2);
  });

  it('are given up in time where the target says how long it keeps them', async () => {
    let connections = 0;
    const endpoint = await scripted((socket, _data, message) => {
      if (message === 1) connections += 1;
      socket.write(`HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\nContent-Length: 0\r\n\r\n`);
    });
    const made = sender(endpoint);

    await made.send(sampleRequest);
    await made.send(sampleRequest);

    expect(connections).toBe(2);
  });

  it('end when it is closed', async () => {
    let ended: Promise<unknown> | undefined;
    const endpoint = await scripted((socket) => {
      ended = new Promise((resolve) => socket.on('close', resolve));
      socket.write(ok);
    });
    const made = sender(endpoint);
    await made.send(sampleRequest);

    made.close();

    await expect(ended).resolves.toBeDefined();
  });
});

describe('send on a kept-alive connection that the target has closed', () => {
  it('sends once more on a new connection, and counts that', async () => {
    const endpoint = await scripted(
      (socket, _data, message) => (message === 1 ? socket.write(ok) : socket.destroy()),
      (socket) => socket.write(ok),
    );
    const made = sender(endpoint);
    await made.send(sampleRequest);

    const second = await made.send(sampleRequest);

    expect(second.response?.status).toBe(200);
    expect(made.counts()).toEqual({ sent: 2, resent: 1 });
  });

  it('sends once more on a connection of its own, since the others may be closed as well', async () => {
    const closing: Script = (socket, _data, message) =>
      message === 1 ? setTimeout(() => socket.write(ok), 20) : socket.destroy();
    const endpoint = await scripted(closing, closing, (socket) => socket.write(ok));
    const made = sender(endpoint, { maxSockets: 2 });
    await Promise.all([made.send(sampleRequest), made.send(sampleRequest)]);

    expect((await made.send(sampleRequest)).response?.status).toBe(200);
    expect(made.counts()).toEqual({ sent: 3, resent: 1 });
  });

  it('sends once more and no oftener', async () => {
    const endpoint = await scripted(
      (socket, _data, message) => (message === 1 ? socket.write(ok) : socket.destroy()),
      (socket) => socket.destroy(),
    );
    const made = sender(endpoint);
    await made.send(sampleRequest);

    expect((await made.send(sampleRequest)).failure?.kind).toBe('reset');
    expect(made.counts()).toEqual({ sent: 2, resent: 1 });
  });

  it('does not send again what was not answered in time', async () => {
    const endpoint = await scripted((socket, _data, message) => message === 1 && socket.write(ok));
    const made = sender(endpoint, { timeoutMs: 200 });
    await made.send(sampleRequest);

    expect((await made.send(sampleRequest)).failure?.kind).toBe('timeout');
    expect(made.counts()).toEqual({ sent: 2, resent: 0 });
  });

  it('does not send again once a byte of the response has come', async () => {
    const endpoint = await scripted((socket, _data, message) =>
      message === 1 ? socket.write(ok) : socket.end('HTTP'),
    );
    const made = sender(endpoint);
    await made.send(sampleRequest);

    const second = await made.send(sampleRequest);

    expect(second.failure?.kind).toMatch(/^(reset|protocol)$/);
    expect(made.counts()).toEqual({ sent: 2, resent: 0 });
  });

  it('does not send again on a new connection', async () => {
    const endpoint = await scripted((socket) => socket.destroy());
    const made = sender(endpoint);

    expect((await made.send(sampleRequest)).failure?.kind).toBe('reset');
    expect(made.counts()).toEqual({ sent: 1, resent: 0 });
  });
});
