import { describe, expect, it } from 'vitest';
import type { FixtureCase } from '../harness/cases/fixture.ts';
import type { CaseResult } from '../harness/checks/case-result.ts';
import { effortLimits } from '../harness/engine/plan/effort.ts';
import { withEngine } from '../harness/engine/run/in-process.ts';
import { ruleHistoryFaults } from '../harness/mutants/histories/rule-histories.ts';
import { type Behaviour, referenceBehaviour } from '../harness/reference/behaviour.ts';
import { startReference } from '../harness/reference/reference.ts';
import { settingsForReference } from '../test-support/reference-settings.ts';
import { properties } from './modify-rules/histories/properties.ts';
import { modifyRules } from './modify-rules/operation.ts';

/** The histories of default effort against this behaviour, up to a failure of the requirement, if one is named. */
async function histories(behaviour: Behaviour, seed: number, wanted?: string): Promise<readonly CaseResult[]> {
  const reference = await startReference({ behaviour });
  try {
    const ask = async (engine: Parameters<(typeof properties)[number]['execute']>[0]) => {
      const isEnough = ({ requirements }: CaseResult) => requirements.includes(wanted ?? '');
      const budget = { seed, searchCalls: effortLimits.default.generated, shrinkCalls: 120, isEnough };
      const found = await Promise.all(properties.map((one) => one.execute(engine, budget)));
      return found.flat();
    };
    const { value, leftovers } = await withEngine(settingsForReference(reference, 'histories'), modifyRules, ask);
    expect(leftovers).toEqual([]);
    return value;
  } finally {
    await reference.close();
  }
}

/** How many requests the smallest counterexample takes. */
function requestsOf({ replay }: CaseResult): number {
  return 1 + ((replay as FixtureCase).then?.length ?? 0);
}

describe('histories of all operations on rules', { timeout: 120_000 }, () => {
  for (const seed of [1, 2]) {
    it(`find nothing wrong with the reference target on seed ${seed}`, async () => {
      const results = await histories(referenceBehaviour, seed);

      expect(results.map(({ id, verdict, observed }) => [id, verdict, observed])).toEqual([
        ['rule-history/any-history', 'pass', expect.stringMatching(/^held over \d+ trials$/)],
      ]);
    });
  }

  it.each(ruleHistoryFaults.map(({ id, breaks, apply }) => [id, breaks, apply] as const))(
    'find %s by %s alone, with few requests',
    async (_id, breaks, apply) => {
      const results = await histories(apply(referenceBehaviour), 1, breaks);

      const failed = results.filter(({ verdict }) => verdict === 'fail');
      expect(failed.map(({ requirements }) => requirements)).toEqual([[breaks]]);
      expect(Math.max(...failed.map(requestsOf))).toBeLessThanOrEqual(7);
    },
  );
});
