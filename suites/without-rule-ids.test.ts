import { describe, expect, it } from 'vitest';
import { faultById } from '../harness/mutants/catalogue.ts';
import { type Behaviour, changed, referenceBehaviour } from '../harness/reference/behaviour.ts';
import { runMutant } from '../test-support/run-mutant.ts';
import { allCases } from './revoke-ingress/cases.ts';
import { revokeIngressOperation } from './revoke-ingress/operation.ts';

/** Authorize returns success alone; ids of rules are described. */
const describedOnly = changed(referenceBehaviour, { responses: { authorize: { securityGroupRuleSet: undefined } } });

/** Authorize returns success alone, and rules are described without ids. */
const without = changed(describedOnly, { responses: { describedRule: { securityGroupRuleId: undefined } } });

const named = ['exact-match/rule-id', 'exact-match/rule-ids-several', 'state/modified-rule', 'dry-run/by-rule-id'];
const unknown = ['errors/rule-id-malformed', 'errors/rule-id-absent', 'errors/rule-id-short'];

/** The verdicts of the cases on ids, by requirement. */
async function verdictsOf(behaviour: Behaviour): Promise<Readonly<Record<string, readonly string[]>>> {
  const chosen = allCases().filter(({ requirements }) =>
    requirements.some((id) => [...named, ...unknown].includes(id)),
  );
  const { results } = await runMutant(behaviour, { cases: chosen, operation: revokeIngressOperation });
  const of = (id: string) => results.filter(({ requirements }) => requirements.includes(id));
  return Object.fromEntries([...named, ...unknown].map((id) => [id, [...new Set(of(id).map((one) => one.verdict))]]));
}

function verdicts(ids: readonly string[], verdict: string): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(ids.map((id) => [id, [verdict]]));
}

function fault(id: string, of: Behaviour): Behaviour {
  return faultById(id)?.apply(of) ?? expect.fail(`there is no fault ${id}`);
}

describe('a target whose Authorize returns no rule ids', { timeout: 60_000 }, () => {
  it('is asked by those that DescribeSecurityGroupRules lists', async () => {
    expect(await verdictsOf(describedOnly)).toEqual(verdicts([...named, ...unknown], 'pass'));
  });

  it('is asked for ids of no rule where it has no ids at all', async () => {
    expect(await verdictsOf(without)).toEqual({ ...verdicts(named, 'not-applicable'), ...verdicts(unknown, 'pass') });
  });

  it('fails by what it responds to an id of no rule', async () => {
    const found = await verdictsOf(fault('absent-rule-id-succeeds', without));

    expect(found['errors/rule-id-absent']).toEqual(['fail']);
  });
});
