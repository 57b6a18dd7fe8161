/** Whatever the number of lanes, a target gets the same verdicts, and none of its groups two requests at a time. */
import { describe, expect, it } from 'vitest';
import type { TargetSettings } from '../harness/endpoint/target-settings.ts';
import { faultById } from '../harness/mutants/catalogue.ts';
import type { Behaviour } from '../harness/reference/behaviour.ts';
import { changed, referenceBehaviour } from '../harness/reference/behaviour.ts';
import { runConstrained } from '../test-support/constrained-target-run.ts';
import { MutantCases } from '../test-support/mutant-cases.ts';
import { allCases } from './revoke-ingress/cases.ts';
import { revokeIngressOperation } from './revoke-ingress/operation.ts';
import { suite } from './revoke-ingress/suite.ts';

const mutants = new MutantCases(suite);

/** A case that sends two requests at once has two on one group. */
const sample = allCases().filter(({ beside }, index) => index % 14 === 0 && beside === undefined);

/** Slow enough for five lanes. */
const slowMs = 30;

/** The behaviour, slow, and what it saw of requests under way at a time. */
function slow(base: Behaviour) {
  const seen = { most: 0, onOneGroup: 0 };
  const underWay: string[] = [];
  const groupOf = (body: string) => /sg-[0-9a-f]{17}/.exec(body)?.[0];
  const behaviour = changed(base, {
    responding: {
      delayMs: (_, { request }) => {
        const group = groupOf(request.body.toString('latin1')) ?? 'none';
        if (group !== 'none' && underWay.includes(group)) seen.onOneGroup += 1;
        underWay.push(group);
        seen.most = Math.max(seen.most, underWay.length);
        // What is sent after this response comes later than that.
        setTimeout(() => underWay.splice(underWay.indexOf(group), 1), slowMs - 1);
        return slowMs;
      },
    },
  });
  return { behaviour, seen };
}

async function verdicts(behaviour: Behaviour, cases: typeof sample, lanes: Partial<TargetSettings>) {
  const run = await runConstrained(behaviour, { cases, operation: revokeIngressOperation }, { settleMs: 0, ...lanes });
  expect(run.leftovers).toStrictEqual([]);
  return mutants.verdictsOf(run).requirements.map(({ id, verdict }) => `${id}: ${verdict}`);
}

const faulty = [
  ['to-port-ignored', 'mismatch-succeeds', 'unknown-names-ignored'],
  ['refusal-blocks-the-next'],
  ['udp-rule-returns', 'second-permission-lost'],
  ['removes-nothing'],
  ['fourth-revoke-without-effect', 'overflow-crashes'],
  ['group-name-hits-latest-group', 'rule-id-names-permission'],
];

describe.concurrent('the verdicts on each requirement are the same with one, four and as many lanes as fit', () => {
  it.each([[], ...faulty].map((ids) => [ids.join(', ') || 'no fault', ids] as const))(
    '%s',
    async (_, ids) => {
      const faults = ids.map((id) => faultById(id) ?? expect.fail(`there is no fault ${id}`));
      const behaviour = faults.reduce((base, fault) => fault.apply(base), referenceBehaviour);
      const own = faults.flatMap((fault) => mutants.listsForFault(fault, 'own')[0] ?? []);
      const cases = allCases().filter((one) => sample.includes(one) || (own.includes(one) && one.beside === undefined));

      const one = await verdicts(behaviour, cases, { concurrency: 1 });

      expect(await verdicts(behaviour, cases, { concurrency: 4 })).toStrictEqual(one);
      const { behaviour: slowed, seen } = slow(behaviour);
      expect(await verdicts(slowed, cases, {})).toStrictEqual(one);
      expect(seen.most).toBeGreaterThan(1);
      expect(seen.onOneGroup).toBe(0);
    },
    120_000,
  );
});
