import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { familyPeers } from '../../../test-support/peers/server-peers.ts';
import { sampleReport } from '../../../test-support/reports/sample-report.ts';
import { familyPage, renderFamily } from './family-page.ts';
import { familyResult, isReadingOf, readFamily, readFamilyReadings } from './family-result.ts';

const all = readFamily();
const readings = readFamilyReadings();

it('every server of the list has a published result', () => {
  expect(all.map(({ peer }) => peer.id)).toEqual(familyPeers.map(({ id }) => id));
});

describe.each(all.map((one) => [one.peer.id, one] as const))('the published result of %s', (id, { result }) => {
  const failed = Object.values(result.operations).flatMap(({ fails }) => Object.keys(fails));

  it('says in words what each failure comes to', () => {
    expect(failed.filter((one) => !readings.some((reading) => isReadingOf(reading, one, id)))).toEqual([]);
  });

  it('has no reading of what does not fail', () => {
    expect(readings.flatMap(({ fails }) => fails[id] ?? []).filter((one) => !failed.includes(one))).toEqual([]);
  });

  it('holds nothing of the one run that it was made of', () => {
    const text = JSON.stringify(result);

    expect(text.match(/\b(?:sgr?|vpc)-[0-9a-f]{8,}|127\.0\.0\.1:(?!5000\b)\d+|Signature=[0-9a-f]{64}/)).toBeNull();
    expect(Buffer.byteLength(text)).toBeLessThan(80_000);
  });
});

it('the page is rendered from these results', () => {
  expect(readFileSync(familyPage, 'utf8')).toBe(renderFamily(all, readings));
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

it('a reading is of the ids that it names of a server', () => {
  const reading = { fails: { x: ['a/b'] }, reading: 'It does.' };

  expect([isReadingOf(reading, 'a/b', 'x'), isReadingOf(reading, 'a/c', 'x')]).toEqual([true, false]);
  expect(isReadingOf(reading, 'a/b', 'y')).toBe(false);
});
