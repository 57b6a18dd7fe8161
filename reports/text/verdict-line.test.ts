import { expect, test } from 'vitest';
import { sampleReport } from '../../test-support/reports/sample-report.ts';
import { renderBadge } from '../formats/badge.ts';
import { verdictLine, verdictWords } from './verdict-line.ts';

test('says beside the verdict that signatures are not verified, where that was declared', () => {
  const report = sampleReport();
  const declared = {
    ...report,
    summary: { ...report.summary, verdict: 'conforms' as const },
    target: {
      ...report.target,
      capabilities: { 'signature-verification': { available: false, why: 'declared as absent' } },
    },
  };

  expect(verdictWords(declared)).toMatch(/^conforms.*; signatures not verified, as declared$/);
  expect(verdictLine(declared)).toContain('signatures not verified, as declared');
  expect(renderBadge(declared)).toContain('signatures not verified');
  expect(verdictWords(report)).not.toContain('signatures');
});
