/** What runs in the thread of suites-pool.ts: vitest's own runner of test files. */
import { parentPort } from 'node:worker_threads';
import { init, runBaseTests, setupEnvironment } from 'vitest/worker';

/** What vitest listens with; others may listen to the port too. */
const listeners = new Set<(message: unknown) => void>();

function off(callback: (message: unknown) => void): void {
  listeners.delete(callback);
  parentPort?.off('message', callback);
}

init({
  post: (response) => parentPort?.postMessage(response),
  on: (callback) => {
    listeners.add(callback);
    parentPort?.on('message', callback);
  },
  off,
  teardown: () => {
    for (const callback of listeners) off(callback);
  },
  runTests: (state, traces) => runBaseTests('run', state, traces),
  collectTests: (state, traces) => runBaseTests('collect', state, traces),
  setup: setupEnvironment,
});
