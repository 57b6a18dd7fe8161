/** A whole default run on the embedded target behind a delay: how long it takes, by the time that a response takes. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { changed, referenceBehaviour } from '../../../harness/reference/behaviour.ts';
import { startReference } from '../../../harness/reference/reference.ts';
import type { Report } from '../../../reports/report.ts';
import { runMeasured } from '../measured-process.ts';

/** One run on a target that holds each response back. */
export interface SlowRun {
  /** Milliseconds by which each response is late. */
  readonly delayMs: number;
  readonly wallMs: number;
  readonly processorMs: number;
  readonly calls: number;
  readonly lanes: number;
}

/** The delays that a time is wanted for, in milliseconds, with that time, and one between them. */
const wanted: readonly { readonly delayMs: number; readonly mostMs?: number }[] = [
  { delayMs: 45, mostMs: 20_000 },
  { delayMs: 100 },
  { delayMs: 200, mostMs: 60_000 },
];

/** One run for each delay; they mostly wait. */
export async function measureSlowTargets(): Promise<readonly SlowRun[]> {
  const runs: SlowRun[] = [];
  for (const { delayMs } of wanted) runs.push(await measureSlowTarget(delayMs));
  return runs;
}

async function measureSlowTarget(delayMs: number): Promise<SlowRun> {
  const out = mkdtempSync(join(tmpdir(), 'ec2-conformance-bench-out-'));
  const target = await startReference({
    behaviour: changed(referenceBehaviour, { responding: { delayMs: () => delayMs } }),
  });
  try {
    const place = ['--endpoint', target.endpoint.href, '--region', target.region];
    const args = ['run', '--quiet', '--out', out, ...place];
    const { wallMs, processorMs } = await runMeasured('harness/cli/main.js', args);
    const report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report;
    return { delayMs, wallMs, processorMs, calls: report.calls.total, lanes: report.target.lanes?.count ?? 1 };
  } finally {
    await target.close();
    rmSync(out, { recursive: true, force: true });
  }
}

/** The heading of the section, by which it is found again. */
export const slowTargetsHeading = '## Slow targets';

/** The measurement as Markdown. */
export function renderSlowTargets(runs: readonly SlowRun[]): string {
  return `
${slowTargetsHeading}

A default run on the embedded target, which holds each response back; one run each, at a load of ${(loadavg()[0] ?? 0).toFixed(1)}. With one
case at a time it would take at least the number of calls times the delay.

| delay of a response | cases at a time | calls | one case at a time | measured | of a processor | wanted | |
|---|---|---|---|---|---|---|---|
${runs.map(rowOf).join('\n')}
`;
}

function rowOf({ delayMs, wallMs, processorMs, calls, lanes }: SlowRun): string {
  const mostMs = wanted.find((one) => one.delayMs === delayMs)?.mostMs;
  const most = mostMs === undefined ? '| |' : `${seconds(mostMs)} | ${wallMs <= mostMs ? 'kept' : '**missed**'} |`;
  const oneLane = seconds(calls * delayMs);
  return `| ${delayMs} ms | ${lanes} | ${calls} | at least ${oneLane} | **${seconds(wallMs)}** | ${seconds(processorMs)} | ${most}`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(0)} s`;
}
