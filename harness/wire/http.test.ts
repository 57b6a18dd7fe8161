import * as http from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createSender, type Sender, type SenderOptions } from './http.ts';
import type { HttpRequest } from './message.ts';

const opened: {
  readonly servers: (Server | http.Server)[];
  readonly senders: Sender[];
  readonly sockets: Set<Socket>;
} = {
  servers: [],
  senders: [],
  sockets: new Set(),
};

afterEach(async () => {
  for (const sender of opened.senders.splice(0)) sender.close();
  for (const socket of opened.sockets) socket.destroy();
  const servers = opened.servers.splice(0);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
});

async function listen(server: Server | http.Server): Promise<URL> {
  opened.servers.push(server);
  server.on('connection', (socket: Socket) => {
    opened.sockets.add(socket);
    socket.on('close', () => opened.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return new URL(`http://127.0.0.1:${address.port}/`);
}

/** A server that answers the nth connection's data by the nth script, the last one repeated. */
function scripted(...scripts: readonly ((socket: Socket, data: Buffer, onConnection: number) => void)[]): Promise<URL> {
  let connections = 0;
  return listen(
    createServer((socket) => {
      const script = scripts[Math.min(connections, scripts.length - 1)];
      connections += 1;
      let messages = 0;
      socket.on('data', (data) => script?.(socket, data, ++messages));
    }),
  );
}

function sender(endpoint: URL, options: Partial<SenderOptions> = {}): Sender {
  const made = createSender({ endpoint, timeoutMs: 2000, maxAnswerBytes: 10_000, maxSockets: 1, ...options });
  opened.senders.push(made);
  return made;
}

const request: HttpRequest = {
  method: 'POST',
  target: '/?b=%2f&a',
  headers: [
    ['Host', 'ec2.example'],
    ['x-ODD', 'one'],
    ['X-Odd', 'two'],
    ['Content-Length', '8'],
  ],
  body: Buffer.from('Action=A'),
};

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi';

describe('send', () => {
  it('puts exactly the given bytes on the wire', async () => {
    let seen = '';
    const endpoint = await scripted((socket, data) => {
      seen += data.toString('latin1');
      socket.write(ok);
    });

    await sender(endpoint).send(request);

    expect(seen).toBe(
      'POST /?b=%2f&a HTTP/1.1\r\nHost: ec2.example\r\nx-ODD: one\r\nX-Odd: two\r\nContent-Length: 8\r\n\r\nAction=A',
    );
  });

  it('adds nothing to a GET without a body', async () => {
    let seen = '';
    const endpoint = await scripted((socket, data) => {
      seen += data.toString('latin1');
      socket.write(ok);
    });

    await sender(endpoint).send({ method: 'GET', target: '/', headers: [['Host', 'h']], body: Buffer.alloc(0) });

    expect(seen).toBe('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
  });

  it.each([
    [
      'repeated fields apart from each other',
      [
        ['A', '1'],
        ['Host', 'h'],
        ['a', '2'],
        ['Content-Length', '1'],
      ],
    ],
    ['no length for a body', [['Host', 'h']]],
    [
      'a wrong length',
      [
        ['Host', 'h'],
        ['Content-Length', '7'],
      ],
    ],
    [
      'a transfer coding',
      [
        ['Transfer-Encoding', 'chunked'],
        ['Host', 'h'],
      ],
    ],
    [
      'its own Connection',
      [
        ['Host', 'h'],
        ['Connection', 'close'],
      ],
    ],
    [
      'an Expect',
      [
        ['Host', 'h'],
        ['Expect', '100-continue'],
        ['Content-Length', '1'],
      ],
    ],
    ['no Host', [['Content-Length', '1']]],
  ] as const)('sends %s when told so', async (_what, headers) => {
    const fields = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    const expected = `POST / HTTP/1.1\r\n${fields}\r\nx`;
    let seen = '';
    const endpoint = await scripted((socket, data) => {
      seen += data.toString('latin1');
      if (seen.length >= expected.length) socket.write(ok);
    });

    await sender(endpoint).send({ method: 'POST', target: '/', headers, body: Buffer.from('x') });

    expect(seen).toBe(expected);
  });

  it('keeps the connection of a GET', async () => {
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

  it('reads status, reason, fields in order and spelling, and body', async () => {
    const endpoint = await scripted((socket) =>
      socket.write('HTTP/1.1 412 Odd Reason\r\nx-B: 1\r\nX-b: 2\r\nContent-Length: 3\r\n\r\na\0\xff', 'latin1'),
    );

    const { answer, failure } = await sender(endpoint).send(request);

    expect(failure).toBeUndefined();
    expect(answer).toEqual({
      status: 412,
      reason: 'Odd Reason',
      httpVersion: '1.1',
      headers: [
        ['x-B', '1'],
        ['X-b', '2'],
        ['Content-Length', '3'],
      ],
      body: Buffer.from([0x61, 0, 0xff]),
    });
  });

  it('joins a chunked body and keeps the connection for the next request', async () => {
    let connections = 0;
    const endpoint = await listen(
      http
        .createServer((_incoming, outgoing) => {
          outgoing.write('one ');
          setTimeout(() => outgoing.end('two'), 5);
        })
        .on('connection', () => ++connections),
    );
    const made = sender(endpoint);

    const first = await made.send(request);
    const second = await made.send(request);

    expect([String(first.answer?.body), String(second.answer?.body)]).toEqual(['one two', 'one two']);
    expect(connections).toBe(1);
    expect(made.counts()).toEqual({ sent: 2, resent: 0 });
  });

  it('does not follow a redirect', async () => {
    const endpoint = await scripted((socket) =>
      socket.write('HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n'),
    );

    expect((await sender(endpoint).send(request)).answer?.status).toBe(302);
  });

  it('skips an interim answer', async () => {
    const endpoint = await scripted((socket) => socket.write(`HTTP/1.1 100 Continue\r\n\r\n${ok}`));

    expect((await sender(endpoint).send(request)).answer?.status).toBe(200);
  });
});

describe('send on a kept-alive connection that the target has closed', () => {
  it('sends once more on a new connection, and counts that', async () => {
    const endpoint = await scripted(
      (socket, _data, message) => (message === 1 ? socket.write(ok) : socket.destroy()),
      (socket) => socket.write(ok),
    );
    const made = sender(endpoint);
    await made.send(request);

    const second = await made.send(request);

    expect(second.answer?.status).toBe(200);
    expect(made.counts()).toEqual({ sent: 2, resent: 1 });
  });

  it('does not send again once a byte of the answer has come', async () => {
    const endpoint = await scripted((socket, _data, message) =>
      message === 1 ? socket.write(ok) : socket.end('HTTP'),
    );
    const made = sender(endpoint);
    await made.send(request);

    const second = await made.send(request);

    expect(second.failure?.kind).toMatch(/^(reset|protocol)$/);
    expect(made.counts()).toEqual({ sent: 2, resent: 0 });
  });

  it('does not send again on a new connection', async () => {
    const endpoint = await scripted((socket) => socket.destroy());
    const made = sender(endpoint);

    expect((await made.send(request)).failure?.kind).toBe('reset');
    expect(made.counts()).toEqual({ sent: 1, resent: 0 });
  });
});

describe('send of what HTTP cannot carry', () => {
  it.each([
    ['a line break in a field', { ...request, headers: [['Host', 'h\r\nX: 1']] as const }],
    ['a space in the target', { ...request, target: '/a b' }],
    ['a field name with a space', { ...request, headers: [['Ho st', 'h']] as const }],
  ])('rejects %s as our own mistake', async (_what, faulty) => {
    const endpoint = await scripted((socket) => socket.write(ok));
    const made = sender(endpoint);

    await expect(made.send(faulty)).rejects.toThrow(TypeError);
    expect((await made.send(request)).answer?.status).toBe(200);
  });
});

describe('send when no answer can be read', () => {
  it.each([
    ['bytes that are not HTTP', 'SSH-2.0-x\r\n', 'protocol'],
    ['a body that ends early', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi', 'reset'],
    ['a body above the bound', `HTTP/1.1 200 OK\r\nContent-Length: 10001\r\n\r\n${'x'.repeat(10_001)}`, 'limit'],
    ['a header above the bound', `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(70_000)}\r\n\r\n`, 'limit'],
    ['a bad chunk size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 'protocol'],
    ['contradicting framing', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx', 'protocol'],
  ])('names %s', async (_what, bytes, kind) => {
    const endpoint = await scripted((socket) => socket.end(bytes));

    const exchange = await sender(endpoint).send(request);

    expect(exchange.answer).toBeUndefined();
    expect(exchange.failure?.kind).toBe(kind);
    expect(exchange.failure?.explanation).toMatch(/^[^\n]{20,200}$/);
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

    const exchange = await sender(endpoint, { timeoutMs: 100 }).send(request);

    expect(exchange.failure?.kind).toBe('timeout');
    expect(exchange.durationMs).toBeLessThan(1500);
  });

  it('names a port where nothing listens', async () => {
    const endpoint = await listen(createServer());
    await new Promise((resolve) => opened.servers.pop()?.close(resolve));

    expect((await sender(endpoint).send(request)).failure).toMatchObject({ kind: 'refused', code: 'ECONNREFUSED' });
  });

  it('names a host that does not resolve', async () => {
    const { failure } = await sender(new URL('http://nowhere.invalid/')).send(request);

    expect(failure?.kind).toBe('dns');
  });

  it('names a target that does not speak TLS', async () => {
    const plain = await listen(http.createServer((_incoming, outgoing) => outgoing.end()));
    const { failure } = await sender(new URL(`https://${plain.host}/`)).send(request);

    expect(failure?.kind).toBe('tls');
  });
});
