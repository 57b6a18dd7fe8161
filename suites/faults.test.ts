/**
 * Every fault is caught by what it breaks and by nothing else, and every variation conforms.
 *
 * By default a fault meets the cases of its own requirements and a sample of the others, and a variation those of the
 * answers and the sample; `FAULTS=all` lets each meet all cases, and `FAULTS=id,id` the faults that are named.
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
    const run = await killRun(
      fault.apply(referenceBehaviour),
      { cases: isWhole ? cases : casesFor(fault), invariants: everyAnswer },
      fault.spills === true ? 'own' : 'shared',
    );

    expect([...run.troubles, ...faultProblems(fault, verdictsOf(run))]).toEqual([]);
  },
);

describe.runIf(asked === undefined || asked === 'all')('a right target', () => {
  const variants = [{ id: 'the-reference', apply: () => referenceBehaviour }, ...variations];

  test.each(variants.map((variation) => [variation.id, variation] as const))(
    'conforms: %s',
    { timeout },
    async (_id, variation) => {
      const few = cases.filter(({ id }, index) => index % sampled === 0 || id.startsWith('response/'));
      const run = await killRun(variation.apply(referenceBehaviour), {
        cases: isWhole || variation.id === 'the-reference' ? cases : few,
        invariants: everyAnswer,
      });

      expect([...run.troubles, ...conformanceProblems(verdictsOf(run))]).toEqual([]);
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

function bindingServers() {
  return register.requirements.filter(({ level, binds }) => level !== 'OBSERVE' && binds.includes('server'));
}

/** The cases of what the fault breaks, those they rest on, all that look at answers, and a sample of the rest. */
function casesFor({ breaks, also = [] }: Fault): readonly Case[] {
  const wanted = new Set(
    cases.filter(
      ({ id, requirements }, index) =>
        index % sampled === 0 ||
        (breaks.startsWith('response/') && id.startsWith('response/')) ||
        requirements.some((requirement) => requirement === breaks || also.includes(requirement)),
    ),
  );
  for (const { control } of wanted) {
    const needed = cases.find(({ id }) => id === control);
    if (needed !== undefined) wanted.add(needed);
  }
  return cases.filter((one) => wanted.has(one));
}

function verdictsOf({ results, callsByAction }: KillRun): Verdicts {
  const served = new Set([
    ...results.flatMap(({ requirements }) => requirements),
    ...results.flatMap(({ findings }) => findings.map(({ requirement }) => requirement)),
  ]);
  return assembleReport({
    suite: { name: 'faults', version: '0', digest: '' },
    mode: 'server',
    target: {},
    startedAt: new Date(0),
    durationMs: 0,
    seed: 0,
    callsByAction,
    strict: true,
    register: register.requirements.filter(({ id }) => served.has(id)),
    results,
    invariantRequirements: everyAnswer.map(({ requirement }) => requirement),
  });
}
