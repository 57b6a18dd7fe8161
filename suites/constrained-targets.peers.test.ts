/** As constrained-targets.test.ts, with all cases and at the figures that EC2 documents. Takes many minutes. */
import { describe, expect, it } from 'vitest';
import { documentedPace } from '../harness/endpoint/pace.ts';
import { referenceBehaviour } from '../harness/reference/behaviour.ts';
import { runConstrained, verdictLines } from '../test-support/constrained-target-run.ts';
import { constrainedTargets } from '../test-support/constrained-targets.ts';
import { allCases } from './revoke-ingress/cases.ts';
import { revokeIngressOperation } from './revoke-ingress/operation.ts';

const asked = { cases: allCases(), operation: revokeIngressOperation };
const minutes = 60_000;

describe('all verdicts are the same', () => {
  const plain = runConstrained(referenceBehaviour, asked).then(verdictLines);

  it(
    'with buckets of 50 and 5 more a second, waited out',
    async () => {
      const run = await runConstrained(constrainedTargets.throttling(50, 5), asked);

      expect(run.codes['RequestLimitExceeded']).toBeGreaterThan(10);
      expect(verdictLines(run)).toStrictEqual(await plain);
    },
    20 * minutes,
  );

  it(
    'with buckets of 50 and 5 more a second, at the documented pace',
    async () => {
      const run = await runConstrained(constrainedTargets.throttling(50, 5), asked, { pace: documentedPace });

      expect(verdictLines(run)).toStrictEqual(await plain);
    },
    20 * minutes,
  );

  it(
    'with changes that are seen after two seconds',
    async () => {
      const run = await runConstrained(constrainedTargets.late(2000), asked);

      expect(run.preparation.visibleAfterMs).toBeGreaterThan(1500);
      expect(verdictLines(run)).toStrictEqual(await plain);
    },
    60 * minutes,
  );
});
