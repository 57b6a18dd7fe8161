/**
 * Runs all operations on security-group rules against servers written by others, and requires the failures that are
 * published; with UPDATE_PUBLISHED=1 it publishes what it finds. A server that this machine cannot run is skipped.
 */
import { describe, expect, it } from 'vitest';
import { familyPeers } from '../../../test-support/peers/server-peers.ts';
import { askedPeers, isUpdate, serverOf } from '../peer-tests.ts';
import { runServer } from '../run-server.ts';
import { writeFamilyPage } from './family-page.ts';
import { type FamilyResult, familyResult, readFamilyResult, writeFamilyResult } from './family-result.ts';

for (const peer of askedPeers(familyPeers)) {
  describe(`${peer.name}, all operations on security-group rules`, () => {
    const server = serverOf(peer);

    it('fails the published requirements', async ({ skip }) => {
      const { report } = await runServer(peer, server(skip), 'default');
      const published = readFamilyResult('servers', peer);
      const found = familyResult(report, peer, published?.day ?? report.startedAt.slice(0, 10));
      if (isUpdate) {
        writeFamilyResult('servers', peer, found);
        writeFamilyPage();
        return;
      }
      expect(failures(found)).toEqual(published === undefined ? 'not published' : failures(published));
    });
  });
}

function failures({ operations }: FamilyResult): readonly string[] {
  return Object.entries(operations).flatMap(([name, { fails }]) => Object.keys(fails).map((id) => `${name} ${id}`));
}
