import { describe, expect, it } from 'vitest';
import { type ShelfEngineOptions, shelfEngine } from '../../test-support/shelf-engine.ts';
import { conforming, type ShelfBehaviour, takeCase } from '../../test-support/shelves.ts';
import type { Case } from '../cases/case.ts';
import type { CaseResult } from '../checks/case-result.ts';
import type { Mismatch } from '../checks/finding.ts';
import type { GeneralCheck } from '../checks/general-check.ts';
import { reason } from '../checks/reason.ts';
import { BudgetSpent, TransportProblem } from '../endpoint/problem.ts';
import { attempt } from './attempt-case.ts';
import { type Attempted, confirm } from './confirm.ts';
import type { Histories } from './engine.ts';

const apple = takeCase('apple', ['apple', 'pear'], ['apple']);

/** Refuses to take while this is so; counts only requests of cases. */
function refusing(isSo: (taken: number) => boolean, status = 400): ShelfBehaviour {
  let taken = 0;
  return (request, shelf, earlier) => {
    if (request.isSetUp || request.action !== 'Take') return conforming(request, shelf, earlier);
    taken += 1;
    return isSo(taken) ? { status, code: 'Refused' } : conforming(request, shelf, earlier);
  };
}

const once = (status?: number) => refusing((taken) => taken === 1, status);

/** The case is attempted once, then confirmed. `more`: what is to be otherwise about the attempt. */
async function run(options: ShelfEngineOptions, more: Partial<Attempted> = {}, testCase = apple, isKnown = false) {
  const shelf = shelfEngine(options);
  const { past: _, ...first } = await attempt(shelf.engine, testCase, 'quick');
  if (isKnown) shelf.engine.knownFailures.note(first.result);
  const before = shelf.asked.length;
  const result = await confirm(shelf.engine, testCase, { ...first, past: [], ...more });
  return { result, first: first.result, again: shelf.asked.slice(before), ...shelf };
}

const taken = ['Put', 'Take', 'Look'];

describe('a case that passed', () => {
  it('is not asked again', async () => {
    const { result, first, again } = await run({});
    expect(result).toBe(first);
    expect(again).toEqual([]);
  });

  it('is asked again where a general check found a mismatch in its response', async () => {
    const check: GeneralCheck = {
      requirement: 'response/odd',
      applies: () => true,
      judge: () => [{ kind: 'body', at: 'x', expected: 'a', observed: 'b' }],
    };
    const options = { operation: { generalChecks: [check] } };
    const { result, again } = await run(options);
    expect(result.findings[0]?.mismatches).toHaveLength(1);
    expect(again).toEqual(taken);
    expect((await run(options, {}, apple, true)).again).toEqual([]);
    const spent = await run({ ...options, allowed: { confirming: 0, shrinking: 0 } });
    expect([spent.result.verdict, spent.again]).toEqual(['pass', []]);
  });
});

