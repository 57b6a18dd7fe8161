/** The whole default run on the embedded target, beside what nobody could do without: starting vitest, and the same calls. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MeasuredLine } from './measured-line.ts';
import { runMeasured } from './measured-process.ts';
import { type PlainPost, type PlainServer, timePosts } from './plain-posts.ts';
import { inTurns, type Spread, spreadOf } from './samples.ts';

export interface WholeRun {
  readonly calls: number;
  readonly rounds: number;
  readonly runMs: Spread;
  readonly emptyMs: Spread;
  readonly plainMs: Spread;
  /** Of the run to the sum of the other two, round by round. */
  readonly ratio: Spread;
  /** Most resident memory of any of the runs, and of any of the empty ones. */
  readonly peakBytes: number;
  readonly emptyPeakBytes: number;
}

const command = '../cli/main.js';

/** Begins no further round after `budgetMs`. */
export async function measureWholeRun(server: PlainServer, rounds: number, budgetMs: number): Promise<WholeRun> {
  const out = mkdtempSync(join(tmpdir(), 'ec2-conformance-bench-out-'));
  const args = ['run', '--out', out];
  let peakBytes = 0;
  let emptyPeakBytes = 0;
  try {
    const posts = postsOf((await runMeasured(command, args, { calls: true })).lines);
    const samples = await inTurns(
      {
        run: async () => {
          const done = await runMeasured(command, args);
          peakBytes = Math.max(peakBytes, done.peakBytes);
          return done.wallMs;
        },
        empty: async () => {
          const done = await runMeasured('empty-run.js', []);
          emptyPeakBytes = Math.max(emptyPeakBytes, done.peakBytes);
          return done.wallMs;
        },
        plain: () => timePosts(server.port, posts, 1),
      },
      rounds,
      budgetMs,
    );
    const { run, empty, plain } = samples;
    const ratio = run.map((ms, round) => ms / ((empty[round] ?? 0) + (plain[round] ?? 0)));
    return {
      calls: posts.length,
      rounds: run.length,
      runMs: spreadOf(run),
      emptyMs: spreadOf(empty),
      plainMs: spreadOf(plain),
      ratio: spreadOf(ratio),
      peakBytes,
      emptyPeakBytes,
    };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** Milliseconds from the start of the command to the verdict of a first case. */
export async function measureFirstVerdict(rounds: number, caseId: string): Promise<Spread> {
  const out = mkdtempSync(join(tmpdir(), 'ec2-conformance-bench-out-'));
  try {
    const { first } = await inTurns(
      {
        first: async () => {
          // A selection leaves requirements untested, so that the run may say "incomplete".
          const done = await runMeasured(command, ['run', '--out', out, '--only', caseId], {
            awaited: '1/1 cases',
            exitCodes: [0, 3],
          });
          if (done.seenAfterMs === undefined) {
            throw new Error(`the run of ${caseId} told no verdict`);
          }
          return done.seenAfterMs;
        },
      },
      rounds,
      12_000,
    );
    return spreadOf(first);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** The calls of a run as plain POSTs with bodies and answers of the same sizes. */
function postsOf(lines: readonly MeasuredLine[]): readonly PlainPost[] {
  const sent = lines.flatMap((line) => (line.kind === 'request' ? [line.bytes] : []));
  const answered = lines.flatMap((line) => (line.kind === 'call' ? [line.bytes] : []));
  return sent.map((bytes, index) => ({ path: `/${answered[index] ?? 0}`, body: 'x'.repeat(bytes) }));
}
