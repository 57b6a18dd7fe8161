/** Which failures of trials a search confirms, shrinks and reports, and when it gives up. */
import { describe, expect, it } from 'vitest';
import { brief, engineWith, execute, numberProperty, outcomeOf } from '../../../test-support/number-property.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import type { Engine } from '../engine.ts';
import { KnownFailures } from '../known-failures.ts';

const mismatch = { kind: 'body', at: 'x', expected: 'a', observed: 'b' } as const;
const finding = (requirement: string, exchange = 0) => ({ requirement, mismatches: [mismatch], exchange });

/** An engine on which `root` was failed by a state, and `count/seven` depends on it. */
function engineWithRoot(): Engine {
  const knownFailures = new KnownFailures({ 'count/seven': ['root'] });
  knownFailures.note({
    ...{ verdict: 'fail', requirements: ['root'], findings: [] },
    mismatches: [{ ...mismatch, kind: 'state' }],
  } as unknown as CaseResult);
  return { ...engineWith(), knownFailures };
}

/** Notes how often a failure that did not repeat was to be borne. */
function bearing(engine: Engine): readonly boolean[] {
  const asked: boolean[] = [];
  const tolerateUnrepeated = (isServerError: boolean) => {
    asked.push(isServerError);
    return true;
  };
  Object.assign(engine.caller, { tolerateUnrepeated });
  return asked;
}

/** Trials of one number, each of which fails once, and those that were run. */
function flakyNumbers(count: number) {
  const ran: (readonly number[])[] = [];
  const trials = Array.from({ length: count }, (_, index) => [index]);
  const all = numberProperty({}, trials, {
    run: async (_, trial, { title, care }) => {
      ran.push(trial);
      return outcomeOf(title, care === 'quick' ? 'fail' : 'pass');
    },
    smaller: () => [],
    classify: ([first]) => [`count/${first}`],
  });
  return { all, ran };
}

describe('a search gives up', () => {
  it('after three failures that do not repeat, of which one is counted and reported', async () => {
    const { all, ran } = flakyNumbers(5);
    const engine = engineWith();
    const asked = bearing(engine);

    expect(await execute(all, engine)).toMatchObject([
      { verdict: 'pass', reason: { kind: 'flaky', message: expect.stringContaining('counterexample') } },
    ]);
    expect(ran).toEqual([[0], [0], [1], [1], [2], [2]]);
    expect(asked).toEqual([false]);
  });

  it('after three failures that are confirmed and do not come back', async () => {
    const runs = new Map<string, number>();
    const all = numberProperty({}, [[1], [2], [3], [4]], {
      run: async (_, trial, { title }) => {
        const run = (runs.get(`${trial}`) ?? 0) + 1;
        runs.set(`${trial}`, run);
        return outcomeOf(title, run < 3 ? 'fail' : 'pass');
      },
      smaller: () => [],
    });

    expect((await execute(all))[0]?.verdict).toBe('pass');
    expect([...runs.keys()]).toEqual(['1', '2', '3']);
  });

  it('after three failures that become what is known when they are shrunk', async () => {
    const all = numberProperty({ 7: 'count/seven' }, [
      [1, 7],
      [2, 7],
      [3, 7],
      [4, 7],
    ]);

    expect(brief(await execute(all, engineWith(['count/seven'])))).toEqual([['count/any', 'pass', 'count/any']]);
    expect(all.ran.some(({ trial }) => trial.includes(3))).toBe(true);
    expect(all.ran.some(({ trial }) => trial.includes(4))).toBe(false);
  });
});

