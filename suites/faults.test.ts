/**
 * Every fault is caught by what it breaks and by nothing else, and every variation conforms: of each operation.
 *
 * By default a fault meets the cases of its own requirements and a sample of the others, and a variation those of the
 * answers and the sample; where that does not settle it, all cases. Of what one operation has proved under the same
 * requirement, another proves a quarter, with the cases of that requirement. `FAULTS=all` lets each meet all cases at
 * once, and `FAULTS=id,id` the faults that are named.
 */
import { describe, expect, test } from 'vitest';
import type { Fault, Variation } from '../harness/faults/fault.ts';
import { conformanceProblems, faultProblems, killRun } from '../harness/faults/kill-run.ts';
import { referenceBehaviour } from '../harness/reference/behaviour.ts';
import type { Case } from '../harness/suite/case.ts';
import type { OperationSuite } from '../harness/suite/operation-suite.ts';
import { MutantCases } from './mutant-cases.ts';
import { operations } from './operations.ts';

const asked = process.env['FAULTS'];
const isWhole = asked !== undefined;
const isAll = asked === undefined || asked === 'all';
const timeout = 120_000;

interface Proof {
  readonly suite: OperationSuite;
  readonly cases: MutantCases;
  readonly faults: readonly Fault[];
  readonly variations: readonly Variation[];
  /** What an operation before has proved: faults with the requirement that they broke, and variations. */
  readonly proved: ReadonlySet<string>;
}

const proofs: Proof[] = [];
for (const load of Object.values(operations)) {
  const suite = await load();
  const [faults, variations] = await Promise.all([suite.faults(), suite.variations()]);
  const proved = new Set(proofs.flatMap((before) => [...before.faults, ...before.variations].map(nameOf)));
  proofs.push({ suite, cases: new MutantCases(suite), faults, variations, proved });
}

describe.each(proofs.map((proof) => [proof.suite.action, proof] as const))('%s', (_action, proof) => {
  const { suite, cases, faults, variations, proved } = proof;
  const isDue = (one: Fault | Variation, index: number) => isWhole || !proved.has(nameOf(one)) || index % 4 === 0;
  const chosen = isAll ? faults.filter(isDue) : faults.filter(({ id }) => asked.split(',').includes(id));

  test.each(chosen.map((fault) => [fault.id, fault.breaks, fault] as const))(
    '%s is caught by %s alone',
    { timeout },
    async (_id, _breaks, fault) => {
      const few = cases.forFault(fault, proved.has(nameOf(fault)) ? 'own' : 'sampled');
      const problems = await firstOf([...(isWhole ? [] : [few]), cases.all], async (some) => {
        const groups = fault.spills === true ? 'own' : 'shared';
        const run = await killRun(fault.apply(referenceBehaviour), { cases: some, operation: suite }, groups);
        return [...run.troubles, ...faultProblems(fault, cases.verdictsOf(run))];
      });

      expect(problems).toEqual([]);
    },
  );

  describe.runIf(isAll)('a right target', () => {
    const reference = { id: 'the-reference', means: 'is right', apply: () => referenceBehaviour };
    const variants = [reference, ...variations.filter(isDue)];

    test.each(variants.map((variation) => [variation.id, variation] as const))(
      'conforms: %s',
      { timeout },
      async (id, variation) => {
        const few = cases.forVariation(proved.has(nameOf(variation)) ? 'own' : 'sampled');
        const all = isWhole || id === 'the-reference' ? [cases.all] : [few, cases.all];
        const problems = await firstOf(all, async (some) => {
          const run = await killRun(variation.apply(referenceBehaviour), { cases: some, operation: suite });
          return [...run.troubles, ...conformanceProblems(cases.verdictsOf(run))];
        });

        expect(problems).toEqual([]);
      },
    );
  });

  describe('the catalogue', () => {
    test('names each fault and variation once', () => {
      const ids = [...faults, ...variations].map(({ id }) => id);

      expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
      expect(ids.filter((id) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id))).toEqual([]);
    });

    test('breaks requirements that servers can fail', () => {
      const broken = faults.flatMap(({ breaks, also = [] }) => [breaks, ...also]);
      const binding = bindingServers(suite).map(({ id }) => id);

      expect(broken.filter((id) => !binding.includes(id))).toEqual([]);
    });

    test('breaks every MUST and SHOULD but those that are excused', () => {
      const broken = new Set(faults.flatMap(({ breaks, also = [] }) => [breaks, ...also]));
      const left = bindingServers(suite).filter(({ id }) => !broken.has(id));

      expect(left.map(({ id }) => id).sort()).toEqual(Object.keys(suite.unbroken).sort());
    });
  });
});

function nameOf(one: Fault | Variation): string {
  return 'breaks' in one ? `${one.id} ${one.breaks}` : one.id;
}

function bindingServers({ requirements }: OperationSuite) {
  return requirements.filter(({ level, binds }) => level !== 'OBSERVE' && binds.includes('server'));
}

/** What is found with the first list of cases that finds nothing, or else with the last: with few cases, something may be missing. */
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
