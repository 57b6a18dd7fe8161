/**
 * The thread in which vitest runs the suite files, as a pool of vitest's of which there is one thread. It is vitest's pool
 * `threads` with a bound on the young generation, which that one cannot be given.
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PoolOptions, PoolRunnerInitializer, PoolWorker, WorkerRequest } from 'vitest/node';
import { packageRoot } from '../../package/package-root.ts';

/** In MB; the default of Node is 48. What a case leaves is garbage soon: a run takes some 30 MB less. */
const youngGenerationMb = 8;

/** To be given to vitest as its `pool`. */
export const suitesPool: PoolRunnerInitializer = {
  name: 'suites',
  createPoolWorker: (options) => new SuitesThread(options),
};

class SuitesThread implements PoolWorker {
  readonly name = suitesPool.name;
  readonly #options: PoolOptions;
  #thread: Worker | undefined;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** Asked for again when a further suite file is run in the same thread. */
  async start(): Promise<void> {
    const { env, execArgv } = this.#options;
    this.#thread ??= new Worker(join(packageRoot(), 'dist/harness/engine/run/suites-thread.js'), {
      ...{ env, execArgv },
      resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMb },
    });
  }

  async stop(): Promise<void> {
    await this.#thread?.terminate();
    this.#thread = undefined;
  }

  send(message: WorkerRequest): void {
    this.#thread?.postMessage(message);
  }

  on(event: string, callback: (message: unknown) => void): void {
    this.#thread?.on(event, callback);
  }

  off(event: string, callback: (message: unknown) => void): void {
    this.#thread?.off(event, callback);
  }

  deserialize(data: unknown): unknown {
    return data;
  }
}
