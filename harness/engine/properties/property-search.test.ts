import { describe, expect, it } from 'vitest';
import { brief, engineWith, execute, numberProperty, outcomeOf } from '../../../test-support/number-property.ts';
import type { CaseResult } from '../../checks/case-result.ts';

describe('a search for counterexamples', () => {
  it('runs the trials in their order, and passes when none fails', async () => {
    const all = numberProperty({}, [[1, 2], [3]]);

    expect(await execute(all)).toMatchObject([
      { verdict: 'pass', observed: 'held over 2 trials', calls: { Count: 5 } },
    ]);
    expect(all.ran).toEqual([
      { trial: [1, 2], care: 'quick' },
      { trial: [3], care: 'quick' },
    ]);
  });

  it('confirms a failure with care, shrinks it, and reports it under the requirement that it is about', async () => {
    const all = numberProperty({ 7: 'count/seven' }, [[1, 2, 3, 7, 8, 9]]);

    const results = await execute(all);

    expect(brief(results)).toEqual([
      ['count/any', 'pass', 'count/any'],
      ['count/any@count/seven', 'fail', 'count/seven'],
    ]);
    expect(all.ran.slice(1).every(({ care }) => care === 'careful')).toBe(true);
    expect(results[1]).not.toHaveProperty('reason');
  });

  it('fails the property itself when a counterexample cannot be assigned to a requirement', async () => {
    const all = numberProperty({ 7: 'count/seven' }, [[1, 7]], { classify: () => [] });

    expect(brief(await execute(all))).toEqual([['count/any', 'fail', 'count/any']]);
  });

  it('goes on after a counterexample, and reports each requirement once', async () => {
    const all = numberProperty({ 7: 'count/seven', 8: 'count/eight' }, [[7], [7], [1, 8], [8]]);

    expect(brief(await execute(all)).slice(1)).toEqual([
      ['count/any@count/seven', 'fail', 'count/seven'],
      ['count/any@count/eight', 'fail', 'count/eight'],
    ]);
    expect(all.ran.filter(({ trial }) => trial.length === 1 && trial[0] === 7)).toHaveLength(5);
  });

  it('reports no failure that does not come back twice, in the same place and under the same requirement', async () => {
    const places = (then: readonly [verdict: string, failedAt: number, requirement: string][]) => {
      let runs = 0;
      return numberProperty({}, [[7]], {
        smaller: () => [],
        run: async (_, trial, { title }) => {
          // The search and the confirmation find the same; what comes after them is given.
          const [verdict = 'pass', failedAt = 0] = then[runs - 2] ?? ['fail', 3];
          runs += 1;
          const result = { ...title, verdict, calls: { Count: trial.length + 1 }, findings: [] };
          return { result: result as unknown as CaseResult, failedAt };
        },
        classify: () => [then[runs - 3]?.[2] ?? 'count/seven'],
      });
    };
    const same = ['fail', 3, 'count/seven'] as const;
    expect(brief(await execute(places([[...same], [...same]]))).at(-1)).toEqual([
      ...['count/any@count/seven', 'fail', 'count/seven'],
    ]);
    for (const other of [
      ['pass', 3, 'count/seven'],
      ['fail', 2, 'count/seven'],
      ['fail', 3, 'count/eight'],
    ] as const) {
      for (const then of [[other], [same, other]]) {
        const results = await execute(places(then.map((each) => [...each])));
        expect(results.map(({ verdict }) => verdict)).not.toContain('fail');
        expect(results[0]?.reason?.kind).toBe('flaky');
      }
    }
  });

  it('neither confirms nor shrinks what is known to fail', async () => {
    const all = numberProperty({ 7: 'count/seven' }, [[7], [1]]);

    expect(brief(await execute(all, engineWith(['count/seven'])))).toEqual([['count/any', 'pass', 'count/any']]);
    expect(all.ran).toHaveLength(2);
  });

  it('runs what a counterexample suggests before anything else', async () => {
    const all = numberProperty({ 7: 'count/seven', 8: 'count/eight' }, [[7], [1]], { followUps: () => [[2], [8]] });

    const results = await execute(all, engineWith(), { searchCalls: 2 });

    expect(
      brief(results)
        .slice(1)
        .map(([id]) => id),
    ).toEqual(['count/any@count/seven', 'count/any@count/eight']);
    expect(all.ran.some(({ trial }) => trial[0] === 1)).toBe(false);
  });

  it('passes the result of a trial to the generator', async () => {
    const verdicts: (string | undefined)[] = [];
    const all = numberProperty({ 7: 'count/seven' }, [], {
      generate: function* () {
        verdicts.push((yield [1])?.result.verdict);
        verdicts.push((yield [7])?.result.verdict);
      },
    });
    await execute(all);

    expect(verdicts).toEqual(['pass', 'fail']);
  });

  it('marks a counterexample that might become smaller, for lack of calls', async () => {
    const trial = Array.from({ length: 30 }, (_, index) => index);
    const all = numberProperty({ 7: 'count/seven' }, [trial], { classify: () => ['count/seven'] });

    const results = await execute(all, engineWith(), { shrinkCalls: 5 });

    expect(results[1]).toMatchObject({
      verdict: 'fail',
      reason: { kind: 'not-shrunk', message: expect.stringContaining('--max-calls') },
    });
  });

  it('counts a failure that does not repeat as none, and says so', async () => {
    const all = numberProperty({}, [[1], [2]], {
      run: async (_, trial, { title, care }) =>
        ({
          result: { ...title, verdict: care === 'quick' && trial[0] === 1 ? 'fail' : 'pass', calls: {}, findings: [] },
        }) as never,
    });

    expect(await execute(all)).toMatchObject([{ verdict: 'pass', reason: { kind: 'flaky' } }]);
  });

  it('cannot judge a failure when no calls are left to confirm it', async () => {
    const all = numberProperty({ 7: 'count/seven' }, [[7]]);

    expect(await execute(all, engineWith([], 1))).toMatchObject([
      { verdict: 'untestable', reason: { kind: 'unconfirmed' } },
    ]);
  });

  it('cannot judge a failure that no call is left to repeat a last time', async () => {
    let runs = 0;
    const all = numberProperty({}, [[7]], {
      smaller: () => [],
      // Found, confirmed, and then the budget of the run is spent.
      run: async (_, _trial, { title }) => outcomeOf(title, ++runs < 3 ? 'fail' : 'not-asked'),
      classify: () => ['count/seven'],
    });

    expect(await execute(all)).toMatchObject([
      { verdict: 'untestable', requirements: ['count/any'], reason: { kind: 'unconfirmed' } },
    ]);
  });

  it('counts the calls of a trial that was not finished', async () => {
    const all = numberProperty({}, [[7]], { run: async (_, _trial, { title }) => outcomeOf(title, 'not-asked') });

    expect(await execute(all)).toMatchObject([{ verdict: 'not-asked', calls: { Count: 2 } }]);
  });

  it('is the same whatever is left of the calls of the run', async () => {
    const sent = async (shrinking: number) => {
      const all = numberProperty({ 7: 'count/seven' }, [
        [1, 2, 3, 7],
        [4, 5],
      ]);
      await execute(all, engineWith([], shrinking));
      return all.ran;
    };

    expect(await sent(200)).toEqual(await sent(100_000));
  });

  it('asks nothing when it has no calls', async () => {
    expect(await execute(numberProperty({}, [[1]]), engineWith(), { searchCalls: 0 })).toMatchObject([
      { verdict: 'not-asked' },
    ]);
  });
});
