/** Trials of several properties are run at the same time, and come to what they come to one after another. */
import { describe, expect, it } from 'vitest';
import { engineWith } from '../../../test-support/number-property.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import { KnownFailures } from '../known-failures.ts';
import { LaneLimit } from '../lanes.ts';
import { type PropertyDefinition, property, type TrialOutcome } from './property.ts';
import { AheadLanes } from './trials-ahead.ts';

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
