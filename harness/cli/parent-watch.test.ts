/** `serve` ends with whoever started it, however that comes to its end. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../package/package-root.ts';

const main = join(packageRoot(), 'dist/harness/cli/main.js');
const started: { readonly child: ChildProcess; readonly port: number }[] = [];

/** Whatever a failing test leaves: the whole group of what it started. */
afterAll(() => {
  for (const { child } of started) {
    try {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    } catch {
      // All of it has ended.
    }
  }
});

/** Starts a command that starts `serve`; answers when the server listens. */
async function start(command: string, args: readonly string[]): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(command, args, { cwd: packageRoot(), detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  let out = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString('utf8');
  });
  const listensAt = () => /AWS_ENDPOINT_URL_EC2='http:\/\/127\.0\.0\.1:(\d+)\/'/.exec(out)?.[1];
  for (let look = 0; look < 600 && listensAt() === undefined; look += 1) await sleep(50);
  const one = { child, port: Number(listensAt()) };
  started.push(one);
  return one;
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const heard = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return heard;
}

async function endsWithin(port: number, ms: number): Promise<boolean> {
  const deadline = performance.now() + ms;
  while (performance.now() < deadline) {
    if (!(await listens(port))) return true;
    await sleep(50);
  }
  return false;
}

/** A shell that waits for `serve` and does not become it. */
const inShell = (more = '') => ['-c', `"$0" "$1" serve ${more}; true`, process.execPath, main] as const;

// They wait most of the time.
describe.concurrent('serve', { timeout: 60_000 }, () => {
  it.each(['SIGKILL', 'SIGTERM'] as const)('ends when the shell that started it is ended by %s', async (signal) => {
    const { child, port } = await start('sh', inShell());
    expect(await listens(port)).toBe(true);

    child.kill(signal);

    expect(await endsWithin(port, 5_000)).toBe(true);
  });

  it('ends when a shell that put it into the background has come to its end', async () => {
    const { port } = await start('sh', ['-c', '"$0" "$1" serve & sleep 3', process.execPath, main]);
    expect(await listens(port)).toBe(true);

    expect(await endsWithin(port, 10_000)).toBe(true);
  });

  it.each(['SIGKILL', 'SIGTERM'] as const)('ends when the npx that started it is ended by %s', async (signal) => {
    const { child, port } = await start('npx', ['--no-install', 'ec2-conformance', 'serve']);
    expect(await listens(port)).toBe(true);

    child.kill(signal);

    expect(await endsWithin(port, 5_000)).toBe(true);
  });

  it('goes on with its standard input closed, and after npx was put into the background by a shell that ended', async () => {
    const { port } = await start('sh', ['-c', 'npx --no-install ec2-conformance serve <&- & sleep 4']);
    expect(await listens(port)).toBe(true);

    expect(await endsWithin(port, 7_000)).toBe(false);
  });

  it('goes on with --outlive-parent', async () => {
    const { child, port } = await start('sh', inShell('--outlive-parent'));

    child.kill('SIGKILL');

    expect(await endsWithin(port, 3_000)).toBe(false);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('ends by %s, with exit code 0', async (signal) => {
    const { child, port } = await start(process.execPath, [main, 'serve']);

    child.kill(signal);
    const [code] = await once(child, 'exit');

    expect(code).toBe(0);
    expect(await listens(port)).toBe(false);
  });
});
