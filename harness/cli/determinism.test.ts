/** The same version gives the same verdict on the same target: run after run, in lanes and in shards. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../reports/report.ts';
import { runHere } from '../../test-support/cli/run-here.ts';
import { revokeFaults } from '../mutants/catalogue.ts';
import { type Reference, startReference } from '../reference/reference.ts';
import { withFaults } from './commands/serve.ts';

/** Defects in matching, in responses, in errors and in the order of requests, all at once. */
const manyFaults = [
  'to-port-ignored',
  'mismatch-succeeds',
  'unknown-names-ignored',
  'udp-rule-returns',
  'second-permission-lost',
  'unknown-action-with-other-code',
];

const directory = mkdtempSync(join(tmpdir(), 'determinism-'));
let target: Reference;

beforeAll(async () => {
  target = await startReference({ behaviour: withFaults(manyFaults, revokeFaults) });
});

afterAll(async () => {
  await target.close();
  rmSync(directory, { recursive: true });
});

/** A third of the cases, of every topic: whether two runs agree does not depend on how many there are. */
const part = ['--shard', '1/3'];

async function run(name: string, ...options: readonly string[]): Promise<Report> {
  const out = join(directory, name);
  const endpoint = ['--endpoint', target.endpoint.href, '--region', target.region];
  const { code, error } = await runHere(['run', ...endpoint, '--quiet', '--out', out, ...part, ...options]);
  if (code !== 1) throw new Error(`Exit code ${code}: ${error}`);
  return JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report;
}

function verdicts({ requirements }: Report): Readonly<Record<string, string>> {
  return Object.fromEntries(requirements.map(({ id, verdict }) => [id, verdict]));
}

describe('a run on a target with many defects', { timeout: 300_000 }, () => {
  let one: Report;

  beforeAll(async () => {
    one = await run('one', '--concurrency', '1');
  }, 120_000);

  it('gives the same verdicts, seed and number of calls each time', async () => {
    const other = await run('other', '--concurrency', '1');

    expect(verdicts(other)).toEqual(verdicts(one));
    expect([other.seed, other.calls.total]).toEqual([one.seed, one.calls.total]);
    expect(one.summary.verdict).toBe('does-not-conform');
  });

  it('gives the same verdicts with four cases at a time', async () => {
    expect(verdicts(await run('lanes', '--concurrency', '4'))).toEqual(verdicts(one));
  });

  it('asks every case that it asks a conforming target, and could judge each', async () => {
    const out = join(directory, 'conforming');
    await runHere(['run', '--quiet', '--out', out, ...part]);
    const conforming = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report;

    const asked = (report: Report) =>
      report.cases.filter(({ id, verdict }) => verdict !== 'not-asked' && !id.includes('@')).map(({ id }) => id);
    expect(asked(one)).toEqual(asked(conforming));
    const unjudged = one.cases.filter(({ verdict }) => verdict === 'untestable' || verdict === 'error');
    expect(unjudged.map(({ id, reason }) => [id, reason])).toEqual([]);
  });
});