describe('a failure is confirmed', () => {
  it('by two smaller trials, and then by all of it', async () => {
    const whole = [1, 2, 3, 4, 5, 6, 7, 8];
    const ran: (readonly number[])[] = [];
    const all = numberProperty({}, [whole], {
      run: async (_, trial, { title, care }) => {
        if (care === 'careful') ran.push(trial);
        return outcomeOf(title, trial.length === 8 ? 'fail' : 'pass');
      },
      classify: () => ['count/all'],
    });

    expect(brief(await execute(all)).at(-1)).toEqual(['count/any@count/all', 'fail', 'count/all']);
    expect(ran.slice(0, 3)).toEqual([whole.slice(0, 4), whole.slice(4), whole]);
  });

  it('as often as its property says, with care, before it is shrunk', async () => {
    const cares: string[] = [];
    const thrice = (passing: number) =>
      numberProperty({}, [[7]], {
        run: async (_, _trial, { title, care }) => {
          cares.push(care);
          return outcomeOf(title, cares.length === passing ? 'pass' : 'fail');
        },
        repeats: () => 3,
        classify: () => ['count/seven'],
        smaller: () => [],
      });
    for (const passing of [3, 4]) {
      cares.length = 0;
      expect(await execute(thrice(passing))).toMatchObject([{ verdict: 'pass', reason: { kind: 'flaky' } }]);
      expect(cares).toEqual(['quick', ...Array(passing - 1).fill('careful')]);
    }
    cares.length = 0;
    expect(brief(await execute(thrice(99)))[1]).toEqual(['count/any@count/seven', 'fail', 'count/seven']);
    expect(cares).toEqual(['quick', ...Array(5).fill('careful')]);
  });

  it('as often as the calls for it pay for', async () => {
    const all = numberProperty({ 7: 'count/seven' }, [[7]], { repeats: () => 3 });

    // A trial costs two calls: two of three pay for themselves.
    expect(brief(await execute(all, engineWith([], 4)))[1]).toEqual(['count/any@count/seven', 'fail', 'count/seven']);
  });

  it('by the allowance for shrinking, to its last call', async () => {
    const engine = engineWith([], 2);
    const all = numberProperty({ 7: 'count/seven' }, [[7]]);

    expect(brief(await execute(all, engine))[1]).toEqual(['count/any@count/seven', 'fail', 'count/seven']);
    expect(engine.allowances.shrinking.left).toBe(0);
    const ample = engineWith([], 50);
    await execute(numberProperty({ 7: 'count/seven' }, [[1], [7]]), ample);
    // Neither the search nor the last check of a counterexample is paid by it.
    expect(ample.allowances.shrinking.left).toBe(48);
  });

  it('and leaves nothing unconfirmed where it comes back', async () => {
    const engine = engineWith();
    const asked = bearing(engine);

    const [own] = await execute(numberProperty({ 7: 'count/seven' }, [[7]]), engine);

    expect(own).not.toHaveProperty('reason');
    expect(asked).toEqual([]);
  });
});

describe('a failure that is not confirmed', () => {
  const again = (verdict: CaseResult['verdict'], more: Partial<CaseResult> = {}) =>
    numberProperty({}, [[7]], {
      run: async (_, _trial, { title, care }) =>
        care === 'quick'
          ? outcomeOf(title, 'fail', { observed: 'at first', mismatches: [mismatch] })
          : outcomeOf(title, verdict, { observed: 'again', mismatches: [mismatch], ...more }),
      classify: () => ['count/seven'],
      smaller: () => [],
    });

  it('is as what kept it from being judged', async () => {
    const why = { kind: 'transport', message: 'no line' } as const;
    for (const verdict of ['error', 'untestable'] as const) {
      expect(await execute(again(verdict, { reason: why, findings: [finding('response/odd')] }))).toMatchObject([
        { verdict, reason: why, observed: 'again', mismatches: [] },
      ]);
    }
  });

  it('says so where the calls were spent', async () => {
    const unconfirmed = {
      ...{ verdict: 'untestable', observed: 'at first', mismatches: [] },
      reason: { kind: 'unconfirmed', message: expect.stringContaining('--max-calls') },
    };
    expect(await execute(again('not-asked'))).toMatchObject([unconfirmed]);
    expect(await execute(again('fail'), engineWith([], 1))).toMatchObject([unconfirmed]);
  });

  it('is not mentioned where the calls went into a counterexample', async () => {
    const all = numberProperty({ 7: 'count/seven', 8: 'count/eight' }, [[7], [8]]);

    const [own, ...others] = await execute(all, engineWith([], 2));

    expect([own?.verdict, own?.reason, others.length]).toEqual(['pass', undefined, 1]);
  });

  it('is mentioned beside a counterexample where it did not repeat', async () => {
    const all = numberProperty({}, [[7], [8]], {
      run: async (_, [first], { title, care }) => outcomeOf(title, first === 7 || care === 'quick' ? 'fail' : 'pass'),
      classify: ([first]) => [`count/${first}`],
      smaller: () => [],
    });

    expect(await execute(all)).toMatchObject([
      { verdict: 'pass', reason: { kind: 'flaky' } },
      { verdict: 'fail', requirements: ['count/7'] },
    ]);
  });
});

