import { expect, it } from 'vitest';
import { assembleReport } from '../../reports/assemble.ts';
import type { ServerPeer } from '../../test-support/peers/server-peer.ts';
import { sampleInput, sampleRequirement, sampleResult } from '../../test-support/reports/sample-results.ts';
import { renderPublishedSummary } from './published-summary.ts';

const peer = { id: 'a', name: 'a server 1.0', about: 'Started as it is.' } as ServerPeer;

it('a published result says what would have passed where the target failed, and what was not judged', () => {
  const mismatch = { kind: 'status', at: 'status', expected: '4xx or 200', observed: '500' } as const;
  const report = assembleReport(
    sampleInput({
      register: [sampleRequirement('a/one'), sampleRequirement('a/two')],
      results: [sampleResult('a/one', { verdict: 'fail', mismatches: [mismatch] })],
      selected: new Set(['a/one']),
      effort: 'smoke',
    }),
  );
  const page = renderPublishedSummary({ peer, report, readings: { 'a/one': 'It responds with 500.' } });

  expect(page).toContain('It responds with 500. Seen: ` status: expected 4xx or 200, observed 500 ` in ` a/one `.');
  expect(page).toContain('## Not judged\n\n- 1 requirement was not asked at effort smoke (1 MUST).\n');
});
