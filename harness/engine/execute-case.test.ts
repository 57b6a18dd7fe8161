import { describe, expect, it } from 'vitest';
import { shelfEngine } from '../../test-support/shelf-engine.ts';
import { conforming, takeCase } from '../../test-support/shelves.ts';
import { reason } from '../checks/reason.ts';
import { TransportProblem } from '../endpoint/problem.ts';
import {
  attemptOnce,
  executeCase,
  isAskable,
  missingAction,
  missingCapabilities,
  notAskedResult,
} from './execute-case.ts';

const apple = takeCase('apple', ['apple', 'pear'], ['apple']);

describe('a case', () => {
  it('passes if response and state are as expected', async () => {
    const { engine } = shelfEngine();
    const result = await executeCase(engine, apple);
    expect(result).toMatchObject({
      verdict: 'pass',
      answer: 'taken',
      requirements: ['of/apple'],
      calls: { Put: 1, Take: 1, Look: 1 },
      mismatches: [],
      sent: 'Take (POST)\nShelf=shelf-1\nItems=apple',
      observed: '200, removed apple',
    });
  });

  it('counts the calls that were made for it before', async () => {
    const { engine } = shelfEngine();
    expect((await executeCase(engine, apple, { Take: 2, Look: 1 })).calls).toEqual({ Put: 1, Take: 3, Look: 2 });
  });

  it('fails if its response is right and the state is not', async () => {
    const behaviour: typeof conforming = (request, shelf, earlier) =>
      request.isSetUp ? conforming(request, shelf, earlier) : { status: 200 };
    const { engine } = shelfEngine({ behaviour });
    const { verdict, mismatches } = await executeCase(engine, apple);
    expect([verdict, mismatches.map(({ kind }) => kind)]).toEqual(['fail', ['state']]);
  });

  it('sends its steps in their order, and none after one that fails', async () => {
    const again = { send: apple.send, expect: [{ answer: 'refused', status: ['400'], code: ['*'], after: ['pear'] }] };
    // biome-ignore lint/suspicious/noThenProperty: the steps of a case are called so in fixtures
    const twice = { ...apple, then: [again] };
    const right = shelfEngine();
    expect((await executeCase(right.engine, twice)).verdict).toBe('pass');
    expect(right.asked).toEqual(['Put', 'Take', 'Look', 'Take', 'Look']);
    const behaviour: typeof conforming = (request, shelf, earlier) =>
      request.isSetUp ? conforming(request, shelf, earlier) : { status: 400, code: 'Refused' };
    const wrong = shelfEngine({ behaviour });
    expect((await executeCase(wrong.engine, twice)).verdict).toBe('fail');
    expect(wrong.asked).toEqual(['Put', 'Take', 'Look', 'Put', 'Take', 'Look']);
  });

  it('could not be set up if a step fails that only prepares', async () => {
    const prepares = {
      ...{ prepares: true as const, send: { params: { Shelf: '{shelf}', Items: 'plum' } } },
      expect: [{ answer: 'taken', status: ['200'], after: ['apple', 'pear'] }],
    };
    // biome-ignore lint/suspicious/noThenProperty: the steps of a case are called so in fixtures
    const prepared = { ...apple, ...prepares, then: [{ send: apple.send, expect: apple.expect }] };
    const { engine } = shelfEngine();
    const { verdict, reason } = await executeCase(engine, prepared);
    expect([verdict, reason?.message]).toEqual([
      'untestable',
      'the case could not be set up: Take got 400 Item.NotFound: no',
    ]);
  });

  it('does not apply where the target or the scene lacks something', async () => {
    const { engine, asked } = shelfEngine({ capabilities: { wheels: { available: true, why: 'seen' } } });
    const needy = { ...apple, needs: ['wheels', 'wings', 'a ladder', 'wings'] };
    expect(missingCapabilities(engine, needy)).toEqual(['wings', 'a ladder', 'a ladder']);
    expect(await executeCase(engine, needy)).toMatchObject({ verdict: 'not-applicable', mismatches: [] });
    expect(asked).toEqual([]);
  });

  it('fails where what it needs is declared and was not found', async () => {
    const { engine } = shelfEngine({ capabilities: { wings: { available: false, why: 'fell down', claimed: true } } });
    const { verdict, mismatches } = await executeCase(engine, { ...apple, needs: ['wings'] });
    expect([verdict, mismatches]).toEqual([
      'fail',
      [{ kind: 'capability', at: 'capability wings', expected: 'there, as declared', observed: 'fell down' }],
    ]);
  });

  it('is not implemented where the target does not know its action, and does not apply where it needs another', async () => {
    const { engine } = shelfEngine();
    Object.assign(engine.actions, { isMissing: (action: string) => action === 'Take' });
    expect(missingAction(engine, { ...apple, send: { ...apple.send, action: 'Put' } })).toBeUndefined();
    expect(await executeCase(engine, apple)).toMatchObject({
      verdict: 'not-implemented',
      reason: { kind: 'not-implemented', message: 'the target does not know the action Take' },
    });
    const other = shelfEngine();
    Object.assign(other.engine.actions, { isMissing: (action: string) => action === 'Weigh' });
    const weighed = { ...apple, beside: { action: 'Weigh' } };
    expect(await executeCase(other.engine, weighed)).toMatchObject({ verdict: 'not-applicable' });
  });
});

