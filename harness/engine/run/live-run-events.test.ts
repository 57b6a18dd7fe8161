/** What a live run makes of what its thread says, and of how it ends; live-run.test.ts has a thread in fact. */
import { EventEmitter } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CaseResult } from '../../checks/case-result.ts';
import type { LiveRun, LiveRunOptions } from './live-run.ts';
import type { SuiteEvent } from './vitest-thread.ts';
import type { SuiteInput } from './worker-engine.ts';

/** The thread that was started last, and the orders that it got. */
const fake = vi.hoisted(() => ({
  thread: undefined as unknown as { emit: (event: string, value: unknown) => void },
  orders: [] as unknown[],
  done: [] as string[],
}));
vi.mock('node:worker_threads', () => ({
  Worker: class extends EventEmitter {
    readonly stdout = { resume: () => fake.done.push('output is read') };

    constructor(module: string, { stdout }: { readonly stdout: boolean }) {
      super();
      fake.thread = this;
      fake.done.push(module.replace(/^.*dist/, 'dist'), stdout ? 'output is kept here' : 'output is shown');
    }

    postMessage(order: unknown): void {
      fake.orders.push(order);
    }

    async terminate(): Promise<void> {
      fake.done.push('terminated');
    }
  },
}));

const input = { seed: 7 } as unknown as SuiteInput;

/** Loaded with the thread above, whether or not other tests have loaded it, and not kept for others. */
let module: typeof import('./live-run.ts');
beforeAll(async () => {
  vi.resetModules();
  module = await import('./live-run.ts');
});
afterAll(() => vi.resetModules());

