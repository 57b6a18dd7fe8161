/** What the tests against peers share: which peers, whether they publish, and a server for the tests of a `describe`. */
import { afterAll, beforeAll, type TestContext } from 'vitest';
import type { RunningPeer, ServerPeer } from '../../test-support/peers/server-peer.ts';
import { PeerMissing } from '../../test-support/peers/toolchain.ts';

/** Whether what a run finds is published; else it is compared with what is. */
export const isUpdate = process.env['UPDATE_PUBLISHED'] === '1';

/** The peers that the variable PEERS names by id, with commas; without it all. */
export function askedPeers<Peer extends { readonly id: string }>(peers: readonly Peer[]): readonly Peer[] {
  const ids = process.env['PEERS']?.split(',');
  return peers.filter(({ id }) => ids === undefined || ids.includes(id));
}

/** A peer that has to be compiled first takes long. */
const installsWithinMs = 3_600_000;

/**
 * Starts the server before the tests of the current `describe`, and stops it after them. What is returned gives a test the
 * running server, or skips the test if this machine cannot run it.
 */
export function serverOf(peer: ServerPeer): (skip: TestContext['skip']) => RunningPeer {
  let running: RunningPeer | undefined;
  let missing: string | undefined;

  beforeAll(async () => {
    try {
      running = await peer.start();
    } catch (problem) {
      if (!(problem instanceof PeerMissing)) throw problem;
      missing = problem.message;
      process.stderr.write(notRun(peer.name, missing));
    }
  }, installsWithinMs);

  afterAll(() => running?.stop());

  return (skip) => running ?? skip(`not run: ${missing}`);
}

/** Says in a box that nobody overlooks that this machine cannot run the peer. */
export function notRun(name: string, why: string): string {
  return box([`NOT RUN: ${name}`, why, 'Its published result was not checked.']);
}

function box(lines: readonly string[]): string {
  const width = Math.max(...lines.map((line) => line.length));
  const rule = `+${'-'.repeat(width + 2)}+`;
  return ['', rule, ...lines.map((line) => `| ${line.padEnd(width)} |`), rule, '', ''].join('\n');
}
