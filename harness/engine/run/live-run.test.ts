import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import type { CaseResult } from '../../checks/case-result.ts';
import { packageRoot } from '../../package/package-root.ts';
import { LiveRun, type LiveRunOptions } from './live-run.ts';
import type { SuiteInput } from './worker-engine.ts';

const dist = join(packageRoot(), 'dist');
mkdirSync(dist, { recursive: true });
const directory = mkdtempSync(join(dist, 'live-run-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** Three cases a tenth of a second each, named by the file, the input and their number. */
function suite(name: string): string {
  return `import { inject, test } from 'vitest';
    for (const number of [1, 2, 3]) {
      test(String(number), async ({ task }) => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        task.meta.results = [{ id: '${name}/' + inject('suiteInput').seed + '/' + number }];
        task.meta.operation = '${name}';
        task.meta.transportStats = { throttled: number };
      });
    }`;
}

for (const name of ['one', 'two', 'three', 'four']) writeFileSync(join(directory, `${name}.test.js`), suite(name));
writeFileSync(join(directory, 'broken.test.js'), "throw new Error('broken when it is loaded');");

const input = { seed: 7 } as unknown as SuiteInput;

function inFolder(files: readonly string[]): readonly string[] {
  return files.map((file) => `${basename(directory)}/${file}`);
}

function liveRun(files: readonly string[], options: Partial<LiveRunOptions> = {}) {
  const ids: string[] = [];
  const live = new LiveRun({
    files: inFolder(files),
    onResult: ({ id }: CaseResult) => void ids.push(id),
    ...options,
  });
  return { live, ids };
}

describe('a live run', () => {
  it('hands over the results of the files in their order', async () => {
    const { live, ids } = liveRun(['two', 'one']);
    expect(await live.ready).toEqual(inFolder(['two', 'one']));

    live.start(input, inFolder(['two', 'one']));

    expect(await live.done).toEqual({ mistakes: [], cancelled: false, transportStats: { throttled: 3 } });
    expect(ids).toEqual(['two/7/1', 'two/7/2', 'two/7/3', 'one/7/1', 'one/7/2', 'one/7/3']);
  });

  it('is shared out by files, of which all are some shard’s and none is that of two', async () => {
    const files = ['one', 'two', 'three', 'four'];
    const shards = ['1/3', '2/3', '3/3'].map((shard) => liveRun(files, { shard }).live);

    const own = await Promise.all(shards.map(({ ready }) => ready));

    expect(own.flat().toSorted()).toEqual(inFolder(files).toSorted());
    expect(own.every(({ length }) => length > 0)).toBe(true);
    for (const live of shards) live.cancel();
    await Promise.all(shards.map(({ done }) => done));
  });

  it('runs files of other shards too when it is asked to', async () => {
    const { live, ids } = liveRun(['one', 'two'], { shard: '1/2' });
    const own = await live.ready;
    expect(own).toHaveLength(1);

    live.start(input, inFolder(['one', 'two']));

    await live.done;
    expect(ids).toHaveLength(6);
  });

  it('may have nothing to run', async () => {
    const { live, ids } = liveRun([]);
    expect(await live.ready).toEqual([]);

    live.start(input, inFolder([]));

    expect(await live.done).toMatchObject({ mistakes: [], cancelled: false });
    expect(ids).toEqual([]);
  });

  it('ends after the case in hand when it is cancelled', async () => {
    const { live, ids } = liveRun(['one', 'two'], {
      onResult: ({ id }) => {
        ids.push(id);
        live.cancel();
      },
    });
    await live.ready;

    live.start(input, inFolder(['one', 'two']));

    expect(await live.done).toMatchObject({ mistakes: [], cancelled: true });
    // Vitest reports tests ten times a second, so that others may have begun before the report.
    expect(ids.length).toBeLessThan(6);
  });

  it.each([0, 20, 100])('ends soon when it is cancelled %i ms after its start', async (waitMs) => {
    const { live, ids } = liveRun(['one', 'two']);
    await live.ready;

    live.start(input, inFolder(['one', 'two']));
    await sleep(waitMs);
    live.cancel();

    expect(await live.done).toMatchObject({ mistakes: [], cancelled: true });
    expect(ids.length).toBeLessThan(6);
  });

  it('ends at once when it is cancelled before its start', async () => {
    const { live } = liveRun(['one']);

    live.cancel();

    expect(await live.done).toMatchObject({ mistakes: [], cancelled: true });
  });

  it('names a file that cannot be loaded, and runs the others', async () => {
    const { live, ids } = liveRun(['broken', 'one']);
    await live.ready;

    live.start(input, inFolder(['broken', 'one']));

    const { mistakes } = await live.done;
    expect(mistakes).toEqual([expect.stringMatching(/broken\.test\.js: Error: broken when it is loaded/)]);
    expect(ids).toHaveLength(3);
  });

  it('ends with a mistake when a result cannot be taken', async () => {
    const { live } = liveRun(['one'], {
      onResult: () => {
        throw new Error('the disk is full');
      },
    });
    await live.ready;

    live.start(input, inFolder(['one']));

    expect((await live.done).mistakes[0]).toContain('the disk is full');
  });

  it('adds no listener to this process', async () => {
    const events = ['SIGINT', 'SIGTERM', 'exit', 'unhandledRejection', 'uncaughtException'];
    const listeners = () => events.map((event) => process.listenerCount(event));
    const before = listeners();
    const { live } = liveRun(['one']);
    await live.ready;

    expect(listeners()).toEqual(before);
    live.cancel();
    await live.done;
  });
});
