/** What a batch takes the state for after each of its cases, and which cases it judges by that. */
import { describe, expect, it } from 'vitest';
import { executeBatch } from '../../test-support/execute-batch.ts';
import { type ShelfEngineOptions, shelfDomain, shelfEngine } from '../../test-support/shelf-engine.ts';
import { conforming, type ShelfBehaviour, takeCase } from '../../test-support/shelves.ts';
import type { Case } from '../cases/case.ts';
import { BudgetSpent, SetUpProblem, TransportProblem } from '../endpoint/problem.ts';
import { EmptyScene, EmptyStage } from '../scene/empty-scene.ts';
import { askBatch, isSettled } from './execute-batch.ts';

const apple = takeCase('apple', ['apple', 'pear'], ['apple']);
const pear = takeCase('pear', ['apple', 'pear'], ['pear']);
const absent = takeCase('absent', ['apple', 'pear'], ['plum']);

/** A conforming shelf, but for requests of cases that take this. */
function wrongFor(item: string, wrong: ShelfBehaviour): Pick<ShelfEngineOptions, 'behaviour'> {
  const behaviour: ShelfBehaviour = (request, shelf, earlier) =>
    (!request.isSetUp && request.items.includes(item) ? wrong : conforming)(request, shelf, earlier);
  return { behaviour };
}

/** Ids of the cases that were judged in the batch, with the mismatches of each. */
async function judged(options: ShelfEngineOptions, batch: readonly Case[]) {
  const { attempts } = await askBatch(shelfEngine(options).engine, batch);
  return [...attempts].map(([{ id }, { result }]) => [id, ...result.mismatches.map(({ kind }) => kind)]);
}

/** Fails the first request of this action with this. */
function failingOnce(problem: Error, failing = 'Take') {
  let isLeft = true;
  const fails = (action: string) => {
    if (action !== failing || !isLeft) return undefined;
    isLeft = false;
    return problem;
  };
  return { fails };
}

describe('the last case of a reading', () => {
  it('that ended the batch alone may have done anything, and is judged by it', async () => {
    const clearing = wrongFor('plum', (_, shelf) => {
      shelf.clear();
      return { status: 200 };
    });
    expect(await judged(clearing, [absent, apple])).toEqual([['absent', 'status', 'code', 'state'], ['apple']]);
  });

  it('that ended the batch after others is judged with them if it did what was predicted, or nothing', async () => {
    const undone = wrongFor('apple', () => ({ status: 500, code: 'InternalError' }));
    const done = wrongFor('apple', (_, shelf) => {
      shelf.delete('apple');
      return { status: 500, code: 'InternalError' };
    });
    const other = wrongFor('apple', (_, shelf) => {
      shelf.delete('pear');
      return { status: 500, code: 'InternalError' };
    });
    expect(await judged(undone, [absent, apple])).toEqual([['absent'], ['apple', 'status', 'code', 'state']]);
    expect(await judged(done, [absent, apple])).toEqual([['absent'], ['apple', 'status', 'code']]);
    expect(await judged(other, [absent, apple])).toEqual([]);
  });

  it('that came out as expected is not judged if it did nothing, even alone', async () => {
    const undone = wrongFor('apple', () => ({ status: 200 }));
    // The other one is asked by itself.
    expect(await judged(undone, [apple, { ...pear, vpc: 'default' }])).toEqual([['pear']]);
    expect(await judged(undone, [absent, apple])).toEqual([]);
  });

  it('that was refused and should not have been leaves the others to be judged', async () => {
    for (const status of [400, 499]) {
      const refused = wrongFor('apple', () => ({ status, code: 'Refused' }));
      expect(await judged(refused, [absent, apple, pear])).toEqual([
        ['absent'],
        ['apple', 'status', 'code', 'state'],
        ['pear'],
      ]);
    }
  });

  it('ends the batch where its response is no refusal', async () => {
    for (const [status, looks] of [
      [499, 1],
      [500, 2],
      [399, 2],
    ] as const) {
      const { engine, asked } = shelfEngine(wrongFor('apple', () => ({ status, code: 'Odd' })));
      await askBatch(engine, [absent, apple, pear]);
      expect(asked.filter((action) => action === 'Look')).toHaveLength(looks);
    }
  });

  it('has strays beside it where the shelf has them', async () => {
    const straying = wrongFor('plum', (_, shelf) => {
      shelf.add('a stray');
      return { status: 200 };
    });
    const { attempts } = await askBatch(shelfEngine(straying).engine, [absent, apple]);
    expect([...attempts.values()].map(({ hasStrays }) => hasStrays)).toEqual([true, false]);
  });
});

