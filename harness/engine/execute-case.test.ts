import { describe, expect, it } from 'vitest';
import { shelfEngine } from '../../test-support/shelf-engine.ts';
import { conforming, takeCase } from '../../test-support/shelves.ts';
import { BudgetSpent, SetUpProblem, TransportProblem, UnsupportedSetUp } from '../endpoint/problem.ts';
import { attempt } from './attempt-case.ts';
import { executeCase, missingAction, missingCapabilities } from './execute-case.ts';

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
    expect([shelves.count, again.past.length, again.isUnseen]).toEqual([1, 1, false]);
    const cleared = await attempt(engine, takeCase('fig', ['fig'], ['fig']), 'quick');
    expect([cleared.isUnseen, cleared.hasStrays]).toEqual([true, false]);
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
});
