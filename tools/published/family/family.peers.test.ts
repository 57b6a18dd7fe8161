/**
 * Runs all operations on security-group rules against servers written by others, and requires the failures that are
 * published; with UPDATE_PUBLISHED=1 it publishes what it finds. A server that this machine cannot run is skipped.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningPeer } from '../../../test-support/peers/server-peer.ts';
import { familyPeers } from '../../../test-support/peers/server-peers.ts';
import { PeerMissing } from '../../../test-support/peers/toolchain.ts';
import { notRun, runServer } from '../run-server.ts';
import { writeFamilyPage } from './family-page.ts';
import { type FamilyResult, familyResult, readFamilyResult, writeFamilyResult } from './family-result.ts';

/** A peer that has to be compiled first takes long. */
const installsWithinMs = 3_600_000;

const isUpdate = process.env['UPDATE_PUBLISHED'] === '1';
const only = process.env['PEERS']?.split(',');

for (const peer of familyPeers.filter(({ id }) => only === undefined || only.includes(id))) {
  describe(`${peer.name}, all operations on security-group rules`, () => {
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

    it('fails the published requirements', async ({ skip }) => {
      if (running === undefined) {
        skip(`not run: ${missing}`);
        return;
      }
      const { report } = await runServer(peer, running, 'default');
      const published = readFamilyResult(peer);
      const found = familyResult(report, peer, published?.day ?? report.startedAt.slice(0, 10));
      if (isUpdate) {
        writeFamilyResult(peer, found);
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