describe('a repeated case', () => {
  const thrice = { ...apple, repeated: 3 };

  /** Refuses its request the times that are named, from 1. */
  function refusing(...times: readonly number[]) {
    let requests = 0;
    return shelfEngine({
      behaviour: (request, shelf, earlier) => {
        if (request.isSetUp) return conforming(request, shelf, earlier);
        requests += 1;
        return times.includes(requests) ? { status: 400, code: 'Refused' } : conforming(request, shelf, earlier);
      },
    });
  }

  it('passes if each attempt does, and counts the calls of all', async () => {
    const { engine, asked, shelves } = refusing();
    const result = await executeCase(engine, thrice, { Look: 1 });
    expect([result.verdict, result.warning]).toEqual(['pass', undefined]);
    expect(asked.filter((action) => action === 'Take')).toHaveLength(3);
    expect(result.calls).toEqual({ Put: 3, Take: 3, Look: 4 });
    expect(shelves.count).toBe(1);
  });

  it.each([[[1]], [[2]], [[3]], [[1, 3]]])('passes with a warning where the attempts %j fail', async (times) => {
    const { engine, shelves } = refusing(...times);
    const result = await executeCase(engine, thrice);
    expect([result.verdict, result.findings, result.mismatches]).toEqual(['pass', [], []]);
    expect(result.warning).toEqual({
      kind: 'undone',
      text: `${times.length} of 3 times: 400 Refused, nothing removed`,
    });
    expect(shelves.count).toBe(1);
  });

  it('fails if each attempt does, the last of them with care', async () => {
    const { engine, shelves } = refusing(1, 2, 3);
    const result = await executeCase(engine, thrice);
    expect([result.verdict, result.warning, shelves.count]).toEqual(['fail', undefined, 2]);
  });

  it('is attempted no more once it could not be judged', async () => {
    const { engine, asked } = shelfEngine({
      fails: (action) => (action === 'Take' ? new TransportProblem('no line') : undefined),
    });
    expect((await executeCase(engine, thrice)).verdict).toBe('error');
    expect(asked).toEqual(['Put']);
  });
});

describe('a case beside others', () => {
  it('can be asked where the target has what it needs, and nothing depends on when it is sent', () => {
    const { engine } = shelfEngine();
    expect(isAskable(engine, apple)).toBe(true);
    expect(isAskable(engine, { ...apple, repeated: 3 })).toBe(false);
    expect(isAskable(engine, { ...apple, needs: ['a ladder'] })).toBe(false);
    Object.assign(engine.actions, { isMissing: () => true });
    expect(isAskable(engine, apple)).toBe(false);
  });

  it('is attempted once, on record as the last on its shelf', async () => {
    const { engine, asked } = shelfEngine();
    const first = await attemptOnce(engine, apple, { Look: 2 });
    expect([first.result.verdict, first.result.calls, first.past]).toEqual([
      ...['pass', { Put: 1, Take: 1, Look: 3 }, [{ testCase: apple }]],
    ]);
    const { past } = await attemptOnce(engine, apple);
    expect(past.map(({ testCase }) => testCase)).toEqual([apple, apple]);
    expect(asked.filter((action) => action === 'Take')).toHaveLength(2);
  });
});

describe('a case that was never sent', () => {
  const why = reason('no-calls-left', 'the call limit was reached');

  it('is not asked, and says why', () => {
    expect(notAskedResult(apple, why)).toMatchObject({
      ...{ id: 'apple', kind: 'fixture', title: 'apple', requirements: ['of/apple'], verdict: 'not-asked' },
      ...{ given: null, sent: '', expected: '', observed: 'nothing was sent', reason: why },
      ...{ mismatches: [], exchanges: [], findings: [], calls: {}, durationMs: 0 },
    });
    expect(notAskedResult(apple, why)).not.toHaveProperty('control');
  });

  it('names its control', () => {
    expect(notAskedResult({ ...apple, control: 'pear' }, why).control).toBe('pear');
  });
});
