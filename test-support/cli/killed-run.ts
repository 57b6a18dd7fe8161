/** Kills a run without warning, sweeps, and says what is left. Test support; needs what `npm run build` makes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { catalogue } from '../../harness/cli/command-list.ts';
import { sweepCommand } from '../../harness/cli/commands/sweep.ts';
import { targetSettings } from '../../harness/cli/connection/target-settings.ts';
import { runProgram } from '../../harness/cli/program.ts';
import { Caller } from '../../harness/endpoint/caller.ts';
import { packageRoot } from '../../harness/package/package-root.ts';
import type { Reference } from '../../harness/reference/reference.ts';

/** What a killed run and the sweep after it left. */
export interface KilledRun {
  /** Requests that the target had heard when the run was killed. */
  readonly killedAfter: number;
  /** Something of the run was in the target before the sweep. */
  readonly leftBehind: boolean;
  readonly sweep: { readonly code: number; readonly output: string };
  /** What bears the name of a run after the sweep, and how many VPCs there are. */
  readonly after: { readonly named: readonly string[]; readonly vpcs: number };
}

/** Ends a run as Ctrl-C does when the target has heard so many requests: its exit code, and what is left without a sweep. */
export async function interruptRun(target: Reference, requests: number) {
  const directory = mkdtempSync(join(tmpdir(), 'interrupted-'));
  const code = await endRun(target, requests, directory, 'SIGINT');
  rmSync(directory, { recursive: true, force: true });
  return { code, after: await leftBehind(target) };
}

/** Starts a run against the target in a process of its own, and kills it when the target has heard so many requests. */
export async function killAndSweep(target: Reference, requests: number): Promise<KilledRun> {
  const directory = mkdtempSync(join(tmpdir(), 'killed-'));
  const heard = target.stats.requests;
  await endRun(target, requests, directory, 'SIGKILL');
  const killedAfter = target.stats.requests - heard;
  const before = await leftBehind(target);
  const sweep = await runSweep(target, directory);
  const after = await leftBehind(target);
  rmSync(directory, { recursive: true, force: true });
  return { killedAfter, leftBehind: before.named.length > 0 || before.vpcs > 1, sweep, after };
}

/** Starts a run and ends it by this signal when the target has heard so many requests; answers its exit code. */
export async function endRun(
  target: Reference,
  requests: number,
  directory: string,
  signal: 'SIGKILL' | 'SIGINT',
  further: readonly string[] = [],
): Promise<number | null> {
  const environment = { AWS_REGION: target.region };
  const heard = target.stats.requests;
  const main = join(packageRoot(), 'dist/harness/cli/main.js');
  const child = spawn(
    process.execPath,
    [main, 'run', '--endpoint', target.endpoint.href, '--out', directory, ...further],
    {
      stdio: 'ignore',
      env: { PATH: process.env['PATH'], ...environment },
    },
  );
  const exited = once(child, 'exit');
  while (child.exitCode === null && target.stats.requests - heard < requests) {
    await sleep(1);
  }
  child.kill(signal);
  await exited;
  return child.exitCode;
}

async function runSweep(target: Reference, directory: string): Promise<KilledRun['sweep']> {
  let output = '';
  const write = (text: string) => (output += text);
  const args = ['sweep', '--endpoint', target.endpoint.href, '--region', target.region, '--out', directory, '--yes'];
  const code = await runProgram(
    args,
    { commands: [sweepCommand], version: '0' },
    {
      stdout: { write },
      stderr: { write },
      environment: {},
      catalogue,
      interrupted: () => new Promise(() => undefined),
    },
  );
  return { code, output };
}

/** Read from the answers' text: the code under test is not asked. */
export async function leftBehind(target: Reference): Promise<KilledRun['after']> {
  const settings = targetSettings(
    target.endpoint.href,
    { timeoutMs: 10_000, concurrency: 1, region: target.region },
    {},
  );
  const caller = new Caller(settings);
  const bodies: string[] = [];
  for (const action of ['DescribeSecurityGroups', 'DescribeManagedPrefixLists', 'DescribeVpcs']) {
    const { exchange } = await caller.call(action, []);
    bodies.push(exchange.response?.body.toString('utf8') ?? 'no response: ec2-conformance-unknown');
  }
  caller.close();
  const all = bodies.join('\n');
  return {
    named: [...new Set(all.match(/ec2-conformance-[a-z0-9-]+/g) ?? [])],
    vpcs: new Set((bodies[2] ?? '').match(/vpc-[0-9a-f]+/g) ?? []).size,
  };
}
