import { describe, expect, it } from 'vitest';
import type { FixtureCase } from '../harness/cases/fixture.ts';
import type { CaseResult } from '../harness/checks/case-result.ts';
import { CallBudget } from '../harness/endpoint/call-budget.ts';
import type { Engine } from '../harness/engine/engine.ts';
import type { Dependencies } from '../harness/engine/known-failures.ts';
import { effortLimits } from '../harness/engine/plan/effort.ts';
import type { Property } from '../harness/engine/properties/property.ts';
import { shareOf } from '../harness/engine/properties/property.ts';
import { type WithEngine, withEngine } from '../harness/engine/run/in-process.ts';
import { faultById } from '../harness/mutants/catalogue.ts';
import { type Behaviour, changed, referenceBehaviour } from '../harness/reference/behaviour.ts';
import { startReference } from '../harness/reference/reference.ts';
import { Refusal } from '../harness/reference/responses/refusal.ts';
import { constrainedTargets } from '../test-support/constrained-targets.ts';
import { settingsForReference } from '../test-support/reference-settings.ts';
import { revokeIngressOperation } from './revoke-ingress/operation.ts';
import { properties } from './revoke-ingress/properties.ts';

/** Every property, or the one named, against a reference target with this behaviour. */
async function run(
  behaviour: Behaviour,
  seed: number,
  searchCalls: number,
  only?: string,
): Promise<readonly CaseResult[]> {
  const { value, leftovers } = await execute(
    behaviour,
    properties.filter(({ id }) => only === undefined || id === only),
    (property, engine) => property.execute(engine, { seed, searchCalls, shrinkCalls: 80 }),
  );
  expect(leftovers).toEqual([]);
  return value;
}

/** Every property by its share of what default effort leaves for generated requests, in at most so many calls. */
async function runShared(behaviour: Behaviour, seed: number, maxCalls: number): Promise<readonly CaseResult[]> {
  const { generated } = effortLimits.default;
  const { value } = await execute(
    behaviour,
    properties,
    (property, engine) => property.execute(engine, { seed, ...shareOf(property, properties, generated) }),
    new CallBudget({ maxCalls }),
  );
  return value;
}

async function execute(
  behaviour: Behaviour,
  wanted: readonly Property[],
  ask: (property: Property, engine: Engine) => Promise<readonly CaseResult[]>,
  budget?: CallBudget,
  dependsOn?: Dependencies,
): Promise<WithEngine<readonly CaseResult[]>> {
  const reference = await startReference({ behaviour });
  const settings = settingsForReference(reference, 'properties');
  try {
    const askAll = async (engine: Engine) => {
      const results: CaseResult[] = [];
      for (const property of wanted) {
        results.push(...(await ask(property, engine)));
      }
      return results;
    };
    return await withEngine(settings, revokeIngressOperation, askAll, budget, {
      ...(dependsOn === undefined ? {} : { dependsOn }),
      allowed: { confirming: 500, shrinking: 500 },
    });
  } finally {
    await reference.close();
  }
}

function mutant(id: string): Behaviour {
  return faultById(id)?.apply(referenceBehaviour) ?? expect.fail(`there is no fault ${id}`);
}

/** Responds with success to one revoke of many rules, the first, and removes nothing; is right ever after. */
function failingOnce(counted: { failures: number }): Behaviour {
  const { byPermissions } = referenceBehaviour.revoking;
  return changed(referenceBehaviour, {
    revoking: {
      byPermissions: (existing, wanted, onMismatch, call) => {
        const outcome = byPermissions(existing, wanted, onMismatch, call);
        const isFirst = counted.failures === 0 && wanted.length > 10 && outcome.kind === 'revoked';
        counted.failures += isFirst ? 1 : 0;
        return isFirst ? { ...outcome, removed: [], remaining: existing } : outcome;
      },
    },
  });
}

