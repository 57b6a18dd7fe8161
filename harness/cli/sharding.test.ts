import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Report } from '../../reports/report.ts';
import { runHere } from '../../test-support/cli/run-here.ts';
import { revokeFaults } from '../mutants/catalogue.ts';
import { startReference } from '../reference/reference.ts';
import { withFaults } from './commands/serve.ts';

const directory = mkdtempSync(join(tmpdir(), 'shards-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** Whatever the verdict is; throws when the command did not come to one. */
async function command(...args: readonly string[]): Promise<void> {
  const { code, error } = await runHere(args);
  if (code !== 0 && code !== 1 && code !== 3) throw new Error(`Exit code ${code}: ${error}`);
}

function reportIn(...path: readonly string[]): Report {
  return JSON.parse(readFileSync(join(directory, ...path, 'report.json'), 'utf8')) as Report;
}

/** Everything but what a second run by itself changes: durations, numbers of calls, ids that a target gives. */
function judged({ requirements, cases, observations, summary }: Report) {
  return {
    requirements,
    cases: cases.map(({ id, kind, verdict, observed, mismatches }) => {
      // How many trials a property had depends on what the groups held before it.
      return { id, verdict, observed: kind === 'fixture' ? observed : '', mismatches };
    }),
    observations,
    summary,
  };
}

/** Runs the whole and its three shards with these options, and merges. */
async function shardedAndWhole(name: string, ...options: readonly string[]) {
  const out = (part: string) => ['--out', join(directory, name, part)];
  const common = ['--quiet', '--seed', '7', ...options];
  await command('run', ...common, ...out('whole'));
  for (const index of [1, 2, 3]) await command('run', ...common, ...out(`${index}`), '--shard', `${index}/3`);
  await command('report', ...['1', '2', '3'].map((part) => join(directory, name, part)), ...out('merged'));
  return {
    whole: reportIn(name, 'whole'),
    merged: reportIn(name, 'merged'),
    shards: ['1', '2', '3'].map((part) => reportIn(name, part)),
  };
}

describe('three shards of a run', { timeout: 300_000 }, () => {
  it('merge to what one run says', async () => {
    const { whole, merged, shards } = await shardedAndWhole('conforming', '--effort', 'smoke');

    expect(judged(merged)).toStrictEqual(judged(whole));
    expect(whole.summary.verdict).toBe('conforms');
    expect(shards.every(({ cases }) => cases.length > 1 && cases.length < whole.cases.length)).toBe(true);
    expect(shards.map(({ summary }) => summary.exitCode)).toStrictEqual([0, 0, 0]);
  });

  it('merge to what one run says of a target that fails what much rests on', async () => {
    const target = await startReference({ behaviour: withFaults(['mismatch-succeeds'], revokeFaults) });
    try {
      const asked = ['--only', 'encoding/*,dry-run/*,exact-match/mismatch-*,exact-match/*-port', '--skip', '*/any-*'];
      const endpoint = ['--endpoint', target.endpoint.href, '--region', target.region];
      const { whole, merged } = await shardedAndWhole('failing', ...endpoint, ...asked);

      expect(judged(merged)).toStrictEqual(judged(whole));
      expect(whole.summary.reasons).toContain('exact-match/mismatch-refused fails');
      expect(whole.summary.requirements.blocked).toBeGreaterThan(0);
    } finally {
      await target.close();
    }
  });
});
