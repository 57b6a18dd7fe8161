/** Runs the suite, as a user does, against a server written by others. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { everyOperation } from '../../harness/cli/operation-option.ts';
import type { Effort } from '../../harness/engine/plan/effort.ts';
import { packageRoot } from '../../harness/package/package-root.ts';
import type { Report } from '../../reports/report.ts';
import type { RunningPeer, ServerPeer } from '../../test-support/peers/server-peer.ts';
import { type PeerMissing, peerFolder } from '../../test-support/peers/toolchain.ts';

/** What a run came to. */
export interface ServerRun {
  readonly report: Report;
  readonly exitCode: number | null;
}

/**
 * The command itself, as it is installed, on a server. Deep by default: each failure costs calls, and the default would leave
 * some of these servers half judged. Its words go to a file that is shown when it leaves no report.
 */
export async function runServer(peer: ServerPeer, running: RunningPeer, effort: Effort = 'deep'): Promise<ServerRun> {
  const set = peer.operation === undefined || peer.id.endsWith(peer.operation) ? '' : `-${peer.operation}`;
  const out = join(peerFolder('reports'), `${peer.id}${set}`);
  const command = join(packageRoot(), 'dist', 'harness', 'cli', 'main.js');
  const child = spawn(
    process.execPath,
    [
      command,
      'run',
      ...['--effort', effort, '--seed', '1', '--quiet'],
      ...(peer.operation === undefined ? [] : ['--operation', peer.operation]),
      ...(peer.operation === everyOperation ? ['--disposable', '--timeout', '60000'] : []),
      '--endpoint',
      running.endpoint,
      '--region',
      peer.region,
      '--out',
      out,
    ],
    { env: { PATH: process.env['PATH'] ?? '', ...keysOf(running) }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let words = '';
  child.stdout.on('data', (chunk: Buffer) => (words += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString('utf8')));
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const file = join(out, 'report.json');
  if (!existsSync(file)) throw new Error(`${peer.name}: the run left no report (exit ${exitCode})\n${words}`);
  return { report: JSON.parse(readFileSync(file, 'utf8')) as Report, exitCode };
}

function keysOf({ identities: { main, denied, session } }: RunningPeer): Readonly<Record<string, string>> {
  return {
    AWS_ACCESS_KEY_ID: main.accessKeyId,
    AWS_SECRET_ACCESS_KEY: main.secretAccessKey,
    ...(denied === undefined
      ? {}
      : {
          EC2_CONFORMANCE_DENIED_ACCESS_KEY_ID: denied.accessKeyId,
          EC2_CONFORMANCE_DENIED_SECRET_ACCESS_KEY: denied.secretAccessKey,
        }),
    ...(session === undefined
      ? {}
      : {
          EC2_CONFORMANCE_SESSION_ACCESS_KEY_ID: session.accessKeyId,
          EC2_CONFORMANCE_SESSION_SECRET_ACCESS_KEY: session.secretAccessKey,
          EC2_CONFORMANCE_SESSION_TOKEN: session.sessionToken ?? '',
        }),
  };
}

/** Says in a box that nobody overlooks that this machine cannot run the server. */
export function notRun({ name }: ServerPeer, { message }: PeerMissing): string {
  return box([`NOT RUN: ${name}`, message, 'Its published result was not checked.']);
}

function box(lines: readonly string[]): string {
  const width = Math.max(...lines.map((line) => line.length));
  const rule = `+${'-'.repeat(width + 2)}+`;
  return ['', rule, ...lines.map((line) => `| ${line.padEnd(width)} |`), rule, '', ''].join('\n');
}
