/**
 * A property: a predicate over generated trials, searched for a counterexample within a number of calls, shrunk within
 * another, and played once more on new groups before anything is said about the target.
 */
import type fc from 'fast-check';
import type { CaseKind, CaseResult } from '../judgement/case-result.ts';
import { type Reason, reason } from '../judgement/reason.ts';
import type { VpcKind } from '../model/rule.ts';
import { dependenciesOf } from './dependencies.ts';
import type { Engine } from './engine.ts';
import { missingCapabilities, missingCapability } from './execute-case.ts';
import type { FixtureCase } from './fixture.ts';
import type { Dependencies } from './known-failures.ts';
import type { TrialTitle } from './play-history.ts';
import type { Tally } from './plays.ts';
import { Search } from './property-search.ts';
import type { Care } from './steps.ts';

/** What is said of a property before it runs. */
export interface PropertyTitle {
  /** `topic/slug`, unique among cases. */
  readonly id: string;
  readonly kind: Extract<CaseKind, 'property' | 'history'>;
  readonly title: string;
  /** The requirement that fails with a counterexample that cannot be placed under another. */
  readonly requirement: string;
  readonly needs?: readonly string[];
  readonly vpc?: VpcKind;
}

/** What a property says of itself, whatever its trials are. */
interface PropertyFacts extends PropertyTitle {
  /** Calls that a trial costs, about: decides how many are played. */
  readonly callsPerTrial: number;
  /** Share of the budget of calls, relative to the other properties. */
  readonly weight: number;
}

/** What a trial came to. */
export interface Played {
  readonly result: CaseResult;
  /** The trial as a case with concrete requests; undefined when part of it is code. */
  readonly played?: FixtureCase;
  /** Whether the request that failed came after others, so that these may be why it did. */
  readonly isLater?: boolean;
  /** How a failed trial failed, where there are several ways; a smaller one has to fail in the same. */
  readonly way?: string;
}

/** Is told what came of a trial when it is asked for the next one. */
export type PlannedTrials<Trial, Outcome> = Iterator<Trial, unknown, Outcome | undefined>;

export interface PropertyDefinition<Trial, Outcome extends Played> extends PropertyFacts {
  /**
   * Trials that are played first, one after another, so that what they cover is covered on every seed. Drawn one at a
   * time: each can keep away from what the ones before it found.
   */
  planned?(engine: Engine, failed: ReadonlySet<string>, seed: number): PlannedTrials<Trial, Outcome>;
  /** A planned trial without its last step; undefined where nothing would be left. Default: it is played as a whole. */
  shorter?(trial: Trial): Trial | undefined;
  /** Calls that this trial costs at most, about; default: `callsPerTrial`. */
  callsOf?(trial: Trial, care: Care): number;
  /** Trials in which nothing is known to fail: `failed` holds the requirements that already have. */
  trials(engine: Engine, failed: ReadonlySet<string>): fc.Arbitrary<Trial>;
  /** Never throws. A quick `fail` is a suspicion; with care, on new groups, it is a counterexample. */
  play(engine: Engine, trial: Trial, title: TrialTitle, care: Care): Promise<Outcome>;
  /**
   * Trials to confirm a quick failure by, the cheapest first: parts of it that end where it failed; none when it tells
   * already where it failed, so that confirming the smallest will do. Default: the trial itself.
   */
  confirming?(trial: Trial, outcome: Outcome): readonly Trial[];
  /** What was played of a trial up to its failure, which makes one of its own. Default: all of it. */
  upTo?(trial: Trial, outcome: Outcome): Trial;
  /** Smaller trials than one that failed, in the order in which they are worth trying. */
  smaller(trial: Trial, outcome: Outcome): readonly Trial[];
  /** The requirements of which a failed trial speaks of one; none when it cannot be told. Asked of small trials. */
  diagnose(trial: Trial, outcome: Outcome): readonly string[];
  /** What a trial that was not made smaller may speak of, as far as it can be told. Default: `diagnose`. */
  suspect?(trial: Trial, outcome: Outcome): readonly string[];
  /** Whether a trial is as small as can be, so that it is played with care at once. Default: never. */
  isLeast?(trial: Trial): boolean;
  /** Whether a failed trial is so small that making it smaller is for its looks alone. Default: never. */
  isTold?(trial: Trial, outcome: Outcome): boolean;
  /** Whether a failed trial tells what it speaks of even if a smaller one might fail. Default: it does. */
  isClear?(trial: Trial, outcome: Outcome): boolean;
  /**
   * Trials that ask how far goes what a counterexample told, played before anything else. Drawn one at a time: each can
   * keep away from what is known by then.
   */
  leads?(engine: Engine, trial: Trial, outcome: Outcome): Iterable<Trial>;
}

export interface Property extends PropertyFacts {
  /** The property's own result first, then one for each requirement that a counterexample speaks of. Never throws. */
  execute(engine: Engine, budget: PropertyBudget): Promise<readonly CaseResult[]>;
}

/**
 * The engine as properties see it. They keep away from failures of what they depend on, and from known mismatches of
 * general checks, but from no other failures: so the same trials run in a shard, which has asked other cases. What they
 * confirm is paid for by the allowance for shrinking.
 */
