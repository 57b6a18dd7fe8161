/** Every mutant meets the cases that are about it, and all mutants together meet every case. */
import { describe, expect, test } from 'vitest';
import type { Case } from '../harness/cases/case.ts';
import type { Fault } from '../harness/mutants/fault.ts';
import { proofs } from './fault-proofs.ts';
import { sampledFaults } from './fault-sample.ts';
import { MutantCases } from './mutant-cases.ts';

const [first] = proofs;
if (first === undefined) throw new Error('There is no operation.');
const { suite, cases, faults, variants } = first;

/** Each fault with the cases that it meets first. */
const few = faults.map((fault) => ({ fault, met: cases.listsForFault(fault, 'sampled')[0] ?? [] }));

function isAbout({ breaks, alsoBreaks: also = [] }: Fault) {
  return ({ requirements }: Case) => requirements.some((id) => id === breaks || also.includes(id));
}

function idsOf(some: readonly Case[] | undefined): readonly string[] {
  return (some ?? []).map(({ id }) => id);
}

describe('a fault', () => {
  test('meets all cases of the requirements that it breaks', () => {
    const missed = few.flatMap(({ fault, met }) => {
      const ids = new Set(idsOf(met));
      return idsOf(cases.all.filter(isAbout(fault))).filter((id) => !ids.has(id));
    });

    expect(missed).toEqual([]);
  });

  test('meets unrelated cases: two at least, and fewer than a fifth of all', () => {
    const unrelated = few.map(({ fault, met }) => met.filter((one) => !isAbout(fault)(one)).length);

    expect(Math.min(...unrelated)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...unrelated)).toBeLessThan(cases.all.length / 5);
  });

  test('meets the control of each of its cases', () => {
    const missed = few.flatMap(({ met }) => {
      const ids = new Set(idsOf(met));
      return met.filter(({ control }) => control !== undefined && !ids.has(control));
    });

    expect(missed).toEqual([]);
  });

  test('meets all cases where the few do not show it', () => {
    for (const fault of faults.slice(0, 20)) expect(cases.listsForFault(fault, 'own').at(-1)).toBe(cases.all);
  });
});

test('the sampled faults meet most cases together', () => {
  const [sampled = []] = sampledFaults([{ action: suite.action, faults }]);
  const met = new Set(few.filter(({ fault }) => sampled.includes(fault)).flatMap((one) => idsOf(one.met)));

  expect(idsOf(cases.all).filter((id) => !met.has(id)).length).toBeLessThan(cases.all.length / 4);
});

test('a sample holds the same cases when there are others before them', () => {
  const shorter = new MutantCases({ ...suite, cases: suite.cases.slice(100) });

  for (const variant of variants) {
    const [sample] = cases.listsForVariant(variant, 'own');
    expect(idsOf(sample)).toEqual(expect.arrayContaining([...idsOf(shorter.listsForVariant(variant, 'own')[0])]));
  }
});
