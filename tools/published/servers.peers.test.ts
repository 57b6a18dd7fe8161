/**
 * Runs the suite, as a user does, against servers written by others, and requires the verdicts that are published.
 *
 * `npm run test:peers` compares; with UPDATE_PUBLISHED=1 it publishes what it finds. A server that this machine cannot
 * run is skipped, and says so in a box that nobody overlooks.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyOperation } from '../../harness/cli/operation-option.ts';
import type { Report } from '../../reports/report.ts';
import { leftIn } from '../../test-support/peers/leftovers.ts';
import type { RunningPeer, ServerPeer } from '../../test-support/peers/server-peer.ts';
import { serverPeers } from '../../test-support/peers/server-peers.ts';
import { PeerMissing } from '../../test-support/peers/toolchain.ts';
import { publishable } from './publishable.ts';
import { publish, readPublishedReport } from './published.ts';
import { notRun, runServer } from './run-server.ts';

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
        process.stderr.write(notRun(peer, problem));
      }
    }, installsWithinMs);

    afterAll(() => running?.stop());

    it('gives the published verdicts, and is left as it was found', async ({ skip }) => {
      if (running === undefined) {
        skip(`not run: ${missing}`);
        return;
      }
      const { report, exitCode } = await runServer(peer, running);
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
