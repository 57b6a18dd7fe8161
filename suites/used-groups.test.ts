/**
 * Listed cases share groups. A history-dependent failure is reported under the requirement that it is about, while the
 * cases in which it showed are judged by what they come to on new groups.
 */

import { describe, expect, it } from 'vitest';
import type { Case } from '../harness/cases/case.ts';
import type { FixtureCase } from '../harness/cases/fixture.ts';
import type { CaseResult } from '../harness/checks/case-result.ts';
import { CallBudget } from '../harness/endpoint/call-budget.ts';
import type { TestedOperation } from '../harness/engine/engine.ts';
import { planEffort } from '../harness/engine/plan/effort.ts';
import { planBatches } from '../harness/engine/plan/plan-batches.ts';
import { withEngine } from '../harness/engine/run/in-process.ts';
import { faultById } from '../harness/mutants/catalogue.ts';
import { grammarMutants } from '../harness/mutants/grammar/grammar.ts';
import { type Behaviour, changed, referenceBehaviour } from '../harness/reference/behaviour.ts';
import { startReference } from '../harness/reference/reference.ts';
import { executeBatch } from '../test-support/execute-batch.ts';
import { settingsForReference } from '../test-support/reference-settings.ts';
import { register } from './requirements/register.ts';
import { revokeEgressOperation } from './revoke-egress/operation.ts';
import { suite as egressSuite } from './revoke-egress/suite.ts';
import { allCases } from './revoke-ingress/cases.ts';
import { revokeIngressOperation } from './revoke-ingress/operation.ts';
import { wayCases } from './revoke-ingress/ways/cases.ts';

/** Those that default effort asks about exact match, in its order; those of ways set up rules by revokes of their own. */
const listed = planEffort(allCases(), register.requirements, 'default', revokeIngressOperation).cases.filter(
  ({ id }) => id.startsWith('exact-match/') && !id.startsWith('exact-match/way-'),
);

interface Run {
  readonly results: readonly CaseResult[];
  readonly calls: number;
}

/** The cases in batches, by default the listed ones, on a reference target with this behaviour. */
async function run(
  behaviour: Behaviour,
  cases: readonly Case[] = listed,
  operation: TestedOperation = revokeIngressOperation,
): Promise<Run> {
  const reference = await startReference({ behaviour });
  const settings = settingsForReference(reference, 'used');
  const budget = new CallBudget();
  try {
    const { value, leftovers } = await withEngine(
      settings,
      operation,
      async (engine) => {
        const results: CaseResult[] = [];
        for (const batch of planBatches(cases, operation)) {
          results.push(...(await executeBatch(engine, batch)), ...engine.historyDependence.take());
        }
        return results;
      },
      budget,
    );
    expect(leftovers).toEqual([]);
    return { results: value, calls: budget.total };
  } finally {
    await reference.close();
  }
}

function mutant(id: string): Behaviour {
  return faultById(id)?.apply(referenceBehaviour) ?? expect.fail(`there is no fault ${id}`);
}

/** Responds with success to this revoke that removes rules, counted over all groups, and removes nothing; is right otherwise. */
function failingOnce(which: number): Behaviour {
  const { byPermissions } = referenceBehaviour.revoking;
  let count = 0;
  return changed(referenceBehaviour, {
    revoking: {
      byPermissions: (existing, wanted, onMismatch, call) => {
        const outcome = byPermissions(existing, wanted, onMismatch, call);
        count += outcome.kind === 'revoked' ? 1 : 0;
        const isMet = outcome.kind === 'revoked' && count === which;
        return isMet ? { ...outcome, removed: [], remaining: existing } : outcome;
      },
    },
  });
}

