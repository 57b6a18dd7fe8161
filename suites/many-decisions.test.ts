/** Cases in which each rule decides a requirement of its own: a fault fails that requirement and no other of the case. */
import { describe, expect, it } from 'vitest';
import { faultById } from '../harness/mutants/catalogue.ts';
import { referenceBehaviour } from '../harness/reference/behaviour.ts';
import { runMutant } from '../test-support/run-mutant.ts';
import { allCases } from './revoke-ingress/cases.ts';
import { revokeIngressOperation } from './revoke-ingress/operation.ts';

const dense = allCases().filter(({ judges }) => judges !== undefined);

async function failedBy(fault: string): Promise<readonly string[]> {
  const behaviour = faultById(fault)?.apply(referenceBehaviour) ?? expect.fail(`there is no fault ${fault}`);
  const { results } = await runMutant(behaviour, { cases: dense, operation: revokeIngressOperation });
  return [...new Set(results.flatMap(({ verdict, failed = [] }) => (verdict === 'fail' ? failed : [])))];
}

describe('a case whose rules decide requirements of their own', () => {
  it('passes on a conforming target', async () => {
    const { results } = await runMutant(referenceBehaviour, { cases: dense, operation: revokeIngressOperation });

    expect(results.map(({ verdict }) => verdict)).toEqual(dense.map(() => 'pass'));
    expect(results.flatMap(({ failed = [] }) => failed)).toEqual([]);
  });

  it.each([
    ['to-port-ignored', 'exact-match/to-port'],
    ['all-traffic-is-wildcard', 'exact-match/all-traffic-exact'],
  ])('fails %s as %s', async (fault, requirement) => {
    expect(await failedBy(fault)).toContain(requirement);
  });
});
