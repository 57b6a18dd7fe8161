import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../reports/report.ts';
import { ec2Conformance } from '../../test-support/cli/run-process.ts';
import { Bench } from '../../test-support/reference-server.ts';
import { sweepFaults } from '../mutants/every-operation/catalogue.ts';
import { packageRoot } from '../package/package-root.ts';
import { referenceBehaviour } from '../reference/behaviour.ts';
import { type Reference, startReference } from '../reference/reference.ts';

const every = ['--operation', 'every-operation'];
const directory = mkdtempSync(join(tmpdir(), 'every-operation-'));
const schema = JSON.parse(readFileSync(join(packageRoot(), 'fixtures/schema/report.schema.json'), 'utf8')) as object;

let right: Reference;
let wrong: Reference;

beforeAll(async () => {
  const creating = sweepFaults.find(({ id }) => id === 'sweep-dry-run-of-create-vpc-carried-out');
  right = await startReference();
  wrong = await startReference({ behaviour: creating?.apply(referenceBehaviour) ?? referenceBehaviour });
});

afterAll(async () => {
  await right.close();
  await wrong.close();
  rmSync(directory, { recursive: true });
});

function reportIn(out: string): Report {
  return JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report;
}

function sweep(out: string, ...more: readonly string[]) {
  return ec2Conformance(['run', ...every, '--out', out, ...more]);
}

