/** Commands that are started together with the server that they are about. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ec2Conformance } from '../../test-support/cli/run-process.ts';
import { makeCertificate, startTlsProxy } from '../../test-support/hostile/tls-proxy.ts';
import { startReference } from '../reference/reference.ts';

const opened: (() => Promise<unknown>)[] = [];
let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'wait-'));
  writeFileSync(
    join(directory, 'case.json'),
    JSON.stringify({
      ...{ caseFile: 1, suiteVersion: '0.1', requirements: ['errors/group-absent'], observed: '200' },
      case: {
        ...{ id: 'a/b', title: 'is refused', requirements: ['errors/group-absent'], given: {} },
        send: {
          params: {
            GroupId: 'sg-0123456789abcdef0',
            'IpPermissions.1.IpProtocol': '-1',
            'IpPermissions.1.IpRanges.1.CidrIp': '192.0.2.0/24',
          },
        },
        expect: [{ answer: 'refused', status: ['400'], code: ['InvalidGroup.NotFound'], after: [] }],
      },
    }),
  );
});

afterAll(async () => {
  for (const close of opened) await close();
  rmSync(directory, { recursive: true });
});

async function listening(server: Server, port = 0): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

function closed(server: Server): Promise<unknown> {
  return new Promise((resolve) => server.close(resolve));
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await closed(server);
  return port;
}

/** What listens on the port of a reference until it starts, `afterMs` from now. */
async function startLate(port: number, afterMs: number, before?: Server): Promise<void> {
  const sockets = new Set<Socket>();
  before?.on('connection', (socket: Socket) => sockets.add(socket));
  if (before !== undefined) await listening(before, port);
  setTimeout(async () => {
    if (before !== undefined) {
      const gone = closed(before);
      for (const socket of sockets) socket.destroy();
      await gone;
    }
    const reference = await startReference({ port });
    opened.push(() => reference.close());
  }, afterMs);
}

function saying(status: number): Server {
  return createHttpServer((_, response) => void response.writeHead(status).end('starting'));
}

function resetting(): Server {
  return createServer((socket) => {
    socket.on('error', () => undefined);
    socket.resetAndDestroy();
  });
}

function asked(command: string, port: number, further: readonly string[], scheme = 'http') {
  const endpoint = ['--endpoint', `${scheme}://127.0.0.1:${port}`];
  const out = ['--out', join(directory, `${command}-${port}`)];
  const commands: Readonly<Record<string, readonly string[]>> = {
    run: ['run', ...endpoint, ...out, '--only', 'errors/group-absent', '--quiet'],
    send: ['send', ...endpoint, 'GroupId=sg-0123456789abcdef0', 'DryRun=true'],
    replay: ['replay', join(directory, 'case.json'), ...endpoint, ...out],
    sweep: ['sweep', ...endpoint, ...out, '--yes'],
  };
  return ec2Conformance([...(commands[command] ?? []), ...further], {});
}

// They wait for servers most of the time, each for one of its own.
describe.concurrent.each(['run', 'send', 'replay', 'sweep'])('%s --wait', { timeout: 60_000 }, (command) => {
  it('begins when a server that refused connections has started', async () => {
    const port = await freePort();
    const without = await asked(command, port, []);
    await startLate(port, 1_500);

    const { code, error } = await asked(command, port, ['--wait', '20']);

    expect(without.code).toBe(4);
    expect([code, error]).toStrictEqual([0, '']);
  });

  it('ends with exit code 4 and says so when the time is over', async () => {
    const port = await freePort();

    const { code, out, error } = await asked(command, port, ['--wait', '1']);

    expect([code, out]).toStrictEqual([4, '']);
    expect(error).toBe(
      `ec2-conformance: http://127.0.0.1:${port}/ has not started within 1 second: nothing listens at 127.0.0.1:${port}: the connection was refused. Start the target, or wait longer with --wait SECONDS.\n`,
    );
  });
});

describe.concurrent('--wait', { timeout: 60_000 }, () => {
  it.each([
    ['502', () => saying(502)],
    ['503', () => saying(503)],
    ['a reset connection', resetting],
    ['a closed connection', () => createServer((socket) => void socket.end())],
  ])('takes %s for a server that is still starting', async (_, before) => {
    const port = await freePort();
    await startLate(port, 1_200, before());

    const { code, error } = await asked('send', port, ['--wait', '20']);

    expect([code, error]).toStrictEqual([0, '']);
  });

  it.each([500, 404, 403, 200, 504])('takes %i for a server that has started', async (status) => {
    const server = saying(status);
    const port = await listening(server);
    opened.push(() => closed(server));
    const since = performance.now();

    const { out } = await asked('send', port, ['--wait', '30']);

    expect(out).toContain('starting');
    expect(performance.now() - since).toBeLessThan(25_000);
  });

  it('waits no longer for a server that accepts connections and does not answer', async () => {
    const server = createServer((socket) => void socket.on('error', () => undefined));
    const sockets = new Set<Socket>();
    server.on('connection', (socket: Socket) => sockets.add(socket));
    const port = await listening(server);

    const { code, error } = await asked('send', port, ['--wait', '1']);
    for (const socket of sockets) socket.destroy();
    await closed(server);

    expect([code, error]).toStrictEqual([4, expect.stringContaining('has not started within 1 second')]);
  });

  it('needs no certificate, which a server may make as it starts', async () => {
    const reference = await startReference();
    const port = await freePort();
    const front = createServer((socket) => void socket.destroy());
    await listening(front, port);
    opened.push(() => reference.close());
    const certificate = makeCertificate();
    setTimeout(async () => {
      await closed(front);
      const tls = await startTlsProxy(reference.endpoint, certificate, port);
      opened.push(() => tls.close());
    }, 1_000);

    const { code, error } = await asked('send', port, ['--wait', '20'], 'https');

    expect([code, error]).toStrictEqual([4, expect.stringContaining('was not accepted')]);
  });

  it('is not about the embedded target or a recording, and takes whole seconds', async () => {
    const { code } = await ec2Conformance(['send', 'GroupId=sg-0123456789abcdef0', 'DryRun=true', '--wait', '1'], {});
    const wrong = await ec2Conformance(['run', '--wait', 'soon'], {});

    expect(code).toBe(0);
    expect([wrong.code, wrong.error]).toStrictEqual([
      2,
      'ec2-conformance: --wait takes a whole number from 1 to 3600, not "soon".\n',
    ]);
  });
});