describe('a case that failed', () => {
  it('fails if it fails again, alone and on a shelf of its own', async () => {
    const { result, again, shelves } = await run({ behaviour: refusing(() => true) });
    expect(result.verdict).toBe('fail');
    expect(result.reason).toBeUndefined();
    expect(again).toEqual(taken);
    expect(shelves.count).toBe(2);
  });

  it('fails by a server error only if it fails three times', async () => {
    const always = await run({ behaviour: refusing(() => true, 500) });
    expect([always.result.verdict, always.again.length]).toEqual(['fail', 2 * taken.length]);
    const twice = await run({ behaviour: refusing((times) => times <= 2, 500) });
    expect(twice.result).toMatchObject({ verdict: 'pass', reason: { kind: 'flaky' } });
    const refused = await run({ behaviour: refusing((times) => times <= 2) });
    expect([refused.result.verdict, refused.again.length]).toEqual(['fail', taken.length]);
  });

  it('fails without being repeated if it has taken away what no further attempt can have again', async () => {
    const { engine } = shelfEngine({ behaviour: refusing(() => true) });
    const first = await attempt(engine, apple, 'quick');
    const gone: Case = { ...apple, title: 'cannot be set up' };

    const used = await confirm(engine, { ...gone, irreplaceable: true }, { ...first, past: [] });
    const other = await confirm(engine, gone, { ...first, past: [] });

    expect([used.verdict, used.mismatches, used.reason]).toEqual(['fail', first.result.mismatches, undefined]);
    expect(other.verdict).toBe('untestable');
  });

  it('counts the calls of both attempts', async () => {
    const { result, engine } = await run({
      behaviour: refusing(() => true),
      allowed: { confirming: 10, shrinking: 0 },
    });
    expect(result.calls).toEqual({ Put: 2, Take: 2, Look: 2 });
    expect(engine.allowances.confirming.left).toBe(7);
  });

  it('passes and is said to be flaky if it passes when it is asked again', async () => {
    const { result } = await run({ behaviour: once() });
    expect([result.verdict, result.reason?.kind]).toEqual(['pass', 'flaky']);
    expect(result.reason?.message).toBe(
      'failed once (400 Refused, nothing removed) and passed when it was run again by itself',
    );
    expect(result.exchanges.map(({ status }) => status)).toEqual([400, 200]);
  });

  it('points its findings to the exchanges of the second attempt', async () => {
    const check: GeneralCheck = { requirement: 'response/any', applies: () => true, judge: () => [] };
    const { result } = await run({ behaviour: once(), operation: { generalChecks: [check] } });
    expect(result.findings.map(({ exchange }) => exchange)).toEqual([1]);
  });

  it('cannot be judged where too many failures did not repeat', async () => {
    const { result } = await run({ behaviour: once(), tolerates: false });
    expect([result.verdict, result.reason?.kind]).toEqual(['untestable', 'flaky']);
  });

  it('says whether it was a server error that did not repeat', async () => {
    const asked: boolean[] = [];
    for (const status of [500, 501, 503, 400]) {
      const shelf = shelfEngine({ behaviour: once(status) });
      Object.assign(shelf.engine.caller, {
        tolerateUnrepeated: (isServerError: boolean) => asked.push(isServerError) > 0,
      });
      const first = await attempt(shelf.engine, apple, 'quick');
      await confirm(shelf.engine, apple, { ...first, result: { ...first.result, verdict: 'fail' }, past: [] });
    }
    expect(asked).toEqual([true, false, true, false]);
    const shelf = shelfEngine();
    Object.assign(shelf.engine.caller, {
      tolerateUnrepeated: (isServerError: boolean) => asked.push(isServerError) > 0,
    });
    const { result, ...first } = await attempt(shelf.engine, apple, 'quick');
    const exchanges = [400, 500].map((status) => ({ request: '', response: '', durationMs: 1, status }));
    await confirm(shelf.engine, apple, { ...first, result: { ...result, verdict: 'fail', exchanges }, past: [] });
    expect(asked.at(-1)).toBe(true);
  });

  it('is not confirmed, and so not judged, where no calls are left for it', async () => {
    const { result, again } = await run({
      behaviour: refusing(() => true),
      allowed: { confirming: 3, shrinking: 0 },
    });
    expect([result.verdict, result.reason?.kind, result.mismatches]).toEqual(['untestable', 'unconfirmed', []]);
    expect(result.reason?.message).toBe(
      'failed once (400 Refused, nothing removed); could not be confirmed: the call limit was reached (--max-calls raises it)',
    );
    expect(again).toEqual([]);
    const enough = await run({ behaviour: refusing(() => true), allowed: { confirming: 4, shrinking: 0 } });
    expect(enough.result.verdict).toBe('fail');
  });

  it('is not asked again where a known failure explains it', async () => {
    const { result, again } = await run({ behaviour: refusing(() => true) }, {}, apple, true);
    expect([result.verdict, again]).toEqual(['fail', []]);
  });

  it('is asked again all the same where its shelf was not as it should be', async () => {
    const behaviour = () => refusing(() => true);
    for (const odd of [{ isUnread: true }, { hasStrays: true }]) {
      expect((await run({ behaviour: behaviour() }, odd, apple, true)).again).toEqual(taken);
    }
  });

  it('is asked again where it is about no requirement that could be known', async () => {
    const anonymous = { ...apple, requirements: [] };
    const { result, again } = await run({ behaviour: refusing(() => true) }, {}, anonymous);
    expect([result.verdict, again]).toEqual(['fail', taken]);
  });

  it('passes and is not flaky if its shelf had been cleared and nobody had looked', async () => {
    const { result } = await run({ behaviour: once() }, { isUnread: true });
    expect([result.verdict, result.reason]).toEqual(['pass', undefined]);
  });

  it('is judged by the second attempt if requests are known by then to have come too early', async () => {
    const { result } = await run({ behaviour: once() }, { requestDelayMs: -1 });
    expect([result.verdict, result.reason]).toEqual(['pass', undefined]);
  });

  it('is no failure of its own if the history of its shelf explains it', async () => {
    const histories: Histories = {
      title: 'any',
      recorded: () => 'all',
      run: async (_, trial, { title }) => {
        const verdict = trial === 'alone' ? 'pass' : 'fail';
        return {
          result: { ...title, verdict, mismatches: [], findings: [], calls: { Take: 2 } } as unknown as CaseResult,
        };
      },
      smaller: () => [],
      isFailure: ({ result }) => result.verdict === 'fail',
      split: () => ({ whole: 'whole', alone: 'alone', requirement: 'state/history' }),
    };
    const past = [{ testCase: takeCase('earlier', ['apple'], ['apple']) }, { testCase: apple }];
    const { result, engine } = await run({ behaviour: once(), operation: { histories } }, { past });
    expect([result.verdict, result.reason]).toEqual(['pass', undefined]);
    expect(engine.historyDependence.take().map(({ id, verdict }) => [id, verdict])).toEqual([
      ['apple@state/history', 'fail'],
    ]);
    const inVain = { ...histories, isFailure: () => false };
    const other = await run({ behaviour: once(), operation: { histories: inVain } }, { past });
    expect([other.result.reason?.kind, other.result.calls]).toEqual(['flaky', { Put: 2, Take: 6, Look: 2 }]);
  });
});