describe('run --operation every-operation', () => {
  test('finds the embedded target right at default effort, within 5,000 calls and 350 MB, and reports each action', async () => {
    const out = join(directory, 'right');

    const { code, peakBytes } = await sweep(out, '--quiet');

    const report = reportIn(out);
    const names = new Set(report.actions?.map(({ name }) => name));
    expect(code).toBe(0);
    expect(peakBytes).toBeLessThan(350e6);
    expect(report.calls.total).toBeLessThan(5_000);
    expect(report.operations).toEqual(['every-operation']);
    expect(names.size).toBe(831);
    expect(new Ajv2020({ strict: false }).validate(schema, report)).toBe(true);
    expect(report.cases.map(({ id }) => id)).toEqual(report.requirements.map(({ id }) => id));
  });

  test('ends with the first dry run that is carried out, says so, and leaves nothing behind', async () => {
    const out = join(directory, 'wrong');

    const { code, out: text } = await sweep(
      out,
      ...['--endpoint', wrong.endpoint.href, '--only', '*Vpc*', '--mode', 'safe'],
    );

    const report = reportIn(out);
    expect(code).toBe(1);
    expect(text).toContain('the dry run of CreateVpc was carried out, so no further ones were sent');
    expect(report.calls.byAction['CreateVpc']).toBe(1);
    expect(report.calls.byAction['DeleteVpc']).toBe(1);
    expect(report.actions?.find(({ name }) => name === 'CreateVpc')?.dryRun).toBe('carried-out');
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('CreateVpc');
  });

  test('takes globs of actions and of requirements, and refuses one that matches neither', async () => {
    const out = join(directory, 'chosen');

    const { code } = await sweep(out, '--quiet', '--only', 'Describe*', '--only', 'carriage/*', '--effort', 'smoke');
    const idle = await sweep(out, '--only', 'DescribeVpcz');

    const { requirements, actions } = reportIn(out);
    expect(code).toBe(0);
    expect(requirements.filter(({ verdict }) => verdict === 'pass').every(({ topic }) => topic === 'carriage')).toBe(
      true,
    );
    expect(actions?.every(({ name }) => name.startsWith('Describe'))).toBe(true);
    expect(idle.code).toBe(2);
    expect(idle.error).toContain('Did you mean DescribeVpcs?');
  });

  test('merges shards to what one run finds', async () => {
    const outs = [1, 2].map((index) => join(directory, `shard-${index}`));
    for (const [index, out] of outs.entries()) {
      await sweep(out, '--quiet', '--effort', 'smoke', '--shard', `${index + 1}/2`, '--endpoint', right.endpoint.href);
    }
    const merged = join(directory, 'merged');
    const { code } = await ec2Conformance(['report', ...outs, '--out', merged]);

    const { actions, summary } = reportIn(merged);
    expect(code).toBe(0);
    expect(summary.verdict).toBe('conforms');
    expect(new Set(actions?.map(({ name }) => name)).size).toBe(831);
  });

  test('goes on with an interrupted run, and asks only what is missing', async () => {
    const out = join(directory, 'resumed');
    const asked = ['--endpoint', right.endpoint.href, '--effort', 'smoke', '--quiet'];
    await sweep(out, ...asked);
    const events = join(out, 'events.ndjson');
    const lines = readFileSync(events, 'utf8').split('\n');
    writeFileSync(events, lines.slice(0, 400).join('\n'));

    const { code } = await sweep(out, ...asked, '--resume');
    const other = await sweep(out, ...asked, '--resume', '--account-settings');

    const { actions, calls } = reportIn(out);
    expect(code).toBe(0);
    expect(new Set(actions?.map(({ name }) => name)).size).toBe(831);
    expect(calls.total).toBeLessThan(650);
    expect(other.code).toBe(2);
    expect(other.error).toContain('another plan');
  });

  test('refuses options that say nothing to it, and a disposable target on another machine', async () => {
    const recorded = await sweep(directory, '--record', 'x');
    const distant = await ec2Conformance(
      ['run', ...every, '--disposable', '--endpoint', 'https://ec2.example.com', '--yes', '--out', directory],
      { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y', AWS_REGION: 'us-east-1' },
    );

    expect([recorded.code, distant.code]).toEqual([2, 2]);
    expect(recorded.error).toContain('--record');
    expect(distant.error).toContain('--disposable');
  });
});

describe('what a sweep makes for its dry runs to name', () => {
  test('is gone afterwards, and so is its journal', async () => {
    const out = join(directory, 'resources');
    const { code } = await sweep(out, '--endpoint', right.endpoint.href, '--only', 'DeleteVpc', '--quiet');

    const { calls } = reportIn(out);
    expect(code).toBe(0);
    expect(calls.byAction).toMatchObject({ CreateVpc: 1, CreateSecurityGroup: 1, CreateManagedPrefixList: 1 });
    expect(calls.byAction).toMatchObject({ DeleteSecurityGroup: 1, DeleteManagedPrefixList: 1 });
    expect(readdirSync(out).filter((name) => name.startsWith('journal'))).toEqual([]);
  });
});

describe('sweep', () => {
  test('removes what a dry run created in a run that was killed, and sends no request that deletes nothing', async () => {
    const out = join(directory, 'killed');
    const bench = await Bench.start();
    const id = await bench.vpc();
    const endpoint = bench.target.endpoint.href;
    const lines = [
      { event: 'run', runId: 'dead', endpoint, region: 'us-east-1' },
      { event: 'created', kind: 'by-dry-run', name: 'DeleteVpc/VpcId', id },
      { event: 'created', kind: 'by-dry-run', name: 'CreateVpc/CidrBlock', id: 'vpc-1' },
    ];
    mkdirSync(out);
    writeFileSync(join(out, 'journal-dead.ndjson'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));

    const { code, out: text } = await ec2Conformance(['sweep', '--endpoint', endpoint, '--out', out, '--yes']);

    const { byAction } = bench.target.stats;
    await bench.close();
    expect(code).toBe(5);
    expect(text).toContain('CreateVpc/CidrBlock is no request that deletes');
    expect(byAction).toMatchObject({ CreateVpc: 1, DeleteVpc: 1 });
  });
});

describe('plan --operation every-operation', () => {
  test('says how many requests go out, and that none of them changes anything', async () => {
    const { code, out } = await ec2Conformance(['plan', ...every, '--endpoint', 'https://ec2.eu-west-1.amazonaws.com']);

    expect(code).toBe(0);
    expect(out).toMatch(/about \d+ calls, at most 5000/);
    expect(out).toContain('30 not sent, since they change something and have no DryRun');
  });
});