describe('generated requests', { timeout: 120_000 }, () => {
  for (const seed of [1, 2, 3]) {
    it(`find nothing wrong with the reference target on seed ${seed}`, async () => {
      const results = await run(referenceBehaviour, seed, 80);

      expect(results.filter(({ verdict }) => verdict !== 'pass').map(({ id, observed }) => [id, observed])).toEqual([]);
      expect(results.map(({ id }) => id)).toEqual(properties.map(({ id }) => id));
    });
  }

  it.each([
    ['a server error', new Refusal(500, 'InternalError', 'An internal error has occurred')],
    ['an odd refusal', new Refusal(400, 'ResourceUnavailable', 'Try again later')],
  ])('blame nothing on a target that answers one request in forty with %s', async (_, refusal) => {
    for (const seed of [1, 2, 3]) {
      const target = constrainedTargets.erring(40, seed, () => refusal);
      const results = await run(target, seed, 80, 'exact-match/any-rules');

      expect(results.map(({ verdict }) => verdict)).not.toContain('fail');
    }
  });

  it('report an ignored last port under its requirement, with one rule and one request', async () => {
    const results = await run(mutant('to-port-ignored'), 1, 240, 'exact-match/any-rules');

    const found = results.find(({ requirements }) => requirements.includes('exact-match/to-port'));
    expect(found?.verdict).toBe('fail');
    const replay = found?.replay as FixtureCase;
    expect(Object.keys(replay.given.main?.ingress ?? {})).toHaveLength(1);
    expect(replay.then).toBeUndefined();
  });

  it('fail each requirement that a fault breaks with a counterexample of its own', async () => {
    const results = await run(mutant('all-udp-matches-any-udp'), 17, 240, 'exact-match/any-rules');

    const failed = results.filter(({ verdict }) => verdict === 'fail');
    expect(failed.map(({ requirements }) => requirements).sort()).toEqual([
      ['exact-match/from-port'],
      ['exact-match/port-overlap'],
      ['exact-match/to-port'],
    ]);
    for (const { replay } of failed) {
      expect(Object.keys((replay as FixtureCase).given.main?.ingress ?? {})).toHaveLength(1);
    }
  });

  it('leave every property its share, however much the ones before it found', async () => {
    const bad = ['to-port-ignored', 'from-port-ignored', 'udp-rule-returns', 'description-ends-unread'];
    const behaviour = bad.reduce((so, id) => faultById(id)?.apply(so) ?? expect.fail(id), referenceBehaviour);

    const results = await runShared(behaviour, 1, 1330);

    const failed = results.filter(({ verdict }) => verdict === 'fail');
    expect(failed.length).toBeGreaterThan(2);
    expect(results.filter(({ verdict }) => verdict === 'not-applicable').map(({ id }) => id)).toEqual([]);
    expect(results.map(({ id }) => id)).toEqual(expect.arrayContaining(properties.map(({ id }) => id)));
  });

  it('report a failure that does not repeat as flaky, and as no failure of the target', async () => {
    const before = { failures: 0 };
    const results = await run(failingOnce(before), 1, 80, 'exact-match/any-rules');

    expect(before.failures).toBe(1);
    expect(results).toMatchObject([{ id: 'exact-match/any-rules', verdict: 'pass', reason: { kind: 'flaky' } }]);
  });

  it('find a character that is not signed', async () => {
    const results = await run(
      changed(referenceBehaviour, { signing: { flaws: { mismatch: () => undefined } } }),
      1,
      40,
      'signing/any-tampering',
    );

    expect(results).toMatchObject([{ id: 'signing/any-tampering', verdict: 'fail' }]);
  });

  it('run as much of a history as the calls pay for', async () => {
    const [result] = await run(referenceBehaviour, 1, 30, 'exact-match/any-rules');

    expect(result).toMatchObject({ verdict: 'pass', observed: 'held over 1 trials' });
    const { CreateSecurityGroup: groups = 0, RevokeSecurityGroupIngress: revokes = 0 } = result?.calls ?? {};
    expect(revokes / groups).toBeGreaterThan(4);
  });

  it('report a failure also where a requirement that they depend on has failed', async () => {
    const unsound = { mismatches: [{ kind: 'state', at: 'rules afterwards', expected: 'https', observed: 'none' }] };
    const { value } = await execute(
      changed(referenceBehaviour, { signing: { flaws: { mismatch: () => undefined } } }),
      properties.filter(({ id }) => id === 'signing/any-tampering'),
      (property, engine) => {
        const failed = { id: 'signing/enforced', requirements: ['signing/enforced'], verdict: 'fail', findings: [] };
        engine.knownFailures.note({ ...failed, ...unsound } as unknown as CaseResult);
        return property.execute(engine, { seed: 1, searchCalls: 40, shrinkCalls: 80 });
      },
      undefined,
      { 'signing/any-tampering': ['signing/enforced'] },
    );

    expect(value).toMatchObject([{ id: 'signing/any-tampering', verdict: 'fail' }]);
  });

  it('are the same on the same seed', async () => {
    const asked = async () =>
      (await run(mutant('to-port-ignored'), 5, 120, 'exact-match/any-rules')).map(({ given }) => given);

    expect(await asked()).toEqual(await asked());
  });
});