describe('cases on groups that were used', { timeout: 60_000 }, () => {
  it.each([
    ['revoked-once-for-all', 'state/authorise-again', 3],
    ['fourth-revoke-without-effect', 'state/any-history', 5],
    ['revoke-after-two-refusals-without-effect', 'state/refused-then-valid', 4],
    ['refusal-blocks-the-next', 'state/refused-then-valid', 2],
    ['emptied-group-closed', 'state/emptied-group', 2],
  ])('show %s as a failure of %s alone, in at most %i requests', async (fault, requirement, most) => {
    const { results } = await run(mutant(fault));

    const failed = results.filter(({ verdict }) => verdict === 'fail');
    expect(failed.map(({ requirements }) => requirements)).toEqual([[requirement]]);
    expect(failed[0]).toMatchObject({
      kind: 'history',
      id: expect.stringMatching(`^exact-match/[a-z0-9-]+@${requirement}$`),
    });
    const replay = failed[0]?.replay as FixtureCase;
    expect(1 + (replay.then ?? []).length).toBeLessThanOrEqual(most);
    expect(results.filter(({ reason }) => reason?.kind === 'flaky')).toEqual([]);
    expect(results.filter(({ verdict }) => verdict === 'untestable')).toEqual([]);
  });

  it('show a rule that a revoke keeps after a dry run, although every case passes by itself', async () => {
    const mutants = grammarMutants().find(({ id }) => id === 'keeps kind=self before=dry-run');
    const ways = wayCases.filter(({ id }) => id.startsWith('exact-match/way-self-'));
    const { results } = await run(mutants?.apply(referenceBehaviour) ?? expect.fail('there is no such mutant'), ways);

    const failed = results.filter(({ verdict }) => verdict === 'fail');
    expect(failed.map(({ requirements }) => requirements)).toEqual([['dry-run/leaves-no-trace']]);
  });

  it('show a fault of another operation under the requirement of that operation', async () => {
    const cases = egressSuite.cases.filter(({ id }) => id.startsWith('egress-match/'));
    const { results } = await run(mutant('revoked-once-for-all'), cases, revokeEgressOperation);

    const failed = results.filter(({ verdict }) => verdict === 'fail');
    expect(failed.map(({ requirements }) => requirements)).toEqual([['egress-state/authorise-again']]);
  });

  it('leave a case that fails again where the fault is, and passes where it is not', async () => {
    const { results } = await run(mutant('fourth-revoke-without-effect'));
    const replay = results.find(({ verdict }) => verdict === 'fail')?.replay as FixtureCase;

    expect((await run(mutant('fourth-revoke-without-effect'), [replay])).results).toMatchObject([{ verdict: 'fail' }]);
    expect((await run(referenceBehaviour, [replay])).results).toMatchObject([{ verdict: 'pass' }]);
  });

  it('are repeated with plain requests, as far as these remove the same rules', async () => {
    const removal: Case = {
      id: 'exact-match/noted',
      title: 'removes the rule',
      requirements: ['exact-match/matching-rule'],
      given: { main: { ingress: { web: { IpProtocol: '47', CidrIp: '192.0.2.0/24' } } } },
      send: {
        params: {
          GroupId: '{main}',
          'IpPermissions.1.IpProtocol': '47',
          'IpPermissions.1.IpRanges.1.CidrIp': '192.0.2.0/24',
        },
      },
      expect: [{ answer: 'revoked', status: ['200'], after: [] }],
      note: 'As plain as it can be.',
    };
    const { results } = await run(mutant('revoked-once-for-all'), [removal, { ...removal, id: 'exact-match/again' }]);

    expect(results.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['exact-match/noted', 'pass'],
      ['exact-match/again', 'pass'],
      ['exact-match/again@state/authorise-again', 'fail'],
    ]);
  });

  it('count every call once', async () => {
    const { results, calls } = await run(mutant('fourth-revoke-without-effect'));

    const reported = results.flatMap((result) => Object.values(result.calls)).reduce((sum, count) => sum + count, 0);
    const right = await run(referenceBehaviour);
    const reportedOfRight = right.results
      .flatMap((result) => Object.values(result.calls))
      .reduce((sum, count) => sum + count, 0);
    // The rest is preparing and clean-up, where each group is deleted.
    expect(calls - reported).toBe(right.calls - reportedOfRight + groupsMade(results) - groupsMade(right.results));
  });

  it('find no fault in a target that is right', async () => {
    const { results } = await run(referenceBehaviour);

    expect(results).toHaveLength(listed.length);
    expect(results.filter(({ verdict }) => !['pass', 'observed'].includes(verdict))).toEqual([]);
  });

  it('blame nothing where a failure does not repeat', async () => {
    for (const which of [5, 12, 23]) {
      const { results } = await run(failingOnce(which));

      expect(results.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
    }
  });

  it('are repeated and shrunk within a number of calls', async () => {
    for (const fault of ['revoked-once-for-all', 'fourth-revoke-without-effect']) {
      const { results } = await run(mutant(fault));

      const [found] = results.filter(({ verdict }) => verdict === 'fail');
      expect(Object.values(found?.calls ?? {}).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(150);
    }
  });
});

function groupsMade(results: readonly CaseResult[]): number {
  return results.reduce((sum, { calls }) => sum + (calls['CreateSecurityGroup'] ?? 0), 0);
}
