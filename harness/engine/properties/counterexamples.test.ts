/** What a search counts as a counterexample, and what it makes of one. */
import { describe, expect, it } from 'vitest';
import {
  brief,
  budget,
  engineWith,
  execute,
  numberProperty,
  outcomeOf,
} from '../../../test-support/number-property.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import { reason } from '../../checks/reason.ts';
import { property } from './property.ts';
import type { TrialOutcome } from './shrink.ts';

/** The finding of a general check in the response of a trial. */
function finding(requirement: string, exchange = 0) {
  const mismatches = [{ kind: 'body', at: 'x', expected: 'a', observed: 'b' }] as const;
  return { requirement, mismatches, exchange };
}

describe('a mismatch of a general check in a trial that passes', () => {
  const odd = (requirement: string, exchange?: number) =>
    numberProperty({}, [[1], [7]], {
      run: async (_, trial, { title }) =>
        outcomeOf(title, 'pass', trial.includes(7) ? { findings: [finding(requirement, exchange)] } : {}),
      classify: () => expect.fail('the check says what fails'),
      smaller: () => [],
    });

  it('is a counterexample of its requirement', async () => {
    const [own, other, ...rest] = await execute(odd('response/odd'));

    expect([own?.verdict, other?.id, other?.verdict, rest]).toEqual([
      ...['pass', 'count/any@response/odd', 'fail', []],
    ]);
    expect(own?.observed).toBe('held over 2 trials, except for response/odd');
    expect(other?.mismatches).toEqual(finding('response/odd').mismatches);
  });

  it('is none once its requirement has failed', async () => {
    expect(brief(await execute(odd('response/odd'), engineWith(['response/odd'])))).toEqual([
      ['count/any', 'pass', 'count/any'],
    ]);
  });

  it('is none beside a known one in the same response, and one in another response', async () => {
    const both = (exchange: number) =>
      numberProperty({}, [[7]], {
        run: async (_, _trial, { title }) =>
          outcomeOf(title, 'pass', { findings: [finding('response/known'), finding('response/new', exchange)] }),
        smaller: () => [],
      });

    expect(await execute(both(0), engineWith(['response/known']))).toHaveLength(1);
    expect(brief(await execute(both(1), engineWith(['response/known'])))[1]).toEqual([
      ...['count/any@response/new', 'fail', 'response/new'],
    ]);
  });
});

describe('a failure of a later request', () => {
  const later = (classify: (outcome: TrialOutcome) => readonly string[]) =>
    numberProperty({}, [[7]], {
      run: async (_, _trial, { title }) => ({ ...outcomeOf(title, 'fail'), isLater: true }),
      classify: (_, outcome) => classify(outcome),
      smaller: () => [],
    });

  it('is looked at where nothing else is known', async () => {
    expect(brief(await execute(later(() => ['count/seven'])))[1]?.[0]).toBe('count/any@count/seven');
  });

  it('says nothing new where something is known to fail only after other requests', async () => {
    const engine = engineWith();
    engine.knownFailures.isHistoryDependent = true;

    expect(
      brief(
        await execute(
          later(() => ['count/seven']),
          engine,
        ),
      ),
    ).toEqual([['count/any', 'pass', 'count/any']]);
  });

  it('is explained by any known failure that it may be owed to, as the first request of a trial', async () => {
    const asFirst = ({ isLater }: TrialOutcome) => (isLater === false ? ['count/six', 'count/seven'] : []);

    expect(await execute(later(asFirst), engineWith(['count/seven']))).toHaveLength(1);
  });
});

