import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestBrowser } from '../../test-support/reports/browser.ts';
import { hostileReport } from '../../test-support/reports/hostile-report.ts';
import { sampleReport } from '../../test-support/reports/sample-report.ts';
import { sampleInput, sampleRequirement, sampleResult } from '../../test-support/reports/sample-results.ts';
import { assembleReport } from '../assemble.ts';
import { compareReports } from '../compare.ts';
import { comparisonPage, matrixPage } from './compare-page.ts';
import { renderHtml } from './html.ts';
import { pageHtml } from './table-page.ts';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await TestBrowser.launch();
});
afterAll(() => browser?.close());

const sample = renderHtml(sampleReport());

function requirement(page: Page, id: string) {
  return page.locator(`[id="requirement:${id}"]`);
}

/** Opens a requirement that failed, and with it its first failed case. */
async function openCase(page: Page, id: string) {
  const row = requirement(page, id);
  await row.locator('> summary').click();
  return row.locator('.cases > details[open]').first();
}

describe('the HTML report', () => {
  it('shows the verdict, a grid that leads to each requirement, and what is not there', async () => {
    const { page, requests, complaints } = await browser.open(sample);

    expect(await page.locator('h1').textContent()).toBe('does not conform');
    expect(await page.locator('.grid .cell').count()).toBe(13);
    expect(await page.getByText('prefix-lists', { exact: false }).first().isVisible()).toBe(true);
    await page.getByRole('link', { name: 'matching/fails: MUST, fail' }).click();
    expect(await requirement(page, 'matching/fails').getAttribute('open')).not.toBeNull();
    expect([requests, complaints]).toStrictEqual([[], []]);
  });

  it('shows of a case what was given, sent, expected and observed, and marks each mismatch', async () => {
    const { page } = await browser.open(sample);

    const one = await openCase(page, 'matching/fails');

    expect(await one.locator('dt').allInnerTexts()).toStrictEqual(['given', 'sent', 'expected', 'observed', 'calls']);
    expect(await one.locator('table').first().locator('td').allInnerTexts()).toStrictEqual([
      ...['code', 'InvalidPermission.NotFound', 'InternalError'],
      ...['Content-Type', 'text/xml;charset=UTF-8', 'text/xml'],
    ]);
    expect(await one.locator('mark').allInnerTexts()).toStrictEqual([
      'content-type: text/xml',
      '      <Code>InternalError</Code>',
    ]);
    expect(await one.locator('details').first().getAttribute('open')).toBeNull();
    expect(await one.getByText('date: Thu', { exact: false }).isVisible()).toBe(true);
  });

  it('lists failures first, by cause, each a link that opens its failed case', async () => {
    const { page } = await browser.open(sample);

    expect(await page.locator('main > h2').first().textContent()).toBe('Failures');
    await page.getByRole('link', { name: 'matching/generated', exact: true }).click();

    const one = requirement(page, 'matching/generated').locator('.cases > details[open]');
    expect(await one.locator('caption').allInnerTexts()).toStrictEqual(['Mismatches', 'Rules']);
  });

  it('shows wrong rules afterwards as a table', async () => {
    const { page } = await browser.open(sample);

    const one = await openCase(page, 'matching/generated');

    expect(await one.locator('table').nth(1).locator('td').allInnerTexts()).toStrictEqual([
      ...['a', 'present', 'absent', 'present ✗'],
    ]);
  });

  it('calls the smallest counterexample by its name', async () => {
    const { page } = await browser.open(sample);

    const one = await openCase(page, 'matching/generated');

    expect(await one.locator('h4').textContent()).toBe('Smallest counterexample found');
    expect(await one.getByText('"seed": 42').isVisible()).toBe(true);
  });

  it('filters by level, verdict and text, and shows all again', async () => {
    const { page } = await browser.open(sample);
    const shown = async () => page.locator('.requirement:visible').count();

    await page.getByLabel('Level').selectOption('SHOULD');
    expect(await shown()).toBe(1);
    await page.getByLabel('Level').selectOption('');
    await page.getByLabel('Verdict').selectOption('fail');
    expect(await shown()).toBe(3);
    await page.getByLabel('Text').fill('any HISTORY');
    expect(await shown()).toBe(1);
    await page.getByText('1 of 13 requirements shown').waitFor({ timeout: 2_000 });
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByText('13 of 13 requirements shown').waitFor({ timeout: 2_000 });
  });

  it('copies the curl line without a network', async () => {
    const { page } = await browser.open(sample, { permissions: ['clipboard-read', 'clipboard-write'] });
    const one = await openCase(page, 'matching/fails');

    await one.getByRole('button', { name: 'Copy curl: the request that was sent' }).click();

    await one.getByText('Copied').waitFor({ timeout: 2_000 });
    expect(await page.evaluate('navigator.clipboard.readText()')).toContain("curl --aws-sigv4 'aws:amz:");
  });

  it('copies also where the clipboard is refused to scripts', async () => {
    const { page } = await browser.open(sample);
    await page.evaluate('Object.defineProperty(navigator, "clipboard", { value: undefined })');
    const one = await openCase(page, 'matching/fails');

    await one.getByRole('button', { name: 'Copy command that runs this case again' }).click();

    await one.getByText('Copied').waitFor({ timeout: 2_000 });
  });

  it('is used by the keyboard alone', async () => {
    const { page } = await browser.open(sample);

    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the requirements');
    await page.keyboard.press('Enter');
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press('Tab');
      const id = await page.evaluate('document.activeElement.closest(".requirement")?.id');
      if (id === 'requirement:matching/fails') break;
    }
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');

    expect(await requirement(page, 'matching/fails').getAttribute('open')).not.toBeNull();
    expect(await requirement(page, 'matching/fails').locator('.cases dl').count()).toBeLessThanOrEqual(1);
  });

  it('fits a phone without scrolling sideways', async () => {
    const { page } = await browser.open(sample, { viewport: { width: 360, height: 740 } });
    await openCase(page, 'matching/fails');

    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  });

  it('prints its failures opened, and no controls', async () => {
    const { page } = await browser.open(sample);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');

    await page.getByText('<Code>InternalError</Code>').first().waitFor({ state: 'visible' });

    expect(await page.locator('#filters').isVisible()).toBe(false);
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
  });

  it('shows requirements and verdicts without JavaScript', async () => {
    const { page } = await browser.open(sample, { javaScriptEnabled: false });

    expect(await page.locator('noscript').textContent()).toContain('the cases are in report.json');
    expect(await page.locator('.requirement:visible').count()).toBe(13);
  });
});

