/** The order in which waves are asked and settled, which is the same whatever the number of lanes. */
import { describe, expect, it } from 'vitest';
import { shelfEngine } from '../../../test-support/shelf-engine.ts';
import { conforming, takeCase } from '../../../test-support/shelves.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import { LaneLimit } from '../lanes.ts';
import { planBatches } from '../plan/plan-batches.ts';
import { planWaves } from '../plan/plan-waves.ts';
import { AskedCases, askInWaves } from './waves.ts';

const cases = Array.from({ length: 450 }, (_, index) =>
  takeCase(`case-${index}`, [`item-${index}`], [`item-${index}`]),
);

/** The items that cases took, one after another; the first case is refused what it takes. */
function shelves(lanes: number, isRefusing: boolean, isDivisible = true) {
  const taken: string[] = [];
  const { engine } = shelfEngine({
    isDivisible,
    behaviour: (request, shelf, earlier) => {
      const [item = ''] = request.items;
      if (request.action === 'Take' && !request.isSetUp) taken.push(item);
      const isWrong = isRefusing && item === 'item-0' && !request.isSetUp;
      return isWrong ? { status: 400, code: 'Refused' } : conforming(request, shelf, earlier);
    },
  });
  const batches = planBatches(cases, engine.operation);
  const waves = planWaves(batches, engine.operation, isDivisible).map((wave) => wave.flatMap((one) => one.cases));
  return { engine: { ...engine, lanes: new LaneLimit(lanes) }, batches, waves, taken };
}

async function askAll(lanes: number, isRefusing: boolean, isDivisible?: boolean) {
  const { engine, batches, waves, taken } = shelves(lanes, isRefusing, isDivisible);
  const results: CaseResult[] = [];
  for await (const settled of askInWaves(engine, batches)) results.push(...settled);
  return { waves, taken, results: results.map(({ id, verdict }) => `${id} ${verdict}`) };
}

describe('waves', () => {
  it.each([1, 5])('ask again what failed in one when the next has been asked, with %s at a time', async (lanes) => {
    const { waves, taken } = await askAll(lanes, true);

    const [first, second, third] = waves.map((wave) => wave.length);
    if (first === undefined || second === undefined || third === undefined) return expect.fail('there are three waves');
    const before = taken.slice(0, first + second);
    expect(new Set(before)).toStrictEqual(new Set(cases.slice(0, first + second).map((_, at) => `item-${at}`)));
    expect(taken[first + second]).toBe('item-0');
    expect(taken).toHaveLength(cases.length + 1);
  });

  it('have one result for each case, in order, whatever the number at a time', async () => {
    const one = await askAll(1, true);

    expect(one.results).toStrictEqual(cases.map(({ id }) => `${id} ${id === 'case-0' ? 'fail' : 'pass'}`));
    expect((await askAll(5, true)).results).toStrictEqual(one.results);
    expect((await askAll(5, false)).results).toStrictEqual(cases.map(({ id }) => `${id} pass`));
  });

  it('wait for each other where batches share their resources', async () => {
    const { taken, waves } = await askAll(5, true, false);

    expect(taken.indexOf('item-0', 1)).toBe(waves[0]?.length);
  });
});

describe('cases that are asked wave by wave', () => {
  it('have their result handed over once, and the others one after another', async () => {
    const { engine, batches, taken } = shelves(1, false);
    const asked = new AskedCases(batches);

    expect((await asked.result(engine, 'case-1'))?.id).toBe('case-1');
    const inFirst = taken.length;
    expect((await asked.result(engine, 'case-0'))?.id).toBe('case-0');
    expect(taken).toHaveLength(inFirst);
    expect((await asked.result(engine, 'case-449'))?.id).toBe('case-449');
    expect(await asked.result(engine, 'case-0')).toBeUndefined();
    expect(taken).toHaveLength(cases.length);
  });

  it('are none where nothing was asked before they were stopped', async () => {
    const { engine, batches, taken } = shelves(1, false);
    const asked = new AskedCases(batches);
    asked.stop();

    expect(await asked.result(engine, 'case-0')).toBeUndefined();
    expect([await asked.takeRest(), taken]).toStrictEqual([[], []]);
    expect(await new AskedCases(batches).takeRest()).toStrictEqual([]);
  });

  it('have all been handed over when they are stopped, and no more are asked', async () => {
    const { engine, batches, waves, taken } = shelves(5, false);
    const asked = new AskedCases(batches);
    const result = await asked.result(engine, 'case-3');
    const rest = await asked.takeRest();

    expect(result).toMatchObject({ id: 'case-3', verdict: 'pass' });
    const handedOver = rest.length + 1;
    expect(handedOver).toBe(taken.length);
    expect(handedOver).toBeGreaterThanOrEqual(waves[0]?.length ?? 0);
    expect(handedOver).toBeLessThan(cases.length);
    expect(await asked.result(engine, 'case-449')).toBeUndefined();
    expect(await asked.takeRest()).toStrictEqual([]);
  });
});
