/**
 * A property: a statement about any trial of a kind, searched for a counterexample within a number of calls. What
 * differs between properties is four functions, and four more for those that need them; the search (property-search.ts) is
 * the same for all.
 */
import fc from 'fast-check';
import type { Case } from '../../cases/case.ts';
import { asData } from '../../cases/case-file.ts';
import { generatedId } from '../../cases/case-text.ts';
import { sumCalls } from '../../checks/call-counts.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import { failedDependency, missingCapability, type Reason, reason } from '../../checks/reason.ts';
import type { Engine } from '../engine.ts';
import { type AskedBatch, askBatch, isSettled, settleBatch } from '../execute-batch.ts';
import { missingCapabilities, nothingSent } from '../execute-case.ts';
import { type Dependencies, dependenciesOf } from '../known-failures.ts';
import {
  type PropertyBudget,
  type PropertyDefinition,
  type PropertyFacts,
  type PropertyTitle,
  propertyAsCase,
} from './property-definition.ts';
import { type Found, PropertySearch } from './property-search.ts';
import type { PropertyRunOptions, TrialOutcome } from './shrink.ts';
import { AheadLanes } from './trials-ahead.ts';

/** A property that can be executed on a target. */
export interface Property extends PropertyFacts {
  /** The property's own result first, then one for each other requirement with a counterexample. Never throws. */
  execute(engine: Engine, budget: PropertyBudget): Promise<readonly CaseResult[]>;
  /** As {@link execute}, which it returns: its trials are run ahead in these lanes from now on. */
  begin(engine: Engine, budget: PropertyBudget, lanes: AheadLanes): () => Promise<readonly CaseResult[]>;
}

/** A property whose kind of trial is closed over, so that all of them fit in one list. */
export function property<Trial, Outcome extends TrialOutcome>(
  definition: PropertyDefinition<Trial, Outcome>,
): Property {
  const begin: Property['begin'] = (engine, budget, lanes) => {
    const lacking = missingCapabilities(engine, propertyAsCase(definition));
    if (lacking.length > 0) {
      const why = { reason: missingCapability(lacking, 'property') };
      return async () => [summary(definition, 'not-applicable', 0, why)];
    }
    const search = new PropertySearch(engine, definition, titleOf(definition), budget, lanes);
    return async () => resultsOf(definition, await search.run(), blockersOf(engine, budget));
  };
  return { ...definition, begin, execute: (engine, budget) => begin(engine, budget, new AheadLanes(engine.lanes))() };
}

/** Endless trials of an arbitrary, which is made anew every few trials. */
export function* drawn<Trial>(arbitrary: () => fc.Arbitrary<Trial>, seed: number): Generator<Trial, void, unknown> {
  const together = 8;
  for (let round = 0; ; round += 1) yield* fc.sample(arbitrary(), { seed: seed + round, numRuns: together });
}

/**
 * The engine as properties see it. They keep away from failures of what they depend on, and from known mismatches of
 * general checks, but from no other failures: so the same trials run in a shard, which has asked other cases. Batches
 * within a trial are confirmed by the allowance for shrinking.
 */
export function propertyEngine(engine: Engine, properties: readonly Property[], dependsOn: Dependencies): Engine {
  const own = properties.map(({ requirement }) => requirement);
  const general = engine.operation.generalChecks.map(({ requirement }) => requirement);
  const visible = new Set([...own, ...dependenciesOf(own, dependsOn), ...general]);
  const { shrinking } = engine.allowances;
  return {
    ...engine,
    knownFailures: engine.knownFailures.among(visible),
    allowances: { confirming: shrinking, shrinking },
  };
}

/** Calls for confirming and shrinking one counterexample; about twenty trials. */
const shrinkCalls = 120;

/** A property's share of the calls for generated requests, by its weight; one trial at least. */
export function shareOf(
  property: Property,
  all: readonly Property[],
  calls: number,
): Pick<PropertyBudget, 'searchCalls' | 'shrinkCalls'> {
  const weights = all.reduce((sum, { weight }) => sum + weight, 0);
  const share = Math.floor((calls * property.weight) / weights);
  return { searchCalls: calls === 0 ? 0 : Math.max(share, property.callsPerTrial), shrinkCalls };
}

