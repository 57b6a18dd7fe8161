import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { totalCalls } from '../harness/checks/call-counts.ts';
import { type Effort, effortLimits, planEffort } from '../harness/engine/plan/effort.ts';
import { packageRoot } from '../harness/package/package-root.ts';
import { register } from './requirements/register.ts';
import { allCases } from './revoke-ingress/cases.ts';
import { revokeIngressOperation } from './revoke-ingress/operation.ts';

const cases = allCases();
const level = new Map(register.requirements.map((one) => [one.id, one.level]));

function plan(effort: Effort) {
  return planEffort(cases, register.requirements, effort, revokeIngressOperation);
}

describe('efforts', () => {
  for (const effort of ['smoke', 'default'] as const) {
    it(`${effort} stays within its calls, the generated ones and a reserve for repeats included`, () => {
      const { estimate, generatedCalls } = plan(effort);

      expect(totalCalls(estimate)).toBeLessThanOrEqual(effortLimits[effort].listed);
      expect(totalCalls(estimate) + generatedCalls).toBeLessThanOrEqual(effortLimits[effort].asking);
    });
  }

  it('default asks a case of every MUST that has one, and of most SHOULD', () => {
    const asked = new Set(plan('default').cases.flatMap(({ requirements }) => requirements));

    const notAsked = [...new Set(cases.flatMap(({ requirements }) => requirements))].filter((id) => !asked.has(id));
    const shoulds = register.requirements.filter((one) => one.level === 'SHOULD');
    expect(notAsked.filter((id) => level.get(id) === 'MUST')).toEqual([]);
    expect(notAsked.filter((id) => level.get(id) === 'SHOULD').length).toBeLessThan(shoulds.length / 2);
  });

  it('default asks the cases that are to be asked always', () => {
    const path = join(packageRoot(), 'fixtures/effort/default.json');
    const { cases: always } = JSON.parse(readFileSync(path, 'utf8')) as { readonly cases: readonly string[] };
    const asked = plan('default').cases.map(({ id }) => id);

    const missed = cases.filter(({ id }) => always.includes(id) && !asked.includes(id));
    expect(missed.filter(({ requirements }) => requirements.some((id) => level.get(id) === 'MUST'))).toEqual([]);
  });

  it('deep asks every case', () => {
    expect(plan('deep').cases).toHaveLength(cases.length);
  });

  it('every effort asks the controls of its cases', () => {
    for (const effort of ['smoke', 'default'] as const) {
      const asked = new Set(plan(effort).cases.map(({ id }) => id));

      const missing = plan(effort).cases.filter(({ control }) => control !== undefined && !asked.has(control));
      expect(missing.map(({ id }) => id)).toEqual([]);
    }
  });
});
