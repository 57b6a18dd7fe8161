import { beforeEach, expect, it, vi } from 'vitest';
import type { PoolOptions, WorkerRequest } from 'vitest/node';

/** Threads that were started, with what was asked of each. */
const fake = vi.hoisted(() => ({ threads: [] as { module: string; options: unknown; done: unknown[] }[] }));
vi.mock('node:worker_threads', () => ({
  Worker: class {
    readonly #done: unknown[] = [];
    constructor(module: string, options: unknown) {
      fake.threads.push({ module, options, done: this.#done });
    }
    on(event: string) {
      this.#done.push(['on', event]);
    }
    off(event: string) {
      this.#done.push(['off', event]);
    }
    postMessage(message: unknown) {
      this.#done.push(['message', message]);
    }
    async terminate() {
      this.#done.push('terminate');
    }
  },
}));

const message = { type: 'stop' } as WorkerRequest;

beforeEach(() => {
  fake.threads = [];
  // A test file before may have loaded it, with threads of its own.
  vi.resetModules();
});

async function poolFor(options: object) {
  const { suitesPool } = await import('./suites-pool.ts');
  return { pool: suitesPool.createPoolWorker(options as PoolOptions), name: suitesPool.name };
}

it('the suites run in one thread with a bounded young generation, however many files there are', async () => {
  const options = { env: { NAME: 'value' }, execArgv: ['--import', 'x'] };
  const { pool, name } = await poolFor(options);
  await pool.start();
  await pool.start();

  expect(fake.threads).toMatchObject([{ options: { ...options, resourceLimits: { maxYoungGenerationSizeMb: 8 } } }]);
  expect(fake.threads[0]?.module).toMatch(/suites-thread\.js$/);
  expect(pool.name).toBe(name);
});

it('what vitest says to the thread reaches it, until it is stopped', async () => {
  const { pool } = await poolFor({ env: {}, execArgv: [] });
  await pool.start();
  pool.on('message', () => undefined);
  pool.send(message);
  pool.off('message', () => undefined);
  await pool.stop();
  pool.send(message);

  expect(fake.threads[0]?.done).toEqual([['on', 'message'], ['message', message], ['off', 'message'], 'terminate']);
  expect(pool.deserialize(message)).toBe(message);
});
