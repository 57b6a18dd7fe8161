import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { packageRoot } from '../../package/package-root.ts';
import type { SuiteEvent, SuiteOrder } from './vitest-thread.ts';

interface Specification {
  readonly moduleId: string;
}

interface Sequencer {
  sort(specifications: readonly Specification[]): Promise<readonly Specification[]>;
}

interface Reporter {
  onTestCaseReady(): void;
  onTestCaseResult(testCase: { meta(): object }): void;
  onTestModuleEnd(module: { moduleId: string; errors(): readonly object[] }): void;
  onTestRunEnd(modules: unknown, errors: readonly object[]): void;
}

interface Options {
  readonly include: readonly string[];
  readonly reporters: readonly [Reporter];
  readonly sequence: { readonly sequencer: new () => Sequencer };
}

/** vitest, and the thread that tells this one what to do: what was asked of them. */
const fake = vi.hoisted(() => ({
  hear: (_order: unknown) => undefined as unknown,
  said: [] as unknown[],
  done: [] as string[],
  options: undefined as unknown,
  ran: [] as (readonly string[])[],
  onRun: async () => undefined as unknown,
}));
vi.mock('node:worker_threads', () => ({
  Worker: class {},
  parentPort: {
    on: (_event: string, hear: (order: unknown) => unknown) => {
      fake.hear = hear;
    },
    postMessage: (event: unknown) => fake.said.push(event),
  },
}));
vi.mock('vitest/node', () => ({
  BaseSequencer: class {},
  createVitest: async (_mode: string, options: Options) => {
    fake.options = options;
    if (options.include.includes('broken')) throw new Error('cannot be loaded');
    return {
      globTestSpecifications: async () => options.include.map((file) => ({ moduleId: join(packageRoot(), file) })),
      provide: (name: string, value: unknown) => fake.done.push(`provide ${name} ${JSON.stringify(value)}`),
      runTestSpecifications: async (chosen: readonly Specification[]) => {
        fake.ran.push(chosen.map(({ moduleId }) => moduleId));
        await fake.onRun();
      },
      cancelCurrentRun: async (reason: string) => fake.done.push(`cancel ${reason}`),
      close: async () => fake.done.push('close'),
    };
  },
}));

const files = ['dist/a.test.js', 'dist/b.test.js', 'dist/c.test.js', 'dist/d.test.js'];
const input = { seed: 7 } as never;

beforeEach(async () => {
  Object.assign(fake, { said: [], done: [], ran: [], options: undefined, onRun: async () => undefined });
  vi.spyOn(process, 'exit').mockImplementation((() => fake.done.push('exit')) as never);
  vi.resetModules();
  await import('./vitest-thread.ts');
});

/** Gives an order, and lets what it sets off come to its end. */
async function order(one: SuiteOrder): Promise<readonly SuiteEvent[]> {
  fake.hear(one);
  await sleep(20);
  return fake.said as readonly SuiteEvent[];
}

function options(): Options {
  return fake.options as Options;
}