describe('a shelf that a batch has used', () => {
  it('is used by the next one, with what was read of it', async () => {
    const { engine, asked, shelves } = shelfEngine(wrongFor('apple', () => ({ status: 500, code: 'InternalError' })));
    await askBatch(engine, [absent, apple]);
    expect(asked).toEqual(['Put', 'Take', 'Take', 'Look']);
    const { attempts } = await askBatch(engine, [pear, absent]);
    // Nothing had been taken: nothing need be put back for the first, and a pear for the second.
    expect([asked.slice(4), shelves.count]).toEqual([['Take', 'Put', 'Take', 'Look'], 1]);
    expect(attempts.get(pear)?.past).toEqual([
      { testCase: absent },
      { testCase: apple, hasMismatch: true, after: ['apple', 'pear'] },
      { testCase: pear },
    ]);
  });

  it('is used by no other case once its state was not as predicted', async () => {
    const clearing = wrongFor('apple', (_, shelf) => {
      shelf.clear();
      return { status: 200 };
    });
    const { engine, shelves } = shelfEngine(clearing);
    await askBatch(engine, [absent, apple]);
    await askBatch(engine, [absent, pear]);
    expect(shelves.count).toBe(2);
  });

  it('is read for each case once other things are known to change than should', async () => {
    const { engine, asked } = shelfEngine();
    engine.knownFailures.note({
      ...{ verdict: 'fail', requirements: ['of/other'], findings: [] },
      mismatches: [{ kind: 'state', at: 'afterwards', expected: 'a', observed: 'b' }],
    } as unknown as Parameters<typeof engine.knownFailures.note>[0]);
    const { attempts } = await askBatch(engine, [absent, apple]);
    expect([attempts.size, asked.filter((action) => action === 'Look').length]).toEqual([2, 2]);
  });

  it('has on record that a request in the midst of the batch was refused', async () => {
    const refused = wrongFor('apple', () => ({ status: 400, code: 'Refused' }));
    const { attempts } = await askBatch(shelfEngine(refused).engine, [absent, apple, pear]);
    expect(attempts.get(pear)?.past.map(({ testCase, hasMismatch }) => [testCase.id, hasMismatch])).toEqual([
      ['absent', undefined],
      ['apple', true],
      ['pear', undefined],
    ]);
  });
});

describe('a case that could not be asked in its batch', () => {
  it('ends the reading: what was asked before it is judged, and those after it go on', async () => {
    let takes = 0;
    const fails = (action: string) => {
      takes += action === 'Take' ? 1 : 0;
      return action === 'Take' && takes === 2 ? new TransportProblem('no line') : undefined;
    };
    const { engine, asked } = shelfEngine({ fails });
    const { attempts } = await askBatch(engine, [absent, apple, pear]);
    expect(asked.slice(0, 3)).toEqual(['Put', 'Take', 'Look']);
    expect([...attempts.keys()].map(({ id }) => id)).toEqual(['absent', 'pear']);
  });

  it('is asked by itself where its set-up or its transport failed', async () => {
    for (const problem of [new SetUpProblem('no wood'), new TransportProblem('no line')]) {
      const { engine } = shelfEngine(failingOnce(problem, 'Put'));
      expect([...(await askBatch(engine, [apple, absent])).attempts.keys()]).toEqual([absent]);
      const again = shelfEngine(failingOnce(problem, 'Put'));
      const results = await executeBatch(again.engine, [apple, absent]);
      expect(results.map(({ verdict, reason }) => [verdict, reason])).toEqual([
        ['pass', undefined],
        ['pass', undefined],
      ]);
    }
  });

  it('is not asked any more where the calls are spent', async () => {
    const { engine } = shelfEngine(failingOnce(new BudgetSpent()));
    const { attempts } = await askBatch(engine, [apple, absent]);
    expect(attempts.get(apple)).toMatchObject({
      ...{ past: [], isUnread: false, hasStrays: false, requestDelayMs: 0, isConcurrent: false },
      result: { verdict: 'not-asked', reason: { kind: 'no-calls-left' } },
    });
    expect(attempts.get(absent)?.result.verdict).toBe('pass');
  });

  it('is left to itself where it is alone, whatever its steps are', async () => {
    // biome-ignore lint/suspicious/noThenProperty: the steps of a case are called so in fixtures
    const twice: Case = { ...absent, then: [{ send: apple.send, expect: apple.expect }] };
    const { engine, asked } = shelfEngine();
    expect((await executeBatch(engine, [twice])).map(({ verdict }) => verdict)).toEqual(['pass']);
    expect(asked).toEqual(['Put', 'Take', 'Look', 'Take', 'Look']);
  });

  it('asks an open question: what is found is no failure', async () => {
    const results = await executeBatch(shelfEngine().engine, [absent, { ...apple, expect: [] }]);
    expect(results.map(({ verdict, answer }) => [verdict, answer])).toEqual([
      ['pass', 'refused'],
      ['observed', '200, removed apple'],
    ]);
  });
});

