/** The compiled command in a process of its own. Test support; needs what `npm run build` makes. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../harness/package/package-root.ts';

/** What a command printed, and its exit code; null: ended by a signal. */
export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** Exit code and output of a process. */
export interface Finished extends Said {
  /** Largest resident set, in bytes. */
  readonly peakBytes: number;
}

/** Tells the parent its largest resident set at the end, on a stream of its own. */
const preload = `data:text/javascript,${encodeURIComponent(
  `import { writeSync } from 'node:fs';
   import { isMainThread } from 'node:worker_threads';
   if (isMainThread) process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));`,
)}`;

/**
 * Runs `ec2-conformance` with these arguments and nothing in its environment but what is given. A run that names no seed gets one.
 */
export async function ec2Conformance(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const main = join(packageRoot(), 'dist/harness/cli/main.js');
  const child = spawn(process.execPath, ['--import', preload, main, ...args, ...seedFor(args)], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], ...environment },
  });
  const texts = ['', '', ''];
  for (const [index, stream] of [child.stdout, child.stderr, child.stdio[3]].entries()) {
    stream?.on('data', (chunk: Buffer) => {
      texts[index] += chunk.toString('utf8');
    });
  }
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const [out = '', error = '', peak = ''] = texts;
  return { code, out, error, peakBytes: Number(peak) * 1024 };
}

/** The seed for a command that draws one and is given none: what a test sees once, it sees each time. */
export function seedFor([command, ...options]: readonly string[]): readonly string[] {
  const draws = command === 'run' || command === 'client';
  return draws && !options.includes('--seed') && !options.includes('--replay') ? ['--seed', '1'] : [];
}
