/**
 * Runs clients written by others through all operations on security-group rules, and requires the verdicts that are
 * published; with UPDATE_PUBLISHED=1 it publishes what it finds. A client that this machine cannot install is skipped, and
 * says so in a box that nobody overlooks.
 */
import { describe, expect, it } from 'vitest';
import { familyClients } from '../../../test-support/peers/clients/client-peers.ts';
import { askedPeers, isUpdate } from '../peer-tests.ts';
import { familySet } from '../published.ts';
import { clientWithinMs, runClientPeer } from '../run-client.ts';
import { writeFamilyPage } from './family-page.ts';
import { type FamilyResult, familyResult, readFamilyResult, writeFamilyResult } from './family-result.ts';

for (const peer of askedPeers(familyClients)) {
  describe(`${peer.name}, all operations on security-group rules`, () => {
    it(
      'gives the published verdicts',
      async ({ skip }) => {
        const report = await runClientPeer(peer, skip, familySet);
        const published = readFamilyResult('clients', peer);
        const found = familyResult(report, peer, published?.day ?? report.startedAt.slice(0, 10));

        expect(report.summary.verdict, report.summary.reasons.join('\n')).not.toBe('incomplete');
        if (isUpdate) {
          writeFamilyResult('clients', peer, found);
          writeFamilyPage();
          return;
        }
        expect(verdicts(found)).toEqual(published === undefined ? 'not published' : verdicts(published));
      },
      clientWithinMs,
    );
  });
}

/** By operation what fails, and how many requirements come to what; not the texts of mismatches. */
function verdicts({ operations }: FamilyResult): unknown {
  return Object.fromEntries(
    Object.entries(operations).map(([name, { counts, fails }]) => [name, { counts, fails: Object.keys(fails).sort() }]),
  );
}
