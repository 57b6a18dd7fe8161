import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { shelfEngine } from '../../../test-support/shelf-engine.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import type { Engine } from '../engine.ts';
import { LaneLimit } from '../lanes.ts';
import type { PropertyDefinition, PropertyRunOptions, TrialOutcome } from './property.ts';
import { TrialsAhead } from './trials-ahead.ts';

const title = { id: 'any/count', title: 'counts', requirements: ['any/count'] };

/** Trials are numbers of calls; a trial ends when it is told to. */
class Counting {
  readonly begun: (readonly [trial: number, options: PropertyRunOptions, engine: Engine])[] = [];
  readonly #ends = new Map<number, () => void>();
  readonly definition: PropertyDefinition<number, TrialOutcome>;

  constructor(trials: readonly number[], more: Partial<PropertyDefinition<number, TrialOutcome>> = {}) {
    this.definition = {
      ...{ id: 'any/count', kind: 'property', title: 'counts', requirement: 'any/count', callsPerTrial: 2, weight: 1 },
      generate: () => trials[Symbol.iterator](),
      costOf: (trial) => trial,
      run: (engine, trial, options) => {
        this.begun.push([trial, options, engine]);
        return new Promise((resolve) => {
          const result = { id: `${trial}`, verdict: 'pass', calls: { Count: trial } } as unknown as CaseResult;
          this.#ends.set(trial, () => resolve({ result }));
        });
      },
      smaller: () => [],
      classify: () => [],
      ...more,
    };
  }

  get trials(): readonly number[] {
    return this.begun.map(([trial]) => trial);
  }

  async end(trial: number): Promise<void> {
    this.#ends.get(trial)?.();
    await sleep(0);
  }
}

function ahead(counting: Counting, lanes: number, calls = 100) {
  const { engine } = shelfEngine();
  return new TrialsAhead({ ...engine, lanes: new LaneLimit(lanes) }, counting.definition, title, { seed: 1, calls });
}

describe('trials that are run ahead', () => {
  it('are as many at a time as there are lanes, in their order', async () => {
    const counting = new Counting([3, 4, 5, 6]);
    ahead(counting, 2);
    expect(counting.trials).toEqual([3, 4]);
    await counting.end(4);
    expect(counting.trials).toEqual([3, 4, 5]);
    await counting.end(3);
    expect(counting.trials).toEqual([3, 4, 5, 6]);
    await counting.end(5);
    expect(counting.trials).toEqual([3, 4, 5, 6]);
  });

  it('are none where there is one lane', () => {
    const counting = new Counting([3, 4]);
    ahead(counting, 1);
    expect(counting.trials).toEqual([]);
  });

  it('are run quickly, within what those before leave of the calls, and under the title of the property', () => {
    const counting = new Counting([3, 4, 5]);
    ahead(counting, 3, 20);
    expect(counting.begun.map(([, options]) => options)).toEqual(
      [20, 17, 13].map((maxCalls) => ({ title, care: 'quick', maxCalls })),
    );
  });

  it('end where the calls do not pay for a further one', () => {
    const counting = new Counting([3, 4, 5]);
    ahead(counting, 3, 8);
    expect(counting.trials).toEqual([3, 4]);
    const enough = new Counting([3, 4, 5]);
    ahead(enough, 3, 9);
    expect(enough.trials).toEqual([3, 4, 5]);
  });

  it('cost all that is left where nobody knows what they cost', () => {
    const { costOf: _, ...unknown } = new Counting([3, 4]).definition;
    const counting = new Counting([3, 4]);
    const { engine } = shelfEngine();
    new TrialsAhead({ ...engine, lanes: new LaneLimit(2) }, { ...unknown, run: counting.definition.run }, title, {
      seed: 1,
      calls: 50,
    });
    expect(counting.trials).toEqual([3]);
  });

  it('are taken by the search in their order, if it gives them the same calls', async () => {
    const counting = new Counting([3, 4]);
    const trials = ahead(counting, 2, 20);
    expect(await trials.take(4, 17)).toBeUndefined();
    expect(await trials.take(3, 19)).toBeUndefined();
    const taken = trials.take(3, 20);
    await counting.end(3);
    expect((await taken)?.result.id).toBe('3');
    const second = trials.take(4, 17);
    await counting.end(4);
    expect((await second)?.result.id).toBe('4');
    expect(await trials.take(5, 13)).toBeUndefined();
  });

  it('end with the search: no further one begins, and the calls of those that nobody took are told', async () => {
    const counting = new Counting([3, 4, 5, 6]);
    const trials = ahead(counting, 3);
    const taken = trials.take(3, 100);
    await counting.end(3);
    await taken;
    expect(counting.trials).toEqual([3, 4, 5, 6]);
    const ended = trials.end();
    for (const trial of [4, 5, 6]) await counting.end(trial);
    expect(await ended).toEqual({ Count: 15 });
    expect(counting.trials).toHaveLength(4);
  });

  it('begin no trial after the end', async () => {
    const counting = new Counting([3, 4, 5]);
    const trials = ahead(counting, 2);
    const ended = trials.end();
    await counting.end(3);
    await counting.end(4);
    expect([await ended, counting.trials]).toEqual([{ Count: 7 }, [3, 4]]);
  });
});
