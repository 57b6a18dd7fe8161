/** Targets that are right and show changes late come to the verdicts of the reference; wrong ones stay wrong, and cost little. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { stepsOf } from '../harness/cases/case-text.ts';
import { usualSettleMs } from '../harness/endpoint/consistency.ts';
import { planBatches } from '../harness/engine/plan/plan-batches.ts';
import { withEngine } from '../harness/engine/run/in-process.ts';
import { faultById } from '../harness/mutants/catalogue.ts';
import { referenceBehaviour } from '../harness/reference/behaviour.ts';
import { startReference } from '../harness/reference/reference.ts';
import { runConstrained, verdictLines } from '../test-support/constrained-target-run.ts';
import { executeBatch } from '../test-support/execute-batch.ts';
import { lateRemovals } from '../test-support/late/late-removals.ts';
import { lateTargets } from '../test-support/late/late-targets.ts';
import { MutantCases } from '../test-support/mutant-cases.ts';
import { settingsForReference } from '../test-support/reference-settings.ts';
import { operations } from './operations.ts';
import { allCases } from './revoke-ingress/cases.ts';
import { revokeIngressOperation } from './revoke-ingress/operation.ts';
import { suite } from './revoke-ingress/suite.ts';

// Where several responses pass, a late target may give another one of them than the reference does. Each takes as long as it is
// late, again and again: a part of the other cases is enough here.
const withOneAnswer = allCases().filter((one) => stepsOf(one).every((step) => step.expect.length < 2));
// In the default VPC what is not found is listed as unknown, and is no error.
const inDefaultVpc = 'exact-match/twin-in-a-group-of-another-name';
const asked = {
  cases: withOneAnswer.filter(({ id }, index) => index % 16 === 0 || id === inDefaultVpc),
  operation: revokeIngressOperation,
};
const settleMs = usualSettleMs;

// They do little but wait.
vi.setConfig({ maxConcurrency: 40 });

function faultNamed(id: string) {
  return faultById(id) ?? expect.fail(`there is no fault ${id}`);
}

describe.concurrent('a right target gets the same verdicts', () => {
  let plain: readonly string[];

  beforeAll(async () => {
    plain = verdictLines(await runConstrained(referenceBehaviour, asked));
  }, 60_000);

  it.each(lateTargets.map((late) => [late.means, late] as const))(
    'that %s',
    async (_means, late) => {
      const run = await runConstrained(late.make(), asked);

      expect(verdictLines(run)).toStrictEqual(plain);
      expect(run.leftovers).toStrictEqual([]);
      expect(run.preparation.capabilities).toMatchObject({ 'prefix-lists': { available: true } });
    },
    240_000,
  );
});

/** Cases in which something is removed and what comes next depends on that. */
const removing = {
  DeleteSecurityGroup: ['delete-group/deletes', 'delete-group/absent-afterwards', 'delete-group/recreated'],
  CreateSecurityGroup: ['create-names/name-free-again', 'create-group/creates'],
} as const;
const refusing = ['delete-refused/referred-no-more', 'delete-refused/referring-group-deleted'];

async function askedOf(action: keyof typeof removing) {
  const operation = (await operations[action]?.()) ?? expect.fail(`there is no operation ${action}`);
  const wanted = new Set<string>([...removing[action], ...refusing]);
  return { operation, cases: operation.cases.filter(({ id }) => wanted.has(id)) };
}

describe.concurrent('a right target that heeds removals late passes', () => {
  const runs = lateRemovals.flatMap((late) =>
    (['DeleteSecurityGroup', 'CreateSecurityGroup'] as const).map((action) => [late.means, action, late] as const),
  );

  it.each(runs)(
    'that %s: %s',
    async (_means, action, late) => {
      const { results, leftovers } = await runConstrained(late.make(), await askedOf(action));

      expect(results.length).toBeGreaterThan(1);
      expect(results.filter(({ verdict }) => verdict !== 'pass').map(({ id, reason }) => [id, reason])).toStrictEqual(
        [],
      );
      expect(leftovers).toStrictEqual([]);
    },
    120_000,
  );
});

describe.concurrent('a wrong target fails, however long it is waited for', () => {
  it.each([
    ['delete-revoked-rules-count', 'DeleteSecurityGroup'],
    ['delete-keeps-recreated', 'DeleteSecurityGroup'],
    ['delete-id-describes-nothing', 'DeleteSecurityGroup'],
    ['create-name-stays-taken', 'CreateSecurityGroup'],
  ] as const)(
    '%s',
    async (faultId, action) => {
      const { operation, cases: few } = await askedOf(action);
      const fault = (await operation.faults()).find(({ id }) => id === faultId) ?? expect.fail(faultId);
      const { results } = await runConstrained(fault.apply(referenceBehaviour), { operation, cases: few });

      const failed = results.filter(({ verdict }) => verdict === 'fail').flatMap(({ requirements }) => requirements);
      expect(failed).toStrictEqual([fault.breaks]);
    },
    120_000,
  );
});

const cases = new MutantCases(suite);

describe.concurrent('a wrong target that is late fails what it breaks, and nothing else', () => {
  it.each([
    ['to-port-ignored', 'both-late'],
    ['from-port-ignored', 'revoked-late'],
    ['dry-run-carried-out', 'both-late'],
    ['source-group-emptied', 'random'],
    ['refused-rule-half-gone', 'added-late'],
    ['second-revoke-succeeds', 'groups-view-late'],
    ['only-rule-not-found', 'both-late'],
    ['emptied-group-closed', 'group-unknown'],
    ['higher-to-port-matches', 'rules-view-late'],
    ['refusal-blocks-the-next', 'rule-unknown-to-revoke'],
    ['outbound-revoke-removes-inbound', 'everything-late'],
  ])(
    '%s, %s',
    async (faultId, lateId) => {
      const fault = faultNamed(faultId);
      const late = lateTargets.find(({ id }) => id === lateId);
      const [few] = cases.listsForFault(fault, 'own');

      const problems = await cases.problemsOfFault(
        { ...fault, apply: (base) => fault.apply(late?.make(base) ?? base) },
        few,
        { settleMs },
      );

      expect(problems).toStrictEqual([]);
    },
    240_000,
  );
});

describe.concurrent('a target that is simply wrong costs ten seconds of waiting at most', () => {
  it.each(['from-port-ignored', 'only-rule-not-found', 'source-group-emptied'])(
    '%s',
    async (faultId) => {
      const fault = faultNamed(faultId);
      const [few = []] = cases.listsForFault(fault, 'sampled');
      const target = await startReference({ behaviour: fault.apply(referenceBehaviour) });
      const settings = settingsForReference(target, 'wrong', { settleMs });
      const { value } = await withEngine(settings, revokeIngressOperation, async (engine) => {
        const results = [];
        for (const batch of planBatches([...few, ...asked.cases], revokeIngressOperation))
          results.push(...(await executeBatch(engine, batch)));
        return { results, ...engine.caller.consistency.findings };
      });
      await target.close();

      expect(value.inVainMs).toBeLessThan(10_500);
      expect(value.results.map(({ verdict }) => verdict)).toContain('fail');
    },
    60_000,
  );
});
