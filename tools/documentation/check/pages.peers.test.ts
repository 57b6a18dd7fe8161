/** What the pages show of SDKs of others, followed to the letter where their toolchains are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../../harness/package/package-root.ts';
import { findCommand } from '../../../test-support/peers/toolchain.ts';
import { CheckoutCopy } from './checkout-copy.ts';
import { pageProblems } from './page-problems.ts';

it('docs/accept-an-sdk.md works for Python', async ({ skip }) => {
  if (findCommand(['python3']) === undefined) {
    process.stderr.write('\n!!! NOT RUN: what docs/accept-an-sdk.md shows of Python: there is no python3.\n\n');
    skip('not run: there is no python3');
  }
  const page = readFileSync(join(packageRoot(), 'docs/accept-an-sdk.md'), 'utf8');
  const copy = new CheckoutCopy();
  try {
    expect(await pageProblems(page, copy, ({ notRun }) => notRun === 'Python', 600_000)).toEqual([]);
  } finally {
    copy.remove();
  }
});
