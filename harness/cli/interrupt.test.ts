import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../reports/report.ts';
import { sampleCaseFile, sampleDriver } from '../../test-support/cli/driver-samples.ts';
import {
  childrenOf,
  exitCode,
  finished,
  type SlowProxy,
  said,
  startSlowProxy,
} from '../../test-support/cli/interrupted-command.ts';
import { leftBehind } from '../../test-support/cli/killed-run.ts';
import { settingsForReference } from '../../test-support/reference-settings.ts';
import { Caller } from '../endpoint/caller.ts';
import { packageRoot } from '../package/package-root.ts';
import { type Reference, startReference } from '../reference/reference.ts';
import { readGroupStates } from '../security-groups/group-state.ts';

const command = join(packageRoot(), 'dist/harness/cli/main.js');

/** A terminal signals the whole process group. */
const receivers: Readonly<Record<string, (run: ChildProcess, signal: NodeJS.Signals) => void>> = {
  'to the command': (run, signal) => void run.kill(signal),
  'to its process group': ({ pid }, signal) => void (pid !== undefined && process.kill(-pid, signal)),
};

describe('a run that is interrupted', () => {
  const directory = mkdtempSync(join(tmpdir(), 'interrupted-'));
  let target: Reference;
  beforeAll(async () => {
    target = await startReference();
  });
  afterAll(async () => {
    await target.close();
    rmSync(directory, { recursive: true });
  });

  const start = (out: string, ...nodeOptions: readonly string[]) =>
    spawn(
      process.execPath,
      [...nodeOptions, command, 'run', '--endpoint', target.endpoint.href, '--effort', 'deep', '--out', out],
      // As a shell starts it, in a process group of its own.
      { detached: true },
    );

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it.each(Object.entries(receivers))(
      `by ${signal} %s tidies up, says that it is incomplete, and ends with 3`,
      async (receiver, send) => {
        const out = join(directory, `${signal} ${receiver}`);
        const run = start(out);

        await said(run, /cases/);
        expect(childrenOf(run)).toEqual([]);
        const ended = exitCode(run);
        send(run, signal);

        expect(await ended).toBe(3);
        const report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report;
        expect(report.summary.verdict).toBe('incomplete');
        expect(report.summary.reasons).toContain('interrupted');
        expect(readdirSync(out).filter((name) => name.startsWith('journal'))).toEqual([]);
        expect(await groupsLeft(target)).toBe(1);
      },
    );
  }

  it('by an early end of the thread of its suites tidies up, says so, and ends with 3', async () => {
    const out = join(directory, 'thread');
    const now = join(directory, 'now');
    // Loaded in each thread; that of vitest is the first after the main thread.
    const preload = join(directory, 'preload.mjs');
    writeFileSync(
      preload,
      `import { existsSync } from 'node:fs';
       import { threadId } from 'node:worker_threads';
       if (threadId === 1) setInterval(() => existsSync(${JSON.stringify(now)}) && process.exit(7), 10);`,
    );
    const run = start(out, '--import', preload);

    await said(run, /cases/);
    const ended = exitCode(run);
    writeFileSync(now, '');

    expect(await ended).toBe(3);
    const report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report;
    expect(report.summary.reasons).toContain(
      'a mistake of the suite: the thread that runs the suites ended early: with exit code 7',
    );
    expect(await groupsLeft(target)).toBe(1);
  });

  it('by a second signal ends at once, and says where the journal lies', async () => {
    const out = join(directory, 'twice');
    const run = spawn(process.execPath, [
      command,
      'run',
      '--endpoint',
      target.endpoint.href,
      '--effort',
      'deep',
      '--rate',
      '20',
      '--out',
      out,
    ]);
    let complaint = '';
    run.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString();
    });

    await said(run, /Testing/);
    const ended = exitCode(run);
    run.kill('SIGINT');
    // Two of a kind at once would come as one.
    run.kill('SIGTERM');

    expect(await ended).toBe(130);
    expect(complaint).toContain('ec2-conformance sweep');
  });
});

