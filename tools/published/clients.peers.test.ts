/**
 * Runs the suite, as a user does, against clients written by others, and requires the verdicts that are published.
 *
 * `npm run test:peers` compares; with UPDATE_PUBLISHED=1 it publishes what it finds. A client that this machine cannot
 * install is skipped, and says so in a box that nobody overlooks.
 */
import { describe, expect, it } from 'vitest';
import type { Report } from '../../reports/report.ts';
import { clientPeers } from '../../test-support/peers/clients/client-peers.ts';
import { askedPeers, isUpdate } from './peer-tests.ts';
import { publishable } from './publishable.ts';
import { publishClient, readPublishedClient } from './published-client.ts';
import { clientWithinMs, runClientPeer } from './run-client.ts';

for (const peer of askedPeers(clientPeers)) {
  describe(peer.name, () => {
    it(
      'gives the published verdicts',
      async ({ skip }) => {
        const report = await runClientPeer(peer, skip);
        const published = readPublishedClient(peer);
        const found = publishable(report, { name: peer.name, day: (published ?? report).startedAt.slice(0, 10) });

        expect(report.summary.verdict, report.summary.reasons.join('\n')).not.toBe('incomplete');
        if (isUpdate) publishClient(peer, found);
        else expect(verdicts(found)).toEqual(published === undefined ? 'not published' : verdicts(published));
      },
      clientWithinMs,
    );
  });
}

function verdicts({ requirements }: Report): Readonly<Record<string, string>> {
  return Object.fromEntries(requirements.map(({ id, verdict }) => [id, verdict]));
}
