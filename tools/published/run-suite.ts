/** Runs the suite, as a user does, and reads the report that it leaves. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../harness/package/package-root.ts';
import type { Report } from '../../reports/report.ts';
import { peerFolder } from '../../test-support/peers/toolchain.ts';

/** The report and exit code of a run. */
export interface SuiteRun {
  readonly report: Report;
  readonly exitCode: number | null;
}

/** What is run. */
interface SuiteOptions {
  /** Name of the folder of the reports; it begins the message of a run that leaves none. */
  readonly name: string;
  readonly command: 'run' | 'client';
  /** Options of the command but `--seed`, `--quiet` and `--out`. */
  readonly options: readonly string[];
  /** Default: that of this process. */
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * The command itself, as it is installed, with seed 1; from the package's folder, so that no path of this machine is in a
 * report. Throws what the command printed if it leaves no report.
 */
export async function runSuite({ name, command, options, environment }: SuiteOptions): Promise<SuiteRun> {
  const out = join(peerFolder('reports'), name);
  const file = join(out, 'report.json');
  rmSync(file, { force: true });
  const main = join(packageRoot(), 'dist', 'harness', 'cli', 'main.js');
  const child = spawn(process.execPath, [main, command, '--seed', '1', '--quiet', '--out', out, ...options], {
    cwd: packageRoot(),
    ...(environment === undefined ? {} : { env: environment }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  child.stdout.on('data', (chunk: Buffer) => (words += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString('utf8')));
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (!existsSync(file)) throw new Error(`${name}: the run left no report (exit ${exitCode})\n${words}`);
  return { report: JSON.parse(readFileSync(file, 'utf8')) as Report, exitCode };
}
