import { describe, expect, it } from 'vitest';
import { executeBatch } from '../../test-support/execute-batch.ts';
import { shelfEngine } from '../../test-support/shelf-engine.ts';
import { conforming, type ShelfBehaviour, takeCase } from '../../test-support/shelves.ts';
import { sumCalls, totalCalls } from '../checks/call-counts.ts';
import type { GeneralCheck } from '../checks/general-check.ts';
import type { ResponseSubject } from '../checks/response-subject.ts';
import { TransportProblem } from '../endpoint/problem.ts';
import { askBatch, isSettled } from './execute-batch.ts';
import { LaneLimit } from './lanes.ts';

const apple = takeCase('apple', ['apple', 'pear'], ['apple']);
const pear = takeCase('pear', ['apple', 'pear'], ['pear']);
const absent = takeCase('absent', ['apple', 'pear'], ['plum']);

/** A conforming shelf, except for what the requests of cases on it come to; undefined: as usual. */
function except(
  wrong: (...args: Parameters<ShelfBehaviour>) => ReturnType<ShelfBehaviour> | undefined,
): ShelfBehaviour {
  return (request, shelf, earlier) =>
    (request.isSetUp ? undefined : wrong(request, shelf, earlier)) ?? conforming(request, shelf, earlier);
}

const brief = (results: Awaited<ReturnType<typeof executeBatch>>) =>
  results.map(({ id, verdict, reason }) => [id, verdict, ...(reason === undefined ? [] : [reason.kind])]);

