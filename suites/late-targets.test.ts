/** Targets that are right and show changes late come to the verdicts of the reference; wrong ones stay wrong, and cost little. */
import { beforeAll, describe, expect, it } from 'vitest';
import { referenceBehaviour } from '../harness/reference/behaviour.ts';
import { runConstrained, verdictLines } from '../test-support/constrained-target-run.ts';
import { lateTargets } from '../test-support/late-targets.ts';
import { allCases } from './revoke-ingress/cases.ts';
import { revokeIngress } from './revoke-ingress/operation.ts';

// Each of them takes as long as it is late, again and again: a part of the cases is enough here.
const asked = { cases: allCases().filter((_, index) => index % 16 === 0), operation: revokeIngress };

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
