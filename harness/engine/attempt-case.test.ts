import { describe, expect, it } from 'vitest';
import { shelfEngine } from '../../test-support/shelf-engine.ts';
import { conforming, takeCase } from '../../test-support/shelves.ts';
import type { Case } from '../cases/case.ts';
import { BudgetSpent, SetUpProblem, TransportProblem, UnsupportedSetUp } from '../endpoint/problem.ts';
import { UsedResourceProblem } from '../scene/scene.ts';
import { attempt } from './attempt-case.ts';

const apple = takeCase('apple', ['apple', 'pear'], ['apple']);

describe('a problem', () => {
  it.each([
    [new UnsupportedSetUp('no plums here'), 'not-applicable', 'missing-capability', 'no plums here'],
    [new SetUpProblem('no wood'), 'untestable', 'set-up', 'the case could not be set up: no wood'],
    [new BudgetSpent(), 'not-asked', 'no-calls-left', new BudgetSpent().message],
    [new TransportProblem('no line'), 'error', 'transport', 'no line'],
  ] as const)('has a verdict of its own: %s', async (problem, verdict, kind, message) => {
    const { engine } = shelfEngine({ fails: () => problem });
    const { result } = await attempt(engine, apple, 'careful');
    expect([result.verdict, result.reason?.kind, result.reason?.message]).toEqual([verdict, kind, message]);
  });

  it('that is no problem of the target is a mistake of the suite', async () => {
    const { engine } = shelfEngine({ fails: () => new TypeError('x is not a function') });
    const { result } = await attempt(engine, apple, 'careful');
    expect([result.verdict, result.reason?.kind]).toEqual(['error', 'suite-error']);
    expect(result.reason?.message).toContain('a mistake of the suite: TypeError: x is not a function');
  });

  it('is reported as it is where it is no error, or has no stack', async () => {
    const { engine } = shelfEngine({ fails: () => 'a text' as never });
    const thrown = await attempt(engine, apple, 'careful');
    expect(thrown.result.reason?.message).toBe('a mistake of the suite: a text');
    const bare = shelfEngine({ fails: () => Object.assign(new Error('no stack'), { stack: undefined }) });
    const { result } = await attempt(bare.engine, apple, 'careful');
    expect(result.reason?.message).toBe('a mistake of the suite: no stack');
  });

  it('of resources that were used knows who used them', async () => {
    const past = [{ testCase: apple }];
    const { engine } = shelfEngine({ fails: () => new UsedResourceProblem('not to be cleared', past) });
    const { result, ...rest } = await attempt(engine, apple, 'careful');
    expect([result.verdict, result.reason?.kind]).toEqual(['untestable', 'set-up']);
    expect(rest).toMatchObject({ past, judged: 0 });
  });

  it('keeps its shelf from all other cases', async () => {
    const { engine, shelves } = shelfEngine({
      fails: (action) => (action === 'Look' ? new TransportProblem('no line') : undefined),
    });
    await attempt(engine, apple, 'quick');
    await attempt(engine, apple, 'quick');
    expect(shelves.count).toBe(2);
  });
});