describe('a batch', () => {
  it('is read once, after its last case', async () => {
    const { engine, asked, shelves } = shelfEngine();
    const results = await executeBatch(engine, [absent, apple, pear]);
    expect(brief(results)).toEqual([
      ['absent', 'pass'],
      ['apple', 'pass'],
      ['pear', 'pass'],
    ]);
    // Between apple and pear, apple is put back.
    expect(asked).toEqual(['Put', 'Take', 'Take', 'Put', 'Take', 'Look']);
    expect(shelves.count).toBe(1);
  });

  it('of one case is that case by itself', async () => {
    const { engine, asked } = shelfEngine();
    expect(brief(await executeBatch(engine, [apple]))).toEqual([['apple', 'pass']]);
    expect(asked).toEqual(['Put', 'Take', 'Look']);
  });

  it('goes on after a refusal that was not expected, and confirms it when it is over', async () => {
    const behaviour = except(({ items }) => (items.includes('apple') ? { status: 400, code: 'Refused' } : undefined));
    const { engine, asked } = shelfEngine({ behaviour });
    expect(brief(await executeBatch(engine, [apple, pear]))).toEqual([
      ['apple', 'fail'],
      ['pear', 'pass'],
    ]);
    expect(asked).toEqual(['Put', 'Take', 'Take', 'Look', 'Put', 'Take', 'Look']);
    expect([...engine.knownFailures.failed]).toEqual(['of/apple']);
  });

  it('ends at a success that was not expected', async () => {
    const behaviour = except(({ items }) => (items.includes('plum') ? { status: 200 } : undefined));
    const { engine, asked } = shelfEngine({ behaviour });
    expect(brief(await executeBatch(engine, [absent, apple]))).toEqual([
      ['absent', 'fail'],
      ['apple', 'pass'],
    ]);
    expect(asked.slice(0, 3)).toEqual(['Put', 'Take', 'Look']);
  });

  it('runs each case by itself where the shelf is not as predicted', async () => {
    const behaviour = except(({ items }, shelf) => {
      if (!items.includes('apple')) return undefined;
      shelf.clear();
      return { status: 200 };
    });
    const { engine } = shelfEngine({ behaviour });
    expect(brief(await executeBatch(engine, [absent, apple]))).toEqual([
      ['absent', 'pass'],
      ['apple', 'fail'],
    ]);
  });

  it('runs by itself what is no longer to be seen once the next case is set up', async () => {
    const behaviour = except(({ items }) => (items.includes('apple') ? { status: 200 } : undefined));
    const { engine } = shelfEngine({ behaviour });
    const hiding = { ...pear, title: 'hides what was before' };
    expect(brief(await executeBatch(engine, [absent, apple, hiding]))).toEqual([
      ['absent', 'pass'],
      ['apple', 'fail'],
      ['pear', 'pass'],
    ]);
  });

  it('gives no other case a shelf that is not as predicted', async () => {
    const behaviour = except(({ items }, shelf) => {
      if (items.includes('apple')) shelf.add('a stray');
      return undefined;
    });
    const { engine, shelves } = shelfEngine({ behaviour });
    await executeBatch(engine, [absent, apple]);
    const count = shelves.count;
    expect(brief(await executeBatch(engine, [absent]))).toEqual([['absent', 'pass']]);
    expect(shelves.count).toBeLessThanOrEqual(count + 1);
  });

  it('has what cases leave in their order explained, where each by itself passes', async () => {
    const behaviour = except((_request, shelf, earlier) => {
      if (earlier.filter(({ isSetUp, action }) => !isSetUp && action === 'Take').length === 1) shelf.add('a stray');
      return undefined;
    });
    const { engine } = shelfEngine({ behaviour });
    const explained: unknown[] = [];
    Object.assign(engine.historyDependence, {
      explain: async (_: unknown, cases: readonly { testCase: { id: string } }[]) => {
        explained.push(cases.map(({ testCase: { id } }) => id));
        return { isExplained: true, calls: {} };
      },
    });
    expect(brief(await executeBatch(engine, [absent, apple]))).toEqual([
      ['absent', 'pass'],
      ['apple', 'pass'],
    ]);
    // The second time the cases had the shelf of the one before them, too.
    expect(explained).toEqual([
      ['absent', 'apple'],
      ['absent', 'apple'],
    ]);
  });

  it('leaves out cases whose state cannot be predicted, and those that a failure endangers', async () => {
    const open = { ...pear, vpc: 'default' as const };
    const { engine, asked } = shelfEngine({ dependsOn: { 'of/apple': ['of/base'] } });
    engine.knownFailures.add('of/base');
    expect(brief(await executeBatch(engine, [absent, apple, open]))).toEqual([
      ['absent', 'pass'],
      ['apple', 'pass'],
      ['pear', 'pass'],
    ]);
    expect(asked.filter((action) => action === 'Look')).toHaveLength(3);
  });

  it('says of a case that needs what the target lacks that it does not apply', async () => {
    const { engine } = shelfEngine();
    const results = await executeBatch(engine, [{ ...apple, needs: ['wheels'] }, pear]);
    expect(brief(results)).toEqual([
      ['apple', 'not-applicable', 'missing-capability'],
      ['pear', 'pass'],
    ]);
  });

  it('runs by itself what could not be set up after another case', async () => {
    const { engine } = shelfEngine();
    const results = await executeBatch(engine, [apple, { ...pear, title: 'cannot be set up' }]);
    expect(brief(results)).toEqual([
      ['apple', 'pass'],
      ['pear', 'pass'],
    ]);
  });

  it('says of an internal error that it is one, and goes on', async () => {
    let failures = 0;
    const fails = (action: string) => {
      failures += action === 'Put' ? 1 : 0;
      return failures === 1 ? new TypeError('no such thing') : undefined;
    };
    const { engine } = shelfEngine({ fails, allowed: { confirming: 0, shrinking: 0 } });
    const [first, second] = await executeBatch(engine, [apple, pear]);
    expect([first?.verdict, first?.reason?.kind, second?.verdict]).toEqual(['error', 'suite-error', 'pass']);
  });

  it('judges by themselves the cases that nobody could read', async () => {
    let looks = 0;
    const fails = (action: string) => {
      looks += action === 'Look' ? 1 : 0;
      return action === 'Look' && looks === 1 ? new TransportProblem('the line is dead') : undefined;
    };
    const { engine } = shelfEngine({ fails });
    expect(brief(await executeBatch(engine, [absent, apple]))).toEqual([
      ['absent', 'pass'],
      ['apple', 'pass'],
    ]);
  });

  it('does not reject where reading the shelf is a mistake of the suite: each case says so', async () => {
    const fails = (action: string) => (action === 'Look' ? new TypeError('x is no function') : undefined);
    const { engine } = shelfEngine({ fails });
    expect(brief(await executeBatch(engine, [absent, apple]))).toEqual([
      ['absent', 'error', 'suite-error'],
      ['apple', 'error', 'suite-error'],
    ]);
  });

  it('does not reject where a general check is a mistake: each case since the last reading says so', async () => {
    const broken: GeneralCheck = {
      requirement: 'response/broken',
      applies: ({ params }) => params.some(([, value]) => value === 'apple'),
      judge: () => {
        throw new TypeError('x is no function');
      },
    };
    const { engine } = shelfEngine({ operation: { generalChecks: [broken] } });
    expect(brief(await executeBatch(engine, [absent, apple]))).toEqual([
      ['absent', 'pass'],
      ['apple', 'error', 'suite-error'],
    ]);
  });

  it('counts the calls that it took to find no explanation', async () => {
    const behaviour = except((_request, shelf, earlier) => {
      if (earlier.filter(({ isSetUp, action }) => !isSetUp && action === 'Take').length === 1) shelf.add('a stray');
      return undefined;
    });
    const { engine, asked } = shelfEngine({ behaviour });
    Object.assign(engine.historyDependence, { explain: async () => ({ isExplained: false, calls: { Weigh: 2 } }) });
    const results = await executeBatch(engine, [absent, apple]);
    const calls = sumCalls(results.map((result) => result.calls));
    // The last case has those for the batch, and its own: it had the shelf of the other one, and passed on a new one.
    expect(results.map((result) => result.calls['Weigh'])).toEqual([undefined, 4]);
    expect(totalCalls(calls) - 4).toBe(asked.length);
  });
});

