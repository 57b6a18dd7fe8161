import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestBrowser } from '../../test-support/reports/browser.ts';
import { sampleReport } from '../../test-support/reports/sample-report.ts';
import type { ActionReport, Report } from '../report.ts';
import { renderHtml } from './html.ts';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await TestBrowser.launch();
});
afterAll(() => browser?.close());

const actions: readonly ActionReport[] = [
  {
    name: 'DescribeVpcs',
    use: 'read',
    isOffered: true,
    dryRun: 'proven',
    response: '200',
    requirements: { 'read/root': 'pass', 'read/values': 'fail', 'refusal/id': 'not-covered' },
  },
  {
    name: 'CreateVpc',
    use: 'dry-run',
    isOffered: true,
    dryRun: 'carried-out',
    response: '200',
    requirements: { 'dry-run/not-carried-out': 'fail' },
  },
  {
    name: 'CreateIpam',
    use: 'dry-run',
    isOffered: false,
    dryRun: 'not-offered',
    response: '400 InvalidAction',
    requirements: {},
  },
  { name: 'AllocateHosts', use: 'no-dry-run', dryRun: 'none', requirements: {} },
  {
    name: 'DescribeHosts',
    use: 'read',
    isOffered: true,
    dryRun: 'none',
    response: '<script>document.title = "taken"</script>',
    requirements: { 'read/root': 'pass' },
  },
];

function swept(): Report {
  const report = sampleReport();
  const requirements = ['dry-run', 'read', 'refusal'].flatMap((topic) =>
    report.requirements
      .slice(0, 1)
      .map((one) => ({ ...one, operation: 'every-operation', topic, id: `${topic}/root` })),
  );
  return { ...report, operations: ['every-operation'], requirements, actions };
}

describe('the grid of actions', () => {
  it('shows each action with the worst verdict of each topic, and runs nothing that a target wrote', async () => {
    const { page, requests, complaints } = await browser.open(renderHtml(swept()));

    const rows = page.locator('.actions tbody tr');
    expect(await rows.count()).toBe(5);
    expect(await rows.nth(0).locator('td').allInnerTexts()).toEqual(['read', 'honoured', '200', '', '✗', '·']);
    expect(await rows.nth(3).locator('td').first().innerText()).toBe('not sent: has no DryRun');
    expect(await page.title()).not.toBe('taken');
    expect([requests, complaints]).toStrictEqual([[], []]);
  });

  it('is searched by action, by failing requirement and by what became of the dry run', async () => {
    const { page } = await browser.open(renderHtml(swept()));
    const shown = () => page.locator('.actions tbody tr:visible th').allInnerTexts();

    await page.getByLabel('Action or requirement').fill('vpc');
    expect(await shown()).toEqual(['DescribeVpcs', 'CreateVpc']);
    await page.getByLabel('Action or requirement').fill('read/values');
    expect(await shown()).toEqual(['DescribeVpcs']);
    await page.getByLabel('Action or requirement').fill('');
    await page.getByLabel('Shown').selectOption({ label: 'DryRun ignored' });
    expect(await shown()).toEqual(['CreateVpc']);
    await page.getByLabel('Shown').selectOption({ label: 'not sent' });
    expect(await shown()).toEqual(['AllocateHosts']);
    expect(await page.locator('#actions-shown').innerText()).toBe('1 of 5 actions shown');
  });

  it('can be used with a keyboard and a screen reader', async () => {
    const { page } = await browser.open(renderHtml(swept()));
    await page.evaluate(axe.source);

    const found = await page.evaluate(async () => {
      const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    });

    expect(found).toEqual([]);
  });
});