describe('an attempt', () => {
  it('uses a shelf again, with what is missing put there, unless it is a careful one', async () => {
    const { engine, shelves, asked } = shelfEngine();
    await attempt(engine, apple, 'quick');
    const again = await attempt(engine, takeCase('pear', ['pear', 'plum'], ['pear']), 'quick');
    expect([shelves.count, again.past.length, again.isUnread]).toEqual([1, 1, false]);
    const cleared = await attempt(engine, takeCase('fig', ['fig'], ['fig']), 'quick');
    expect([cleared.isUnread, cleared.hasStrays]).toEqual([true, false]);
    expect(asked.slice(-4)).toEqual(['Take', 'Put', 'Take', 'Look']);
    await attempt(engine, apple, 'careful');
    expect(shelves.count).toBe(2);
  });

  it('says whether things were there that the case did not give', async () => {
    const behaviour: typeof conforming = (request, shelf, earlier) => {
      shelf.add('a stray');
      return conforming(request, shelf, earlier);
    };
    const { engine } = shelfEngine({ behaviour });
    expect((await attempt(engine, apple, 'careful')).hasStrays).toBe(true);
  });

  it('counts the requests that were judged', async () => {
    const { engine } = shelfEngine();
    expect((await attempt(engine, apple, 'careful')).judged).toBe(1);
    const failing = shelfEngine({ fails: () => new TransportProblem('no line') });
    expect((await attempt(failing.engine, apple, 'careful')).judged).toBe(0);
  });

  it('says that a request was not found, and how late it was, only where it was careful', async () => {
    let unknown = 2;
    const behaviour: typeof conforming = (request, shelf, earlier) => {
      const isKnown = request.isSetUp || unknown <= 0;
      if (!isKnown) unknown -= 1;
      return isKnown ? conforming(request, shelf, earlier) : { status: 400, code: 'Item.NotFound' };
    };
    const late = shelfEngine({ behaviour, settleMs: 200 });
    const careful = await attempt(late.engine, apple, 'careful');
    expect(careful.result.verdict).toBe('fail');
    expect(careful.late?.what).toBe('made');
    expect(careful.late?.afterMs).toBeGreaterThan(40);
    const never = shelfEngine({ behaviour: () => ({ status: 400, code: 'Item.NotFound' }) });
    expect(await attempt(never.engine, apple, 'careful')).not.toHaveProperty('late');
    expect(await attempt(never.engine, apple, 'quick')).not.toHaveProperty('late');
    expect(never.asked.filter((action) => action === 'Take')).toHaveLength(3);
  });

  it('looks no later for what was refused for another reason', async () => {
    const { engine, asked } = shelfEngine({
      behaviour: (request, shelf, earlier) =>
        request.isSetUp ? conforming(request, shelf, earlier) : { status: 400, code: 'Refused' },
    });
    const { result, late } = await attempt(engine, apple, 'careful');
    expect([result.verdict, late]).toEqual(['fail', undefined]);
    expect(asked.filter((action) => action === 'Take')).toHaveLength(1);
  });

  it('waits before each of its requests if it has to', async () => {
    const { engine } = shelfEngine();
    const since = performance.now();
    await attempt(engine, apple, 'quick', {}, 60);
    expect(performance.now() - since).toBeGreaterThan(50);
  });

  it('counts the calls that were made for its case before', async () => {
    const { engine } = shelfEngine();
    expect((await attempt(engine, apple, 'quick', { Look: 4 })).result.calls).toEqual({ Put: 1, Take: 1, Look: 5 });
  });

  it('tells a preparation that was carried out and did nothing from one that was refused', async () => {
    const prepares = {
      ...{ prepares: true as const, send: { params: { Shelf: '{shelf}', Items: 'pear' } } },
      expect: [{ answer: 'taken', status: ['200'], after: ['apple'] }],
    };
    // biome-ignore lint/suspicious/noThenProperty: the steps of a case are called so in fixtures
    const prepared = { ...apple, ...prepares, then: [{ send: apple.send, expect: apple.expect }] };
    const { engine } = shelfEngine({
      behaviour: (request, shelf, earlier) => (request.isSetUp ? conforming(request, shelf, earlier) : { status: 200 }),
    });
    const { result } = await attempt(engine, prepared, 'careful');
    expect([result.verdict, result.reason?.message]).toEqual([
      'untestable',
      'the case could not be set up: Take succeeded and did not do what it says',
    ]);
  });

  it('says of a preparation that was refused how', async () => {
    const step = { send: { params: { Shelf: '{shelf}', Items: 'plum' } }, prepares: true as const };
    // biome-ignore lint/suspicious/noThenProperty: the steps of a case are called so in fixtures
    const prepared = { ...apple, ...step, then: [{ send: apple.send, expect: apple.expect }] };
    const { result } = await attempt(shelfEngine().engine, prepared, 'careful');
    expect(result.reason?.message).toMatch(/^the case could not be set up: Take .*Item\.NotFound/);
    const odd = shelfEngine({
      behaviour: (request, shelf, earlier) => (request.isSetUp ? conforming(request, shelf, earlier) : { status: 202 }),
    });
    const { reason } = (await attempt(odd.engine, prepared, 'careful')).result;
    expect(reason?.message).toMatch(/^the case could not be set up: Take .*202/);
  });

  it('sends one step after the other until one fails', async () => {
    const take = (items: string, after: readonly string[]) => ({
      send: { params: { Shelf: '{shelf}', Items: items } },
      expect: [{ answer: 'taken', status: ['200'], after }],
    });
    const steps = [take('pear', []), take('plum', []), take('apple', [])];
    // biome-ignore lint/suspicious/noThenProperty: the steps of a case are called so in fixtures
    const several = { ...apple, then: steps };
    const { engine, asked } = shelfEngine();
    const { result, judged, past } = await attempt(engine, several, 'quick');
    expect([result.verdict, judged, past.length]).toEqual(['fail', 3, 0]);
    expect(asked).toEqual(['Put', 'Take', 'Look', 'Take', 'Look', 'Take', 'Look']);
    expect(result.sent.split('then').length).toBe(3);
  });

  it('says for how long its last request was held', async () => {
    const { engine } = shelfEngine();
    engine.caller.consistency.noteRequestDelay(20);
    expect((await attempt(engine, apple, 'quick')).requestDelayMs).toBe(20);
  });

  it('knows what was sent to its shelf before, and that it did not come out as expected', async () => {
    const { engine } = shelfEngine({
      behaviour: (request, shelf, earlier) =>
        request.isSetUp ? conforming(request, shelf, earlier) : { status: 400, code: 'Refused' },
    });
    await attempt(engine, apple, 'quick');
    const { past } = await attempt(engine, apple, 'quick');
    expect(past).toEqual([{ testCase: apple, hasMismatch: true, after: ['apple', 'pear'] }]);
  });

  it('puts on record that its case came out as expected', async () => {
    const { engine } = shelfEngine();
    await attempt(engine, apple, 'quick');
    const { past, requestDelayMs } = await attempt(engine, apple, 'quick');
    expect(past).toEqual([{ testCase: apple, hasMismatch: false, after: ['pear'] }]);
    expect(requestDelayMs).toBe(0);
  });

  it('that could not be made says nothing of the shelf', async () => {
    const { engine } = shelfEngine({ fails: () => new TransportProblem('no line') });
    const { result, ...rest } = await attempt(engine, apple, 'careful');
    expect(result.verdict).toBe('error');
    expect(rest).toEqual({ isUnread: false, hasStrays: false, past: [], judged: 0, requestDelayMs: 0 });
  });

  it.each([
    ['ShelfLimitExceeded', ['untestable', 'fail', 'fail']],
    ['NoKeyToCupboard', ['fail', 'untestable', 'fail']],
    ['Refused', ['fail', 'fail', 'fail']],
  ])('judges nothing by what the account may not do, as its stage says: %s', async (code, verdicts) => {
    const behaviour: typeof conforming = (request, shelf, earlier) =>
      request.isSetUp ? conforming(request, shelf, earlier) : { status: 400, code };
    const resultOfCase = async (one: Case) => (await attempt(shelfEngine({ behaviour }).engine, one, 'careful')).result;
    const due = takeCase('refused', ['apple'], ['plum']);
    const refused = {
      ...due,
      expect: [{ answer: 'refused', status: ['4xx'], code: ['Item.NotFound'], after: ['apple'] }],
    };
    const denied = { ...apple, send: { ...apple.send, as: 'denied' as const } };
    const results = [await resultOfCase(apple), await resultOfCase(refused), await resultOfCase(denied)];
    expect(results.map(({ verdict }) => verdict)).toEqual(verdicts);
    for (const { reason } of results.filter(({ verdict }) => verdict === 'untestable')) {
      expect(reason?.message).toContain(`${code}`);
      expect(reason?.message).toContain('which is about what the account may do');
    }
  });

  it('holds a request that makes something back while what the case took away may stand in its way', async () => {
    const put = {
      send: { action: 'Put', params: { Shelf: '{shelf}', Items: 'apple' } },
      expect: [{ answer: 'put', status: ['200'], after: ['apple', 'pear'] }],
    };
    // biome-ignore lint/suspicious/noThenProperty: the steps of a case are called so in fixtures
    const again = { ...apple, then: [put] };
    const tookMs = async (one: Case, removalDelayMs: number) => {
      const { engine } = shelfEngine();
      engine.caller.consistency.noteRemovalDelay(removalDelayMs);
      const since = performance.now();
      expect((await attempt(engine, one, 'quick')).result.verdict).toBe('pass');
      return performance.now() - since;
    };
    expect(await tookMs(again, 200)).toBeGreaterThan(250);
    expect(await tookMs(apple, 200)).toBeLessThan(250);
  });

  it('looks for no late change after two requests at once', async () => {
    const { engine, asked } = shelfEngine({ behaviour: () => ({ status: 400, code: 'Item.NotFound' }) });
    const { late } = await attempt(engine, { ...apple, beside: apple.send }, 'careful');
    expect(late).toBeUndefined();
    expect(asked.filter((action) => action === 'Take')).toHaveLength(2);
  });
});

