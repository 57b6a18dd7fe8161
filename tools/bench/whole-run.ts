/**
 * The whole default run on the embedded target, beside what nobody could do without: starting vitest, and the same calls
 * made raw, once to the same target, and once as plain POSTs to a server that does nothing.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PlainPost, type PlainServer, timePosts } from './measured/plain-posts.ts';
import type { RawCalls } from './measured/raw-calls.ts';
import type { MeasuredLine } from './measured-line.ts';
import { runMeasured } from './measured-process.ts';
import { processorMs } from './processor-time.ts';
import { inTurns, ratios, type Spread, spreadOf } from './samples.ts';

/** Times of whole runs and of the same calls made raw. */
export interface WholeRun {
  readonly calls: number;
  readonly rounds: number;
  readonly runMs: Spread;
  readonly emptyMs: Spread;
  readonly rawMs: Spread;
  readonly plainMs: Spread;
  /** Of the run to the empty one and the same calls made raw to the same target, round by round. */
  readonly ratio: Spread;
  /** The same of processor time, which other work on the machine hardly changes. */
  readonly processorRatio: Spread;
  /** Of the run to the empty one and as many plain POSTs to a server that does nothing: the target's work counts too. */
  readonly plainRatio: Spread;
  readonly processorMs: { readonly run: Spread; readonly empty: Spread; readonly raw: Spread; readonly plain: Spread };
  /** Most resident memory of any of the runs, and of any of the empty ones. */
  readonly peakBytes: number;
  readonly emptyPeakBytes: number;
}

const command = 'harness/cli/main.js';

/** A few requests depend on what is not recorded, such as which of two in flight came first. */
const mostlyAsRecorded = 0.98;

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
    const { lines } = await runMeasured(command, args, { calls: true });
    const posts = postsOf(lines);
    const recorded = join(out, 'requests.json');
    writeFileSync(recorded, JSON.stringify(lines.filter(({ kind }) => kind === 'request')));
    const taken = await inTurns<'run' | 'empty' | 'raw' | 'plain', Taken>(
      {
        run: () => runMeasured(command, args),
        empty: () => runMeasured('tools/bench/measured/empty-run.js', []),
        raw: () => takenByRawCalls(recorded, posts.length),
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

/** Throws where the fresh target did not answer as the recorded one: other work is no comparison. */
async function takenByRawCalls(recorded: string, calls: number): Promise<Taken> {
  const { said } = await runMeasured('tools/bench/measured/raw-calls.js', [recorded]);
  const took = JSON.parse(said) as RawCalls;
  if (took.asRecorded < calls * mostlyAsRecorded) {
    throw new Error(`of ${calls} recorded requests only ${took.asRecorded} were answered as in the run`);
  }
  return took;
}

async function takenByPosts(server: PlainServer, posts: readonly PlainPost[]): Promise<Taken> {
  const before = processorMs() + (await server.processorMs());
  const wallMs = await timePosts(server.port, posts, 1);
  return { wallMs, processorMs: processorMs() + (await server.processorMs()) - before };
}

function compared(
  taken: Readonly<Record<'run' | 'empty' | 'raw' | 'plain', readonly Taken[]>>,
): Omit<WholeRun, 'calls'> {
  const of = (side: keyof typeof taken, what: 'wallMs' | 'processorMs') => taken[side].map((one) => one[what]);
  const ratioTo = (calls: 'raw' | 'plain', what: 'wallMs' | 'processorMs') =>
    spreadOf(ratios(of('run', what), sums(of('empty', what), of(calls, what))));
  const peak = (side: keyof typeof taken) => Math.max(...taken[side].map(({ peakBytes = 0 }) => peakBytes));
  return {
    rounds: taken.run.length,
    runMs: spreadOf(of('run', 'wallMs')),
    emptyMs: spreadOf(of('empty', 'wallMs')),
    rawMs: spreadOf(of('raw', 'wallMs')),
    plainMs: spreadOf(of('plain', 'wallMs')),
    ratio: ratioTo('raw', 'wallMs'),
    processorRatio: ratioTo('raw', 'processorMs'),
    plainRatio: ratioTo('plain', 'wallMs'),
    processorMs: {
      run: spreadOf(of('run', 'processorMs')),
      empty: spreadOf(of('empty', 'processorMs')),
      raw: spreadOf(of('raw', 'processorMs')),
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
            throw new Error(`the run of ${caseId} gave no verdict`);
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
  const sent = lines.flatMap((line) => (line.kind === 'request' ? [line.body.length] : []));
  const answered = lines.flatMap((line) => (line.kind === 'call' ? [line.bytes] : []));
  return sent.map((bytes, index) => ({ path: `/${answered[index] ?? 0}`, body: 'x'.repeat(bytes) }));
}

function sums(some: readonly number[], others: readonly number[]): readonly number[] {
  return some.map((one, round) => one + (others[round] ?? 0));
}
