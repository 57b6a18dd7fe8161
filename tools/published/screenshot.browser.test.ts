import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packageRoot } from '../../harness/package/package-root.ts';
import { renderHtml } from '../../reports/html/html.ts';
import { TestBrowser } from '../../test-support/reports/browser.ts';
import { publishedFolder, readStored } from './published.ts';

/** The picture in the README: the top of a published report. `npm run screenshot` takes it anew. */
const picture = join(packageRoot(), 'docs', 'report.png');
const width = 1200;

let browser: TestBrowser;
beforeAll(async () => {
  browser = await TestBrowser.launch();
});
afterAll(() => browser?.close());

async function takePicture(): Promise<Buffer> {
  const report = readStored(join(publishedFolder, 'moto-5.2.5', 'report.json'));
  if (report === undefined) throw new Error('there is no published report of moto 5.2.5');
  const { page } = await browser.open(renderHtml(report), { viewport: { width, height: 900 }, colorScheme: 'light' });
  const failures = await page.getByText('wrong rules afterwards', { exact: true }).boundingBox();
  if (failures === null) throw new Error('the report shows no rules that are wrong');
  return page.screenshot({ clip: { x: 0, y: 0, width, height: Math.ceil(failures.y + 120) } });
}

/** Width and height of a PNG, from its first chunk. */
function sizeOf(png: Buffer): readonly [number, number] {
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

it('is as large as the report is today, and small enough for a README', async () => {
  const taken = await takePicture();
  if (process.env['UPDATE_SCREENSHOT'] === '1') writeFileSync(picture, taken);

  const kept = readFileSync(picture);

  const [keptWidth, keptHeight] = sizeOf(kept);
  const [, height] = sizeOf(taken);
  expect(keptWidth).toBe(width);
  // Fonts differ from machine to machine; another layout shows in more than that.
  expect(Math.abs(keptHeight - height), 'docs/report.png lags behind: run `npm run screenshot`').toBeLessThan(80);
  expect(kept.length).toBeLessThan(150_000);
});
