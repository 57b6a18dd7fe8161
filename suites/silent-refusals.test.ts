import { expect, test } from 'vitest';
import { faultById } from '../harness/mutants/catalogue.ts';
import { referenceBehaviour } from '../harness/reference/behaviour.ts';
import { runMutant } from '../test-support/run-mutant.ts';
import { allCases } from './revoke-ingress/cases.ts';
import { revokeIngressOperation } from './revoke-ingress/operation.ts';

/** What the near misses of port 0 and 65535 fail on the embedded target with this fault, by case. */
async function failedBy(fault: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const cases = allCases().filter(({ requirements }) => requirements.join() === 'exact-match/port-edges');
  const behaviour = faultById(fault)?.apply(referenceBehaviour) ?? expect.fail(`there is no fault ${fault}`);
  const { results } = await runMutant(behaviour, { cases, operation: revokeIngressOperation });
  const failed = results.filter(({ verdict }) => verdict === 'fail');
  return Object.fromEntries(failed.map(({ id, requirements, failed: some = requirements }) => [id, some]));
}

test('a success that removes nothing fails the requirement that mismatches are refused', async () => {
  const failed = Object.values(await failedBy('mismatch-beside-edge-ports-succeeds'));

  expect(failed.length).toBeGreaterThan(0);
  expect(new Set(failed.flat())).toEqual(new Set(['exact-match/mismatch-refused']));
});

test('a success that removes a rule that is not named fails the requirement that tells them apart', async () => {
  const failed = Object.values(await failedBy('port-zero-is-any'));

  expect(failed.length).toBeGreaterThan(0);
  expect(new Set(failed.flat())).toEqual(new Set(['exact-match/port-edges']));
});
