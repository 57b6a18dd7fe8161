import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import type { Report } from '../../reports/report.ts';
import { packageRoot } from '../suite/package-root.ts';

const program = join(packageRoot(), 'dist/harness/cli/main.js');
const directory = mkdtempSync(join(tmpdir(), 'shards-'));
afterAll(() => rmSync(directory, { recursive: true }));

async function command(...args: readonly string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [program, ...args]);
}

function reportIn(name: string): Report {
  return JSON.parse(readFileSync(join(directory, name, 'report.json'), 'utf8')) as Report;
}

/** Everything but what a second run by itself changes: durations, numbers of calls, ids that a target gives. */
function judged({ requirements, cases, observations, summary }: Report) {
  return {
    requirements,
    cases: cases.map(({ id, verdict, observed, departures }) => ({ id, verdict, observed, departures })),
    observations,
    summary,
  };
}

describe('three shards of a run', () => {
  it('merge to what one run says', { timeout: 300_000 }, async () => {
    const options = ['--quiet', '--seed', '7', '--only', 'dry-run/*,errors/*,state/*,response/*', '--skip', '*/any-*'];
    const out = (name: string) => ['--out', join(directory, name)];

    await command('run', ...options, ...out('whole'));
    for (const index of [1, 2, 3]) await command('run', ...options, ...out(`${index}`), '--shard', `${index}/3`);
    await command('report', ...['1', '2', '3'].map((name) => join(directory, name)), ...out('merged'));

    const whole = reportIn('whole');
    const shards = ['1', '2', '3'].map(reportIn);
    expect(judged(reportIn('merged'))).toStrictEqual(judged(whole));
    expect(whole.summary.verdict).toBe('conforms');
    expect(
      whole.cases.some(({ id, control }) => control !== undefined && id.split('/')[0] !== control.split('/')[0]),
    ).toBe(true);
    expect(shards.every(({ cases }) => cases.length > 1 && cases.length < whole.cases.length)).toBe(true);
    expect(shards.map(({ summary }) => summary.exitCode)).toStrictEqual([0, 0, 0]);
  });
});
