/** `run` in a process of its own, and the report that it leaves. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../../reports/report.ts';
import { packageRoot } from '../../package/package-root.ts';
import { optionName } from '../option-table.ts';
import type { RunOptions } from '../run/run-options.ts';
import type { ServerTestOptions } from './api-options.ts';
import { ConformanceRunError } from './conformance-run-error.ts';

type SpawnedOptions = Omit<ServerTestOptions, 'environment' | 'signal'> & Pick<RunOptions, 'out'>;

/** `options.out` has to be there. Throws ConformanceRunError when there is no report. */
export async function spawnRun(
  options: SpawnedOptions,
  environment: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal | undefined,
): Promise<Report> {
  const file = join(options.out, 'report.json');
  rmSync(file, { force: true });
  // The compiled command, whether this module is compiled itself or loaded by the package's own tests.
  const main = join(packageRoot(), 'dist/harness/cli/main.js');
  const child = spawn(process.execPath, [main, 'run', '--quiet', ...argumentsOf(options)], {
    env: { ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const interrupt = () => child.kill('SIGINT');
  signal?.addEventListener('abort', interrupt, { once: true });
  if (signal?.aborted === true) interrupt();
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  signal?.removeEventListener('abort', interrupt);
  if (code === 2 || code === 4 || !existsSync(file)) {
    const why = said.trim().replace(/^ec2-conformance( run)?: /, '');
    throw new ConformanceRunError(
      code === 2 || code === 4 ? code : 3,
      why === '' ? 'The run ended before its first case.' : why,
    );
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Report;
}

/** As the command would be given them; that their types agree is checked here. */
function argumentsOf(options: { readonly [Key in keyof RunOptions]?: RunOptions[Key] }): readonly string[] {
  return Object.entries(options).flatMap(([key, value]) => {
    if (value === undefined || value === false) return [];
    if (value === true) return [optionName(key)];
    const values = Array.isArray(value) ? value : [value];
    return values.map((one) => `${optionName(key)}=${one}`);
  });
}
