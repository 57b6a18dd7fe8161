/** Trials of several properties are run at the same time, and come to what they come to one after another. */
import { describe, expect, it } from 'vitest';
import { engineWith, outcomeOf } from '../../../test-support/number-property.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import { KnownFailures } from '../known-failures.ts';
import { LaneLimit } from '../lanes.ts';
import { property } from './property.ts';
import type { PropertyDefinition } from './property-definition.ts';
import type { TrialOutcome } from './shrink.ts';
import { AheadLanes, TrialsAhead } from './trials-ahead.ts';

type Definition = PropertyDefinition<string, TrialOutcome>;

/** What was run: the trial, whether ahead, and the other trials under way as it began. */
interface Ran {
  readonly trial: string;
  readonly isAhead: boolean;
  readonly beside: number;
}

/** Properties by their trials. Trials with an `x` fail; `x?` only beside others. */
async function search(lanes: number, trials: Readonly<Record<string, readonly string[]>>, more: Partial<Definition>) {
  const ran: Ran[] = [];
  const underWay = new Set<object>();
  const run: Definition['run'] = async (_, trial, { title, isAhead = false }) => {
    const beside = underWay.size;
    ran.push({ trial, isAhead, beside });
    const own = {};
    underWay.add(own);
    await new Promise((resolve) => setTimeout(resolve, 5 * trial.length));
    underWay.delete(own);
    const isFailure = trial.endsWith('x') || (trial.endsWith('x?') && beside > 0);
    const result = { ...title, verdict: isFailure ? 'fail' : 'pass', calls: { Count: 1 }, findings: [] };
    return { result: result as unknown as CaseResult };
  };
  const engine = { ...engineWith([], 90), lanes: new LaneLimit(lanes) };
  const ahead = new AheadLanes(engine.lanes);
  const begun = Object.entries(trials).map(([id, list]) => {
    const definition: Definition = {
      ...{ id, kind: 'property', title: '', requirement: id, callsPerTrial: 1, weight: 1 },
      ...{ run, costOf: () => 1, generate: () => list[Symbol.iterator](), smaller: () => [], classify: () => [id] },
      ...more,
    };
    const budget = { seed: 1, searchCalls: 9, shrinkCalls: 9 };
    return property(definition).begin({ ...engine, knownFailures: new KnownFailures() }, budget, ahead);
  });
  const results: CaseResult[] = [];
  for (const execute of begun) results.push(...(await execute()));
  return { ran, results: results.map(({ id, verdict, calls }) => ({ id, verdict, calls })) };
}

const passing = { a: ['a1', 'a2'], b: ['b1'], c: ['c1', 'c2', 'c3'] };

describe('trials that are run ahead', () => {
  it('are those of all properties, in as many lanes as there are', async () => {
    const { ran, results } = await search(4, passing, {});

    expect(ran.map(({ trial }) => trial)).toStrictEqual(['a1', 'a2', 'b1', 'c1', 'c2', 'c3']);
    expect(ran.map(({ isAhead }) => isAhead)).toStrictEqual(ran.map(() => true));
    expect(Math.max(...ran.map(({ beside }) => beside))).toBe(3);
    expect(results).toStrictEqual((await search(1, passing, {})).results);
  });

  it('are none where there is one lane, or where it is not known what a trial costs', async () => {
    for (const { ran } of [await search(1, passing, {}), await search(4, passing, { costOf: undefined as never })]) {
      expect(ran.map(({ isAhead }) => isAhead)).toStrictEqual(ran.map(() => false));
      expect(ran.map(({ beside }) => beside)).toStrictEqual(ran.map(() => 0));
    }
  });

  it('are none that may not meet others, and none of its property after it', async () => {
    const { ran, results } = await search(4, passing, { mayMeetOthers: (trial) => trial !== 'c2' });

    expect(ran.filter(({ isAhead }) => !isAhead)).toStrictEqual([
      { trial: 'c2', isAhead: false, beside: 0 },
      { trial: 'c3', isAhead: false, beside: 0 },
    ]);
    expect(results).toStrictEqual((await search(1, passing, {})).results);
  });

  it('end with the first that fails, which is run again when nothing else is', async () => {
    const trials = { a: ['a1', 'a2x', 'a3'], b: ['b1', 'b2'], c: ['c1'] };
    const { ran, results } = await search(3, trials, {});

    const alone = ran.filter(({ isAhead }) => !isAhead);
    expect(alone.map(({ trial }) => trial)).toStrictEqual(expect.arrayContaining(['a2x', 'a2x']));
    expect(alone.map(({ beside }) => beside)).toStrictEqual(alone.map(() => 0));
    expect(results.map(({ verdict }) => verdict)).toStrictEqual(['fail', 'pass', 'pass']);
    const one = await search(1, trials, {});
    expect(results.map(({ id, verdict }) => [id, verdict])).toStrictEqual(
      one.results.map(({ id, verdict }) => [id, verdict]),
    );
  });

  it('that fail beside others alone are no failures', async () => {
    const { ran, results } = await search(3, { a: ['a1', 'a2x?'], b: ['b1'] }, {});

    expect(ran.filter(({ trial }) => trial === 'a2x?').map(({ isAhead }) => isAhead)).toStrictEqual([true, false]);
    expect(results.map(({ verdict }) => verdict)).toStrictEqual(['pass', 'pass']);
  });
});

