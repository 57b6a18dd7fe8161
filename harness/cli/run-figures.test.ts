/** What report.json says of the run itself: every call counted, and what was in the way, from the first to the last. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Report } from '../../reports/report.ts';
import { runHere } from '../../test-support/cli/run-here.ts';
import { constrainedTargets } from '../../test-support/constrained-targets.ts';
import { type Behaviour, changed, referenceBehaviour } from '../reference/behaviour.ts';
import { startReference } from '../reference/reference.ts';
import { Refusal } from '../reference/responses/refusal.ts';

const directory = mkdtempSync(join(tmpdir(), 'figures-'));

afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function run(behaviour: Behaviour) {
  const target = await startReference({ behaviour });
  const { code, out } = await runHere(
    ['run', '--endpoint', target.endpoint.href, '--region', target.region, '--out', directory, '--effort', 'smoke'],
    { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
  );
  const { stats } = target;
  await target.close();
  const report = JSON.parse(readFileSync(join(directory, 'report.json'), 'utf8')) as Report;
  return { code, out, stats, report };
}

/** Fails every eleventh call with 500, that of the preparation and the deletions among them. */
function failingNowAndThen(): Behaviour {
  let calls = 0;
  const { signature } = referenceBehaviour.checks;
  return changed(referenceBehaviour, {
    checks: {
      signature: (call) => {
        signature(call);
        calls += 1;
        if (calls % 11 === 0) throw new Refusal(500, 'InternalError', 'An internal error has occurred.');
      },
    },
  });
}

describe('the figures of a run', () => {
  it('count every call, and nothing else where nothing was in the way', async () => {
    const { code, out, stats, report } = await run(referenceBehaviour);

    expect(code, out).toBe(0);
    expect(report.calls).toStrictEqual({ total: stats.requests, byAction: expect.objectContaining({ CreateVpc: 1 }) });
    expect(report.target.visibleAfterMs).toBeUndefined();
    expect(out).toMatch(/\d+ calls in [\d.]+ s: conforms\n$/);
  }, 60_000);

  it('count every throttled answer', async () => {
    const { out, stats, report } = await run(constrainedTargets.throttling(2, 5));

    expect(stats.byCode['RequestLimitExceeded']).toBeGreaterThan(0);
    expect(report.calls.throttled).toBe(stats.byCode['RequestLimitExceeded']);
    expect(report.calls.total).toBe(stats.requests);
    expect(out).toMatch(/ s \(throttled \d+ times\): conforms\n$/);
  }, 120_000);

  it('count server errors that were retried and ignored', async () => {
    const { stats, report } = await run(failingNowAndThen());

    const errors = stats.byCode['InternalError'] ?? 0;
    expect(errors).toBeGreaterThan(3);
    expect(report.calls.serverErrors).toBeGreaterThan(3);
    expect(report.calls.serverErrors).toBeLessThanOrEqual(errors);
    expect(report.calls.total).toBe(stats.requests);
  }, 60_000);

  it('show how late a change was seen', async () => {
    const { code, out, report } = await run(constrainedTargets.late(150));

    expect(code, out).toBe(0);
    expect(report.target.visibleAfterMs).toBeGreaterThan(100);
    expect(out).toMatch(/changes seen after up to [\d.]+ s/);
  }, 120_000);
});
