/**
 * Runs the suite, as a user does, against servers written by others, and requires the verdicts that are published.
 *
 * `npm run test:peers` compares; with UPDATE_PUBLISHED=1 it publishes what it finds. A server that this machine cannot
 * run is skipped, and says so in a box that nobody overlooks.
 */
import { describe, expect, it } from 'vitest';
import { everyOperation } from '../../harness/cli/operation-option.ts';
import type { Report } from '../../reports/report.ts';
import { leftIn } from '../../test-support/peers/leftovers.ts';
import type { ServerPeer } from '../../test-support/peers/server-peer.ts';
import { serverPeers } from '../../test-support/peers/server-peers.ts';
import { askedPeers, isUpdate, serverOf } from './peer-tests.ts';
import { publish } from './publish.ts';
import { publishable } from './publishable.ts';
import { readPublishedReport } from './published.ts';
import { runServer } from './run-server.ts';

for (const peer of askedPeers(serverPeers)) {
  describe(`${peer.name}${peer.operation === undefined ? '' : `, ${peer.operation}`}`, () => {
    const server = serverOf(peer);

    it('gives the published verdicts, and is left as it was found', async ({ skip }) => {
      const running = server(skip);
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
