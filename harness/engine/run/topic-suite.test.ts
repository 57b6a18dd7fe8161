import { beforeEach, describe, expect, it, type TestContext, vi } from 'vitest';
import { settingsWithoutTarget } from '../../../test-support/reference-settings.ts';
import { shelfDomain, shelfEngine } from '../../../test-support/shelf-engine.ts';
import { conforming, type ShelfBehaviour, takeCase } from '../../../test-support/shelves.ts';
import type { Case } from '../../cases/case.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import type { Engine, TestedOperation } from '../engine.ts';
import { LaneLimit } from '../lanes.ts';
import type { Property } from '../properties/property.ts';
import type { PropertyBudget } from '../properties/property-definition.ts';

type Registered = readonly [suite: string, title: string, run: (context: TestContext) => Promise<void>];

/** What is registered while `tests` is there; vitest's own functions otherwise. */
const recorder = vi.hoisted(() => ({
  input: undefined as unknown,
  engine: undefined as unknown,
  suite: '',
  tests: undefined as unknown[] | undefined,
}));
vi.mock('vitest', async (original) => {
  const vitest = await original<typeof import('vitest')>();
  return {
    ...vitest,
    describe: (name: string, body: () => void) => {
      recorder.suite = name;
      if (recorder.tests === undefined) vitest.describe(name, body);
      else body();
    },
    test: (title: string, run: unknown) => recorder.tests?.push([recorder.suite, title, run]),
  };
});
vi.mock('./worker-engine.ts', async (original) => {
  const worker = await original<typeof import('./worker-engine.ts')>();
  const input = () => recorder.input as ReturnType<typeof worker.suiteInput>;
  return {
    ...worker,
    suiteInput: input,
    operationInput: ({ action }: TestedOperation) => input().operations[action],
    workerEngine: async () => recorder.engine,
  };
});

const settings = settingsWithoutTarget('topics');
const operation: TestedOperation = { action: 'Take', domain: shelfDomain(), generalChecks: [] };
const all = ['food/apple', 'food/pear', 'tools/saw', 'tools/file'].map((id) => takeCase(id, [id], [id]));

/** Fresh, since it keeps what is asked of an operation. */
let suites: typeof import('./topic-suite.ts');

beforeEach(async () => {
  vi.resetModules();
  suites = await import('./topic-suite.ts');
});

function provide(selected: readonly string[], more: { behaviour?: ShelfBehaviour; safe?: true; found?: Case[] } = {}) {
  const { behaviour, safe, found = [] } = more;
  const asking = { selected, counterexamples: found, dependsOn: { leaf: ['root'] }, generatedCalls: 100 };
  recorder.input = {
    ...{ settings: safe === undefined ? settings : { ...settings, safe }, seed: 7 },
    operations: { Take: asking },
  };
  const made = shelfEngine(behaviour === undefined ? {} : { behaviour });
  recorder.engine = made.engine;
  return made;
}

function registered(register: () => void): readonly Registered[] {
  const tests: Registered[] = [];
  recorder.tests = tests;
  register();
  recorder.tests = undefined;
  return tests;
}

const topics = () =>
  registered(() => {
    suites.topicSuite('food', () => all, operation);
    suites.topicSuite('tools', () => all, operation);
  });

/** Runs a test as vitest would; the results that it hands over, and what it throws. */
async function run(registered: Registered | undefined, signal = new AbortController().signal) {
  const task = { meta: {} as { results?: readonly CaseResult[]; operation?: string } };
  const thrown = await registered?.[2]({ task, signal } as unknown as TestContext).then(
    () => undefined,
    (error: unknown) => error as Error,
  );
  const results = (task.meta.results ?? []).map(({ id, verdict }) => `${id} ${verdict}`);
  return { results, operation: task.meta.operation, thrown: thrown?.message };
}

