import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { correctBehaviour, referenceClient } from '../../client/reference-client/client.ts';
import { startReference } from '../../reference/reference.ts';
import {
  describeReport,
  type ReferenceTarget,
  type Report,
  startReferenceTarget,
  testClient,
  testServer,
} from './api.ts';
import { ConformanceRunError } from './conformance-run-error.ts';

let folder: string;
let target: ReferenceTarget | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ec2-conformance-test-'));
});

afterEach(async () => {
  rmSync(folder, { recursive: true });
  await target?.close();
  target = undefined;
});

/** AWS settings of the environment are ignored. */
const environment = { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'] };

const brief = { environment, effort: 'smoke', only: ['exact-match/all-traffic'] } as const;

function failedIn({ requirements }: Report): readonly string[] {
  return requirements.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
}

async function refusalOf(promise: Promise<unknown>): Promise<Pick<ConformanceRunError, 'exitCode' | 'message'>> {
  const problem = await promise.catch((thrown: unknown) => thrown);
  if (!(problem instanceof ConformanceRunError)) throw problem;
  return { exitCode: problem.exitCode, message: problem.message };
}

describe('testServer', () => {
  test('answers the report of the endpoint, and leaves the reports in the given directory', async () => {
    target = await startReferenceTarget();

    const report = await testServer({ ...brief, endpoint: target.endpoint, seed: 7, out: folder });

    expect(report).toMatchObject({ schemaVersion: 2, mode: 'server', seed: 7, target: { endpoint: target.endpoint } });
    expect(report.cases.map(({ id, verdict }) => [id, verdict])).toContainEqual(['exact-match/all-traffic', 'pass']);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['report.json', 'report.html', 'junit.xml']));
  });

  test('finds what a faulty target does wrong, in words for an assertion', async () => {
    target = await startReferenceTarget({ faults: ['get-refused'] });

    const report = await testServer({ ...brief, endpoint: target.endpoint, only: ['encoding/get-query'] });

    expect(failedIn(report)).toEqual(['encoding/get-query']);
    expect(describeReport(report)).toContain('FAIL encoding/get-query');
    expect(describeReport(report)).not.toContain('\x1b');
  });

  test('refuses options that cannot be used', async () => {
    expect(await refusalOf(testServer({ ...brief, only: ['no/such'] }))).toEqual({
      exitCode: 2,
      message: '--only no/such matches no requirement and no case. See npx ec2-conformance list.',
    });
  });

  test('says so when nothing answers at the endpoint', async () => {
    target = await startReferenceTarget();
    const { endpoint } = target;
    await target.close();

    const { exitCode, message } = await refusalOf(testServer({ ...brief, endpoint }));

    expect(exitCode).toBe(4);
    expect(message).toContain(new URL(endpoint).host);
  });

  test('answers no report of an earlier run when there is none of this one', async () => {
    await testServer({ ...brief, out: folder });

    await expect(testServer({ ...brief, out: folder, signal: AbortSignal.abort() })).rejects.toThrow(
      ConformanceRunError,
    );

    expect(existsSync(join(folder, 'report.json'))).toBe(false);
  });

  test('ends early when it is aborted, and deletes what it created', async () => {
    const reference = await startReference();
    const stop = new AbortController();
    const running = testServer({ environment, endpoint: reference.endpoint.href, rate: 50, signal: stop.signal });
    while (reference.stats.requests < 30) await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort();

    const report = await running;
    await reference.close();

    expect(report.summary).toMatchObject({ verdict: 'incomplete', exitCode: 3 });
    expect(report.calls.byAction['DeleteSecurityGroup']).toBeGreaterThan(0);
  });
});

describe('testClient', () => {
  test('judges a client in this process', async () => {
    const report = await testClient(referenceClient(), { only: ['client-encoding/*'], runs: 5, seed: 1 });

    expect(report.summary.reasons).toEqual([]);
    expect(report).toMatchObject({ mode: 'client', seed: 1, target: { name: 'reference client' } });
    expect(report.cases.length).toBeGreaterThan(10);
  });

  test('finds what it does wrong, and says how to see that again', async () => {
    const client = referenceClient({
      ...correctBehaviour,
      pairs: (...given) => correctBehaviour.pairs(...given).slice(0, 2),
    });

    const report = await testClient(client, { only: ['client-encoding/*'], runs: 0, out: folder });

    const failed = report.cases.find(({ verdict }) => verdict === 'fail');
    expect(failedIn(report)).not.toEqual([]);
    expect(failed?.reproduce.command).toBe(`testClient(client, { only: ["${failed?.id}"] })`);
    expect(readdirSync(folder)).toContain('report.html');
  });

  test('refuses globs that match nothing, and a client that calls nobody', async () => {
    const silent = { name: 'silent', call: async () => ({ kind: 'clientError', message: 'off' }) as const };

    expect((await refusalOf(testClient(silent, { only: ['no/such'] }))).exitCode).toBe(2);
    expect((await refusalOf(testClient(silent, { timeout: 200 }))).exitCode).toBe(4);
  });

  test('says which file cannot be written', async () => {
    mkdirSync(join(folder, 'events.ndjson'));

    const options = { only: ['client-encoding/*'], runs: 0, out: folder };
    const { exitCode, message } = await refusalOf(testClient(referenceClient(), options));

    expect(exitCode).toBe(2);
    expect(message).toContain(`${join(folder, 'events.ndjson')} cannot be written (EISDIR`);
  });
});

describe('startReferenceTarget', () => {
  test('refuses a fault that nobody knows', async () => {
    const { exitCode, message } = await refusalOf(startReferenceTarget({ faults: ['get-refuse'] }));

    expect(exitCode).toBe(2);
    expect(message).toContain('Did you mean get-refused?');
  });
});
