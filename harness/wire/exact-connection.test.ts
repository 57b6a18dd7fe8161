import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { ExactConnection } from './exact-connection.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

it('sends the bytes it is given, and nothing that is written to it', async () => {
  const { connection, peer } = await connected();

  connection.write('of node:http');
  connection.send(Buffer.from('exactly this'));

  expect(await arrived(peer, 'exactly this'.length)).toBe('exactly this');
});

it('reads all of what comes, and ends where the peer ends', async () => {
  const { connection, peer } = await connected();
  const body = Buffer.alloc(2 ** 20, 'x');

  peer.end(body);
  const chunks: Buffer[] = [];
  for await (const chunk of connection) chunks.push(chunk);

  expect(Buffer.concat(chunks).equals(body)).toBe(true);
});

it('closes where the peer breaks off', async () => {
  const { connection, peer } = await connected();

  const error = once(connection, 'error');
  const closed = new Promise((resolve) => connection.on('close', resolve));
  peer.write('heard');
  await once(connection, 'data');
  peer.resetAndDestroy();

  expect(await error).toEqual([expect.objectContaining({ code: 'ECONNRESET' })]);
  await closed;
});

it('leaves with the peer what nobody reads here', async () => {
  const { connection, peer } = await connected();

  peer.write(Buffer.alloc(64 * 2 ** 20));
  await delay(200);

  expect(connection.bytesRead).toBeLessThan(2 ** 20);
});

it('tells the peer when nothing more is sent', async () => {
  const { connection, peer } = await connected();
  peer.resume();

  const ended = once(peer, 'end');
  connection.end();

  await ended;
  connection.resume();
  await once(connection, 'close');
});

it('keeps the process running unless that is taken back', async () => {
  const { connection } = await connected();
  const running = () => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;
  const before = running();

  connection.unref();
  const without = running();
  connection.ref();

  expect([without, running()]).toEqual([before - 1, before]);
});

it('connects to an IPv6 address in brackets', async () => {
  const { peer } = await connected('::1');

  expect(peer.remoteFamily).toBe('IPv6');
});

/** A connection, and the peer's end of it. */
async function connected(host = '127.0.0.1'): Promise<{ readonly connection: ExactConnection; readonly peer: Socket }> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const accepted = once(server, 'connection');
  const shown = host.includes(':') ? `[${host}]` : host;
  const connection = new ExactConnection({ endpoint: new URL(`http://${shown}:${address.port}`) });
  const [peer] = (await accepted) as [Socket];
  ends.push(() => {
    connection.destroy();
    peer.destroy();
    server.close();
  });
  return { connection, peer };
}

async function arrived(peer: Socket, bytes: number): Promise<string> {
  let text = '';
  while (text.length < bytes) {
    const [chunk] = (await once(peer, 'data')) as [Buffer];
    text += chunk.toString('latin1');
  }
  await delay(20);
  return text + (peer.read()?.toString('latin1') ?? '');
}
