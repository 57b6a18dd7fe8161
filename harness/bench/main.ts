/** `npm run bench`: measures, and writes reports/bench.md. In less than three minutes, however busy the machine is. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../suite/package-root.ts';
import { renderBench } from './bench-report.ts';
import { type FullLoop, measureFullLoop } from './full-loop.ts';
import { measureMotoShare } from './moto-share.ts';
import { startPlainServer } from './plain-posts.ts';
import { measureFirstVerdict, measureWholeRun } from './whole-run.ts';

/** One case that needs no capability. */
const firstCase = 'exact-match/all-traffic';

/** From this heading on the report is written by hand, and kept. */
const byHand = '## What was found and changed';

const server = await startPlainServer();
try {
  const loops: FullLoop[] = [];
  for (const bytes of [730, 5000]) {
    for (const inFlight of [1, 8]) {
      loops.push(await measureFullLoop(server, bytes, inFlight, 6000));
    }
  }
  const whole = await measureWholeRun(server, 5, 50_000);
  const firstVerdictMs = await measureFirstVerdict(5, firstCase);
  const moto = await measureMotoShare();
  const path = join(packageRoot(), 'reports', 'bench.md');
  const text = renderBench({
    whole,
    loops,
    firstVerdictMs,
    moto,
    node: process.version,
    processors: availableParallelism(),
    load: loadavg()[0] ?? 0,
  });
  writeFileSync(path, text + keptPart(path));
  process.stdout.write(text);
} finally {
  server.stop();
}

function keptPart(path: string): string {
  const old = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const start = old.indexOf(byHand);
  return start < 0 ? '' : `\n${old.slice(start)}`;
}
