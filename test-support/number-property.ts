/** A property about lists of numbers, for tests of the search for counterexamples. */
import type { CaseResult } from '../harness/checks/case-result.ts';
import { allowancesOf, type Engine } from '../harness/engine/engine.ts';
import { KnownFailures } from '../harness/engine/known-failures.ts';
import { LaneLimit } from '../harness/engine/lanes.ts';
import { property } from '../harness/engine/properties/property.ts';
import type { PropertyDefinition } from '../harness/engine/properties/property-definition.ts';
import type { PropertyRunOptions, TrialOutcome } from '../harness/engine/properties/shrink.ts';
import { parts } from '../harness/engine/properties/shrink.ts';
import { EmptyScene } from '../harness/scene/empty-scene.ts';

/** A trial is a list of numbers, and costs a call for each and one more. */
export type Numbers = readonly number[];

const operation = { action: 'Count', generalChecks: [] } as const;

/** An engine on which these requirements have failed. */
export function engineWith(failed: readonly string[] = [], shrinking = 200): Engine {
  const knownFailures = new KnownFailures();
  for (const id of failed) knownFailures.add(id);
  return {
    knownFailures,
    operation,
    lanes: new LaneLimit(),
    allowances: allowancesOf({ confirming: 0, shrinking }),
    preparation: { capabilities: {} },
    scene: new EmptyScene(new Map()),
    caller: { tolerateUnrepeated: () => true, budget: { left: 1000 } },
  } as unknown as Engine;
}

/** One run of a trial. */
interface Ran {
  readonly trial: Numbers;
  readonly care: PropertyRunOptions['care'];
}

/** A property that fails for trials in which one of these numbers is; each is about a requirement of its own. */
export function numberProperty(
  bad: Readonly<Record<number, string>>,
  trials: readonly Numbers[],
  more: Partial<PropertyDefinition<Numbers, TrialOutcome>> = {},
) {
  const ran: Ran[] = [];
  const foundIn = (trial: Numbers) => trial.flatMap((each) => bad[each] ?? []);
  const definition: PropertyDefinition<Numbers, TrialOutcome> = {
    ...{ id: 'count/any', kind: 'property', title: 'holds', requirement: 'count/any' },
    callsPerTrial: 2,
    weight: 1,
    generate: () => trials[Symbol.iterator](),
    run: async (_, trial, { title, care }) => {
      ran.push({ trial, care });
      const verdict = foundIn(trial).length > 0 ? 'fail' : 'pass';
      return {
        result: { ...title, verdict, calls: { Count: trial.length + 1 }, findings: [] } as unknown as CaseResult,
      };
    },
    smaller: (trial) => [parts(trial)],
    classify: (trial) => (trial.length === 1 ? foundIn(trial) : []),
    ...more,
  };
  return { definition, ran };
}

/** Enough for every search here. */
export const budget = { seed: 1, searchCalls: 100, shrinkCalls: 60 };

/** What the search of the property comes to. */
export async function execute(
  { definition }: ReturnType<typeof numberProperty>,
  engine = engineWith(),
  some: Partial<typeof budget> = {},
) {
  return property(definition).execute(engine, { ...budget, ...some });
}

/** Ids, verdicts and requirements of results. */
export const brief = (results: readonly CaseResult[]) =>
  results.map(({ id, verdict, requirements }) => [id, verdict, ...requirements]);

/** An outcome as a property may return it. */
export function outcomeOf(
  title: PropertyRunOptions['title'],
  verdict: CaseResult['verdict'],
  more: Partial<CaseResult> = {},
): TrialOutcome {
  return { result: { ...title, verdict, calls: { Count: 2 }, findings: [], ...more } as unknown as CaseResult };
}