beforeEach(() => {
  Object.assign(fake, { orders: [], done: [] });
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

function begin(options: Partial<LiveRunOptions> = {}) {
  const taken: string[] = [];
  const onResult = ({ id }: CaseResult, operation: string) => void taken.push(`${operation} ${id}`);
  return { live: new module.LiveRun({ files: ['suites/a', 'suites/b'], onResult, ...options }), taken };
}

const say = (event: SuiteEvent) => fake.thread.emit('message', event);
const resultsOf = (...ids: readonly string[]) => ids.map((id) => ({ id }) as CaseResult);

/** Whether it is over by now. */
async function isOver(live: LiveRun): Promise<boolean> {
  return Promise.race([live.done.then(() => true), Promise.resolve().then(() => false)]);
}

describe('a live run', () => {
  it('has a thread load its files, which prints nothing', () => {
    begin();
    expect(fake.orders).toStrictEqual([{ kind: 'load', files: ['dist/suites/a.test.js', 'dist/suites/b.test.js'] }]);
    expect(fake.done).toEqual([
      ...['dist/harness/engine/run/vitest-thread.js', 'output is kept here', 'output is read'],
    ]);
    begin({ shard: '1/2' });
    expect(fake.orders.at(-1)).toMatchObject({ shard: '1/2' });
  });

  it('is ready with the files of the shard, in their order', async () => {
    const { live } = begin({ files: ['suites/a', 'suites/b', 'suites/c'] });
    say({ kind: 'loaded', files: ['dist/suites/c.test.js', 'dist/suites/a.test.js'] });
    expect(await live.ready).toEqual(['suites/a', 'suites/c']);
  });

  it('hands over results as they come, and ends with the last figures, all mistakes, and not cancelled', async () => {
    const { live, taken } = begin();
    const stats = { throttled: 2, serverErrors: 0, visibleAfterMs: 0 };
    say({ kind: 'loaded', files: [] });
    live.start(input, ['suites/b']);
    expect(fake.orders.at(-1)).toEqual({ kind: 'run', input, files: ['dist/suites/b.test.js'] });
    say({ kind: 'results', results: resultsOf('one', 'two'), operation: 'Take', transportStats: stats });
    say({ kind: 'mistake', text: 'this' });
    say({ kind: 'results', results: resultsOf('three'), operation: 'Put' });
    say({ kind: 'mistake', text: 'that' });
    expect(taken).toEqual(['Take one', 'Take two', 'Put three']);
    expect(await isOver(live)).toBe(false);
    say({ kind: 'ended' });
    expect(await live.done).toEqual({ mistakes: ['this', 'that'], cancelled: false, transportStats: stats });
  });
});

describe('the thread of a live run', () => {
  it('ends itself, or is ended five seconds after the run', async () => {
    begin();
    say({ kind: 'ended' });
    vi.advanceTimersByTime(4999);
    expect(fake.done).not.toContain('terminated');
    vi.advanceTimersByTime(1);
    expect(fake.done).toContain('terminated');
    begin();
    fake.done.length = 0;
    say({ kind: 'ended' });
    fake.thread.emit('exit', 0);
    vi.advanceTimersByTime(10_000);
    expect(fake.done).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ['exit', 3, 'with exit code 3'],
    ['error', { message: 'no memory' }, 'no memory'],
    ['error', { message: 'no memory', stack: 'at line 1' }, 'at line 1'],
  ])('that ends before its time is a mistake: %s %j', async (event, how, text) => {
    const { live } = begin();
    fake.thread.emit(event, how);
    expect(await live.ready).toEqual([]);
    const { mistakes, cancelled } = await live.done;
    expect([mistakes, cancelled]).toEqual([[`the thread that runs the suites ended early: ${text}`], false]);
    fake.thread.emit('exit', 1);
    expect(mistakes).toHaveLength(1);
  });

  it('may end when the run is over', async () => {
    const { live } = begin();
    say({ kind: 'ended' });
    fake.thread.emit('exit', 0);
    expect((await live.done).mistakes).toEqual([]);
  });
});

describe('a live run that is cancelled', () => {
  it('is over at once before it has started, and its thread is ended', async () => {
    const { live } = begin();
    say({ kind: 'loaded', files: [] });
    live.cancel();
    expect(fake.orders.at(-1)).toEqual({ kind: 'cancel' });
    expect(await live.done).toMatchObject({ mistakes: [], cancelled: true });
    vi.advanceTimersByTime(5000);
    expect(fake.done).toContain('terminated');
  });

  it('goes on until the case in hand is over', async () => {
    const { live, taken } = begin();
    say({ kind: 'loaded', files: [] });
    live.start(input, ['suites/a']);
    live.cancel();
    expect(fake.orders.at(-1)).toEqual({ kind: 'cancel' });
    expect(await isOver(live)).toBe(false);
    say({ kind: 'results', results: resultsOf('one'), operation: 'Take' });
    say({ kind: 'ended' });
    expect([await live.done, taken]).toMatchObject([{ mistakes: [], cancelled: true }, ['Take one']]);
  });

  it('may lose its thread, which is no mistake', async () => {
    const { live } = begin();
    say({ kind: 'loaded', files: [] });
    live.start(input, ['suites/a']);
    live.cancel();
    fake.thread.emit('exit', 1);
    expect(await live.done).toMatchObject({ mistakes: [], cancelled: true });
  });

  it('is not cancelled any more once it is over', async () => {
    const { live } = begin();
    say({ kind: 'ended' });
    const ordered = fake.orders.length;
    live.cancel();
    expect([fake.orders.length, (await live.done).cancelled]).toEqual([ordered, false]);
  });

  it('is so where a result cannot be taken: that is a mistake, and no further one is handed over', async () => {
    for (const [problem, text] of [
      [new Error('the disk is full'), expect.stringContaining('Error: the disk is full\n')],
      ['no disk', 'no disk'],
    ] as const) {
      const seen: string[] = [];
      const onResult = ({ id }: CaseResult) => {
        seen.push(id);
        throw problem;
      };
      const { live } = begin({ onResult });
      say({ kind: 'loaded', files: [] });
      live.start(input, ['suites/a']);
      say({ kind: 'results', results: resultsOf('one', 'two'), operation: 'Take' });
      expect([seen, fake.orders.at(-1)]).toEqual([['one'], { kind: 'cancel' }]);
      say({ kind: 'ended' });
      expect(await live.done).toMatchObject({ mistakes: [text], cancelled: true });
    }
  });
});