// Most of their time they wait. Each signal has a target of its own, and its tests come one after the other.
describe.concurrent.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s', { timeout: 60_000 }, (signal) => {
  const directory = mkdtempSync(join(tmpdir(), 'signalled-'));
  let target: Reference;
  let slow: SlowProxy;

  beforeAll(async () => {
    target = await startReference();
    slow = await startSlowProxy(target.endpoint);
  });
  afterAll(async () => {
    slow.close();
    await target.close();
    rmSync(directory, { recursive: true });
  });

  /** Starts a command at the slow front, and ends it when the target has heard so many requests of it. */
  async function interrupted(args: readonly string[], requests: number) {
    const before = slow.heard();
    const child = spawn(process.execPath, [command, ...args], { env: { PATH: process.env['PATH'] } });
    const ended = finished(child);
    while (child.exitCode === null && slow.heard() - before < requests) await sleep(5);
    child.kill(signal);
    return ended;
  }

  it.sequential.each([1, 6, 14])('lets replay tidy up after %i requests, and ends it with 3', async (requests) => {
    const file = join(directory, 'case.json');
    writeFileSync(file, JSON.stringify(sampleCaseFile));

    const args = ['replay', file, '--endpoint', slow.endpoint, '--out', join(directory, 'replay')];
    const { code, error } = await interrupted(args, requests);

    expect([code, error]).toStrictEqual([3, expect.stringMatching(/^ec2-conformance replay: interrupted/m)]);
    expect(await leftBehind(target)).toStrictEqual({ named: [], vpcs: 1 });
    expect(readdirSync(join(directory, 'replay'))).toStrictEqual([]);
  });

  it.sequential('lets sweep finish the removal in hand, and it says what is left', async () => {
    const out = join(directory, 'sweep');
    await abandon(target, out, 6);

    const args = ['sweep', '--endpoint', slow.endpoint, '--out', out, '--yes'];
    // It looks for ten kinds of things, by name and by tag, before it removes the first.
    const { code, out: printed, error } = await interrupted(args, 24);

    expect(code).toBe(5);
    expect(printed).toMatch(/^Removed [1-5] of 6\.$/m);
    expect(printed).toMatch(/^ {2}still there: group sg-\w+: interrupted before it was removed$/m);
    expect(error).toBe('ec2-conformance sweep: interrupted.\n');
    const rest = spawn(process.execPath, [command, 'sweep', '--endpoint', target.endpoint.href, '--out', out, '--yes']);
    expect((await finished(rest)).code).toBe(0);
  });

  it.sequential('ends sweep before it removes anything with 3', async () => {
    const out = join(directory, 'sweep-early');
    await abandon(target, out, 1);

    const { code, error } = await interrupted(['sweep', '--endpoint', slow.endpoint, '--out', out, '--yes'], 2);

    expect([code, error]).toStrictEqual([3, 'ec2-conformance sweep: interrupted. Nothing was removed.\n']);
    const rest = spawn(process.execPath, [command, 'sweep', '--endpoint', target.endpoint.href, '--out', out, '--yes']);
    expect((await finished(rest)).code).toBe(0);
  });

  it.sequential('ends send with 3, and it says what is not known', async () => {
    const { code, error } = await interrupted(['send', '--endpoint', slow.endpoint, 'GroupId=sg-1'], 1);

    expect([code, error]).toStrictEqual([
      3,
      'ec2-conformance send: interrupted before the response arrived; whether the target did what was asked is not known.\n',
    ]);
  });

  it.sequential('ends a command that waits for a server at once, with 3', async () => {
    const starting = createServer((_, response) => void response.writeHead(503).end());
    await new Promise<void>((resolve) => starting.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(starting.address() as AddressInfo).port}/`;
    const child = spawn(process.execPath, [command, 'send', '--endpoint', endpoint, '--wait', '30', 'A=B']);
    const ended = finished(child);
    await once(starting, 'request');
    child.kill(signal);

    expect(await ended).toStrictEqual({
      code: 3,
      out: '',
      error: `ec2-conformance: interrupted before ${endpoint} had started.\n`,
    });
    starting.close();
  });

  it.sequential('lets client write its report on what was judged, and says in it that it was interrupted', async () => {
    const driver = join(directory, 'driver.mjs');
    writeFileSync(driver, sampleDriver(100));
    const out = join(directory, 'client');
    const child = spawn(process.execPath, [command, 'client', '--out', out, '--', process.execPath, driver]);
    const ended = finished(child);
    await said(child, /Testing/);
    await sleep(500);
    child.kill(signal);

    expect((await ended).code).toBe(1);
    const report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report;
    expect(report.summary.verdict).toBe('does-not-conform');
    expect(report.summary.reasons.join()).toContain('interrupted');
  });
});

it('the same signal twice at once, as npx and a terminal send it together, is one', { timeout: 60_000 }, async () => {
  const target = await startReference();
  const out = mkdtempSync(join(tmpdir(), 'echoed-'));
  const args = ['run', '--endpoint', target.endpoint.href, '--effort', 'deep', '--rate', '50', '--out', out];
  const run = spawn(process.execPath, [command, ...args]);

  await said(run, /Testing/);
  const ended = exitCode(run);
  run.kill('SIGINT');
  await sleep(30);
  run.kill('SIGINT');

  expect(await ended).toBe(3);
  await target.close();
  rmSync(out, { recursive: true });
});

/** Leaves groups of a run that forgot them, and a journal that names none. */
async function abandon(reference: Reference, out: string, groups: number): Promise<void> {
  mkdirSync(out, { recursive: true });
  const caller = new Caller(settingsForReference(reference, 'abandoned', { timeoutMs: 5000 }));
  for (let count = 1; count <= groups; count += 1) {
    await caller.call('CreateSecurityGroup', [
      ['GroupName', `ec2-conformance-abandoned-${count}`],
      ['GroupDescription', 'x'],
    ]);
  }
  caller.close();
}

/** Groups in the target; the default one is always there. */
async function groupsLeft(reference: Reference): Promise<number> {
  const caller = new Caller(settingsForReference(reference, 'look', { timeoutMs: 5000 }));
  const { outcome } = await caller.call('DescribeSecurityGroups', []);
  caller.close();
  return outcome.kind === 'success' ? readGroupStates(outcome).length : -1;
}
