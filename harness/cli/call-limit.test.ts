/** Limits on calls hold: what `--max-calls` says, and what `--effort smoke` promises of a target that conforms. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Report } from '../../reports/report.ts';
import { runHere } from '../../test-support/cli/run-here.ts';
import { effortLimits } from '../engine/plan/effort.ts';
import { type Reference, startReference } from '../reference/reference.ts';

const directory = mkdtempSync(join(tmpdir(), 'limit-'));

let target: Reference;

beforeEach(async () => {
  target = await startReference();
});

afterEach(() => target.close());
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function run(...args: readonly string[]) {
  const { endpoint, region } = target;
  return runHere(['run', '--endpoint', endpoint.href, '--region', region, '--out', directory, ...args]);
}

function report(): Report {
  return JSON.parse(readFileSync(join(directory, 'report.json'), 'utf8')) as Report;
}

describe('--max-calls', { timeout: 60_000 }, () => {
  it.each([
    ['--only', 'response/success-status'],
    ['--effort', 'smoke'],
    ['--operation', 'DescribeRegions'],
  ])('pays for a case, or nothing is sent: %s %s', async (...selection) => {
    const refused = await run(...selection, '--max-calls', '5');

    expect([refused.code, target.stats.requests]).toStrictEqual([2, 0]);
    const [, least = ''] = /needs at least (\d+) calls/.exec(refused.error) ?? [];
    const { out } = await run(...selection, '--max-calls', least);

    expect(target.stats.requests, out).toBeLessThanOrEqual(Number(least));
    expect(report().summary.requirements.pass, out).toBeGreaterThan(0);
  });

  it.each(['60', '600'])('holds at default effort: %s', async (most) => {
    await run('--operation', 'RevokeSecurityGroup*', '--max-calls', most);

    expect(target.stats.requests).toBeLessThanOrEqual(Number(most));
  });

  it('counts no case as done that was not run', async () => {
    const { out } = await run('--effort', 'smoke', '--max-calls', '60');

    const { cases } = report();
    const left = cases.filter(({ verdict }) => verdict === 'not-asked').length;
    expect(left).toBeGreaterThan(0);
    expect(out).toMatch(new RegExp(`/\\d+ cases, 0 failed, \\d+ calls, ${left} not run\\n`));
    expect(out).not.toMatch(/, done$/m);
    expect(target.stats.requests).toBeLessThanOrEqual(60);
  });

  it('ends a preparation that takes more, and removes what it made', async () => {
    const { code, error } = await run('--effort', 'smoke', '--max-calls', '60', '--shard', '1/4');

    expect([code, error]).toStrictEqual([
      2,
      expect.stringContaining('The 15 calls that --max-calls allows were spent'),
    ]);
    expect(target.stats.byAction['CreateVpc']).toBe(target.stats.byAction['DeleteVpc']);
  });

  it('is too few for every operation where it does not pay for the plan', async () => {
    const { code, error } = await run('--operation', 'every-operation', '--only', 'Describe*', '--max-calls', '50');

    expect([code, target.stats.requests]).toStrictEqual([2, 0]);
    const [, least = ''] = /needs at least (\d+) calls/.exec(error) ?? [];
    await run('--operation', 'every-operation', '--only', 'Describe*', '--max-calls', least);
    expect(target.stats.requests).toBeLessThanOrEqual(Number(least));
  });
});

describe('--effort smoke', { timeout: 60_000 }, () => {
  // One of each kind: rules of one direction, rules of both, groups, and none of these.
  it.each([
    'RevokeSecurityGroupIngress',
    'ModifySecurityGroupRules',
    'CreateSecurityGroup',
    'DescribeSecurityGroupRules',
    'DescribeRegions',
  ])('makes no more calls than it says, of %s', async (operation) => {
    const { code, out } = await run('--operation', operation, '--effort', 'smoke');

    expect(code, out).toBe(0);
    expect(target.stats.requests).toBeLessThanOrEqual(effortLimits.smoke.asking);
  });
});
