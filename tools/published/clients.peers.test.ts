/**
 * Runs the suite, as a user does, against clients written by others, and requires the verdicts that are published.
 *
 * `npm run test:peers` compares; with UPDATE_PUBLISHED=1 it publishes what it finds. A client that this machine cannot
 * install is skipped, and says so in a box that nobody overlooks.
 */
import { describe, expect, it } from 'vitest';
import type { Report } from '../../reports/report.ts';
import { clientPeers } from '../../test-support/peers/clients/client-peers.ts';
import { PeerMissing } from '../../test-support/peers/toolchain.ts';
import { askedPeers, isUpdate, notRun } from './peer-tests.ts';
import { publishable } from './publishable.ts';
import { publishClient, readPublishedClient } from './published-client.ts';
import { runSuite } from './run-suite.ts';

/** Installing an SDK for the first time, and a command line tool that takes a second for each of its calls. */
const withinMs = 1_800_000;

for (const peer of askedPeers(clientPeers)) {
  describe(peer.name, () => {
    it(
      'gives the published verdicts',
      async ({ skip }) => {
        const command = await installed(peer.install);
        if (typeof command === 'string') {
          process.stderr.write(notRun(peer.name, command));
          skip(`not run: ${command}`);
          return;
        }
        const { id, lacks = [] } = peer;
        const options = [...lacks.flatMap((name) => ['--lacks', name]), '--', ...command];
        const { report } = await runSuite({ name: id, command: 'client', options });
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

function verdicts({ requirements }: Report): Readonly<Record<string, string>> {
  return Object.fromEntries(requirements.map(({ id, verdict }) => [id, verdict]));
}