describe('a first result', () => {
  const mismatch: Mismatch = { kind: 'body', at: 'x', expected: 'a', observed: 'b' };
  const odd = { requirement: 'response/odd', mismatches: [mismatch], exchange: 0 };

  /** Confirms the passing case as if it had come to this before. */
  async function confirmedAfter(first: Partial<CaseResult>, options: ShelfEngineOptions = {}, testCase = apple) {
    const shelf = shelfEngine(options);
    const { result } = await attempt(shelfEngine().engine, testCase, 'quick');
    const attempted = { ...{ past: [], isUnread: false, hasStrays: false, requestDelayMs: 0 } };
    const settled = await confirm(shelf.engine, testCase, { ...attempted, result: { ...result, ...first } });
    return [settled.verdict, settled.reason?.kind, shelf.asked.length] as const;
  }

  it('that could not be judged is followed by another one, which counts', async () => {
    const why = reason('set-up', 'no wood');
    expect(await confirmedAfter({ verdict: 'untestable', reason: why })).toEqual(['pass', undefined, 3]);
    expect(await confirmedAfter({ verdict: 'untestable' })).toEqual(['pass', undefined, 3]);
    expect(await confirmedAfter({ verdict: 'error' })).toEqual(['pass', undefined, 3]);
    const spent = reason('no-calls-left', 'none');
    expect(await confirmedAfter({ verdict: 'untestable', reason: spent })).toEqual(['untestable', 'no-calls-left', 0]);
    expect(await confirmedAfter({ verdict: 'error', reason: spent })).toEqual(['error', 'no-calls-left', 0]);
  });

  it('that says nothing against the target is kept', async () => {
    for (const verdict of ['pass', 'observed', 'blocked', 'not-implemented', 'not-applicable', 'not-asked'] as const) {
      expect(await confirmedAfter({ verdict })).toEqual([verdict, undefined, 0]);
      expect(await confirmedAfter({ verdict, requirements: [] })).toEqual([verdict, undefined, 0]);
    }
    const { result, again } = await run({}, { isUnread: true, hasStrays: true });
    expect([result.verdict, again]).toEqual(['pass', []]);
  });

  it('that failed is flaky if the next is an observation', async () => {
    expect(await confirmedAfter({ verdict: 'fail' }, {}, { ...apple, expect: [] })).toEqual(['observed', 'flaky', 3]);
  });

  it('that passed with a mismatch of a general check is flaky if the next has none', async () => {
    expect(await confirmedAfter({ findings: [odd] })).toEqual(['pass', 'flaky', 3]);
  });

  it('that failed is not flaky if the next has a mismatch of a general check', async () => {
    const check: GeneralCheck = { requirement: 'response/odd', applies: () => true, judge: () => [mismatch] };
    expect(await confirmedAfter({ verdict: 'fail' }, { operation: { generalChecks: [check] } })).toEqual([
      'pass',
      undefined,
      3,
    ]);
  });

  it('that failed is not flaky if the next cannot be judged', async () => {
    const fails = (action: string) => (action === 'Look' ? new TransportProblem('the line is dead') : undefined);
    expect(await confirmedAfter({ verdict: 'fail' }, { fails })).toEqual(['error', 'transport', 2]);
  });
});