/** A counterexample that breaks another requirement fails that one, and not the property too. */
function resultsOf(
  property: PropertyFacts,
  { counterexamples, unconfirmed, trials, calls }: Found,
  blockers: readonly string[],
): readonly CaseResult[] {
  const own =
    counterexamples.find(({ requirements }) => requirements.includes(property.requirement)) ?? unconfirmed?.result;
  if (trials === 0 && own === undefined) {
    return [
      blockers.length > 0
        ? // Calls were there, but each trial would have run into what is known to fail.
          summary(property, 'blocked', 0, { reason: failedDependency(blockers), calls })
        : summary(property, 'not-asked', 0, { reason: noCalls, calls }),
    ];
  }
  const others = counterexamples.filter((one) => one !== own);
  const names = others.map(({ requirements }) => requirements.join(', ')).join(', ');
  const first: CaseResult =
    own === undefined
      ? summary(property, 'pass', trials, {
          calls,
          observed: `held over ${trials} trials${names === '' ? '' : `, except for ${names}`}`,
          ...(unconfirmed === undefined ? {} : { reason: unconfirmed.reason }),
        })
      : { ...own, id: property.id, requirements: [property.requirement], calls };
  return [
    first,
    ...others.map((one) => ({
      ...one,
      id: generatedId({ foundBy: property.id, requirement: `${one.requirements[0]}` }),
      calls: {},
    })),
  ];
}

/** What keeps generated requests from being made, if it is not a lack of calls. */
function blockersOf({ knownFailures, operation, caller }: Engine, { searchCalls }: PropertyBudget): readonly string[] {
  if (searchCalls === 0 || caller.budget.left < 1) return [];
  const general = operation.generalChecks.map(({ requirement }) => requirement);
  return [...knownFailures.failed].filter((id) => !general.includes(id));
}

const noCalls: Reason = reason(
  'no-calls-left',
  'the call limit was reached before its generated requests (--max-calls raises it)',
);

function titleOf({ id, title, requirement }: PropertyTitle): PropertyRunOptions['title'] {
  return { id, title, requirements: [requirement] };
}

function summary(
  property: PropertyFacts,
  verdict: CaseResult['verdict'],
  trials: number,
  more: Partial<CaseResult>,
): CaseResult {
  return {
    ...titleOf(property),
    kind: property.kind,
    verdict,
    given: null,
    sent: `${trials} generated ${property.kind === 'history' ? 'histories' : 'trials'}`,
    expected: property.title,
    ...nothingSent,
    ...more,
  };
}

/** A case without what the cases of a trial have in common. */
export type TrialCase = Omit<Case, 'id' | 'title' | 'requirements'>;

/** The outcome of a trial of several cases. */
export interface CasesOutcome extends TrialOutcome {
  /** Index of the first case that failed. */
  readonly failedAt?: number;
}

/** The result is that of the first case that failed, or of the last; calls are those of all. Never throws. */
export async function runCases(
  engine: Engine,
  trial: readonly TrialCase[],
  { title: { id, title }, isAhead }: PropertyRunOptions,
): Promise<CasesOutcome> {
  const cases = trial.map((each): Case => ({ ...each, id, title, requirements: [] }));
  const asked = await askBatch(engine, cases);
  if (isAhead === true && !isSettled(engine, cases, asked)) return unsettled({ id, title }, cases, asked);
  const results = await settleBatch(engine, cases, asked);
  const at = results.findIndex(({ verdict }) => verdict !== 'pass' && verdict !== 'observed');
  const index = at < 0 ? results.length - 1 : at;
  const result = results[index];
  const testCase = cases[index];
  if (result === undefined || testCase === undefined) {
    throw new RangeError('a trial has at least one case');
  }
  const mismatching = results.find(({ findings }) => findings.some(({ mismatches }) => mismatches.length > 0));
  const { findings, exchanges } = result.verdict === 'fail' ? result : (mismatching ?? result);
  const replay = asData(testCase);
  return {
    result: {
      ...result,
      verdict: result.verdict === 'observed' ? 'pass' : result.verdict,
      calls: sumCalls(results.map(({ calls }) => calls)),
      findings,
      exchanges,
    },
    ...(replay === undefined ? {} : { replay }),
    ...(result.verdict === 'fail' ? { failedAt: index } : {}),
  };
}

/** Something is to be asked again, which is left to a run that meets no other. */
function unsettled(
  title: Pick<PropertyTitle, 'id' | 'title'>,
  cases: readonly Case[],
  { attempts, callsOf }: AskedBatch,
): CasesOutcome {
  const calls = sumCalls(cases.map((one) => attempts.get(one)?.result.calls ?? callsOf(one)));
  const facts = { ...title, requirements: [], kind: 'property', given: null, sent: '', expected: '' } as const;
  return { result: { ...facts, ...nothingSent, verdict: 'untestable', calls } };
}
