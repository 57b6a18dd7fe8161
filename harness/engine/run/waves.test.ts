import { describe, expect, it } from 'vitest';
import { shelfEngine } from '../../../test-support/shelf-engine.ts';
import { conforming, takeCase } from '../../../test-support/shelves.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import { AskedCases, askInWaves } from './waves.ts';

const [apple, pear, fig, plum] = ['apple', 'pear', 'fig', 'plum'].map((name) => takeCase(name, [name], [name]));
if (apple === undefined || pear === undefined || fig === undefined || plum === undefined) throw new RangeError('four');
const batches = [[apple, pear], [fig], [plum]];

async function collected(waves: AsyncIterable<readonly CaseResult[]>): Promise<readonly (readonly string[])[]> {
  const all: (readonly string[])[] = [];
  for await (const results of waves) all.push(results.map(({ id, verdict }) => `${id} ${verdict}`));
  return all;
}

describe('waves of cases', () => {
  it('have a result for each case, in their order', async () => {
    const { engine, asked } = shelfEngine();
    expect(await collected(askInWaves(engine, batches))).toEqual([
      ['apple pass', 'pear pass'],
      ['fig pass'],
      ['plum pass'],
    ]);
    expect(asked.filter((action) => action === 'Take').length).toBeGreaterThanOrEqual(4);
    expect(await collected(askInWaves(engine, []))).toEqual([]);
  });

  it('have their failures confirmed before the next begins', async () => {
    const { engine, asked } = shelfEngine({
      behaviour: (request, shelf, earlier) =>
        !request.isSetUp && request.items.includes('fig')
          ? { status: 400, code: 'Refused' }
          : conforming(request, shelf, earlier),
    });
    const waves = askInWaves(engine, [[fig], [plum]]);
    const { value } = await waves.next();
    expect(value?.map(({ id, verdict }) => [id, verdict])).toEqual([['fig', 'fail']]);
    expect(asked.filter((action) => action === 'Take')).toHaveLength(2);
    expect(engine.knownFailures.failed).toContain('of/fig');
  });

  it('end with the one in hand when they are stopped', async () => {
    const { engine } = shelfEngine();
    let isStopped = false;
    const waves = askInWaves(engine, batches, () => isStopped);
    expect((await waves.next()).value?.map(({ id }) => id)).toEqual(['apple', 'pear']);
    isStopped = true;
    expect(await waves.next()).toEqual({ done: true, value: undefined });
  });
});

describe('asked cases', () => {
  it('are asked when the first result of their wave is wanted, and have each result once', async () => {
    const { engine, asked } = shelfEngine();
    const cases = new AskedCases(batches);
    expect(asked).toEqual([]);
    expect(await cases.result(engine, 'apple')).toMatchObject({ id: 'apple', verdict: 'pass' });
    const sent = asked.length;
    expect(await cases.result(engine, 'pear')).toMatchObject({ id: 'pear', verdict: 'pass' });
    expect(asked).toHaveLength(sent);
    expect(await cases.result(engine, 'fig')).toMatchObject({ id: 'fig', verdict: 'pass' });
    expect(asked.length).toBeGreaterThan(sent);
    expect(await cases.result(engine, 'apple')).toBeUndefined();
  });

  it('begin nothing more once they are stopped', async () => {
    const { engine } = shelfEngine();
    const cases = new AskedCases(batches);
    await cases.result(engine, 'apple');
    cases.stop();
    expect(await cases.result(engine, 'fig')).toBeUndefined();
  });

  it('leave what was settled and not taken, once', async () => {
    const { engine } = shelfEngine();
    const cases = new AskedCases(batches);
    await cases.result(engine, 'pear');
    expect(cases.takeRest().map(({ id }) => id)).toEqual(['apple']);
    expect(cases.takeRest()).toEqual([]);
  });
});
