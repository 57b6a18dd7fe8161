import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Leisure, lazily } from './leisure.ts';

async function turns(count: number): Promise<void> {
  for (let done = 0; done < count; done += 1) await turn();
}

describe('Leisure', () => {
  it('does what was added, in its order, while something is waited for', async () => {
    const leisure = new Leisure();
    const done: number[] = [];
    for (const each of [1, 2, 3]) leisure.add(() => done.push(each));

    await turns(5);
    expect(done).toStrictEqual([]);

    leisure.useWhile(new Promise(() => undefined));
    await turns(5);
    expect(done).toStrictEqual([1, 2, 3]);
  });

  it('leaves what there is when the waiting is over, and goes on with the next', async () => {
    const leisure = new Leisure();
    const done: number[] = [];
    let answer: () => void = () => undefined;
    leisure.add(() => {
      done.push(1);
      answer();
    });
    leisure.add(() => done.push(2));

    leisure.useWhile(
      new Promise<void>((resolve) => {
        answer = resolve;
      }),
    );
    await turns(5);
    expect(done).toStrictEqual([1]);

    leisure.useWhile(new Promise(() => undefined));
    await turns(5);
    expect(done).toStrictEqual([1, 2]);
  });

  it('does nothing when the waiting ended before', async () => {
    const leisure = new Leisure();
    const done: number[] = [];
    leisure.add(() => done.push(1));

    leisure.useWhile(Promise.reject(new Error('no answer')));
    await turns(5);

    expect(done).toStrictEqual([]);
  });

  it('goes on after work that throws', async () => {
    const leisure = new Leisure();
    const done: number[] = [];
    leisure.add(() => {
      throw new Error('for whoever needs it');
    });
    leisure.add(() => done.push(2));

    leisure.useWhile(new Promise(() => undefined));
    await turns(5);

    expect(done).toStrictEqual([2]);
  });
});

describe('lazily', () => {
  it('makes it once, when it is asked for', () => {
    let made = 0;
    const value = lazily(() => {
      made += 1;
      return undefined;
    });

    expect(made).toBe(0);
    expect([value(), value(), made]).toStrictEqual([undefined, undefined, 1]);
  });

  it('makes it anew after an error', () => {
    let tries = 0;
    const value = lazily(() => {
      tries += 1;
      if (tries === 1) throw new Error('not yet');
      return tries;
    });

    expect(value).toThrow('not yet');
    expect([value(), value()]).toStrictEqual([2, 2]);
  });
});
