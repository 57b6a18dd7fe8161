/** What a run costs as it grows: in cases, in rules of a group, in bytes of a response. In processor time, all threads. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Case } from '../../../harness/cases/case.ts';
import type { FixtureRule } from '../../../harness/cases/given.ts';
import { runInProcess } from '../../../harness/engine/run/in-process.ts';
import type { OperationSuite } from '../../../harness/operation/operation-suite.ts';
import { packageRoot } from '../../../harness/package/package-root.ts';
import { startReference } from '../../../harness/reference/reference.ts';
import { settingsForReference } from '../../../test-support/reference-settings.ts';
import { type LinearFit, linearFit, type Point } from '../linear-fit.ts';
import { runMeasured } from '../measured-process.ts';
import { processorMs } from '../processor-time.ts';
import { inTurns, spreadOf } from '../samples.ts';
import { openLoop } from './full-loop.ts';
import type { PlainServer } from './plain-posts.ts';

/** Measured costs over one size, with their fit. */
export interface Scaling {
  /** Name of its plot: `cases`. */
  readonly name: string;
  readonly title: string;
  /** What grows, with its unit. */
  readonly unit: string;
  readonly points: readonly Point[];
  readonly fit: LinearFit;
}

/** A collection of garbage now and then weighs as much as a case; over several it evens out. */
const repetitions = 3;

/** Each begins no further round after its share of `budgetMs`. */
export async function measureScaling(server: PlainServer, budgetMs: number): Promise<readonly Scaling[]> {
  const suite = await loadSuite();
  return [
    await costOfCases(suite, budgetMs / 2),
    await costOfRules(suite, budgetMs / 4),
    await costOfBytes(server, budgetMs / 4),
  ];
}

/** As a run loads it: compiled, by its place in the package. */
async function loadSuite(): Promise<OperationSuite> {
  const url = pathToFileURL(join(packageRoot(), 'dist/suites/revoke-ingress/suite.js')).href;
  return ((await import(url)) as { readonly suite: OperationSuite }).suite;
}

/** The median of each size, over rounds that take the sizes in turns. */
async function measure<Size extends number>(
  sizes: readonly Size[],
  once: (size: Size) => Promise<Point>,
  rounds: number,
  budgetMs: number,
): Promise<readonly Point[]> {
  const measured = Object.fromEntries(sizes.map((size) => [String(size), () => once(size)]));
  const samples = await inTurns<string, Point>(measured, rounds, budgetMs);
  return Object.values(samples).map((points) => ({
    x: points[0]?.x ?? 0,
    y: spreadOf(points.map(({ y }) => y)).median,
  }));
}

/** Of the whole command, on the embedded target: cases from all over the list, and the controls that they need. */
async function costOfCases({ cases, properties }: OperationSuite, budgetMs: number): Promise<Scaling> {
  const ids = cases.map(({ id }) => id).filter((id) => !properties.has(id));
  const out = mkdtempSync(join(tmpdir(), 'ec2-conformance-bench-out-'));
  const once = async (count: number): Promise<Point> => {
    const some = ids.filter(
      (_, index) => Math.floor((index * count) / ids.length) !== Math.floor(((index - 1) * count) / ids.length),
    );
    const args = ['run', '--quiet', '--seed', '1', '--effort', 'deep', '--out', out, '--only', some.join(',')];
    args.push(...[...properties].flatMap((id) => ['--skip', id]));
    const { processorMs: took } = await runMeasured('harness/cli/main.js', args, { exitCodes: [0, 1, 3] });
    const lines = readFileSync(join(out, 'events.ndjson'), 'utf8').split('\n');
    return { x: lines.filter((line) => line.startsWith('{"event":"case"')).length, y: took };
  };
  try {
    const points = await measure([50, 200, 350, 450, 550], once, 2, budgetMs);
    return { name: 'cases', title: 'A run by its number of cases', unit: 'cases', points, fit: linearFit(points) };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** Of one case, from the preparation of the target to its clean-up: so many rules exist, and one of them is revoked. */
async function costOfRules(suite: OperationSuite, budgetMs: number): Promise<Scaling> {
  const reference = await startReference();
  const settings = settingsForReference(reference, 'bench', { timeoutMs: 60_000, maxResponseBytes: 8 * 1024 * 1024 });
  const once = async (count: number): Promise<Point> => {
    const before = processorMs();
    for (let time = 0; time < repetitions; time += 1) {
      const { results } = await runInProcess(settings, [caseOfRules(count)], suite);
      const [result] = results;
      if (result?.verdict !== 'pass')
        throw new Error(`${count} rules: ${result?.verdict} ${result?.reason?.message ?? ''}`);
    }
    return { x: count, y: (processorMs() - before) / repetitions };
  };
  try {
    // Nobody pays for being compiled.
    for (let round = 0; round < 4; round += 1) await once(1000);
    const points = await measure([10, 200, 400, 600, 800, 1000], once, 7, budgetMs);
    return { name: 'rules', title: 'A case by the rules of its group', unit: 'rules', points, fit: linearFit(points) };
  } finally {
    await reference.close();
  }
}

function caseOfRules(count: number): Case {
  const ingress = Object.fromEntries(
    Array.from({ length: count }, (_, index): [string, FixtureRule] => {
      const port = String(1000 + index);
      return [`rule-${index}`, { IpProtocol: 'tcp', FromPort: port, ToPort: port, CidrIp: '203.0.113.0/24' }];
    }),
  );
  const [, ...after] = Object.keys(ingress);
  return {
    id: `bench/rules-${count}`,
    title: 'removes one rule of many',
    requirements: [],
    given: { main: { ingress } },
    send: {
      params: {
        GroupId: '{main}',
        'IpPermissions.1.IpProtocol': 'tcp',
        'IpPermissions.1.FromPort': '1000',
        'IpPermissions.1.ToPort': '1000',
        'IpPermissions.1.IpRanges.1.CidrIp': '203.0.113.0/24',
      },
    },
    expect: [{ answer: 'removed', status: ['200'], after }],
  };
}

/** Of one call, from building to judging: as many rules are named and answered as make so many bytes. */
async function costOfBytes(server: PlainServer, budgetMs: number): Promise<Scaling> {
  const sizes = [1000, 500_000, 1_000_000, 2_000_000, 3_000_000, 4_000_000, 5_000_000];
  const loops = new Map(await Promise.all(sizes.map(async (size) => [size, await openLoop(server, size, 1)] as const)));
  const once = async (size: number): Promise<Point> => {
    const before = processorMs();
    await loops.get(size)?.timeOurs(1);
    return { x: size / 1000, y: processorMs() - before };
  };
  try {
    for (let round = 0; round < 3; round += 1) await once(500_000);
    const points = await measure(sizes, once, 7, budgetMs);
    return { name: 'bytes', title: 'A call by the size of its answer', unit: 'KB', points, fit: linearFit(points) };
  } finally {
    for (const loop of loops.values()) loop.close();
  }
}
