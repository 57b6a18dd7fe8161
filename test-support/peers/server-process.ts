/** A peer's server as a process of its own: started on a free port, waited for, ended. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { PeerMissing } from './toolchain.ts';

/** A running server process. */
export interface ServerProcess {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** How a server process is started. */
export interface ServerCommand {
  readonly name: string;
  readonly command: string;
  readonly arguments: (port: number) => readonly string[];
  /** Added to this process's own. */
  readonly environment?: (port: number) => Readonly<Record<string, string>>;
}

const startsWithinMs = 60_000;

/** Resolves when the server answers HTTP. Throws PeerMissing when it does not within a minute. */
export async function startServerProcess(command: ServerCommand): Promise<ServerProcess> {
  const port = await freePort();
  const child = spawn(command.command, command.arguments(port), {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...command.environment?.(port) },
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString('utf8')).slice(-2000);
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + startsWithinMs;
  while (Date.now() < deadline && child.exitCode === null) {
    if (await responses(endpoint)) {
      return { endpoint, stop: () => stop(child) };
    }
    await sleep(100);
  }
  await stop(child);
  throw new PeerMissing(`${command.name} did not start: ${complaint.trim().split('\n').at(-1) ?? 'it said nothing'}`);
}

async function responses(endpoint: string): Promise<boolean> {
  try {
    await fetch(endpoint, { signal: AbortSignal.timeout(2000) });
    return true;
  } catch {
    return false;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const killed = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(killed);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
