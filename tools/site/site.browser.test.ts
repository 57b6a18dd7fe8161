import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestBrowser } from '../../test-support/reports/browser.ts';
import { publishedReports } from './published-reports.ts';
import { sitePages } from './site.ts';

const folder = mkdtempSync(join(tmpdir(), 'site-'));
let browser: TestBrowser;

beforeAll(async () => {
  for (const [file, text] of sitePages(publishedReports())) writeFileSync(join(folder, file), text);
  browser = await TestBrowser.launch();
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

describe('the site in a browser', () => {
  it('leads from the first page to an implementation and to what was found on it', async () => {
    const { page, complaints } = await browser.openFile(join(folder, 'index.html'));

    await page.getByRole('link', { name: 'moto 5.2.5', exact: true }).first().click();
    expect(await page.locator('h1').innerText()).toBe('does not conform');
    await page.goBack();
    await page.getByRole('link', { name: 'what was found' }).first().click();
    expect(await page.locator('h1').innerText()).toContain('what was found');
    expect(complaints).toEqual([]);
  });

  it('has a map of actions that is searched by action and by requirement', async () => {
    const { page, complaints } = await browser.openFile(join(folder, 'actions.html'));
    const shown = page.locator('tbody tr:visible');
    const offered = await shown.count();

    await page.getByLabel('Action or requirement').fill('createvpc');
    expect((await shown.locator('th').allInnerTexts()).every((name) => /createvpc/i.test(name))).toBe(true);
    await page.getByLabel('Action or requirement').fill('dry-run/not-carried-out');
    const broken = await shown.count();
    await page.getByLabel('Action or requirement').fill('');
    await page.getByLabel('Shown').selectOption({ label: 'all' });

    expect(offered).toBeGreaterThan(100);
    expect(broken).toBeGreaterThan(10);
    expect(await shown.count()).toBeGreaterThanOrEqual(830);
    expect(complaints).toEqual([]);
  });

  it.each(['index.html', 'actions.html'])('can be read with a screen reader: %s', async (file) => {
    const { page } = await browser.openFile(join(folder, file));
    await page.evaluate(axe.source);

    const found = await page.evaluate(async () => {
      const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    });

    expect(found).toEqual([]);
  });
});
