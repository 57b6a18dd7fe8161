import { describe, expect, it } from 'vitest';
import { failsAgain, parts, type Run, type Shrinking, type Shrunk, shrink } from './shrink.ts';

type Numbers = readonly number[];

/** Fails while all of these numbers are in the list; counts its runs. */
function shrinking(needed: Numbers, most = Number.POSITIVE_INFINITY, more: Partial<Shrinking<Numbers, boolean>> = {}) {
  const runs: Numbers[] = [];
  const of: Shrinking<Numbers, boolean> = {
    smaller: (list) => [parts(list)],
    run: async (list) => {
      if (runs.length >= most) return undefined;
      runs.push(list);
      return needed.every((each) => list.includes(each));
    },
    isSameFailure: (hasFailed) => hasFailed,
    ...more,
  };
  return { of, runs };
}

const twenty: Run<Numbers, boolean> = { trial: Array.from({ length: 20 }, (_, index) => index), outcome: true };

describe('the shrinker', () => {
  it.each([[[7]], [[3, 17]], [[0, 9, 10, 19]]])('leaves only what it takes to fail: %j', async (needed) => {
    const { smallest, end } = await shrink(twenty, shrinking(needed).of);

    expect(smallest.trial).toEqual(needed);
    expect(end).toBe('minimal');
  });

  it('runs no trial twice', async () => {
    const { of, runs } = shrinking([3, 17]);
    await shrink(twenty, of);

    expect(new Set(runs.map((each) => JSON.stringify(each))).size).toBe(runs.length);
  });

  it('says when it ended for lack of calls, with the smallest trial until then', async () => {
    const { of, runs } = shrinking([3, 4], 4);
    const { smallest, end } = await shrink(twenty, of);

    expect(end).toBe('calls-spent');
    expect(runs).toHaveLength(4);
    expect(smallest.trial.length).toBeLessThan(20);
    expect(smallest.outcome).toBe(true);
  });

  it('goes on to a further stage when a stage has nothing left, and does not return', async () => {
    const seen: string[] = [];
    const stages: Shrinking<string, boolean> = {
      smaller: (text) => [text.startsWith('x') ? [text.slice(1)] : [], [text.replace(/b$/, '')]],
      run: async (text) => {
        seen.push(text);
        return true;
      },
      isSameFailure: (hasFailed) => hasFailed,
    };

    const shrunk: Shrunk<string, boolean> = await shrink({ trial: 'xxabb', outcome: true }, stages);

    expect(seen).toEqual(['xabb', 'abb', 'ab', 'a']);
    expect(shrunk).toEqual({ smallest: { trial: 'a', outcome: true }, end: 'minimal' });
  });

  it('takes no trial that fails in another way', async () => {
    const { of } = shrinking([], undefined, { isSameFailure: () => false });

    expect((await shrink(twenty, of)).smallest).toBe(twenty);
  });
});

describe('the parts of a list', () => {
  it('are its halves, of long ones quarters and the list without each, and the list without each item', () => {
    expect(parts([1])).toEqual([]);
    expect(parts([1, 2, 3])).toEqual([
      [2, 3],
      [1, 3],
      [1, 2],
    ]);
    expect(parts([1, 2, 3, 4]).slice(0, 2)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(parts([1, 2, 3, 4, 5, 6, 7, 8]).slice(2, 7)).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
      [7, 8],
      [3, 4, 5, 6, 7, 8],
    ]);
  });
});

describe('a smallest trial that is run again', () => {
  /** What its runs come to, by the index of the request that fails in each; it failed by the second one. */
  async function again(...runs: readonly (number | undefined)[]) {
    let count = 0;
    const run = async () => ({ failedAt: runs[count++] ?? -1 });
    const { isSame } = await failsAgain({ trial: [], outcome: { failedAt: 1 } }, run, ({ failedAt }) => failedAt >= 0);
    return { isSame, count };
  }

  it('has to fail twice more, by the same request', async () => {
    expect(await again(1, 1, 1)).toEqual({ isSame: true, count: 2 });
    expect(await again(1, 0)).toEqual({ isSame: false, count: 2 });
    expect(await again(undefined, 1)).toEqual({ isSame: false, count: 1 });
  });

  it('does not fail where it cannot be run', async () => {
    type Outcome = { readonly failedAt?: number } | undefined;
    const runTo = (outcome: Outcome) =>
      failsAgain(
        { trial: [], outcome: {} },
        async (): Promise<Outcome> => outcome,
        (one) => one !== undefined,
      );

    expect(await runTo(undefined)).toEqual({ isSame: false });
    expect(await runTo({})).toEqual({ isSame: true, last: {} });
  });
});
