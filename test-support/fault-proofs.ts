/**
 * Registers the tests that each fault is caught by its own requirement alone, and that each variant conforms: of every
 * operation. Test support; docstring of faults.test.ts: which cases a mutant meets.
 */
import { describe, expect, test } from 'vitest';
import type { Case } from '../harness/cases/case.ts';
import type { Fault, Variant } from '../harness/mutants/fault.ts';
import type { OperationSuite } from '../harness/operation/operation-suite.ts';
import { referenceBehaviour } from '../harness/reference/behaviour.ts';
import { operations } from '../suites/operations.ts';
import { sampledFaults } from './fault-sample.ts';
import { type Breadth, isInSample, MutantCases } from './mutant-cases.ts';

const reference: Variant = { id: 'the-reference', means: 'is right', apply: () => referenceBehaviour };

/** An operation with its mutants and the cases that these are run against. */
interface Proof {
  readonly suite: OperationSuite;
  readonly cases: MutantCases;
  readonly faults: readonly Fault[];
  readonly variants: readonly Variant[];
  /** The mutants that are the same in an operation before: faults by what they break, and variants. */
  readonly proved: ReadonlySet<string>;
}

/** A part of the faults, so that several files share them: those whose place is `index` modulo `count`. */
export interface Slice {
  readonly index: number;
  readonly count: number;
}

/** Every operation with its mutants, in the order of {@link operations}. */
export const proofs: readonly Proof[] = await loadProofs();

/** Registers a test for each sampled fault of the slice, against its own cases and, unless it is spared, some of the others. */
export function proveFaults({ index, count }: Slice): void {
  const sampled = sampledFaults(proofs.map(({ suite: { action }, faults }) => ({ action, faults })));
  const due = proofs.flatMap((proof, place) => (sampled[place] ?? []).map((fault) => ({ proof, fault })));
  registerFaults(
    due.filter((_, place) => place % count === index),
    ({ proof, fault }) => proof.cases.listsForFault(fault, isSpared(proof, fault) ? 'own' : breadthFor(fault, proof)),
  );
}

/** Registers a test for each of these faults, or for every fault when no ids are given, against all cases. */
export function proveFaultsWhole(ids?: readonly string[]): void {
  const known = new Set(proofs.flatMap(({ faults }) => faults.map(({ id }) => id)));
  const unknown = ids?.filter((id) => !known.has(id)) ?? [];
  if (unknown.length > 0) throw new Error(`No operation has a fault ${unknown.join(', ')}.`);
  const chosen = proofs.flatMap((proof) => proof.faults.map((fault) => ({ proof, fault })));
  registerFaults(
    chosen.filter(({ fault }) => ids === undefined || ids.includes(fault.id)),
    ({ proof: { cases } }) => [cases.all],
  );
}

/** Registers a test that the reference conforms in all cases, and each variant in its sample. */
export function proveVariants(): void {
  registerVariants(isDueVariant, (proof, variant) =>
    variant === reference ? [proof.cases.all] : proof.cases.listsForVariant(variant, breadthFor(variant, proof)),
  );
}

/** Registers a test that the reference and every variant conform in all cases. */
export function proveVariantsWhole(): void {
  registerVariants(
    () => () => true,
    ({ cases }) => [cases.all],
  );
}

async function loadProofs(): Promise<readonly Proof[]> {
  const loaded: Proof[] = [];
  for (const load of Object.values(operations)) {
    const suite = await load();
    const [faults, variants] = await Promise.all([suite.faults(), suite.variants()]);
    const proved = new Set(loaded.flatMap((before) => [...before.faults, ...before.variants].map(nameOf)));
    loaded.push({ suite, cases: new MutantCases(suite), faults, variants, proved });
  }
  return loaded;
}

/** A quarter of the variants that an operation before has too, and all others. */
function isDueVariant({ proved }: Proof): (variant: Variant, place: number) => boolean {
  return (variant, place) => !proved.has(nameOf(variant)) || place % 4 === 0;
}

/** Two thirds of the faults of the operations after the first meet their own cases alone: there are many of them. */
function isSpared({ suite }: Proof, fault: Fault): boolean {
  return suite !== proofs[0]?.suite && !isInSample(fault, suite.action, 3);
}

function breadthFor(mutant: Fault | Variant, { proved }: Proof): Breadth {
  return proved.has(nameOf(mutant)) ? 'own' : 'sampled';
}

function nameOf(mutant: Fault | Variant): string {
  return 'breaks' in mutant ? `${mutant.id} ${mutant.breaks}` : mutant.id;
}

interface FaultOf {
  readonly proof: Proof;
  readonly fault: Fault;
}

function registerFaults(chosen: readonly FaultOf[], listsFor: (one: FaultOf) => readonly (readonly Case[])[]): void {
  const rows = chosen.map((one) => [one.proof.suite.action, one.fault.id, one.fault.breaks, one] as const);
  test.each(rows)('%s: %s is caught by %s alone', async (_action, _id, _breaks, one) => {
    const { cases } = one.proof;

    const problems = await firstOf(listsFor(one), (some) => cases.problemsOfFault(one.fault, some));

    expect(problems).toEqual([]);
  });
}

function registerVariants(
  isChosen: (proof: Proof) => (variant: Variant, place: number) => boolean,
  listsFor: (proof: Proof, variant: Variant) => readonly (readonly Case[])[],
): void {
  const rows = proofs.flatMap((proof) =>
    [reference, ...proof.variants.filter(isChosen(proof))].map(
      (variant) => [proof.suite.action, variant.id, proof, variant] as const,
    ),
  );
  describe('a right target', () => {
    test.each(rows)('%s: conforms: %s', async (_action, _id, proof, variant) => {
      const { cases } = proof;

      const problems = await firstOf(listsFor(proof, variant), (some) => cases.problemsOfVariant(variant, some));

      expect(problems).toEqual([]);
    });
  });
}

/** None where one of the lists of cases finds none, else those of the last; the lists after that one are not run. */
async function firstOf(
  lists: readonly (readonly Case[])[],
  problemsWith: (some: readonly Case[]) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  let problems: readonly string[] = [];
  for (const some of lists) {
    problems = await problemsWith(some);
    if (problems.length === 0) break;
  }
  return problems;
}
