/**
 * A property: a statement about any trial of a kind, searched for a counterexample within a number of calls. What
 * differs between properties is four functions, and four more for those that need them; the search (property-search.ts) is
 * the same for all.
 */
import fc from 'fast-check';
import type { Case } from '../../cases/case.ts';
import { asData } from '../../cases/case-file.ts';
import type { FixtureCase } from '../../cases/fixture.ts';
import { sumCalls } from '../../checks/call-counts.ts';
import type { CaseResult } from '../../checks/case-result.ts';
import { failedDependency, missingCapability, type Reason, reason } from '../../checks/reason.ts';
import type { Care } from '../../scene/scene.ts';
import type { Engine } from '../engine.ts';
import { type AskedBatch, askBatch, isSettled, settleBatch } from '../execute-batch.ts';
import { missingCapabilities, nothingSent } from '../execute-case.ts';
import { type Dependencies, dependenciesOf } from '../known-failures.ts';
import { type Found, PropertySearch } from './property-search.ts';
import { type PropertyTitle, propertyAsCase } from './property-title.ts';
import type { Stages } from './shrink.ts';
import { AheadLanes } from './trials-ahead.ts';

interface PropertyFacts extends PropertyTitle {
  /** Calls of the cheapest trial that is worth a run, about. */
  readonly callsPerTrial: number;
  /** Share of the calls for generated requests, relative to the other properties. */
  readonly weight: number;
}

/** What one run of a trial came to. */
export interface TrialOutcome {
  readonly result: CaseResult;
  /** The trial, up to its failure, as a case with concrete requests; undefined when part of it is code. */
  readonly replay?: FixtureCase;
  /** Which of its requests failed, from 0; present where there can be several. */
  readonly failedAt?: number;
  /** Whether the request that failed came after others, so that these may be the cause. */
  readonly isLater?: boolean;
  /** Whether more was removed than was named. A trial that fails by that is shrunk to trials that fail by that. */
  readonly removesTooMuch?: boolean;
}

/** What a trial needs to run: the property's title, and how carefully resources are set up. */
export interface PropertyRunOptions {
  readonly title: { readonly id: string; readonly title: string; readonly requirements: readonly string[] };
  readonly care: Care;
  /** A trial of several requests that costs more ends earlier. */
  readonly maxCalls: number;
  /** Others are run at the same time: nothing that failed is asked again, and what was not passed counts for nothing. */
  readonly isAhead?: true;
}

/** Trials for the search, drawn one at a time. Each draw gets the outcome of the trial before, unless it is the first. */
export type TrialSource<Trial, Outcome> = Iterator<Trial, unknown, Outcome | undefined>;

/** What distinguishes one property from another: its trials, how one is run, made smaller and classified. */
export interface PropertyDefinition<Trial, Outcome extends TrialOutcome> extends PropertyFacts {
  /**
   * The trials, the planned ones first. The target's capabilities and the known failures are read anew for each, so that
   * a trial keeps away from what has failed. The same seed and the same target give the same trials.
   */
  generate(engine: Engine, seed: number): TrialSource<Trial, Outcome>;
  /**
   * Calls that a quick run takes of the trial, within so many: what the search counts where it is given, so that how many trials
   * there are does not depend on what they came to. Such trials work on resources of their own, and may be run ahead of the search.
   */
  readonly costOf?: (trial: Trial, maxCalls: number) => number;
  /** Whether the trial may be run ahead, beside others: it is about its own resources alone. Default: yes. */
  readonly mayMeetOthers?: (trial: Trial) => boolean;
  /** On new resources; never throws. A quick `fail` is a suspicion; a careful one is a counterexample. */
  run(engine: Engine, trial: Trial, options: PropertyRunOptions): Promise<Outcome>;
  /** Smaller trials than a failing one. */
  smaller(trial: Trial, outcome: Outcome): Stages<Trial>;
  /** The requirements one of which a failing trial breaks; none if that is unknown. */
  classify(trial: Trial, outcome: Outcome): readonly string[];
  /** How often a failure of the trial has to repeat until it counts; default: once. */
  repeats?(trial: Trial): number;
  /** Trials that a counterexample suggests: do similar ones fail under other requirements? */
  followUps?(engine: Engine, trial: Trial, outcome: Outcome): Iterable<Trial>;
}

/** Seed and number of calls of one search. */
export interface PropertyBudget {
  readonly seed: number;
  /** Maximum calls of the search, counterexamples not included. */
  readonly searchCalls: number;
  /** Maximum calls for confirming and shrinking one counterexample. */
  readonly shrinkCalls: number;
  /** Whether this counterexample is all that is wanted; default: all that the calls pay for. */
  readonly isEnough?: (found: CaseResult) => boolean;
}

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
  return [first, ...others.map((one) => ({ ...one, id: `${property.id}@${one.requirements[0]}`, calls: {} }))];
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