describe('a counterexample', () => {
  it('of several requirements is that of the one that is known to fail, or else the property’s own', async () => {
    const either = () => numberProperty({ 7: 'x' }, [[7]], { classify: () => ['count/six', 'count/seven'] });

    expect(brief(await execute(either()))).toEqual([['count/any', 'fail', 'count/any']]);
  });

  it('counts its calls once, with those of its property', async () => {
    const all = numberProperty({ 7: 'count/seven', 8: 'count/eight' }, [[7], [8], [1]]);

    const results = await execute(all);

    const calls = all.ran.reduce((sum, { trial }) => sum + trial.length + 1, 0);
    expect(results.map((result) => result.calls)).toEqual([{ Count: calls }, {}, {}]);
    expect(results[0]?.observed).toBe('held over 3 trials, except for count/seven, count/eight');
  });

  it('of the property itself is its result, beside those of others', async () => {
    const classify = ([first]: readonly number[]) => (first === 8 ? ['count/eight'] : []);
    const all = numberProperty({ 7: '', 8: '' }, [[8], [7]], { classify, smaller: () => [] });

    expect(brief(await execute(all))).toEqual([
      ['count/any', 'fail', 'count/any'],
      ['count/any@count/eight', 'fail', 'count/eight'],
    ]);
  });

  it('has to fail as often as its property says', async () => {
    let runs = 0;
    const thrice = numberProperty({}, [[7]], {
      run: async (_, trial, { title }) => outcomeOf(title, trial.includes(7) && ++runs < 3 ? 'fail' : 'pass'),
      repeats: () => 2,
      classify: () => ['count/seven'],
      smaller: () => [],
    });

    expect(await execute(thrice)).toMatchObject([{ verdict: 'pass', reason: { kind: 'flaky' } }]);
    expect(runs).toBe(3);
  });

  it('ends the search if it is enough', async () => {
    const all = numberProperty({ 7: 'count/seven', 8: 'count/eight' }, [[7], [8]]);
    const enough = { ...budget, isEnough: ({ requirements }: CaseResult) => requirements.includes('count/seven') };

    const results = await property(all.definition).execute(engineWith(), enough);

    expect(results.map(({ id }) => id)).toEqual(['count/any', 'count/any@count/seven']);
    expect(all.ran.some(({ trial }) => trial[0] === 8)).toBe(false);
  });

  it('is one of six at most', async () => {
    const bad = Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((each) => [each, `count/${each}`]));
    const all = numberProperty(bad, [[1], [2], [3], [4], [5], [6], [7], [8]]);

    expect(await execute(all, engineWith([], 1000))).toHaveLength(7);
  });

  it('that removes too much becomes no smaller than one that does', async () => {
    const all = numberProperty({}, [[1, 7, 8]], {
      run: async (_, trial, { title }) => ({
        ...outcomeOf(title, 'fail'),
        ...(trial.length > 1 ? { removesTooMuch: true } : {}),
      }),
      smaller: (trial) => [trial.length > 2 ? [[7, 8]] : [[7]]],
      classify: (trial) => [`count/of-${trial.length}`],
    });

    expect(brief(await execute(all))[1]).toEqual(['count/any@count/of-2', 'fail', 'count/of-2']);
  });

  it('comes with the case that replays it', async () => {
    const replay = { id: 'count/any' } as never;
    const all = numberProperty({}, [[7]], {
      run: async (_, _trial, { title }) => ({ ...outcomeOf(title, 'fail'), replay }),
      classify: () => ['count/seven'],
      smaller: () => [],
    });

    expect((await execute(all))[1]?.replay).toBe(replay);
  });

  it('that does not repeat makes the property untestable on a target that is granted no more of these', async () => {
    const engine = engineWith();
    Object.assign(engine.caller, { tolerateUnrepeated: () => false });
    const all = numberProperty({}, [[1]], {
      run: async (_, _trial, { title, care }) => outcomeOf(title, care === 'quick' ? 'fail' : 'pass'),
    });

    expect(await execute(all, engine)).toMatchObject([{ verdict: 'untestable', reason: { kind: 'flaky' } }]);
  });
});

describe('trials that cannot be judged', () => {
  const gone = reason('transport', 'the target has stopped answering');
  const lost = (more: Partial<CaseResult>) =>
    numberProperty({}, [], {
      generate: function* () {
        for (;;) yield [1];
      },
      run: async (_, _trial, { title }) => outcomeOf(title, 'error', { reason: gone, ...more }),
    });

  it.each(['error', 'untestable', 'not-implemented', 'not-applicable'] as const)(
    'are no pass: where there are no others, the property is as the last of them, %s',
    async (verdict) => {
      expect(await execute(lost({ verdict }))).toMatchObject([
        { id: 'count/any', verdict, reason: gone, requirements: ['count/any'], calls: { Count: 102 } },
      ]);
    },
  );

  it('are run once more where the connection failed for the first time', async () => {
    const runs: number[] = [];
    const some = numberProperty({}, [[1], [2], [3]], {
      run: async (_, [first = 0], { title }) => {
        runs.push(first);
        const isLost = runs.length === 1 || first === 3;
        return outcomeOf(title, isLost ? 'error' : 'pass', isLost ? { reason: gone } : {});
      },
    });

    expect(await execute(some)).toMatchObject([{ verdict: 'pass', observed: 'held over 2 trials' }]);
    expect(runs).toEqual([1, 1, 2, 3]);
  });

  it('end the search even where nothing is sent any more', async () => {
    expect(await execute(lost({ calls: {} }))).toMatchObject([{ verdict: 'error', reason: gone, calls: {} }]);
  });

  it('are not counted among those over which a property held', async () => {
    const some = numberProperty({}, [[1], [2], [3]], {
      run: async (_, [first], { title }) =>
        outcomeOf(title, first === 2 ? 'pass' : 'untestable', first === 2 ? {} : { reason: gone }),
    });

    expect(await execute(some)).toMatchObject([{ verdict: 'pass', observed: 'held over 1 trials' }]);
  });
});
