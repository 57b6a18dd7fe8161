import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { familyClients } from '../../../test-support/peers/clients/client-peers.ts';
import { familyPeers } from '../../../test-support/peers/server-peers.ts';
import { sampleReport } from '../../../test-support/reports/sample-report.ts';
import { familyPage, readFamilyParts, renderFamily } from './family-page.ts';
import { familyResult, isReadingOf } from './family-result.ts';

const parts = readFamilyParts();
const { servers, clients } = parts;

it('every server and every client of the lists has a published result', () => {
  const idsOf = (peers: readonly { readonly id: string }[]) => peers.map(({ id }) => id);

  expect(idsOf(servers.all.map(({ peer }) => peer))).toEqual(idsOf(familyPeers));
  expect(idsOf(clients.all.map(({ peer }) => peer))).toEqual(idsOf(familyClients));
  expect(familyClients).toHaveLength(4);
});

it('all of them were asked about the same eleven operations', () => {
  const asked = [...servers.all, ...clients.all].map(({ result }) => Object.keys(result.operations).sort().join());

  expect(new Set(asked).size).toBe(1);
  expect(asked[0]?.split(',')).toHaveLength(11);
});

const entries = [servers, clients].flatMap(({ all, readings }) => all.map((one) => ({ ...one, readings })));

describe.each(entries.map((one) => [one.peer.id, one] as const))(
  'the published result of %s',
  (id, { result, readings }) => {
    const failed = Object.values(result.operations).flatMap(({ fails }) => Object.keys(fails));

    it('says in words what each failure comes to', () => {
      expect(failed.filter((one) => !readings.some((reading) => isReadingOf(reading, one, id)))).toEqual([]);
    });

    it('has no reading of what does not fail', () => {
      expect(readings.flatMap(({ fails }) => fails[id] ?? []).filter((one) => !failed.includes(one))).toEqual([]);
    });

    it('counts as many failures as it names', () => {
      for (const { counts, fails } of Object.values(result.operations)) {
        expect(Object.keys(fails)).toHaveLength(counts.fail ?? 0);
      }
    });

    it('holds nothing of the one run that it was made of', () => {
      const text = JSON.stringify(result);

      expect(text.match(/\b(?:sgr?|vpc)-[0-9a-f]{8,}|127\.0\.0\.1:(?!5000\b)\d+|Signature=[0-9a-f]{64}/)).toBeNull();
      expect(Buffer.byteLength(text)).toBeLessThan(80_000);
    });
  },
);

it('no result of a client holds a path of the machine that it ran on', () => {
  expect(JSON.stringify(clients.all).match(/(?:\/(?:home|root|tmp|usr|work|Users)\/|\.peers)[^"]*/)).toBeNull();
});

it('the page is rendered from these results', () => {
  expect(readFileSync(familyPage, 'utf8')).toBe(renderFamily(parts));
});

it('a result has the failures of each operation, and how many requirements came to what', () => {
  const [peer] = familyPeers;
  const report = sampleReport();
  const failed = report.requirements.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
  if (peer === undefined) throw new RangeError('there is a peer');

  const { operations } = familyResult(report, peer, '2026-01-02');

  const [only] = Object.values(operations);
  expect(Object.keys(only?.fails ?? {}).toSorted()).toEqual(failed.toSorted());
  expect(Object.values(only?.counts ?? {}).reduce((sum, count) => sum + count, 0)).toBe(report.requirements.length);
});

it('the page says of a client how many requirements pass, fail and do not apply', () => {
  const peer = { id: 'a', name: 'a client', about: 'from a registry' };
  const operation = {
    counts: { pass: 5, fail: 2, 'not-applicable': 4, observed: 9 },
    fails: { 'x/must': ['MUST', 'a'], 'x/should': ['SHOULD', 'b'] },
  } as const;
  const result = { day: '2026-01-02', suite: '1', operations: { DeleteSecurityGroup: operation } };
  const readings = [{ reading: 'It does otherwise.', fails: { a: ['x/must', 'x/should'] } }];

  const page = renderFamily({
    servers: { all: [], readings: [] },
    clients: { all: [{ peer, result }], readings },
  });

  expect(page).toContain('| DeleteSecurityGroup | 5 / 1 / 1 / 4 |');
  expect(page).toContain(
    '- It does otherwise. (a client: DeleteSecurityGroup. 2 failures: `x/must`, `x/should`.) For example `x/must` of DeleteSecurityGroup, a client:',
  );
});

it('a reading is of the ids that it names of a server', () => {
  const reading = { fails: { x: ['a/b'] }, reading: 'It does.' };

  expect([isReadingOf(reading, 'a/b', 'x'), isReadingOf(reading, 'a/c', 'x')]).toEqual([true, false]);
  expect(isReadingOf(reading, 'a/b', 'y')).toBe(false);
});
