/**
 * The thread in which vitest runs, on the order of live-run.ts. vitest ends what it runs in at a signal, and what was
 * created in the target would stay; but Node gives signals to the main thread alone, and in any other thread
 * `process.exit` ends that thread, not the process.
 */
import { join, relative, sep } from 'node:path';
import { parentPort } from 'node:worker_threads';
import type { TaskMeta } from 'vitest';
import type { TestSpecification, Vitest } from 'vitest/node';
import type { CaseResult } from '../../checks/case-result.ts';
import type { Unwritable } from '../../endpoint/output-file.ts';
import type { TransportStats } from '../../endpoint/transport-stats.ts';
import { packageRoot } from '../../package/package-root.ts';
import { suitesPool } from './suites-pool.ts';
import type { SuiteInput } from './worker-engine.ts';

/** Said to this thread: `load`, then `run`. `cancel` ends it: at once before `run`, then after the test in hand. */
export type SuiteOrder =
  | {
      readonly kind: 'load';
      /** Compiled suite files from the root of the package, with slashes. */
      readonly files: readonly string[];
      /** `INDEX/COUNT`, both from 1. */
      readonly shard?: string;
    }
  /** `files`: those to run, in this order. */
  | { readonly kind: 'run'; readonly files: readonly string[]; readonly input: SuiteInput }
  | { readonly kind: 'cancel' };

/** Said by this thread: `loaded`, then of each test its results, then `ended`. */
export type SuiteEvent =
  /** `files`: those of the shard. */
  | { readonly kind: 'loaded'; readonly files: readonly string[] }
  | {
      readonly kind: 'results';
      readonly results: readonly CaseResult[];
      /** Whose cases they are. */
      readonly operation: string;
      readonly transportStats?: TransportStats;
      /** The journal or the recording, once it could not be written. */
      readonly unwritable?: Unwritable;
    }
  /** A mistake of the suites themselves, or of vitest. */
  | { readonly kind: 'mistake'; readonly text: string }
  | { readonly kind: 'ended' };

interface Loaded {
  readonly vitest: Vitest;
  readonly all: readonly TestSpecification[];
  /** Those of the shard. */
  readonly own: readonly TestSpecification[];
}

type LoadOrder = Extract<SuiteOrder, { readonly kind: 'load' }>;
type RunOrder = Extract<SuiteOrder, { readonly kind: 'run' }>;

const root = packageRoot();
let loading: Promise<Loaded> | undefined;
/** Files in their order: refusals of ordinary requests are only worth something after ordinary ones passed. */
let inOrder: readonly string[] = [];
let running = false;
let cancelled = false;

parentPort?.on('message', (order: SuiteOrder) => {
  obey(order).catch((error: unknown) => {
    say({ kind: 'mistake', text: textOf(error) });
    say({ kind: 'ended' });
    process.exit();
  });
});

async function obey(order: SuiteOrder): Promise<void> {
  switch (order.kind) {
    case 'load':
      loading = load(order);
      say({ kind: 'loaded', files: (await loading).own.map(fileOf) });
      return;
    case 'run':
      return run(order);
    case 'cancel': {
      cancelled = true;
      const vitest = (await loading)?.vitest;
      if (running) await vitest?.cancelCurrentRun('keyboard-input');
      else await end(vitest);
    }
  }
}

async function end(vitest: Vitest | undefined): Promise<void> {
  await vitest?.close();
  process.exit();
}

async function load({ files, shard }: LoadOrder): Promise<Loaded> {
  const { BaseSequencer, createVitest } = await import('vitest/node');
  const vitest = await createVitest('test', {
    root,
    config: false,
    watch: false,
    include: [...files],
    exclude: [],
    // The suites are plain JavaScript: Node loads them itself, which spares a fifth of the memory and the time to start.
    server: { deps: { external: [/\/dist\//] } },
    pool: suitesPool,
    isolate: false,
    fileParallelism: false,
    maxWorkers: 1,
    testTimeout: 3_600_000,
    reporters: [reporter(() => vitest)],
    sequence: {
      sequencer: class extends BaseSequencer {
        override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
          return specifications.toSorted((a, b) => inOrder.indexOf(fileOf(a)) - inOrder.indexOf(fileOf(b)));
        }
      },
    },
    cache: false,
  });
  const all = await vitest.globTestSpecifications();
  return { vitest, all, own: shard === undefined ? all : ofShard(shard, all) };
}

/** Every COUNT-th file. Not vitest's own: it refuses to run fewer files than there are shards. */
function ofShard(shard: string, all: readonly TestSpecification[]): readonly TestSpecification[] {
  const [index = 1, count = 1] = shard.split('/').map(Number);
  return all
    .toSorted((a, b) => (fileOf(a) < fileOf(b) ? -1 : 1))
    .filter((_specification, position) => position % count === index - 1);
}

async function run({ files, input }: RunOrder): Promise<void> {
  running = true;
  inOrder = files;
  const { vitest, all } = (await loading) ?? unloaded();
  const chosen = all.filter((specification) => files.includes(fileOf(specification)));
  vitest.provide('suiteInput', input);
  if (chosen.length > 0 && !cancelled) await vitest.runTestSpecifications(chosen);
  say({ kind: 'ended' });
  await end(vitest);
}

function unloaded(): never {
  throw new Error('the suites are to run before they are loaded');
}

function reporter(vitest: () => Vitest) {
  return {
    // An order to cancel that came while the thread of the suites was being started is given again.
    onTestCaseReady() {
      if (cancelled) void vitest().cancelCurrentRun('keyboard-input');
    },
    onTestCaseResult(testCase: { meta(): TaskMeta }) {
      const meta = testCase.meta();
      const { results = [], operation = '', transportStats, unwritable } = meta;
      // vitest keeps every test until the end; what has been handed over need not be here a second time.
      delete meta.results;
      say({
        ...{ kind: 'results', results, operation },
        ...(transportStats === undefined ? {} : { transportStats }),
        ...(unwritable === undefined ? {} : { unwritable }),
      });
    },
    onTestModuleEnd(module: { moduleId: string; errors(): readonly { message: string; stack?: string }[] }) {
      for (const error of module.errors()) say({ kind: 'mistake', text: `${module.moduleId}: ${textOf(error)}` });
    },
    onTestRunEnd(_modules: unknown, errors: readonly { message: string; stack?: string }[]) {
      for (const error of errors) say({ kind: 'mistake', text: textOf(error) });
    },
  };
}

function fileOf({ moduleId }: TestSpecification): string {
  return relative(root, join(moduleId)).replaceAll(sep, '/');
}

function textOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const { stack, message } = error as { readonly stack?: string; readonly message?: string };
  return stack ?? message ?? String(error);
}

function say(event: SuiteEvent): void {
  parentPort?.postMessage(event);
}