describe('2,000 cases', () => {
  const register = Array.from({ length: 400 }, (_, index) =>
    sampleRequirement(`topic-${index % 8}/requirement-${index}`),
  );
  const results = Array.from({ length: 2_000 }, (_, index) =>
    sampleResult(`topic-${index % 8}/case-${index}`, {
      requirements: [`topic-${index % 8}/requirement-${index % 400}`],
      verdict: index % 3 === 0 ? 'fail' : 'pass',
      mismatches: index % 3 === 0 ? [{ kind: 'body' as const, at: 'return', expected: 'true', observed: 'false' }] : [],
    }),
  );

  it('open in under a second', async () => {
    const { page } = await browser.open(renderHtml(assembleReport(sampleInput({ register, results }))));

    const millis = await page.evaluate('performance.getEntriesByType("navigation")[0].domComplete');

    expect(await page.getByText('400 of 400 requirements shown').isVisible()).toBe(true);
    expect(millis).toBeLessThan(1_000);
  });

  it('are searched at once', async () => {
    const { page } = await browser.open(renderHtml(assembleReport(sampleInput({ register, results }))));
    const millis = await page.evaluate(`(() => {
      const before = performance.now();
      const text = document.getElementById('text');
      text.value = 'case-1999';
      text.dispatchEvent(new Event('input', { bubbles: true }));
      return performance.now() - before;
    })()`);

    expect(await page.getByText('1 of 400 requirements shown').isVisible()).toBe(true);
    expect(millis).toBeLessThan(1_000);
  });
});

const hostile = hostileReport();
const pages: readonly (readonly [string, string])[] = [
  ['a report', renderHtml(hostile)],
  ['a comparison', pageHtml(comparisonPage(hostile, sampleReport(), compareReports(hostile, sampleReport())))],
  ['a matrix', pageHtml(matrixPage([hostile, sampleReport(), hostile]))],
];

describe('on a hostile target', () => {
  for (const [name, html] of pages) {
    it(`${name} runs nothing, asks for nothing and shows what it was sent as text`, async () => {
      const { page, dialogs, requests, complaints } = await browser.open(html);
      const clean = await browser.open('<!doctype html><title>empty</title>');

      for (const summary of await page.locator('summary:visible').all()) await summary.click();
      for (const summary of await page.locator('.cases > details > summary:visible').all()) await summary.click();
      await page.mouse.move(200, 200);
      await page.waitForTimeout(200);

      expect([dialogs, requests, complaints]).toStrictEqual([[], [], []]);
      expect(await page.locator('img, iframe, object, embed, svg, [onerror], [onmouseover]').count()).toBe(0);
      expect(await page.locator('script').count()).toBe(name === 'a report' ? 2 : 0);
      const globals = 'Object.keys(globalThis).sort()';
      expect(await page.evaluate(globals)).toStrictEqual(await clean.page.evaluate(globals));
      expect(await page.evaluate('document.body.innerText')).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u0007\u001b]/);
    });
  }
});

describe('accessibility', () => {
  const all = [['the sample', sample] as const, ...pages];
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [name, html] of all) {
      it(`has no violation in ${name}, ${colorScheme}`, async () => {
        const { page } = await browser.open(html, { colorScheme });
        if (name === 'the sample') {
          await openCase(page, 'matching/fails');
          await openCase(page, 'matching/generated');
        }
        // The page's own policy forbids scripts that are added; playwright's evaluate is not bound by it.
        await page.evaluate(axe.source);

        const violations = await page.evaluate(
          'axe.run().then((found) => found.violations.map((one) => one.id + ": " + one.nodes[0].html.slice(0, 200)))',
        );

        expect(violations).toStrictEqual([]);
      });
    }
  }
});
