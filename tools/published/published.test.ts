import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../harness/package/package-root.ts';
import { clientPeers } from '../../test-support/peers/clients/client-peers.ts';
import { serverPeers } from '../../test-support/peers/server-peers.ts';
import { renderPages } from './publish.ts';
import { publishedFolder, readPublished, readStored, renderStored } from './published.ts';
import { clientSummary, readPublishedClient } from './published-client.ts';
import { withoutUnread } from './without-unread.ts';

const all = readPublished();

it('every peer has a published result', () => {
  expect(all.map(({ peer }) => peer.id)).toStrictEqual(serverPeers.map(({ id }) => id));
});

const files = readdirSync(publishedFolder, { recursive: true, encoding: 'utf8' });

it('they have at most 2 MB in all', () => {
  const sizes = files.map((path) => statSync(join(publishedFolder, path))).map((one) => (one.isFile() ? one.size : 0));

  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(2_000_000);
});

it('every report is stored abridged, without what no page shows, and is the same when it is stored again', () => {
  const stored = files.filter((path) => path.endsWith('report.json'));
  const texts = stored.map((path) => [path, readFileSync(join(publishedFolder, path), 'utf8')] as const);
  const again = stored.map((path) => {
    const report = readStored(join(publishedFolder, path));
    return [path, report === undefined ? '' : renderStored(withoutUnread(report))] as const;
  });

  expect(stored.length).toBeGreaterThan(15);
  expect(again).toEqual(texts);
});

it('a stored report has a requirement for each that its summary counts', () => {
  for (const path of files.filter((one) => one.endsWith('report.json'))) {
    const { summary, requirements = [] } = readStored(join(publishedFolder, path)) ?? {};
    const count = (verdict: string) => requirements.filter((one) => one.verdict === verdict).length;
    const { pass, fail, blocked, notApplicable, observed } = summary?.requirements ?? {};

    expect({ path, pass, fail, blocked, notApplicable, observed }).toEqual({
      ...{ path, pass: count('pass'), fail: count('fail'), blocked: count('blocked') },
      ...{ notApplicable: count('not-applicable'), observed: count('observed') },
    });
  }
});

describe.each(all.map((one) => [one.peer.id, one] as const))(
  'the published result of %s',
  (_, { report, readings }) => {
    it('is a report', () => {
      const schema = JSON.parse(
        readFileSync(join(packageRoot(), 'fixtures/schema/report.schema.json'), 'utf8'),
      ) as object;
      const isReport = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);

      expect(isReport(report), JSON.stringify(isReport.errors?.slice(0, 3))).toBe(true);
    });

    it('says in words what each failure comes to, and nothing of what does not fail', () => {
      const failed = report.requirements.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);

      expect(Object.keys(readings).toSorted()).toStrictEqual(failed.toSorted());
      expect(Object.values(readings).every((text) => /^.{10,400}\.$/.test(text))).toBe(true);
    });

    it('has no MUST that could not be tested, and shows the exchange of every failed case', () => {
      const untested = report.requirements.filter(({ level, verdict }) => level === 'MUST' && verdict === 'untestable');
      const unseen = report.cases.filter(({ verdict, exchanges }) => verdict === 'fail' && exchanges.length === 0);

      expect(untested.map(({ id }) => id)).toStrictEqual([]);
      expect(unseen.map(({ id }) => id)).toStrictEqual([]);
      expect([0, 1, ...(report.actions === undefined ? [] : [5])]).toContain(report.summary.exitCode);
    });

    it('holds nothing of the one run that it was made of', () => {
      const text = JSON.stringify(report);

      expect(text.match(/\b(?:sgr?|vpc)-[0-9a-f]{8,}/)).toBeNull();
      expect(text.match(/127\.0\.0\.1:(?!5000\b)\d+/)).toBeNull();
      expect(text.match(/ec2-conformance-[0-9a-f]{8}\b/)).toBeNull();
      expect(text.match(/Signature=[0-9a-f]{64}/)).toBeNull();
      expect(Buffer.byteLength(text)).toBeLessThan(1_600_000);
    });
  },
);

it('the pages are rendered from these reports: UPDATE_PUBLISHED=1 npm run test:peers renders them again', () => {
  for (const [path, text] of renderPages(all)) {
    expect(readFileSync(join(publishedFolder, path), 'utf8'), path).toBe(text);
  }
});

it.each(clientPeers)('the page of $id is rendered from its report', (peer) => {
  const report = readPublishedClient(peer);
  const page = readFileSync(join(publishedFolder, 'clients', peer.id, 'summary.md'), 'utf8');

  expect(page).toBe(report === undefined ? 'not published' : clientSummary(peer, report));
});
