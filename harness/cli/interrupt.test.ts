import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../reports/report.ts';
import { type Reference, startReference } from '../reference/reference.ts';
import { packageRoot } from '../suite/package-root.ts';
import { settingsForReference } from '../suite/reference-settings.ts';
import { Caller } from '../target/caller.ts';
import { readGroupStates } from '../target/group-state.ts';

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
        expect(report.summary.because).toContain('interrupted');
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
    expect(report.summary.because).toContain(
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

/** Resolves when the run has printed this. */
function said(run: ChildProcess, wanted: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    run.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (wanted.test(text)) resolve();
    });
    run.once('exit', () => reject(new Error(`ended before it said ${wanted}: ${text}`)));
  });
}

/** What it has started; it is one process, of which nothing can stay behind. */
function childrenOf({ pid }: ChildProcess): readonly number[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([child, parent]) => (child !== undefined && parent === pid ? [child] : []));
}

function exitCode(run: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => run.once('exit', (code) => resolve(code)));
}

/** Groups in the target; the default one is always there. */
async function groupsLeft(reference: Reference): Promise<number> {
  const caller = new Caller(settingsForReference(reference, 'look', { timeoutMs: 5000 }));
  const { outcome } = await caller.call('DescribeSecurityGroups', []);
  caller.close();
  return outcome.kind === 'success' ? readGroupStates(outcome).length : -1;
}
