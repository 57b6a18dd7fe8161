/**
 * Runs the suite, as a user does, against servers written by others, and requires the verdicts that are published.
 *
 * `npm run test:peers` compares; with UPDATE_PUBLISHED=1 it publishes what it finds. A server that this machine cannot
 * run is skipped, and says so in a box that nobody overlooks.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyOperation } from '../../harness/cli/operation-option.ts';
import { packageRoot } from '../../harness/package/package-root.ts';
import type { Report } from '../../reports/report.ts';
import { leftIn } from '../../test-support/peers/leftovers.ts';
import type { RunningPeer, ServerPeer } from '../../test-support/peers/server-peer.ts';
import { serverPeers } from '../../test-support/peers/server-peers.ts';
import { PeerMissing, peerFolder } from '../../test-support/peers/toolchain.ts';
import { publishable } from './publishable.ts';
import { publish, readPublishedReport } from './published.ts';

/** A peer that has to be compiled first takes long. */
const installsWithinMs = 3_600_000;

const isUpdate = process.env['UPDATE_PUBLISHED'] === '1';
const only = process.env['PEERS']?.split(',');

const peers = serverPeers.filter(({ id }) => only === undefined || only.includes(id));

for (const peer of peers) {
  describe(`${peer.name}${peer.operation === undefined ? '' : `, ${peer.operation}`}`, () => {
    let running: RunningPeer | undefined;
    let missing: string | undefined;

    beforeAll(async () => {
      try {
        running = await peer.start();
      } catch (problem) {
        if (!(problem instanceof PeerMissing)) throw problem;
        missing = problem.message;
        process.stderr.write(box([`NOT RUN: ${peer.name}`, problem.message, 'Its published result was not checked.']));
      }
    }, installsWithinMs);

    afterAll(() => running?.stop());

    it('gives the published verdicts, and is left as it was found', async ({ skip }) => {
      if (running === undefined) {
        skip(`not run: ${missing}`);
        return;
      }
      const { report, exitCode } = await runSuite(peer, running);
      // A sweep leaves what a broken dry run created and nothing deletes; the report names it.
      const isSweep = peer.operation === everyOperation;
      const left = isSweep ? [] : await leftIn(running, peer.region);
      const published = readPublishedReport(peer);
      const found = publishable(report, { name: peer.name, day: dayOf(report, published) });

      expect(left).toEqual([]);
      expect(isSweep ? [0, 1, 5] : [0, 1], report.summary.reasons.join('\n')).toContain(exitCode);
      if (isUpdate) {
        publish(peer, found);
        return;
      }
      expect(changes(published, found), republish(peer)).toEqual([]);
    });
  });
}

interface SuiteRun {
  readonly report: Report;
  readonly exitCode: number | null;
}

/** Deep, since each failure costs calls: the default would leave some of these servers half judged. */
const options = ['--effort', 'deep', '--seed', '1', '--quiet'];

/** The command itself, as it is installed. Its words go to a file that is shown when it leaves no report. */
async function runSuite(peer: ServerPeer, running: RunningPeer): Promise<SuiteRun> {
  const out = join(peerFolder('reports'), peer.id);
  const command = join(packageRoot(), 'dist', 'harness', 'cli', 'main.js');
  const child = spawn(
    process.execPath,
    [
      command,
      'run',
      ...options,
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

/** The published day stays while nothing else changes, so that publishing again changes nothing. */
function dayOf(report: Report, published: Report | undefined): string {
  const day = report.startedAt.slice(0, 10);
  if (published === undefined) return day;
  const before = published.startedAt.slice(0, 10);
  const again = publishable(report, { name: published.target.name ?? '', day: before });
  return JSON.stringify(again) === JSON.stringify(published) ? before : day;
}

/** One line for each requirement whose verdict is not the published one. */
function changes(published: Report | undefined, found: Report): readonly string[] {
  const verdicts = (report: Report | undefined) =>
    new Map((report?.requirements ?? []).map(({ id, verdict }) => [id, verdict] as const));
  const before = verdicts(published);
  const now = verdicts(found);
  return [...new Set([...before.keys(), ...now.keys()])]
    .filter((id) => before.get(id) !== now.get(id))
    .map((id) => `${id}: published ${before.get(id) ?? 'not at all'}, now ${now.get(id) ?? 'gone'}`);
}

function republish({ id }: ServerPeer): string {
  return `If the change is meant: UPDATE_PUBLISHED=1 PEERS=${id} npm run test:peers, then read what changed in reports/published/${id}`;
}

function box(lines: readonly string[]): string {
  const width = Math.max(...lines.map((line) => line.length));
  const rule = `+${'-'.repeat(width + 2)}+`;
  return ['', rule, ...lines.map((line) => `| ${line.padEnd(width)} |`), rule, '', ''].join('\n');
}
