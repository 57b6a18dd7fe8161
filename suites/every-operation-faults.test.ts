import { describe, expect, test } from 'vitest';
import { sweepFaults } from '../harness/mutants/every-operation/catalogue.ts';
import { referenceBehaviour } from '../harness/reference/behaviour.ts';
import { sweepReference } from '../test-support/sweep-reference.ts';

describe('a sweep', () => {
  test.each(sweepFaults)(
    'catches $id by its own requirement alone: it $means',
    async ({ apply, breaks, alsoBreaks = [], on }) => {
      const { failed } = await sweepReference({ behaviour: apply(referenceBehaviour), on });

      expect([...failed].sort()).toEqual([breaks, ...alsoBreaks].sort());
    },
  );
});