export function propertyEngine(engine: Engine, properties: readonly Property[], dependsOn: Dependencies): Engine {
  const own = properties.map(({ requirement }) => requirement);
  const general = engine.operation.invariants.map(({ requirement }) => requirement);
  const visible = new Set([...own, ...dependenciesOf(own, dependsOn), ...general]);
  const { shrinking } = engine.allowances;
  return {
    ...engine,
    knownFailures: engine.knownFailures.among(visible),
    allowances: { confirming: shrinking, shrinking },
  };
}

/** A property whose kind of trial is closed over, so that all of them fit in one list. */
export function property<Trial, Outcome extends Played>(definition: PropertyDefinition<Trial, Outcome>): Property {
  return { ...definition, execute: (engine, budget) => execute(engine, definition, budget) };
}

export interface PropertyBudget {
  readonly seed: number;
  /** Most calls for finding a counterexample. */
  readonly searchCalls: number;
  /** Most calls for making one smaller; playing it again in the end is not counted. */
  readonly shrinkCalls: number;
  /** Whether this counterexample is all that is wanted; default: all there are, as far as the calls go. */
  readonly isEnough?: (found: CaseResult) => boolean;
}

/** Different faults that are reported of one property; each is kept out of the search for the next. */
const mostCounterexamples = 6;

/** Findings that say nothing new, or do not repeat, after which a property gives up. */
const mostFruitless = 3;

async function execute<Trial, Outcome extends Played>(
  engine: Engine,
  property: PropertyDefinition<Trial, Outcome>,
  budget: PropertyBudget,
): Promise<readonly CaseResult[]> {
  const lacking = missingCapabilities(engine, {
    ...titleOf(property),
    needs: property.needs ?? [],
    given: {},
    send: {},
    expect: [],
  });
  if (lacking.length > 0) {
    return [summary(property, 'not-applicable', 0, {}, { reason: missingCapability(lacking, 'property') })];
  }
  const search = new Search(engine, property, titleOf(property), budget);
  const found: CaseResult[] = [];
  let flaky: CaseResult | undefined;
  for (let fruitless = 0; found.length < mostCounterexamples && fruitless < mostFruitless; ) {
    const counterexample = await search.next();
    if (counterexample === undefined) {
      break;
    }
    const { verdict, requirements } = counterexample;
    const isNew = requirements.some((id) => !engine.knownFailures.failed.has(id));
    if (verdict === 'fail' && isNew) {
      found.push(counterexample);
      if (budget.isEnough?.(counterexample) === true) {
        break;
      }
      for (const id of requirements) engine.knownFailures.add(id);
    } else {
      fruitless += 1;
      flaky ??= verdict === 'fail' ? undefined : counterexample;
    }
  }
  const isTolerated = flaky?.reason?.kind === 'flaky' && engine.caller.tolerateUnrepeated(false);
  const reported = flaky === undefined || isTolerated ? found : [...found, flaky];
  return results(property, search.spent, reported, isTolerated ? flaky?.reason : undefined);
}

/** What a counterexample says of another requirement fails that one, and is no failure of the property besides. */
function results(
  property: PropertyFacts,
  search: Tally,
  found: readonly CaseResult[],
  tolerated?: Reason,
): readonly CaseResult[] {
  const own = found.find(
    ({ requirements, verdict }) => requirements.includes(property.requirement) || verdict !== 'fail',
  );
  const placed = found.filter((one) => one !== own);
  if (search.trials === 0) {
    return [summary(property, 'not-asked', 0, {}, { reason: noCalls })];
  }
  const names = placed.map(({ requirements }) => requirements.join(', ')).join(', ');
  const held = summary(property, 'pass', search.trials, search.byAction, {
    observed: `held over ${search.trials} trials${names === '' ? '' : `, except for ${names}`}`,
    ...(tolerated === undefined ? {} : { reason: tolerated }),
  });
  return [
    own === undefined
      ? held
      : { ...own, id: property.id, requirements: [property.requirement], calls: search.byAction },
    ...placed.map((one) => ({ ...one, id: `${property.id}@${one.requirements[0]}`, calls: {} })),
  ];
}

const noCalls = reason('no-calls-left', 'no calls were left for generated requests; --max-calls allows more');

function titleOf({ id, title, requirement }: PropertyTitle): TrialTitle {
  return { id, title, requirements: [requirement] };
}

function summary(
  property: PropertyFacts,
  verdict: CaseResult['verdict'],
  trials: number,
  calls: Readonly<Record<string, number>>,
  more: Partial<CaseResult>,
): CaseResult {
  return {
    ...titleOf(property),
    kind: property.kind,
    verdict,
    given: null,
    sent: `${trials} generated ${property.kind === 'history' ? 'histories' : 'trials'}`,
    expected: property.title,
    observed: verdict === 'pass' ? `held over ${trials} trials` : 'nothing was sent',
    mismatches: [],
    exchanges: [],
    findings: [],
    calls,
    durationMs: 0,
    reproduce: { curl: '', command: '' },
    ...more,
  };
}
