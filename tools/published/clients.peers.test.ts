/**
 * Runs the suite, as a user does, against clients written by others, and requires the verdicts that are published.
 *
 * `npm run test:peers` compares; with UPDATE_PUBLISHED=1 it publishes what it finds. A client that this machine cannot
 * install is skipped, and says so in a line that nobody overlooks.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../harness/package/package-root.ts';
import type { Report } from '../../reports/report.ts';
import type { ClientPeer } from '../../test-support/peers/clients/client-peer.ts';
import { clientPeers } from '../../test-support/peers/clients/client-peers.ts';
import { PeerMissing, peerFolder } from '../../test-support/peers/toolchain.ts';
import { publishable } from './publishable.ts';
import { publishClient, readPublishedClient } from './published-client.ts';

/** Installing an SDK for the first time, and a command line tool that takes a second for each of its calls. */
const withinMs = 1_800_000;

const isUpdate = process.env['UPDATE_PUBLISHED'] === '1';
const only = process.env['PEERS']?.split(',');

for (const peer of clientPeers.filter(({ id }) => only === undefined || only.includes(id))) {
  describe(peer.name, () => {
    it(
      'gives the published verdicts',
      async ({ skip }) => {
        const command = await installed(peer.install);
        if (typeof command === 'string') {
          process.stderr.write(`\n!!! NOT RUN: ${peer.name}: ${command}. Its published result was not checked.\n\n`);
          skip(`not run: ${command}`);
          return;
        }
        const report = await runSuite(peer, command);
        const published = readPublishedClient(peer);
        const found = publishable(report, { name: peer.name, day: (published ?? report).startedAt.slice(0, 10) });

        expect(report.summary.verdict, report.summary.reasons.join('\n')).not.toBe('incomplete');
        if (isUpdate) publishClient(peer, found);
        else expect(verdicts(found)).toEqual(published === undefined ? 'not published' : verdicts(published));
      },
      withinMs,
    );
  });
}

/** The command, or why this machine has none. */
async function installed(install: () => Promise<readonly string[]>): Promise<readonly string[] | string> {
  try {
    return await install();
  } catch (problem) {
    if (problem instanceof PeerMissing) return problem.message;
    throw problem;
  }
}

/** The command itself, as it is installed, from the package's folder, so that no path of this machine is in a report. */
async function runSuite({ id, lacks = [] }: ClientPeer, command: readonly string[]): Promise<Report> {
  const out = join(peerFolder('reports'), id);
  rmSync(join(out, 'report.json'), { force: true });
  const main = join(packageRoot(), 'dist', 'harness', 'cli', 'main.js');
  const options = ['--seed', '1', '--quiet', '--out', out, ...lacks.flatMap((name) => ['--lacks', name])];
  const child = spawn(process.execPath, [main, 'client', ...options, '--', ...command], {
    cwd: packageRoot(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  child.stdout.on('data', (chunk: Buffer) => (words += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString('utf8')));
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const file = join(out, 'report.json');
  if (!existsSync(file)) throw new Error(`${id}: the run left no report (exit ${exitCode})\n${words}`);
  return JSON.parse(readFileSync(file, 'utf8')) as Report;
}

function verdicts({ requirements }: Report): Readonly<Record<string, string>> {
  return Object.fromEntries(requirements.map(({ id, verdict }) => [id, verdict]));
}
