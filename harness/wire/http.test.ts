import * as http from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { endAll, sampleRequest, sender } from '../../test-support/wire/http-sample.ts';
import { listen, scripted } from '../../test-support/wire/scripted-server.ts';

afterEach(endAll);

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi';

describe('send', () => {
  it('puts exactly the given bytes on the wire', async () => {
    let seen = '';
    const endpoint = await scripted((socket, data) => {
      seen += data.toString('latin1');
      socket.write(ok);
    });

    await sender(endpoint).send(sampleRequest);

    expect(seen).toBe(
      'POST /?b=%2f&a HTTP/1.1\r\nHost: ec2.example\r\nx-ODD: one\r\nX-Odd: two\r\nContent-Length: 8\r\n\r\nAction=A',
    );
  });

  it('sends a body byte for byte', async () => {
    const body = Buffer.from([0xe9, 0, 0xff, 0xc3, 0xbc]);
    const pieces: Buffer[] = [];
    const endpoint = await scripted((socket, data) => {
      pieces.push(data);
      socket.write(ok);
    });

    await sender(endpoint).send({ ...sampleRequest, body });

    expect(Buffer.concat(pieces).subarray(-5)).toEqual(body);
  });

  it('sends and reads bodies of some megabytes', async () => {
    const size = 3 * 1024 * 1024;
    const body = Buffer.alloc(size, 'abcdefghi');
    const endpoint = await listen(http.createServer((incoming, outgoing) => incoming.pipe(outgoing)));
    const headers = [
      ['Host', 'h'],
      ['Content-Length', `${size}`],
    ] as const;

    const { response } = await sender(endpoint, { maxResponseBytes: size }).send({ ...sampleRequest, headers, body });

    expect(response?.body.equals(body)).toBe(true);
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
  ] as const)('sends %s when given', async (_what, headers) => {
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

  it('reads status, reason, fields in order and spelling, and body', async () => {
    const endpoint = await scripted((socket) =>
      socket.write('HTTP/1.1 412 Odd Reason\r\nx-B: 1\r\nX-b: 2\r\nContent-Length: 3\r\n\r\na\0\xff', 'latin1'),
    );

    const { response, failure, durationMs } = await sender(endpoint).send(sampleRequest);

    expect(failure).toBeUndefined();
    expect(durationMs).toBeLessThan(performance.now());
    expect(response).toEqual({
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

    const first = await made.send(sampleRequest);
    const second = await made.send(sampleRequest);

    expect([String(first.response?.body), String(second.response?.body)]).toEqual(['one two', 'one two']);
    expect(connections).toBe(1);
    expect(made.counts()).toEqual({ sent: 2, resent: 0 });
  });

  it('reads a body of exactly as many bytes as are read', async () => {
    const endpoint = await scripted((socket) =>
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n${'x'.repeat(10_000)}`),
    );

    expect((await sender(endpoint).send(sampleRequest)).response?.body).toHaveLength(10_000);
  });

  it('unpacks a packed body', async () => {
    const packed = gzipSync('hi');
    const endpoint = await scripted((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${packed.length}\r\n\r\n`);
      socket.write(packed);
    });

    expect((await sender(endpoint).send(sampleRequest)).response?.body.toString()).toBe('hi');
  });

  it('does not follow a redirect', async () => {
    const endpoint = await scripted((socket) =>
      socket.write('HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n'),
    );

    expect((await sender(endpoint).send(sampleRequest)).response?.status).toBe(302);
  });

  it('skips an interim response', async () => {
    const endpoint = await scripted((socket) => socket.write(`HTTP/1.1 100 Continue\r\n\r\n${ok}`));

    expect((await sender(endpoint).send(sampleRequest)).response?.status).toBe(200);
  });
});

describe('send of what HTTP cannot carry', () => {
  it.each([
    ['a line break in a field', { ...sampleRequest, headers: [['Host', 'h\r\nX: 1']] as const }],
    ['a space in the target', { ...sampleRequest, target: '/a b' }],
    ['a field name with a space', { ...sampleRequest, headers: [['Ho st', 'h']] as const }],
  ])('rejects %s as our own mistake', async (_what, faulty) => {
    const endpoint = await scripted((socket) => socket.write(ok));
    const made = sender(endpoint);

    await expect(made.send(faulty)).rejects.toThrow(TypeError);
    expect((await made.send(sampleRequest)).response?.status).toBe(200);
  });
});