describe('the tests of a topic', () => {
  it('are one for each selected case of the topic, in the order of the selection', () => {
    provide(['tools/saw', 'food/pear', 'food/apple', 'food/gone']);
    expect(topics().map(([suite, title]) => [suite, title])).toEqual([
      ['food', 'food/pear'],
      ['food', 'food/apple'],
      ['tools', 'tools/saw'],
    ]);
  });

  it('hand over the result of their case', async () => {
    provide(['food/apple', 'tools/saw']);
    const [apple, saw] = topics();
    expect(await run(apple)).toEqual({ results: ['food/apple pass'], operation: 'Take', thrown: undefined });
    expect(await run(saw)).toMatchObject({ results: ['tools/saw pass'], thrown: undefined });
  });

  it('fail with a case that fails, whose result is handed over too', async () => {
    provide(['food/apple'], {
      behaviour: (request, shelf, earlier) =>
        request.isSetUp ? conforming(request, shelf, earlier) : { status: 500, code: 'Broken' },
    });
    expect(await run(topics()[0])).toMatchObject({ results: ['food/apple fail'], thrown: 'food/apple: fail' });
  });

  it('do not fail with a case that does not apply, or asks an open question', async () => {
    const [apple, pear] = all;
    if (apple === undefined || pear === undefined) throw new RangeError('there are four');
    provide(['food/apple', 'food/pear']);
    const some = [
      { ...apple, needs: ['a ladder'] },
      { ...pear, expect: [] },
    ];
    const tests = registered(() => suites.topicSuite('food', () => some, operation));
    expect(await run(tests[0])).toMatchObject({ results: ['food/apple not-applicable'], thrown: undefined });
    expect(await run(tests[1])).toMatchObject({ results: ['food/pear observed'], thrown: undefined });
  });

  it('include counterexamples of earlier runs, in the topic of their id', () => {
    provide(['food/apple', 'tools/found'], { found: [takeCase('tools/found', ['axe'], ['axe'])] });
    expect(topics().map(([suite, title]) => [suite, title])).toEqual([
      ['food', 'food/apple'],
      ['tools', 'tools/found'],
    ]);
  });

  it('are of dry runs where nothing may be changed', () => {
    provide(['food/apple'], { safe: true });
    expect(topics().map(([, title]) => title)).toEqual(['as a dry run: food/apple']);
  });

  it('have nothing more asked from when on they are aborted, and say that their case has no result', async () => {
    const aborted = new AbortController();
    const { asked } = provide(['food/apple', 'tools/saw'], {
      behaviour: (request, shelf, earlier) => {
        if (request.action === 'Take') aborted.abort();
        return conforming(request, shelf, earlier);
      },
    });
    const [, saw] = topics();
    expect(await run(saw, aborted.signal)).toEqual({
      ...{ results: ['food/apple pass'], operation: 'Take', thrown: 'tools/saw: no result' },
    });
    expect(asked.filter((action) => action === 'Take')).toHaveLength(1);
  });

  it('hand over what was asked with their case once they are aborted, and nothing more is asked', async () => {
    const { asked } = provide(['food/apple', 'food/pear', 'tools/saw']);
    const [apple, , saw] = topics();
    const aborted = new AbortController();
    aborted.abort();
    const { results } = await run(apple, aborted.signal);
    expect(results).toEqual(['food/apple pass', 'food/pear pass']);
    const sent = asked.length;
    expect(sent).toBeGreaterThan(0);
    const stopped = new AbortController();
    const late = run(saw, stopped.signal);
    stopped.abort();
    expect((await late).results.length).toBeLessThanOrEqual(1);
  });
});

describe('the tests of properties', () => {
  function propertyOf(id: string, begin: Property['begin']): Property {
    return {
      ...{ id, kind: 'property', title: `holds: ${id}`, requirement: id, callsPerTrial: 5, weight: 1, begin },
      execute: async () => [],
    };
  }

  function released(engine: Engine): { isSo: boolean } {
    const found = { isSo: false };
    Object.assign(engine.caller.budget, { release: () => (found.isSo = true) });
    return found;
  }

  it('are one for each selected property, with the seed of the run and a share of the calls', async () => {
    const { engine } = provide(['any/one', 'any/two']);
    const isReleased = released(engine);
    const budgets: PropertyBudget[] = [];
    const begin: Property['begin'] = (_engine, budget) => {
      budgets.push(budget);
      return async () => [{ id: 'any/one', verdict: 'pass' } as CaseResult];
    };
    const properties = ['any/one', 'any/two', 'any/three'].map((id) => propertyOf(id, begin));
    const tests = registered(() => suites.propertySuite(properties, operation));
    expect(tests.map(([suite, title]) => [suite, title])).toEqual([
      ['generated requests', 'holds: any/one'],
      ['generated requests', 'holds: any/two'],
    ]);
    expect([budgets, isReleased.isSo]).toEqual([[], false]);
    expect(await run(tests[0])).toEqual({ results: ['any/one pass'], operation: 'Take', thrown: undefined });
    await run(tests[1]);
    const share = { seed: 7, searchCalls: 50, shrinkCalls: 120 };
    expect([budgets, isReleased.isSo]).toEqual([[share, share], true]);
  });

  it('keep away from failures of what the selected properties depend on alone', async () => {
    const { engine } = provide(['leaf']);
    released(engine);
    for (const id of ['root', 'elsewhere']) engine.knownFailures.add(id);
    let failed: readonly string[] = [];
    const begin: Property['begin'] = ({ knownFailures }) => {
      failed = [...knownFailures.failed];
      return async () => [{ id: 'leaf', verdict: 'fail' } as CaseResult];
    };
    const [leaf] = registered(() => suites.propertySuite([propertyOf('leaf', begin)], operation));
    expect((await run(leaf)).thrown).toBe('leaf: fail');
    expect(failed).toEqual(['root']);
  });

  it('wait for what was run ahead once they are aborted, and begin nothing more', async () => {
    const { engine } = provide(['any/one']);
    released(engine);
    recorder.engine = { ...engine, lanes: new LaneLimit(2) };
    const aborted = new AbortController();
    const started: string[] = [];
    let finish: () => void = () => undefined;
    const sourceOf = (name: string) => ({
      startNext: () => {
        if (started.includes(name)) return undefined;
        started.push(name);
        return new Promise<void>((resolve) => {
          finish = resolve;
        });
      },
    });
    const begin: Property['begin'] = (_engine, _budget, lanes) => async () => {
      lanes.add(sourceOf('before'));
      aborted.abort();
      lanes.add(sourceOf('after'));
      return [{ id: 'any/one', verdict: 'pass' } as CaseResult];
    };
    const [one] = registered(() => suites.propertySuite([propertyOf('any/one', begin)], operation));
    let isOver = false;
    const ran = run(one, aborted.signal).then((found) => {
      isOver = true;
      return found;
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect([isOver, started]).toEqual([false, ['before']]);
    finish();
    expect((await ran).results).toEqual(['any/one pass']);
  });
});