describe('a request that reads', () => {
  /** The shelf is of oak from the third look on. */
  function lateShelf() {
    let looks = 0;
    return shelfEngine({
      settleMs: 300,
      behaviour: (request) => {
        if (request.isSetUp) return { status: 200 };
        looks += 1;
        const wood = looks > 2 ? '<wood>oak</wood>' : '';
        return { status: 200, body: `<ShelfResponse><requestId>1</requestId>${wood}</ShelfResponse>` };
      },
    });
  }
  const params = { Shelf: '{shelf}' };
  const oak = { answer: 'of oak', status: ['200'], content: { wood: 'oak' }, after: [] };
  const looking = { ...takeCase('look', [], []), send: { action: 'DescribeShelves', params }, expect: [oak] };

  it('is sent again until it shows what is expected', async () => {
    const { engine, asked } = lateShelf();
    expect((await attempt(engine, looking, 'quick')).result).toMatchObject({ verdict: 'pass', answer: 'of oak' });
    expect(asked.filter((action) => action === 'DescribeShelves')).toHaveLength(3);
  });

  it('is sent again where one of its expected responses has content', async () => {
    const { engine, asked } = lateShelf();
    const refused = { answer: 'refused', status: ['400'], after: [] };
    expect((await attempt(engine, { ...looking, expect: [refused, oak] }, 'quick')).result.verdict).toBe('pass');
    expect(asked.filter((action) => action === 'DescribeShelves')).toHaveLength(3);
  });

  it('is sent once where none of its expected responses has content', async () => {
    const { engine, asked } = lateShelf();
    const refused = { answer: 'refused', status: ['400'], after: [] };
    expect((await attempt(engine, { ...looking, expect: [refused] }, 'quick')).result.verdict).toBe('fail');
    expect(asked.filter((action) => action === 'DescribeShelves')).toHaveLength(1);
  });

  it.each([{ action: 'Take', params }, { params }])('and one that changes is sent once: %j', async (send) => {
    const { engine, asked } = lateShelf();
    expect((await attempt(engine, { ...looking, send }, 'quick')).result.verdict).toBe('fail');
    expect(asked.filter((action) => action === 'Take')).toHaveLength(1);
  });
});
