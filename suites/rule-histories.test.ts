import { describe, expect, it } from 'vitest';
import type { FixtureCase } from '../harness/cases/fixture.ts';
import type { CaseResult } from '../harness/checks/case-result.ts';
import type { TestedOperation } from '../harness/engine/engine.ts';
import { effortLimits } from '../harness/engine/plan/effort.ts';
import type { Property } from '../harness/engine/properties/property.ts';
import { withEngine } from '../harness/engine/run/in-process.ts';
import type { Fault } from '../harness/mutants/fault.ts';
import { groupHistoryFaults } from '../harness/mutants/histories/group-histories.ts';
import { ruleHistoryFaults } from '../harness/mutants/histories/rule-histories.ts';
import { type Behaviour, referenceBehaviour } from '../harness/reference/behaviour.ts';
import { startReference } from '../harness/reference/reference.ts';
import { settingsForReference } from '../test-support/reference-settings.ts';
import { properties as groupProperties } from './delete-security-group/histories/properties.ts';
import { deleteGroupOperation } from './delete-security-group/operation.ts';
import { properties as ruleProperties } from './modify-rules/histories/properties.ts';
import { modifyRulesOperation } from './modify-rules/operation.ts';
import { faults as outboundFaults } from './revoke-egress/faults.ts';
import { revokeEgressOperation } from './revoke-egress/operation.ts';
import { properties as outboundProperties } from './revoke-egress/properties.ts';

interface Histories {
  readonly about: string;
  readonly operation: TestedOperation;
  readonly properties: readonly Property[];
  readonly faults: readonly Fault[];
  /** Most requests of a smallest counterexample. */
  readonly fewRequests: number;
  /** Requirements that its faults fail too where the rule is one that was there before. */
  readonly besides?: readonly string[];
}

const all: readonly Histories[] = [
  {
    about: 'histories of all operations on rules',
    operation: modifyRulesOperation,
    properties: ruleProperties,
    faults: ruleHistoryFaults,
    fewRequests: 7,
  },
  {
    about: 'histories of groups that are deleted and created again',
    operation: deleteGroupOperation,
    properties: groupProperties,
    faults: groupHistoryFaults,
    // Two are for the groups, and two describe what each change leaves.
    fewRequests: 15,
  },
  {
    about: 'histories of outbound rules',
    operation: revokeEgressOperation,
    properties: outboundProperties,
    faults: outboundFaults.filter(({ id }) => id === 'fourth-revoke-without-effect'),
    fewRequests: 10,
    besides: ['egress-state/authorise-again'],
  },
];

/** The histories of default effort against this behaviour, up to a failure of the requirement, if one is named. */
async function histories(
  { operation, properties }: Histories,
  behaviour: Behaviour,
  seed: number,
  wanted?: string,
): Promise<readonly CaseResult[]> {
  const reference = await startReference({ behaviour });
  try {
    const ask = async (engine: Parameters<(typeof properties)[number]['execute']>[0]) => {
      const isEnough = ({ requirements }: CaseResult) => requirements.includes(wanted ?? '');
      const budget = { seed, searchCalls: effortLimits.default.generated, shrinkCalls: 120, isEnough };
      const found = await Promise.all(properties.map((one) => one.execute(engine, budget)));
      return found.flat();
    };
    const { value, leftovers } = await withEngine(settingsForReference(reference, 'histories'), operation, ask);
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

describe.each(all)('$about', { timeout: 120_000 }, (these) => {
  for (const seed of [1, 2]) {
    it(`find nothing wrong with the reference target on seed ${seed}`, async () => {
      const results = await histories(these, referenceBehaviour, seed);

      expect(results.map(({ id, verdict, observed }) => [id, verdict, observed])).toEqual(
        these.properties.map(({ id }) => [id, 'pass', expect.stringMatching(/^held over \d+ trials$/)]),
      );
    });
  }

  it.each(these.faults.map(({ id, breaks, apply }) => [id, breaks, apply] as const))(
    'find %s by %s alone, with few requests',
    async (_id, breaks, apply) => {
      const results = await histories(these, apply(referenceBehaviour), 1, breaks);

      const failed = results.filter(({ verdict }) => verdict === 'fail');
      const isOwn = (id: string) => !(these.besides ?? []).includes(id);
      expect(failed.flatMap(({ requirements }) => requirements).filter(isOwn)).toEqual([breaks]);
      expect(Math.max(...failed.map(requestsOf))).toBeLessThanOrEqual(these.fewRequests);
    },
  );
});