describe('a batch that was asked', () => {
  const settled = async (behaviour?: ShelfBehaviour, batch = [apple, pear]) => {
    const { engine } = shelfEngine(behaviour === undefined ? {} : { behaviour });
    return isSettled(engine, batch, await askBatch(engine, batch));
  };

  it('is settled where nothing failed and everything was asked', async () => {
    expect(await settled()).toBe(true);
    expect(await settled(undefined, [apple])).toBe(true);
    expect(await settled(undefined, [{ ...apple, needs: ['a ladder'] }])).toBe(true);
  });

  it('is not where a case failed, could not be judged or is still to be asked', async () => {
    const refusing = except(() => ({ status: 400, code: 'Refused' }));
    const clearing = except((_, shelf) => {
      shelf.clear();
      return { status: 200 };
    });
    expect(await settled(refusing)).toBe(false);
    expect(await settled(refusing, [apple])).toBe(false);
    expect(await settled(clearing)).toBe(false);
    expect(await settled(undefined, [{ ...apple, repeated: 3 }])).toBe(false);
    expect(await settled(undefined, [{ ...apple, title: 'cannot be set up' }])).toBe(false);
  });
});

describe('what a batch came to before anything is confirmed', () => {
  it('is an attempt for each case, with what was sent to its shelf until then', async () => {
    const { engine } = shelfEngine();
    const { attempts, mispredicted } = await askBatch(engine, [absent, apple]);
    expect([...attempts.keys()]).toEqual([absent, apple]);
    const [first, second] = [...attempts.values()];
    expect(first).toMatchObject({ isUnread: false, hasStrays: false, requestDelayMs: 0, isConcurrent: false });
    expect(first?.past.map(({ testCase }) => testCase.id)).toEqual(['absent']);
    expect(second?.past.map(({ testCase }) => testCase.id)).toEqual(['absent', 'apple']);
    expect(mispredicted).toEqual([]);
  });

  it('says whether other batches were asked at the same time', async () => {
    const { engine } = shelfEngine();
    const { attempts } = await askBatch({ ...engine, lanes: new LaneLimit(2) }, [absent, apple]);
    expect([...attempts.values()].map(({ isConcurrent }) => isConcurrent)).toEqual([true, true]);
  });

  it('is nothing for the cases of a shelf that is not as predicted, but the calls that they took', async () => {
    const behaviour = except(({ items }, shelf) => {
      if (!items.includes('apple')) return undefined;
      shelf.clear();
      return { status: 200 };
    });
    const { engine } = shelfEngine({ behaviour });
    const { attempts, callsOf, mispredicted } = await askBatch(engine, [absent, apple]);
    expect(attempts.size).toBe(0);
    expect([callsOf(absent), callsOf(apple), callsOf(pear)]).toEqual([{ Put: 1, Take: 1 }, { Take: 1, Look: 1 }, {}]);
    expect(mispredicted.map((past) => past.map(({ testCase }) => testCase.id))).toEqual([['absent', 'apple']]);
  });

  it('says that a shelf was cleared and not seen since, of the last case alone, if its response was not expected', async () => {
    const fig = takeCase('fig', ['fig'], ['fig']);
    const behaviour = except(({ items }) => (items.includes('fig') ? { status: 400, code: 'Refused' } : undefined));
    const { engine } = shelfEngine({ behaviour });
    const { attempts } = await askBatch(engine, [apple, fig]);
    expect([attempts.get(apple)?.isUnread, attempts.get(fig)?.isUnread]).toEqual([false, true]);
    const right = shelfEngine();
    const unseen = (await askBatch(right.engine, [apple, fig])).attempts;
    expect([unseen.get(apple)?.isUnread, unseen.get(fig)?.isUnread]).toEqual([false, false]);
  });

  it('leaves cases open whose mismatch may be owed to a later success that was not expected', async () => {
    const check = {
      requirement: 'response/odd',
      applies: () => true,
      judge: ({ params }: ResponseSubject) =>
        params.some(([, value]) => value === 'apple')
          ? [{ kind: 'body', at: 'x', expected: 'a', observed: 'b' } as const]
          : [],
    };
    const behaviour = except(({ items }) => (items.includes('plum') ? { status: 200 } : undefined));
    const { engine } = shelfEngine({ behaviour, operation: { generalChecks: [check] } });
    const { attempts } = await askBatch(engine, [apple, pear, absent]);
    expect([...attempts.keys()].map(({ id }) => id)).toEqual(['pear', 'absent']);
    const honest = shelfEngine({ operation: { generalChecks: [check] } });
    expect((await askBatch(honest.engine, [apple, pear, absent])).attempts.size).toBe(3);
  });

  it('leaves a case out whose action the target lacks', async () => {
    const { engine, asked } = shelfEngine();
    Object.assign(engine.actions, { isMissing: (action: string) => action === 'Weigh' });
    const weighed = { ...pear, send: { ...pear.send, action: 'Weigh' } };
    const { attempts } = await askBatch(engine, [apple, weighed, absent]);
    expect([...attempts.keys()].map(({ id }) => id)).toEqual(['apple', 'absent']);
    expect(asked).not.toContain('Weigh');
  });

  it('is a mistake of the suite where something else goes wrong, and nothing where no response came', async () => {
    const failing = (problem: Error) =>
      shelfEngine({ fails: (action) => (action === 'Take' ? problem : undefined) }).engine;
    const mistaken = (await askBatch(failing(new TypeError('x is no function')), [apple, pear])).attempts;
    expect([...mistaken.values()].map(({ result }) => result.reason?.kind)).toEqual(['suite-error', 'suite-error']);
    expect((await askBatch(failing(new TransportProblem('no line')), [apple, pear])).attempts.size).toBe(0);
  });
});
