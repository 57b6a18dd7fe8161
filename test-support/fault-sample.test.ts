/** The sample of faults that `npm test` applies leaves out no requirement. */
import { describe, expect, test } from 'vitest';
import type { Fault } from '../harness/mutants/fault.ts';
import { proofs } from './fault-proofs.ts';
import { sampledFaults, surelyBroken } from './fault-sample.ts';

function fault(id: string, breaks: string, more: Partial<Fault> = {}): Fault {
  return { id, breaks, means: 'does it wrong', apply: (behaviour) => behaviour, ...more };
}

/** Ids of the sample of each catalogue. */
function sampleOf(...catalogues: readonly (readonly Fault[])[]): readonly (readonly string[])[] {
  const sampled = sampledFaults(catalogues.map((faults, index) => ({ action: `Action${index}`, faults })));
  return sampled.map((faults) => faults.map(({ id }) => id));
}

/** A hundred faults of one requirement. */
const many = Array.from({ length: 100 }, (_, index) => fault(`fault-${index}`, 'a/many'));

describe('the sample of faults', () => {
  test('holds about a sixth of the faults of one requirement', () => {
    const [ids = []] = sampleOf(many);

    expect(ids.length).toBeGreaterThan(8);
    expect(ids.length).toBeLessThan(28);
  });

  test('keeps its faults when there are others before them', () => {
    const [shorter = []] = sampleOf(many.slice(50));

    expect(sampleOf(many)[0]?.filter((id) => Number(id.slice(6)) >= 50)).toEqual(shorter);
  });

  test('holds the first fault of each requirement that it leaves out', () => {
    const left = many.find(({ id }) => !sampleOf(many)[0]?.includes(id));
    const id = left?.id ?? '';

    expect(sampleOf([fault(id, 'a/one'), fault('other', 'a/one')])).toEqual([[id]]);
  });

  test('takes a fault that listed cases find before one that they may miss', () => {
    const rare = { needsRareValues: true } as const;

    expect(sampleOf([fault('x-3', 'a/one', rare), fault('x-5', 'a/one')])).toEqual([['x-5']]);
    expect(sampleOf([fault('x-3', 'a/one', rare)])).toEqual([['x-3']]);
  });

  test('repeats no requirement of a catalogue before', () => {
    expect(sampleOf([fault('x-3', 'a/one')], [fault('x-5', 'a/one'), fault('x-3', 'a/two')])).toEqual([
      ['x-3'],
      ['x-3'],
    ]);
  });

  test('counts a requirement that fails with another as broken', () => {
    expect(sampleOf([fault('x-3', 'a/one', { alsoBreaks: ['a/two'] }), fault('x-5', 'a/two')])).toEqual([['x-3']]);
  });
});

describe('of all faults', () => {
  const sampled = sampledFaults(proofs.map(({ suite: { action }, faults }) => ({ action, faults })));

  test('every requirement that a fault breaks is broken in npm test', () => {
    const all = new Set(proofs.flatMap(({ faults }) => faults.flatMap(surelyBroken)));
    const proved = new Set(sampled.flat().flatMap(surelyBroken));

    expect(all.size).toBeGreaterThan(800);
    expect([...all].filter((id) => !proved.has(id))).toEqual([]);
  });

  test('every operation has a part of its faults in npm test', () => {
    for (const [index, { suite, faults }] of proofs.entries()) {
      expect((sampled[index]?.length ?? 0) / faults.length, suite.action).toBeGreaterThan(0.12);
    }
  });
});