describe('lanes of trials', () => {
  /** A source of so many trials, which end when they are to; the lanes that they were started in. */
  function source(count: number) {
    const lanes: number[] = [];
    const ends: (() => void)[] = [];
    const startNext = (lane: number) => {
      if (lanes.length === count) return undefined;
      lanes.push(lane);
      return new Promise<void>((resolve) => ends.push(resolve));
    };
    return { lanes, ends, startNext };
  }
  const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

  it('each have one at a time, of the first source that has any', async () => {
    const ahead = new AheadLanes(new LaneLimit(3));
    const [first, second] = [source(4), source(2)];
    ahead.add(first);
    ahead.add(second);
    expect([first.lanes, second.lanes]).toStrictEqual([[0, 1, 2], []]);
    first.ends[1]?.();
    await settled();
    expect([first.lanes, second.lanes]).toStrictEqual([[0, 1, 2, 1], []]);
    first.ends[0]?.();
    first.ends[2]?.();
    await settled();
    expect(second.lanes.toSorted()).toStrictEqual([0, 2]);
  });

  it('begin none more once they are ended, and are waited for', async () => {
    const ahead = new AheadLanes(new LaneLimit(2));
    const [first, later] = [source(9), source(9)];
    ahead.add(first);
    let isEnded = false;
    const ended = ahead.end().then(() => {
      isEnded = true;
    });
    ahead.add(later);
    first.ends[0]?.();
    await settled();
    expect([isEnded, first.lanes, later.lanes]).toStrictEqual([false, [0, 1], []]);
    first.ends[1]?.();
    await ended;
    expect(first.lanes).toStrictEqual([0, 1]);
  });

  it('have none where there is one, from when on there is', async () => {
    const limit = new LaneLimit(2);
    const ahead = new AheadLanes(limit);
    const first = source(9);
    ahead.add(first);
    limit.narrow('throttled');
    for (const end of first.ends) end();
    await settled();
    expect(first.lanes).toStrictEqual([0, 1]);
  });
});

describe('trials of one property', () => {
  /** Trials of two calls each, of which the fourth is not to be run beside others. */
  function trialsAhead(searchCalls: number, more: Partial<PropertyDefinition<number, TrialOutcome>> = {}) {
    const ran: unknown[] = [];
    const parts: string[] = [];
    const engine = engineWith();
    const part = (name: string) => {
      parts.push(name);
      return engine.scene;
    };
    const definition: PropertyDefinition<number, TrialOutcome> = {
      ...{ id: 'count/any', kind: 'property', title: '', requirement: 'count/any', callsPerTrial: 2, weight: 1 },
      ...{ generate: () => [1, 2, 3, 4, 5][Symbol.iterator](), smaller: () => [], classify: () => [] },
      costOf: () => 2,
      mayMeetOthers: (trial) => trial !== 4,
      run: async (_, trial, { title, ...options }) => {
        ran.push([trial, options]);
        return outcomeOf(title, 'pass', { calls: { Count: trial } });
      },
      ...more,
    };
    const title = { id: 'count/any', title: '', requirements: [] };
    const budget = { seed: 1, searchCalls, shrinkCalls: 9 };
    const scene = Object.assign(Object.create(engine.scene), { part });
    const lanes = new AheadLanes(new LaneLimit());
    return { ahead: new TrialsAhead({ ...engine, scene }, definition, title, budget, lanes), ran, parts };
  }

  it('are started quickly, each in its lane, within the calls that the search has left', async () => {
    const { ahead, ran, parts } = trialsAhead(5);
    for (const lane of [0, 3, 1]) void ahead.startNext(lane);
    expect(ran).toStrictEqual([
      [1, { care: 'quick', maxCalls: 5, isAhead: true }],
      [2, { care: 'quick', maxCalls: 3, isAhead: true }],
    ]);
    expect(parts).toStrictEqual(['lane3']);
  });

  it('end with the last that may meet others, or that there is', async () => {
    const some = trialsAhead(99);
    const started = [0, 0, 0, 0, 0].map((lane) => some.ahead.startNext(lane) !== undefined);
    expect(started).toStrictEqual([true, true, true, false, false]);
    const all = trialsAhead(99, { mayMeetOthers: () => true });
    for (let time = 0; time < 9; time += 1) void all.ahead.startNext(0);
    expect(all.ran).toHaveLength(5);
  });

  it('are taken in their order, by the same trial within the same calls', async () => {
    const { ahead } = trialsAhead(9);
    for (let time = 0; time < 3; time += 1) void ahead.startNext(0);
    expect(await ahead.take(2, 9)).toBeUndefined();
    expect(await ahead.take(1, 8)).toBeUndefined();
    expect((await ahead.take(1, 9))?.result.calls).toStrictEqual({ Count: 1 });
    expect(await ahead.take(1, 9)).toBeUndefined();
    expect((await ahead.take(2, 7))?.result.calls).toStrictEqual({ Count: 2 });
    expect(await ahead.leave()).toStrictEqual({ Count: 3 });
    expect(await ahead.leave()).toStrictEqual({});
    expect(ahead.startNext(0)).toBeUndefined();
  });

  it('end for all properties at once', async () => {
    const { ahead } = trialsAhead(9);
    for (let time = 0; time < 3; time += 1) void ahead.startNext(0);
    expect(await ahead.end()).toStrictEqual({ Count: 6 });
    expect(ahead.startNext(0)).toBeUndefined();
  });
});
