/** The measurements as Markdown: ratios first, since they are what another machine may expect to see again. */
import type { FullLoop } from './measured/full-loop.ts';
import type { MotoShare } from './measured/moto-share.ts';
import type { Spread } from './samples.ts';
import type { WholeRun } from './whole-run.ts';

/** The results of all measurements. */
export interface BenchResults {
  readonly whole: WholeRun;
  readonly loops: readonly FullLoop[];
  readonly firstVerdictMs: Spread;
  readonly moto: MotoShare;
  /** `v20.20.2` */
  readonly node: string;
  readonly processors: number;
  /** Processes that wanted to run while it was measured, on average over a minute. */
  readonly load: number;
}

/** Most bytes that a run may hold resident, at any time. */
const mostBytes = 250e6;
const mostOfWholeRun = 2.5;
const mostOfMoto = 0.1;

/**
 * Most times a plain POST that a call of ours may take, by the size of the response. With several in flight nobody waits any
 * more: then it is what a call costs of a processor, and nothing is required.
 */
export function mostOfLoop({ responseBytes, inFlight }: FullLoop): number | undefined {
  if (inFlight > 1) return undefined;
  return responseBytes <= 1000 ? 4 : 7;
}

/** reports/bench.md as text. */
export function renderBench(bench: BenchResults): string {
  const { whole, loops, moto } = bench;
  const waiting = moto.kind === 'measured' ? moto.share : undefined;
  const ours = moto.kind === 'measured' ? moto.share.median - whole.emptyMs.median / moto.wallMs.median : undefined;
  return `# What a run costs

Written by \`npm run bench\`. What is compared is measured in turns, so that a busy machine slows both sides alike; each
number is a median, with the least and the most in brackets.

| what | measured | required | |
|---|---|---|---|
| whole default run on the embedded target : empty vitest run + the same calls made raw | ${times(whole.ratio)} | at most ${mostOfWholeRun} | ${mark(whole.ratio.median <= mostOfWholeRun)} |
| the same in processor time, all processes and threads | ${times(whole.processorRatio)} | | |
| whole default run : empty vitest run + as many plain POSTs to a server that does nothing | ${times(whole.plainRatio)} | | |
| peak resident memory of that run | ${megabytes(whole.peakBytes)} | at most ${megabytes(mostBytes)} | ${mark(whole.peakBytes <= mostBytes)} |
${loops.map(loopRow).join('\n')}
| share of a run against moto that is ours | ${ours === undefined ? 'not run' : `**${percent(ours)}**`} | at most ${percent(mostOfMoto)} | ${ours === undefined ? '' : mark(ours <= mostOfMoto)} |
| the same with what vitest takes to start | ${waiting === undefined ? 'not run' : percents(waiting)} | | |
| start to first verdict | ${milliseconds(bench.firstVerdictMs)} | | |

## In milliseconds

Node ${bench.node}, ${bench.processors} processors, load ${bench.load.toFixed(1)}.

| what | milliseconds | of a processor |
|---|---|---|
| whole default run, ${whole.calls} calls, ${whole.rounds} rounds | ${milliseconds(whole.runMs)} | ${milliseconds(whole.processorMs.run)} |
| empty vitest run (peak memory ${megabytes(whole.emptyPeakBytes)}) | ${milliseconds(whole.emptyMs)} | ${milliseconds(whole.processorMs.empty)} |
| the same ${whole.calls} calls made raw | ${milliseconds(whole.rawMs)} | ${milliseconds(whole.processorMs.raw)} |
| ${whole.calls} plain POSTs with bodies and answers of the same sizes | ${milliseconds(whole.plainMs)} | ${milliseconds(whole.processorMs.plain)} |
${loops.flatMap(loopTimes).join('\n')}
| ${motoLine(moto)} | |

- **Whole run**: the command in a process of its own, from its start to its end, reports included.
- **The same calls made raw**: the very bytes of a run's requests, over one kept-alive connection of \`node:http\` to a fresh
  embedded target, timed from the first to the last, in a process as cold as that of the run; answers are not looked at.
- **Plain POSTs** of the same sizes go to a process that does nothing but respond; both are warm. That ratio counts all that
  the embedded target does (signatures checked, rules changed, XML written) as ours.
- **Call of ours**: built, signed by our signer and by AWS's, sent, read strictly, judged by everything that
  holds over every response. Both sides are warm.
- **First verdict**: of a run of a single case, from the start of the process.
- **Share on moto**: what is left of the command's wall time when the time between sending a request and having read its
  response is taken off, and an empty vitest run, as in the first row. What is done while a response is awaited (signatures
  compared, the responses before judged) is no part of it: where moto takes longer than that, nobody waits for it.
`;
}

function loopRow(loop: FullLoop): string {
  const most = mostOfLoop(loop);
  const required = most === undefined ? '| |' : `| at most ${most} | ${mark(loop.ratio.median <= most)} |`;
  return `| a call of ours : a plain POST, ${sizeOf(loop)} | ${times(loop.ratio)} ${required}`;
}

function loopTimes(loop: FullLoop): readonly string[] {
  return [
    `| plain POST, ${sizeOf(loop)} | ${milliseconds(loop.plainMs, 3)} | |`,
    `| call of ours, ${sizeOf(loop)} | ${milliseconds(loop.oursMs, 3)} | |`,
  ];
}

function motoLine(moto: MotoShare): string {
  return moto.kind === 'measured'
    ? `run against moto, ${moto.calls} calls | ${milliseconds(moto.wallMs)}`
    : `run against moto | not run: ${moto.why}`;
}

function sizeOf({ responseBytes, inFlight }: FullLoop): string {
  return `answer of ${(responseBytes / 1000).toFixed(1)} KB, ${inFlight} in flight`;
}

function times({ median, least, most }: Spread): string {
  return `**${median.toFixed(2)}** (${least.toFixed(2)} to ${most.toFixed(2)})`;
}

function milliseconds({ median, least, most }: Spread, digits = 0): string {
  return `${median.toFixed(digits)} (${least.toFixed(digits)} to ${most.toFixed(digits)})`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)}%`;
}

function percents({ median, least, most }: Spread): string {
  return `**${(median * 100).toFixed(1)}%** (${(least * 100).toFixed(1)} to ${(most * 100).toFixed(1)})`;
}

function mark(isKept: boolean): string {
  return isKept ? 'kept' : '**missed**';
}