describe('a case that could not be judged', () => {
  it('is asked again, and is not flaky if that can be judged', async () => {
    let failures = 0;
    const fails = (action: string) => {
      if (action !== 'Take' || failures > 0) return undefined;
      failures += 1;
      return new TransportProblem('the line is dead');
    };
    const { result, first } = await run({ fails });
    expect([first.verdict, result.verdict, result.reason]).toEqual(['error', 'pass', undefined]);
    expect(result.calls).toEqual({ Put: 2, Take: 1, Look: 1 });
  });

  it('stays so if it cannot be judged again', async () => {
    const { result } = await run({}, {}, { ...apple, title: 'cannot be set up' });
    expect([result.verdict, result.reason?.message]).toEqual([
      'untestable',
      'the case could not be set up: there is no wood',
    ]);
  });

  it('is not asked again where no calls are left to set it up', async () => {
    const { result, again } = await run({ fails: () => new BudgetSpent() });
    expect([result.verdict, result.reason?.kind, again]).toEqual(['not-asked', 'no-calls-left', []]);
    const spent = await run({ allowed: { confirming: 0, shrinking: 0 } }, {}, { ...apple, title: 'cannot be set up' });
    expect(spent.result.reason?.kind).toBe('set-up');
  });
});

describe('a request that came too early', () => {
  /** Does not find at its first request what was put on the shelf less than so many milliseconds before. */
  function late(ms: number): ShelfBehaviour {
    const put = new WeakMap<Set<string>, number>();
    return (request, shelf, earlier) => {
      if (request.action === 'Put') put.set(shelf, performance.now());
      const isFirst = !earlier.some(({ isSetUp, action }) => !isSetUp && action === 'Take');
      const isEarly = isFirst && performance.now() - (put.get(shelf) ?? 0) < ms;
      return isEarly && !request.isSetUp ? { status: 400, code: 'Item.NotFound' } : conforming(request, shelf, earlier);
    };
  }

  it('passes when it is sent late enough, and later requests are held', async () => {
    const { result, engine, shelves } = await run({ behaviour: late(900) });
    expect([result.verdict, result.reason, shelves.count]).toEqual(['pass', undefined, 3]);
    expect(engine.caller.consistency.requestDelayMs).toBeGreaterThan(0);
  });

  it('fails where holding it is of no use, and no other is held', async () => {
    const { result, engine, shelves } = await run({ behaviour: late(Number.POSITIVE_INFINITY) });
    expect([result.verdict, shelves.count]).toEqual(['fail', 3]);
    expect(engine.caller.consistency.requestDelayMs).toBe(0);
  });

  it('fails when it is not found ever', async () => {
    const behaviour: ShelfBehaviour = (request, shelf, earlier) =>
      request.isSetUp ? conforming(request, shelf, earlier) : { status: 400, code: 'Item.NotFound' };
    const { result, engine } = await run({ behaviour });
    expect(result.verdict).toBe('fail');
    expect(engine.caller.consistency.requestDelayMs).toBe(0);
  });
});
