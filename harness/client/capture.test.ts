import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CaptureEndpoint, maxRequestsPerCall } from './capture.ts';
import type { ScriptedResponse } from './fixture.ts';

let endpoint: CaptureEndpoint;

beforeEach(async () => {
  endpoint = await CaptureEndpoint.open();
});

afterEach(() => endpoint.close());

const response: ScriptedResponse = { status: 200, headers: { 'X-One': '1' }, body: '<a>ü</a>' };

/** Everything that comes back for these bytes, until the endpoint closes or falls silent. */
function exchange(...parts: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(Number(new URL(endpoint.url).port), '127.0.0.1');
    const finish = () => {
      socket.destroy();
      resolve(received);
    };
    let timer = setTimeout(finish, 300);
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('utf8');
      clearTimeout(timer);
      timer = setTimeout(finish, 150);
    });
    socket.on('close', finish);
    socket.on('error', finish);
    for (const [index, part] of parts.entries()) setTimeout(() => socket.write(part), index * 20);
  });
}

test('a request is kept byte by byte, however it is cut', async () => {
  endpoint.begin([response]);
  const received = await exchange('POST / HTTP/1.1\r\nhOST:  x\r\nContent-Le', 'ngth: 5\r\n\r\na=', '%2b');

  expect(endpoint.requests.map(({ bytes }) => bytes.toString())).toEqual([
    'POST / HTTP/1.1\r\nhOST:  x\r\nContent-Length: 5\r\n\r\na=%2b',
  ]);
  expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\nX-One: 1\r\nDate: [^\r]+ GMT\r\nContent-Length: 9\r\n\r\n<a>ü<\/a>$/);
});

test('answers come in order, and the last one serves all further requests', async () => {
  endpoint.begin([{ status: 503, body: 'busy' }, response]);
  const get = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
  const received = await exchange(get + get, get);

  expect(received.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 503', 'HTTP/1.1 200', 'HTTP/1.1 200']);
});

test('a new call starts with its own script and without the requests of the former', async () => {
  endpoint.begin([response]);
  await exchange('GET /one HTTP/1.1\r\nHost: x\r\n\r\n');
  endpoint.begin([{ status: 400, body: '' }]);
  const received = await exchange('GET /two HTTP/1.1\r\nHost: x\r\n\r\n');

  expect(endpoint.requests.map(({ request }) => 'target' in request && request.target)).toEqual(['/two']);
  expect(received).toContain('HTTP/1.1 400 Bad Request');
});

test('a chunked request is kept and read', async () => {
  endpoint.begin([response]);
  await exchange('POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n');

  expect(endpoint.requests.map(({ request }) => 'body' in request && request.body.toString())).toEqual(['a=b']);
});

test('a client that waits for 100 Continue gets it', async () => {
  endpoint.begin([response]);
  const received = await exchange(
    'POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n',
    'a',
  );

  expect(received).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/);
});

test('a broken response announces more than it sends, and the connection ends', async () => {
  endpoint.begin([{ status: 200, body: 'half', missingBytes: 10 }]);
  const received = await exchange('GET / HTTP/1.1\r\nHost: x\r\n\r\n');

  expect(received).toMatch(/Content-Length: 14\r\nConnection: close\r\n\r\nhalf$/);
});

test('bytes that are no HTTP are kept with the reason', async () => {
  endpoint.begin([response]);
  await exchange('HELLO\r\n\r\n');

  expect(endpoint.requests.map(({ request }) => request)).toEqual([
    { problem: 'request-line', explanation: '"HELLO" is no request line such as "POST / HTTP/1.1"' },
  ]);
});

test('a client that never stops is cut off', async () => {
  endpoint.begin([response]);
  await exchange('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(maxRequestsPerCall + 5));

  expect(endpoint.requests).toHaveLength(maxRequestsPerCall);
});
