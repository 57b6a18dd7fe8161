/** The whole default run on the embedded target, beside what nobody could do without: starting vitest, and the same calls. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MeasuredLine } from './measured-line.ts';
import { runMeasured } from './measured-process.ts';
import { type PlainPost, type PlainServer, timePosts } from './plain-posts.ts';
import { processorMs } from './processor-time.ts';
import { inTurns, ratios, type Spread, spreadOf } from './samples.ts';

export interface WholeRun {
  readonly calls: number;
  readonly rounds: number;
  readonly runMs: Spread;
  readonly emptyMs: Spread;
  readonly plainMs: Spread;
  /** Of the run to the sum of the other two, round by round. */
  readonly ratio: Spread;
  /** The same of processor time, which other work on the machine hardly changes. */
  readonly processorRatio: Spread;
  readonly processorMs: { readonly run: Spread; readonly empty: Spread; readonly plain: Spread };
  /** Most resident memory of any of the runs, and of any of the empty ones. */
  readonly peakBytes: number;
  readonly emptyPeakBytes: number;
}

const command = '../cli/main.js';

/** What one run, empty run or round of POSTs took. */
interface Taken {
  readonly wallMs: number;
  readonly processorMs: number;
  /** Undefined where memory is nobody's question. */
  readonly peakBytes?: number;
}

/** Begins no further round after `budgetMs`. */
export async function measureWholeRun(server: PlainServer, rounds: number, budgetMs: number): Promise<WholeRun> {
  const out = mkdtempSync(join(tmpdir(), 'ec2-conformance-bench-out-'));
  const args = ['run', '--out', out];
  try {
    const posts = postsOf((await runMeasured(command, args, { calls: true })).lines);
    const taken = await inTurns<'run' | 'empty' | 'plain', Taken>(
      {
        run: () => runMeasured(command, args),
        empty: () => runMeasured('empty-run.js', []),
        plain: () => takenByPosts(server, posts),
      },
      rounds,
      budgetMs,
    );
    return { calls: posts.length, ...compared(taken) };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

async function takenByPosts(server: PlainServer, posts: readonly PlainPost[]): Promise<Taken> {
  const before = processorMs() + (await server.processorMs());
  const wallMs = await timePosts(server.port, posts, 1);
  return { wallMs, processorMs: processorMs() + (await server.processorMs()) - before };
}

function compared(taken: Readonly<Record<'run' | 'empty' | 'plain', readonly Taken[]>>): Omit<WholeRun, 'calls'> {
  const of = (side: keyof typeof taken, what: 'wallMs' | 'processorMs') => taken[side].map((one) => one[what]);
  const ratioOf = (what: 'wallMs' | 'processorMs') =>
    spreadOf(ratios(of('run', what), sums(of('empty', what), of('plain', what))));
  const peak = (side: keyof typeof taken) => Math.max(...taken[side].map(({ peakBytes = 0 }) => peakBytes));
  return {
    rounds: taken.run.length,
    runMs: spreadOf(of('run', 'wallMs')),
    emptyMs: spreadOf(of('empty', 'wallMs')),
    plainMs: spreadOf(of('plain', 'wallMs')),
    ratio: ratioOf('wallMs'),
    processorRatio: ratioOf('processorMs'),
    processorMs: {
      run: spreadOf(of('run', 'processorMs')),
      empty: spreadOf(of('empty', 'processorMs')),
      plain: spreadOf(of('plain', 'processorMs')),
    },
    peakBytes: peak('run'),
    emptyPeakBytes: peak('empty'),
  };
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

function sums(some: readonly number[], others: readonly number[]): readonly number[] {
  return some.map((one, round) => one + (others[round] ?? 0));
}
