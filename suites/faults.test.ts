/**
 * Every fault is caught by what it breaks and by nothing else, and every variation conforms.
 *
 * By default a fault meets the cases of its own requirements and a sample of the others, and a variation those of the
 * answers and the sample; where that does not settle it, all cases. `FAULTS=all` lets each meet all cases at once, and
 * `FAULTS=id,id` the faults that are named.
 */
import { describe, expect, test } from 'vitest';
import { faults } from '../harness/faults/catalogue.ts';
import type { Fault } from '../harness/faults/fault.ts';
import {
  conformanceProblems,
  faultProblems,
  type KillRun,
  killRun,
  type Verdicts,
} from '../harness/faults/kill-run.ts';
import { variations } from '../harness/faults/variations.ts';
import { referenceBehaviour } from '../harness/reference/behaviour.ts';
import type { Case } from '../harness/suite/case.ts';
import { assembleReport } from '../reports/assemble.ts';
import { register } from './requirements/register.ts';
import { allCases } from './server/cases.ts';
import { everyAnswer } from './server/every-answer.ts';
import { revokeIngress } from './server/operation.ts';
import { unbroken } from './unbroken.ts';

const asked = process.env['FAULTS'];
const isWhole = asked !== undefined;
const chosen =
  asked === undefined || asked === 'all' ? faults : faults.filter(({ id }) => asked.split(',').includes(id));
const cases = allCases();
const timeout = 120_000;

/** One of so many cases is asked of every mutant. */
const sampled = 25;

test.each(chosen.map((fault) => [fault.id, fault.breaks, fault] as const))(
  '%s is caught by %s alone',
  { timeout },
  async (_id, _breaks, fault) => {
    const problems = await firstOf([...(isWhole ? [] : [casesFor(fault)]), cases], async (some) => {
      const groups = fault.spills === true ? 'own' : 'shared';
      const run = await killRun(fault.apply(referenceBehaviour), { cases: some, operation: revokeIngress }, groups);
      return [...run.troubles, ...faultProblems(fault, verdictsOf(run))];
    });

    expect(problems).toEqual([]);
  },
);

describe.runIf(asked === undefined || asked === 'all')('a right target', () => {
  const variants = [{ id: 'the-reference', apply: () => referenceBehaviour }, ...variations];

  test.each(variants.map((variation) => [variation.id, variation] as const))(
    'conforms: %s',
    { timeout },
    async (id, variation) => {
      const few = withControls(cases.filter((one, index) => index % sampled === 0 || one.id.startsWith('response/')));
      const all = isWhole || id === 'the-reference' ? [cases] : [few, cases];
      const problems = await firstOf(all, async (some) => {
        const run = await killRun(variation.apply(referenceBehaviour), { cases: some, operation: revokeIngress });
        return [...run.troubles, ...conformanceProblems(verdictsOf(run))];
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
    const binding = bindingServers().map(({ id }) => id);

    expect(broken.filter((id) => !binding.includes(id))).toEqual([]);
  });

  test('breaks every MUST and SHOULD but those that are excused', () => {
    const broken = new Set(faults.flatMap(({ breaks, also = [] }) => [breaks, ...also]));
    const left = bindingServers().filter(({ id }) => !broken.has(id));

    expect(left.map(({ id }) => id).sort()).toEqual(Object.keys(unbroken).sort());
  });
});

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

function bindingServers() {
  return register.requirements.filter(({ level, binds }) => level !== 'OBSERVE' && binds.includes('server'));
}

/** The cases of what the fault breaks, those of a topic that it may show in, and a sample of the rest. */
function casesFor({ breaks, also = [], spills }: Fault): readonly Case[] {
  const broken = [breaks, ...also];
  const looksAtAnswers = broken.some((id) => id.startsWith('response/'));
  return withControls(
    cases.filter(
      ({ id, requirements }, index) =>
        index % sampled === 0 ||
        (looksAtAnswers && id.startsWith('response/')) ||
        (spills === true && id.startsWith('state/')) ||
        requirements.some((requirement) => broken.includes(requirement)),
    ),
  );
}

/** The same, with the cases that have to pass for these to prove anything, in the order of all. */
function withControls(chosenCases: readonly Case[]): readonly Case[] {
  const wanted = new Set(chosenCases);
  for (const { control } of wanted) {
    const needed = cases.find(({ id }) => id === control);
    if (needed !== undefined) wanted.add(needed);
  }
  return cases.filter((one) => wanted.has(one));
}

/** The verdicts on the requirements that this run asked for; what they rest on is known, asked or not. */
function verdictsOf({ results, callsByAction }: KillRun): Verdicts {
  const served = new Set([
    ...results.flatMap(({ requirements }) => requirements),
    ...results.flatMap(({ findings }) => findings.map(({ requirement }) => requirement)),
  ]);
  const report = assembleReport({
    suite: { name: 'faults', version: '0', digest: '' },
    mode: 'server',
    target: {},
    startedAt: new Date(0),
    durationMs: 0,
    seed: 0,
    callsByAction,
    strict: true,
    register: register.requirements,
    results,
    invariantRequirements: everyAnswer.map(({ requirement }) => requirement),
  });
  return { ...report, requirements: report.requirements.filter(({ id }) => served.has(id)) };
}
