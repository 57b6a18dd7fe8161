import { describe, expect, test } from 'vitest';
import { publishedReports } from './published-reports.ts';
import { sitePages } from './site.ts';

const all = publishedReports();
const pages = sitePages(all);

describe('the site', () => {
  test('has a page for each published report, one for each operation, and the map of actions', () => {
    const operations = new Set(all.flatMap(({ report }) => report.operations.map((one) => `${report.mode} ${one}`)));

    expect(all.length).toBeGreaterThan(10);
    expect(pages.size).toBe(2 * all.length + operations.size + 2);
    expect(pages.has('actions.html')).toBe(true);
  });

  test('leads from each link to a page that it has', () => {
    const targets = [...pages].flatMap(([, text]) =>
      [...text.matchAll(/<a href="(?!https:)([^"#]+\.html)/g)].map(([, target = '']) => target),
    );

    expect(targets.length).toBeGreaterThan(2 * all.length);
    expect(targets.filter((target) => !pages.has(target))).toEqual([]);
  });

  test('says of each failure on a server what was found', () => {
    const found = pages.get('found-moto-5.2.5.html') ?? '';

    expect(found).toContain('signing/verified');
    expect(found).toContain('no signature is checked');
  });

  test('is the same each time', () => {
    expect([...sitePages(publishedReports())]).toEqual([...pages]);
  });
});
