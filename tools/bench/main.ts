/**
 * `npm run bench`: measures, and writes reports/bench.md. In about six minutes, also on a machine that is busy. With `slow-targets` it
 * measures and writes that section alone.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../harness/package/package-root.ts';
import { renderBench } from './bench-report.ts';
import { measureClientDriver, renderClientDriver } from './measured/client-driver.ts';
import { measureDeepMemory, renderDeepMemory } from './measured/deep-memory.ts';
import { type FullLoop, measureFullLoop } from './measured/full-loop.ts';
import { type MotoShare, measureMotoShare } from './measured/moto-share.ts';
import { type PlainServer, startPlainServer } from './measured/plain-posts.ts';
import { measureScaling } from './measured/scaling.ts';
import { measureSdkRates, renderSdkRates } from './measured/sdk-rates.ts';
import { measureSlowTargets, renderSlowTargets, slowTargetsHeading } from './measured/slow-targets.ts';
import { writeScaling } from './scaling-report.ts';
import { measureFirstVerdict, measureWholeRun } from './whole-run.ts';

/** One case that needs no capability. */
const firstCase = 'exact-match/all-traffic';

/** From this heading on the report is written by hand, and kept. */
const byHand = '## What was found and changed';

/** The runs against moto take about half a minute, and several on a machine that is busy with other things. */
const motoBeginsWithinMs = 110_000;
const furtherBeginsWithinMs = 240_000;
const noTimeForMoto: MotoShare = { kind: 'not-run', why: 'the machine was too busy for what came before' };

const path = join(packageRoot(), 'reports', 'bench.md');

if (process.argv.includes('slow-targets')) {
  const section = renderSlowTargets(await measureSlowTargets());
  writeFileSync(path, withSection(readFileSync(path, 'utf8'), section));
  process.stdout.write(section);
} else {
  await measureAll();
}

async function measureAll(): Promise<void> {
  const server = await startPlainServer();
  try {
    await measureOn(server);
  } finally {
    server.stop();
  }
}

async function measureOn(server: PlainServer): Promise<void> {
  const loops: FullLoop[] = [];
  for (const bytes of [730, 5000]) {
    for (const inFlight of [1, 8]) {
      loops.push(await measureFullLoop(server, bytes, inFlight, 4000));
    }
  }
  const whole = await measureWholeRun(server, 7, 40_000);
  const firstVerdictMs = await measureFirstVerdict(5, firstCase);
  const moto = performance.now() < motoBeginsWithinMs ? await measureMotoShare(3) : noTimeForMoto;
  const driver = await measureClientDriver(3, 1000);
  const further = [
    renderClientDriver(driver),
    await inTime('calls beside the AWS SDKs', async () => renderSdkRates(await measureSdkRates(server, 5, 20_000))),
    await inTime('memory of a long run', async () => renderDeepMemory(await measureDeepMemory(2, 15_000))),
    await inTime('slow targets', async () => renderSlowTargets(await measureSlowTargets())),
    await inTime('what grows with what', async () => writeScaling(dirname(path), await measureScaling(server, 50_000))),
  ];
  const page = renderBench({
    whole,
    loops,
    firstVerdictMs,
    moto,
    node: process.version,
    processors: availableParallelism(),
    load: loadavg()[0] ?? 0,
  });
  const text = page + further.join('');
  writeFileSync(path, text + keptPart(path));
  process.stdout.write(text);
}

/** The page with this section in the place of the one that it has; a page without one gets it before the part written by hand. */
function withSection(page: string, section: string): string {
  const start = page.indexOf(`\n${slowTargetsHeading}`);
  const at = start < 0 ? page.indexOf(`\n${byHand}`) : start;
  const next = start < 0 ? at : page.indexOf('\n## ', start + slowTargetsHeading.length);
  return page.slice(0, at) + section + page.slice(next);
}

/** On a machine that is busy with other things the rest would take too long; that is said in its place. */
async function inTime(what: string, measured: () => Promise<string>): Promise<string> {
  if (performance.now() < furtherBeginsWithinMs) return measured();
  return `\n**Not run**: ${what}, since the machine was too busy for what came before.\n`;
}

function keptPart(path: string): string {
  const old = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const start = old.indexOf(byHand);
  return start < 0 ? '' : `\n${old.slice(start)}`;
}