describe('a batch that was asked is not settled', () => {
  it('where a failure is known: it is one more of its requirement', async () => {
    const { engine } = shelfEngine(wrongFor('apple', () => ({ status: 400, code: 'Refused' })));
    engine.knownFailures.add('of/apple');
    const state = { ...apple, expect: [{ answer: 'taken', status: ['200'], after: ['apple', 'pear'] }] };
    const asked = await askBatch(engine, [state]);
    expect([asked.attempts.get(state)?.result.verdict, isSettled(engine, [state], asked)]).toEqual(['fail', false]);
  });

  it('where the state was not as predicted, whatever its cases came to', async () => {
    const { engine } = shelfEngine();
    const asked = await askBatch(engine, [absent, apple]);
    expect(isSettled(engine, [absent, apple], asked)).toBe(true);
    expect(isSettled(engine, [absent, apple], { ...asked, mispredicted: [[{ testCase: apple }]] })).toBe(false);
  });
});

it('the order of cases is not asked about where one of them fails by itself', async () => {
  const clearing = wrongFor('apple', (_, shelf) => {
    shelf.clear();
    return { status: 200 };
  });
  const { engine } = shelfEngine(clearing);
  let explained = 0;
  const explain = async () => {
    explained += 1;
    return { isExplained: false, calls: {} };
  };
  Object.assign(engine.historyDependence, { explain });
  expect((await executeBatch(engine, [absent, apple])).map(({ verdict }) => verdict)).toEqual(['pass', 'fail']);
  expect(explained).toBe(0);
});

describe('cases without a state', () => {
  /** What is done with a stage of no resources. */
  function stateless(ids?: readonly string[]) {
    const done: string[] = [];
    class NotedStage extends EmptyStage {
      override async deleteCreated(): Promise<void> {
        done.push('delete');
      }
      override note({ action }: { readonly action: string }): void {
        done.push(action);
      }
      override async readIds() {
        if (ids === undefined) return undefined;
        done.push('read ids');
        return { before: ids, after: ids, added: new Map() } as never;
      }
    }
    class NotedScene extends EmptyScene {
      override async open(): Promise<EmptyStage> {
        return new NotedStage(new Map());
      }
    }
    const domain = { ...shelfDomain(), scene: () => new NotedScene(new Map()) };
    return { ...shelfEngine({ operation: { domain } }), done };
  }
  const bare = (id: string): Case => ({
    ...takeCase(id, [], []),
    expect: [{ answer: 'done', status: ['200'], after: [] }],
  });

  it('are judged by their responses, and what one has created is deleted before the next', async () => {
    const { engine, asked, done } = stateless(['an id']);
    const { attempts } = await askBatch(engine, [bare('one'), bare('two')]);
    expect([...attempts.values()].map(({ result: { verdict, calls } }) => [verdict, calls])).toEqual([
      ['pass', { Take: 1 }],
      ['pass', { Take: 1 }],
    ]);
    expect(asked).toEqual(['Take', 'Take']);
    expect(done).toEqual(['Take', 'read ids', 'delete', 'Take', 'read ids', 'delete']);
  });
});
