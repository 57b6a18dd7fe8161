import { expect, it, vi } from 'vitest';

/** What vitest is given to run in the thread, and what is asked of vitest and of the thread's port. */
const fake = vi.hoisted(() => ({ worker: undefined as unknown, done: [] as unknown[] }));
vi.mock('node:worker_threads', () => ({
  parentPort: {
    postMessage: (message: unknown) => fake.done.push(['post', message]),
    on: (event: string, callback: unknown) => fake.done.push(['on', event, callback]),
    off: (event: string, callback: unknown) => fake.done.push(['off', event, callback]),
  },
}));
vi.mock('vitest/worker', () => ({
  init: (worker: unknown) => {
    fake.worker = worker;
  },
  runBaseTests: (...run: readonly unknown[]) => fake.done.push(run),
  setupEnvironment: 'the environment',
}));

type Worker = Readonly<Record<string, (...values: readonly unknown[]) => unknown>>;

it('the thread runs tests as vitest runs them, and speaks by its port', async () => {
  await import('./suites-thread.ts');
  const worker = fake.worker as Worker;

  worker['post']?.('a response');
  worker['on']?.('listener');
  worker['off']?.('listener');
  worker['on']?.('another listener');
  worker['teardown']?.();
  worker['runTests']?.('state', 'traces');
  worker['collectTests']?.('state', 'traces');

  expect(fake.done).toEqual([
    ['post', 'a response'],
    ['on', 'message', 'listener'],
    ['off', 'message', 'listener'],
    ['on', 'message', 'another listener'],
    ['off', 'message', 'another listener'],
    ['run', 'state', 'traces'],
    ['collect', 'state', 'traces'],
  ]);
  expect(worker['setup']).toBe('the environment');
});
