/** Whether a long run holds more memory than a short one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runMeasured } from '../measured-process.ts';
import { inTurns, type Spread, spreadOf } from '../samples.ts';

/** Peak memory of a default and of a deep run. */
export interface DeepMemory {
  /** Most resident bytes of a run. */
  readonly usual: Spread;
  readonly deep: Spread;
  readonly rounds: number;
}

const mostRatio = 1.2;

/** Both on the embedded target, which lives in the same process, with the same seed. Begins no round after `budgetMs`. */
export async function measureDeepMemory(rounds: number, budgetMs: number): Promise<DeepMemory> {
  const out = mkdtempSync(join(tmpdir(), 'ec2-conformance-bench-out-'));
  const peakOf = (effort: string) => async () => {
    const args = ['run', '--quiet', '--seed', '1', '--effort', effort, '--out', out];
    return (await runMeasured('harness/cli/main.js', args)).peakBytes;
  };
  try {
    const peaks = await inTurns({ usual: peakOf('default'), deep: peakOf('deep') }, rounds, budgetMs);
    return { usual: spreadOf(peaks.usual), deep: spreadOf(peaks.deep), rounds: peaks.deep.length };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** The measurement as Markdown. */
export function renderDeepMemory({ usual, deep, rounds }: DeepMemory): string {
  const ratio = deep.median / usual.median;
  const megabytes = ({ median, least, most }: Spread) =>
    [median, least, most].map((bytes) => (bytes / 1e6).toFixed(0)) as [string, string, string];
  const spreadText = (spread: Spread) => {
    const [median, least, most] = megabytes(spread);
    return `${median} MB (${least} to ${most})`;
  };
  return `
## Memory of a long run

Most resident memory, the embedded target included, median of ${rounds}: \`--effort default\` ${spreadText(usual)}, \`--effort deep\`
${spreadText(deep)}: **${ratio.toFixed(2)}** times as much (required: at most ${mostRatio}, ${ratio <= mostRatio ? 'kept' : '**missed**'}).
`;
}
