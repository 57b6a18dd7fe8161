/** How many lanes there are, and in which order tasks are asked in them. */
import { describe, expect, it } from 'vitest';
import { documentedPace } from '../endpoint/pace.ts';
import { LaneLimit, LaneQueue, laneLimitFor, lanesFor } from './lanes.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function counts(settings: Parameters<typeof lanesFor>[1], isLimited = false): readonly number[] {
  return [0, 15, 29, 30, 45, 200].map((responseMs) => lanesFor({ responseMs }, settings, isLimited).count);
}

describe('lanesFor', () => {
  it('grows with the time that a response takes, up to twelve', () => {
    expect(counts({})).toStrictEqual([1, 1, 1, 5, 8, 12]);
    expect(lanesFor({ responseMs: 200 }, {}, false).why).toBe('a response takes about 200 ms');
  });

  it('is what the user says, and twelve at most', () => {
    expect(counts({ concurrency: 3 }, true)).toStrictEqual([3, 3, 3, 3, 3, 3]);
    expect(counts({ concurrency: 20 })).toStrictEqual([12, 12, 12, 12, 12, 12]);
  });

  it('is one where cases share a group, are recorded, may not all be asked, or wait for changes', () => {
    const one = [1, 1, 1, 1, 1, 1];
    const recording = { kind: 'replay', directory: '' } as const;

    expect(counts({ oneAtATime: 'all work on one' })).toStrictEqual(one);
    expect(counts({ recording })).toStrictEqual(one);
    expect(counts({}, true)).toStrictEqual(one);
    expect(lanesFor({ responseMs: 200, visibleAfterMs: 300 }, { concurrency: 4 }, false).count).toBe(1);
  });

  it('says why it is what it is', () => {
    const why = (found: Parameters<typeof lanesFor>[0], settings: Parameters<typeof lanesFor>[1], isLimited = false) =>
      lanesFor({ responseMs: 200, ...found }, settings, isLimited).why;

    expect(why({}, { oneAtATime: 'all work on one' })).toBe('all work on one');
    expect(why({}, { recording: { kind: 'replay', directory: '' } })).toContain('recording');
    expect(why({ visibleAfterMs: 1 }, {})).toContain('late');
    expect(why({}, { concurrency: 3 })).toContain('--concurrency');
    expect(why({ responseMs: 29 }, {})).toContain('quick');
    expect(why({}, {}, true)).toContain('--max-calls');
    expect(why({}, { rate: 5 })).toContain('rate');
    expect(lanesFor({}, {}, false)).toStrictEqual({ count: 1, why: why({ responseMs: 0 }, {}) });
  });

  it('is no more than the rate keeps busy', () => {
    expect(lanesFor({ responseMs: 60 }, { rate: 167 }, false)).toMatchObject({
      count: 10,
      why: 'a response takes about 60 ms',
    });
    expect(lanesFor({ responseMs: 60 }, { rate: 1 }, false).count).toBe(1);
    expect(lanesFor({ responseMs: 200 }, { rate: 5 }, false).count).toBe(1);
    expect(lanesFor({ responseMs: 200 }, { rate: 12 }, false).count).toBe(3);
    expect(lanesFor({ responseMs: 100 }, { pace: documentedPace }, false).count).toBe(1);
  });
});

describe('LaneLimit', () => {
  it('is one from the first change that was seen late', () => {
    const stats = { throttled: 0, serverErrors: 0, visibleAfterMs: 1 };
    const limit = laneLimitFor({ count: 4, why: '' }, { transportStats: stats });

    expect([limit.count, limit.narrowed]).toStrictEqual([1, 'late']);
  });

  it('is narrowed once, for the first reason', () => {
    const limit = new LaneLimit(2);
    limit.narrow('unrepeated');
    limit.narrow('late');

    expect([limit.count, limit.narrowed]).toStrictEqual([1, 'unrepeated']);
  });

  it('is one for good after the first reason', () => {
    const stats = { throttled: 0, serverErrors: 0, visibleAfterMs: 0 };
    const limit = laneLimitFor({ count: 4, why: '' }, { transportStats: stats });

    expect([limit.count, limit.narrowed]).toStrictEqual([4, undefined]);
    stats.throttled = 1;
    expect([limit.count, limit.narrowed]).toStrictEqual([1, 'throttled']);
    stats.throttled = 0;
    limit.narrow('unrepeated');
    expect([limit.count, limit.narrowed]).toStrictEqual([1, 'throttled']);
  });

  it('has no reason where there never were several', () => {
    const limit = new LaneLimit();
    limit.narrow('unrepeated');

    expect([limit.count, limit.narrowed]).toStrictEqual([1, undefined]);
  });
});