describe('the thread of the suites', () => {
  it('loads vitest for the files, runs none of them, and says which there are', async () => {
    expect(await order({ kind: 'load', files })).toEqual([{ kind: 'loaded', files }]);
    expect(options()).toMatchObject({
      ...{ root: packageRoot(), config: false, watch: false, include: files, exclude: [] },
      pool: { name: 'suites' },
      ...{ isolate: false, fileParallelism: false, maxWorkers: 1, cache: false },
    });
    expect([fake.ran, fake.done]).toEqual([[], []]);
  });

  it.each([
    ['1/3', ['dist/a.test.js', 'dist/d.test.js']],
    ['2/3', ['dist/b.test.js']],
    ['3/3', ['dist/c.test.js']],
  ])('has every third file for shard %s', async (shard, own) => {
    expect(await order({ kind: 'load', files: files.toReversed(), shard })).toEqual([{ kind: 'loaded', files: own }]);
  });

  it('runs the files that are asked for with the input, of other shards too, and ends', async () => {
    await order({ kind: 'load', files, shard: '1/3' });
    const said = await order({ kind: 'run', files: ['dist/c.test.js', 'dist/a.test.js'], input });
    expect(fake.ran).toEqual([['dist/a.test.js', 'dist/c.test.js'].map((file) => join(packageRoot(), file))]);
    expect(fake.done).toEqual(['provide suiteInput {"seed":7}', 'close', 'exit']);
    expect(said.at(-1)).toEqual({ kind: 'ended' });
  });

  it('has vitest run the files in the order in which they are named', async () => {
    await order({ kind: 'load', files });
    await order({ kind: 'run', files: ['dist/c.test.js', 'dist/a.test.js', 'dist/b.test.js'], input });
    const sorted = await new (options().sequence.sequencer)().sort(
      files.slice(0, 3).map((file) => ({ moduleId: join(packageRoot(), file) })),
    );
    expect(sorted.map(({ moduleId }) => moduleId.slice(-9, -8))).toEqual(['c', 'a', 'b']);
  });

  it('runs nothing where no file is asked for', async () => {
    await order({ kind: 'load', files });
    expect((await order({ kind: 'run', files: [], input })).at(-1)).toEqual({ kind: 'ended' });
    expect(fake.ran).toEqual([]);
  });

  it('ends at once when it is cancelled before it runs anything', async () => {
    await order({ kind: 'load', files });
    await order({ kind: 'cancel' });
    expect(fake.done).toEqual(['close', 'exit']);
  });

  it('ends when it is cancelled before it is loaded', async () => {
    await order({ kind: 'cancel' });
    expect(fake.done).toEqual(['exit']);
  });

  it('cancels what runs, and again when a test begins all the same', async () => {
    await order({ kind: 'load', files });
    options().reporters[0].onTestCaseReady();
    expect(fake.done).toEqual([]);
    fake.onRun = async () => {
      fake.hear({ kind: 'cancel' });
      await sleep(5);
      options().reporters[0].onTestCaseReady();
    };
    await order({ kind: 'run', files, input });
    expect(fake.done.slice(1)).toEqual(['cancel keyboard-input', 'cancel keyboard-input', 'close', 'exit']);
  });

  it('says what went wrong, and ends', async () => {
    expect(await order({ kind: 'load', files: ['broken'] })).toEqual([
      { kind: 'mistake', text: expect.stringContaining('cannot be loaded') },
      { kind: 'ended' },
    ]);
    expect(fake.done).toEqual(['exit']);
  });

  it('takes an order to run what is not loaded for a mistake', async () => {
    const [mistake] = await order({ kind: 'run', files, input });
    expect(mistake).toMatchObject({ text: expect.stringContaining('the suites are to run before they are loaded') });
  });
});

describe('what the thread says of tests', () => {
  beforeEach(() => order({ kind: 'load', files }));

  it('is their results and whose they are, which vitest keeps no longer', () => {
    const meta = { results: [{ id: 'a/b' }], operation: 'Take', transportStats: { throttled: 2 } };
    options().reporters[0].onTestCaseResult({ meta: () => meta });
    expect(fake.said.at(-1)).toEqual({
      ...{ kind: 'results', results: [{ id: 'a/b' }], operation: 'Take', transportStats: { throttled: 2 } },
    });
    expect(meta).not.toHaveProperty('results');
  });

  it('is nothing of a test that handed nothing over', () => {
    options().reporters[0].onTestCaseResult({ meta: () => ({}) });
    expect(fake.said.at(-1)).toEqual({ kind: 'results', results: [], operation: '' });
  });

  it('is the mistakes of files and of the run', () => {
    const [reporter] = options().reporters;
    reporter.onTestModuleEnd({ moduleId: 'a.test.js', errors: () => [{ message: 'no', stack: 'at line 3' }] });
    expect(fake.said.at(-1)).toEqual({ kind: 'mistake', text: 'a.test.js: at line 3' });
    reporter.onTestRunEnd([], [{ message: 'no worker' }]);
    expect(fake.said.at(-1)).toEqual({ kind: 'mistake', text: 'no worker' });
    reporter.onTestRunEnd([], ['out of memory' as never]);
    expect(fake.said.at(-1)).toEqual({ kind: 'mistake', text: 'out of memory' });
    reporter.onTestRunEnd([], [{}]);
    expect(fake.said.at(-1)).toEqual({ kind: 'mistake', text: '[object Object]' });
  });
});
