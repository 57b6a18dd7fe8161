/** Runs a Node program in a process of its own and measures its time and peak memory. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../harness/package/package-root.ts';
import type { MeasuredLine } from './measured-line.ts';

/** Time and peak memory of a process. */
export interface MeasuredProcess {
  readonly wallMs: number;
  readonly peakBytes: number;
  /** Of all its threads, in the kernel included. */
  readonly processorMs: number;
  readonly lines: readonly MeasuredLine[];
  /** All that it printed. */
  readonly said: string;
  /** Milliseconds from the start until the awaited text was in the output; undefined when it never was. */
  readonly seenAfterMs?: number;
}

/** How a process is started. */
export interface ProcessOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Note every call; slows the process a little. */
  readonly calls?: boolean;
  /** Text of the output that is waited for. */
  readonly awaited?: string;
  /** Default: 0 alone. */
  readonly exitCodes?: readonly number[];
}

/** `module` is a path from `dist`. Rejects when the program ends with another exit code, with what it said. */
export async function runMeasured(
  module: string,
  args: readonly string[],
  { environment = {}, calls = false, awaited, exitCodes = [0] }: ProcessOptions = {},
): Promise<MeasuredProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'ec2-conformance-bench-'));
  const file = join(folder, 'measured.ndjson');
  const startedAt = performance.now();
  const child = spawn(process.execPath, [join(packageRoot(), 'dist', module), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...environment,
      NODE_OPTIONS: `--import=${new URL('preload.js', import.meta.url).href}`,
      EC2_CONFORMANCE_BENCH_FILE: file,
      ...(calls ? { EC2_CONFORMANCE_BENCH_CALLS: '1' } : {}),
    },
  });
  let said = '';
  let seenAfterMs: number | undefined;
  const hear = (chunk: Buffer) => {
    said += chunk.toString('utf8');
    if (awaited !== undefined && seenAfterMs === undefined && said.includes(awaited)) {
      seenAfterMs = performance.now() - startedAt;
    }
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const wallMs = performance.now() - startedAt;
    if (code === null || !exitCodes.includes(code)) {
      throw new Error(`${module} ended with ${code}: ${said.slice(-1000)}`);
    }
    const lines = readLines(file);
    const end = lines.find((line) => line.kind === 'end');
    if (end === undefined) {
      throw new Error(`${module} did not say what it took`);
    }
    const { peakBytes, processorMs } = end;
    return { wallMs, peakBytes, processorMs, lines, said, ...(seenAfterMs === undefined ? {} : { seenAfterMs }) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readLines(file: string): readonly MeasuredLine[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as MeasuredLine);
}