/** Tasks that take longer the earlier they are, with what runs beside each as it begins. */
function tasksIn(lanes: readonly number[]) {
  const running = new Set<number>();
  const begun: string[] = [];
  const tasks = lanes.map((lane, index) => ({
    lane,
    ask: async () => {
      begun.push(`${index}: ${[...running].join(' ')}`.trim());
      running.add(lane);
      await pause((lanes.length - index) * 5);
      running.delete(lane);
      return index;
    },
  }));
  return { tasks, begun };
}

const asked = (lanes: readonly number[], limit: number) => {
  const { tasks, begun } = tasksIn(lanes);
  return { done: new LaneQueue(new LaneLimit(limit)).ask(tasks), begun };
};

describe('LaneQueue', () => {
  it('asks one after another in their order where there is one lane', async () => {
    const { done, begun } = asked([0, 1, 0, 2], 1);

    expect(await done).toStrictEqual([0, 1, 2, 3]);
    expect(begun).toStrictEqual(['0:', '1:', '2:', '3:']);
  });

  it('asks in as many lanes as there are, never two tasks of one lane at a time', async () => {
    const { done, begun } = asked([0, 0, 1, 2, 1], 2);

    expect(await done).toStrictEqual([0, 1, 2, 3, 4]);
    expect(begun).toStrictEqual(['0:', '2: 0', '3: 0', '1: 2', '4: 0']);
  });

  it('asks what is to meet no other task when all others are done', async () => {
    const { tasks, begun } = tasksIn([0, 1, 2, 3]);
    const some = tasks.map((task, index) => ({ ...task, isAlone: index < 2 }));

    expect(await new LaneQueue(new LaneLimit(4)).ask(some)).toStrictEqual([0, 1, 2, 3]);
    expect(begun).toStrictEqual(['2:', '3: 2', '0:', '1:']);
  });

  it('goes on with the next series in lanes that are free', async () => {
    const { tasks, begun } = tasksIn([0, 1, 1, 0, 2]);
    const queue = new LaneQueue(new LaneLimit(3));
    const series = [queue.ask(tasks.slice(0, 3)), queue.ask(tasks.slice(3))];

    expect(await Promise.all(series)).toStrictEqual([
      [0, 1, 2],
      [3, 4],
    ]);
    // Lane 2 has nothing to do in the first series.
    expect(begun).toStrictEqual(['0:', '1: 0', '4: 0 1', '2: 0', '3: 1']);
  });

  it('lets no task of the next series overtake what is to meet no other', async () => {
    const { tasks, begun } = tasksIn([0, 1, 2, 3]);
    const some = tasks.map((task, index) => ({ ...task, isAlone: index === 1 }));
    const queue = new LaneQueue(new LaneLimit(4));
    await Promise.all([queue.ask(some.slice(0, 2)), queue.ask(some.slice(2))]);

    expect(begun).toStrictEqual(['0:', '1:', '2:', '3: 2']);
  });

  it('begins nothing more once it is stopped', async () => {
    const { tasks } = tasksIn([0, 1, 2]);
    let isStopped = false;
    const stopping = tasks.map(({ lane, ask }) => ({
      lane,
      ask: async () => {
        isStopped = true;
        return ask();
      },
    }));
    const queue = new LaneQueue(new LaneLimit(1), () => isStopped);

    expect(await queue.ask(stopping)).toStrictEqual([0, undefined, undefined]);
    expect(await queue.ask(tasks)).toStrictEqual([undefined, undefined, undefined]);
    expect(await queue.ask([])).toStrictEqual([]);
  });
});