describe('what is known to fail', () => {
  const failing = (requirements: readonly string[], isLater?: boolean) =>
    numberProperty({}, [[7]], {
      run: async (_, _trial, { title }) => ({
        ...outcomeOf(title, 'fail'),
        ...(isLater === undefined ? {} : { isLater }),
      }),
      classify: () => requirements,
      smaller: () => [],
    });

  it('explains no failure of one requirement that only depends on it', async () => {
    expect(brief(await execute(failing(['count/seven']), engineWithRoot()))[1]?.[2]).toBe('count/seven');
  });

  it('explains one of several requirements, and a later request, by what they depend on', async () => {
    expect(await execute(failing(['count/six', 'count/seven']), engineWithRoot())).toHaveLength(1);
    expect(await execute(failing(['count/seven'], true), engineWithRoot())).toHaveLength(1);
    expect(brief(await execute(failing(['count/six', 'count/five']), engineWithRoot()))).toEqual([
      ['count/any', 'fail', 'count/any'],
    ]);
  });

  it('after other requests explains no failure of a first request', async () => {
    const engine = engineWith();
    engine.knownFailures.isHistoryDependent = true;

    expect(await execute(failing(['count/seven'], false), engine)).toHaveLength(2);
    expect(await execute(failing(['count/eight']), engine)).toHaveLength(2);
  });

  it('is blamed for a counterexample that one of several requirements fails', async () => {
    const either = numberProperty({ 7: '' }, [[1, 7]], {
      classify: (trial) => (trial.length === 1 ? ['count/six', 'count/seven'] : []),
    });

    expect(brief(await execute(either, engineWithRoot()))[1]?.[2]).toBe('count/seven');
  });
});

describe('a mismatch of a general check', () => {
  it('is shrunk to trials that pass with a mismatch of the same check', async () => {
    const of = { 7: 'response/odd', 8: 'response/other' } as Readonly<Record<number, string>>;
    const ran: (readonly number[])[] = [];
    const all = numberProperty({}, [[7, 8]], {
      run: async (_, trial, { title }) => {
        ran.push(trial);
        const findings = trial.flatMap((each, exchange) => (of[each] === undefined ? [] : finding(of[each], exchange)));
        return outcomeOf(title, trial.includes(9) ? 'fail' : 'pass', { findings });
      },
      smaller: (trial) => [trial.length > 1 ? [[7, 8, 1], [8], [1], [7, 9], [7]] : []],
      classify: () => ['count/nine'],
    });

    expect(brief(await execute(all))[1]).toEqual(['count/any@response/odd', 'fail', 'response/odd']);
    expect(ran.slice(-2)).toEqual([[7], [7]]);
  });

  it('has to be one: a check that holds is none', async () => {
    const all = numberProperty({}, [[7]], {
      run: async (_, _trial, { title }) =>
        outcomeOf(title, 'pass', { findings: [{ ...finding('response/odd'), mismatches: [] }] }),
    });

    expect(await execute(all)).toMatchObject([{ verdict: 'pass' }]);
  });

  it('suggests no further trials', async () => {
    const all = numberProperty({}, [[7]], {
      run: async (_, _trial, { title }) => outcomeOf(title, 'pass', { findings: [finding('response/odd')] }),
      smaller: () => [],
      followUps: () => expect.fail('nothing that was requested has failed'),
    });

    expect(brief(await execute(all))[1]?.[2]).toBe('response/odd');
  });

  it('says nothing of a trial that fails beside it', async () => {
    const own = { ...mismatch, at: 'state' };
    const all = numberProperty({}, [[7]], {
      run: async (_, _trial, { title }) =>
        outcomeOf(title, 'fail', { findings: [finding('response/odd')], mismatches: [own] }),
      smaller: () => [],
      classify: () => ['count/seven'],
    });

    const [, result] = await execute(all);

    expect(result).toMatchObject({ requirements: ['count/seven'], mismatches: [own] });
    expect(result).not.toHaveProperty('replay');
  });
});

describe('trials that a counterexample suggests', () => {
  it('are run quickly, and once where they pass', async () => {
    const all = numberProperty({ 7: 'count/seven', 8: 'count/eight' }, [[7]], {
      followUps: (_, [first]) => (first === 7 ? [[2], [8]] : []),
    });
    await execute(all);

    expect(all.ran.filter(({ trial }) => trial[0] === 2)).toEqual([{ trial: [2], care: 'quick' }]);
    expect(all.ran.find(({ trial }) => trial[0] === 8)?.care).toBe('quick');
  });
});
