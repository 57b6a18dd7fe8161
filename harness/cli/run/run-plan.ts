/** What a run is going to ask, and what that will cost: said before the first case. */

import { plural } from '../../../reports/text/verdict-line.ts';
import type { Case } from '../../cases/case.ts';
import type { FixtureCase } from '../../cases/fixture.ts';
import { type CallCounts, sumCalls, totalCalls } from '../../checks/call-counts.ts';
import type { TargetSettings } from '../../endpoint/target-settings.ts';
import type { AllowedCalls } from '../../engine/engine.ts';
import {
  allowedCalls,
  askingOf,
  callsForEachRequirement,
  type Effort,
  effortLimits,
  maxCallsOf,
  planEffort,
  withControls,
} from '../../engine/plan/effort.ts';
import { estimateCalls } from '../../engine/plan/plan-batches.ts';
import { estimateInLanes } from '../../engine/plan/plan-waves.ts';
import type { OperationSuite } from '../../operation/operation-suite.ts';
import { UsageMistake } from '../usage-mistake.ts';
import type { Selection } from './selection.ts';

/** What a run asks of one operation. */
export interface OperationPlan {
  readonly operation: OperationSuite;
  readonly selection: Selection;
  /** Calls for generated requests. */
  readonly generatedCalls: number;
  /** Of its cases, without what all operations of a run share. */
  readonly estimate: CallCounts;
  /** Selected cases that the effort does not pay for. */
  readonly leftOut: number;
}

/** The cases of a run, and its limits on calls. */
export interface RunPlan {
  /** By operation, in the order of the report. */
  readonly parts: readonly OperationPlan[];
  /** Maximum calls of the whole run. */
  readonly maxCalls: number;
  /** Whether the user set it. */
  readonly isLimited: boolean;
  /** Of them, for confirming and shrinking what fails. */
  readonly allowed: AllowedCalls;
  /** Of the whole run but its generated requests. */
  readonly estimate: CallCounts;
}

/** Calls for generated requests of all operations. */
export function generatedCallsOf({ parts }: Pick<RunPlan, 'parts'>): number {
  return sumOf(parts.map(({ generatedCalls }) => generatedCalls));
}

/** Cases of the baseline, which are asked whatever the effort. */
export interface AlwaysAsked {
  /** Ids of listed cases. */
  readonly required: ReadonlySet<string>;
  /** Counterexamples of earlier runs. */
  readonly counterexamples: readonly FixtureCase[];
}

/** No case that has to run at any effort. */
export const nothingAlways: AlwaysAsked = { required: new Set(), counterexamples: [] };

/** Options that decide which cases run. */
export interface PlanOptions {
  readonly effort: Effort;
  readonly maxCalls: number | undefined;
  /** Whether the user named what to run: then all of it is run. */
  readonly isNamed: boolean;
  /** Settings that name where the run works: what is named is not created. */
  readonly place: Partial<TargetSettings>;
}

/** What is selected of one operation, and what of it is asked whatever the effort. */
export interface AskedOperation {
  readonly suite: OperationSuite;
  readonly selection: Selection;
  readonly always: AlwaysAsked;
}

/** Calls that a run keeps for its preparation and for deletions that have to be repeated. */
const overheadOfSeveral = 60;

/** Part of the calls by which the estimates of many cases fall short: they count the resources of one lane. */
const shortfallOfSeveral = 0.064;

/**
 * One plan for all operations of a run, which share its preparation, its groups and its budget. Each of several operations
 * gets the calls for a case of each of its requirements, then an equal part of what is left.
 */
export function planRun(asked: readonly AskedOperation[], options: PlanOptions): RunPlan {
  const shares = sharesOf(asked, options);
  const parts = asked.map((one, index) => planOperation(one, options, shares[index]));
  const effort = options.isNamed ? 'deep' : options.effort;
  const count = asked.length;
  const maxCalls = options.maxCalls ?? maxCallsOf(effort, count);
  const first = preparing(asked);
  const shared =
    first === undefined ? {} : first.domain.callsInPlace(first.domain.preparationCalls(first), first, options.place);
  const estimate = sumCalls([shared, ...parts.map((part) => part.estimate)]);
  const planned = totalCalls(estimate) + generatedCallsOf({ parts });
  const costOf = (cases: readonly Case[], suite: OperationSuite) =>
    totalCalls(suite.domain.callsInPlace(estimateCalls(cases, suite), suite, options.place));
  const spare = spareDeletions + (first?.domain.isStateless === true ? 4 : sparePreparation);
  if (maxCalls < planned) refuseTooFew(maxCalls, totalCalls(shared) + spare + cheapest(parts, costOf));
  return {
    parts,
    maxCalls,
    isLimited: options.maxCalls !== undefined,
    allowed: allowedCalls(effort, planned, maxCalls, count),
    estimate,
  };
}

/** Deletions that have to be tried again, since groups refer to each other; kept back from the calls of a run. */
export const spareDeletions = 12;

/** Beside them, on a target with every capability: what a preparation takes more than the domain expects, and what its deletions do. */
const sparePreparation = 12;

/** Throws UsageMistake where a limit does not pay for a preparation, its clean-up and one case: nothing would be judged. */
function refuseTooFew(maxCalls: number, least: number): void {
  if (maxCalls >= least) return;
  throw new UsageMistake(
    `--max-calls ${maxCalls} pays for no case. This run needs at least ${least} calls, for preparation, clean-up and one case.`,
  );
}

/** Calls for the case that costs least, with its control. A property costs as much as its first request. */
function cheapest(
  parts: readonly OperationPlan[],
  costOf: (cases: readonly Case[], suite: OperationSuite) => number,
): number {
  const costs = parts.flatMap(({ operation, selection: { cases } }) =>
    cases.map((one) => (operation.properties.has(one.id) ? 1 : costOf(withControls(cases, [one]), operation))),
  );
  return costs.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
}

/** Calls for the listed cases and for the generated requests of one of several operations. */
interface Share {
  readonly listed: number;
  readonly generated: number;
}

/** Calls that the generated requests of an operation get at least, where it has any. */
const leastGenerated = 26;

/** What one of several operations could use, in calls. */
interface Need {
  /** For a case of each MUST and SHOULD. */
  readonly first: number;
  /** For all its listed cases. */
  readonly whole: number;
  readonly hasProperties: boolean;
}

function needOf({ suite, selection }: AskedOperation): Need {
  const listed = selection.cases.filter(({ id }) => !suite.properties.has(id));
  return {
    first: callsForEachRequirement(listed, suite.requirements, suite),
    whole: totalCalls(estimateCalls(listed, suite)),
    hasProperties: listed.length < selection.cases.length,
  };
}

/** By operation; none where each gets all that the effort pays for. */
function sharesOf(asked: readonly AskedOperation[], { effort, isNamed }: PlanOptions): readonly Share[] {
  if (asked.length < 2 || isNamed) return [];
  const needs = asked.map(needOf);
  const calls = callsToShare(effort, asked.length);
  const generated = generatedOfEach(needs, calls, effortLimits[effort].generated);
  const forListed = calls - generated * needs.filter(({ hasProperties }) => hasProperties).length;
  const first = evenShares(
    needs.map((need) => need.first),
    forListed,
  );
  const unmet = needs.map(({ whole }, index) => Math.max(0, whole - (first[index] ?? 0)));
  const more = evenShares(unmet, forListed - sumOf(first));
  return first.map((share, index) => ({ listed: share + (more[index] ?? 0), generated }));
}

/** What a run of so many operations does not keep for its preparation, and for estimates that fall short. */
function callsToShare(effort: Effort, count: number): number {
  const asking = askingOf(effort, count);
  return asking - Math.max(overheadOfSeveral, Math.round(asking * shortfallOfSeveral));
}

/** A case of each requirement comes before generated requests, which keep enough for the first of them. */
function generatedOfEach(needs: readonly Need[], calls: number, most: number): number {
  const count = needs.filter(({ hasProperties }) => hasProperties).length;
  const beside = (calls - sumOf(needs.map(({ first }) => first))) / Math.max(1, count);
  return Math.min(most, Math.max(leastGenerated, Math.floor(beside)));
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}

/** Parts of `all`: as even as can be, and none above its need. */
function evenShares(needs: readonly number[], all: number): readonly number[] {
  const shares = needs.map(() => 0);
  let left = all;
  const byNeed = needs.map((need, index) => ({ need, index })).sort((one, other) => one.need - other.need);
  for (const [place, { need, index }] of byNeed.entries()) {
    const share = Math.min(need, Math.floor(left / (byNeed.length - place)));
    shares[index] = share;
    left -= share;
  }
  return shares;
}

/** Properties cost what is given to them; a requirement that every response is judged by needs no case of its own. */
function planOperation(
  { suite, selection, always }: AskedOperation,
  options: PlanOptions,
  share?: Share,
): OperationPlan {
  const isProperty = ({ id }: Case) => suite.properties.has(id);
  const listed = selection.cases.filter((one) => !isProperty(one));
  const required = listed.filter(({ id }) => always.required.has(id));
  const chosen = options.isNamed
    ? listed
    : planEffort(listed, suite.requirements, options.effort, suite, required, share?.listed).cases;
  const cases = [...chosen, ...always.counterexamples];
  const generated = share?.generated ?? effortLimits[options.effort].generated;
  const generatedCalls = selection.cases.some(isProperty) ? generated : 0;
  const properties = generatedCalls === 0 ? [] : selection.cases.filter(isProperty);
  const covered = new Set([...cases, ...properties].flatMap(({ requirements }) => requirements));
  const ofEveryResponse = new Set(suite.generalChecks.map(({ requirement }) => requirement));
  const asked = [...selection.requirements].filter((id) => covered.has(id) || ofEveryResponse.has(id));
  return {
    operation: suite,
    selection: { cases: [...cases, ...properties], requirements: new Set(asked) },
    generatedCalls,
    estimate: suite.domain.callsInPlace(estimateInLanes(cases, suite, share !== undefined), suite, options.place),
    leftOut: listed.length - cases.length + always.counterexamples.length,
  };
}

/** The calls of one shard. */
export interface ShardCalls extends Pick<RunPlan, 'maxCalls' | 'allowed'> {
  readonly generatedCalls: number;
}

/**
 * The calls of one shard: what its own cases are estimated to cost, and what failures may cost in the whole run, since all of
 * them may lie in this shard. Where the user set the maximum, all shards together keep to it: each has its share of the
 * calls for failures, and an equal part of the maximum at most. `cases`: those of the shard.
 */
export function partOfPlan(plan: RunPlan, cases: readonly Case[], suite: OperationSuite, count: number): ShardCalls {
  const listed = cases.filter(({ id }) => !suite.properties.has(id));
  const generatedCalls = listed.length < cases.length ? generatedCallsOf(plan) : 0;
  const planned =
    totalCalls(sumCalls([suite.domain.preparationCalls(suite), estimateInLanes(listed, suite)])) + generatedCalls;
  const whole = totalCalls(plan.estimate) + generatedCallsOf(plan);
  if (!plan.isLimited) return { maxCalls: planned + plan.maxCalls - whole, generatedCalls, allowed: plan.allowed };
  const part = Math.min(1, planned / whole);
  const allowed = {
    confirming: Math.ceil(plan.allowed.confirming * part),
    // All counterexamples but those of histories are found in the shard of the properties.
    shrinking: generatedCalls > 0 ? plan.allowed.shrinking : Math.ceil(plan.allowed.shrinking * part),
  };
  const failing = Math.ceil((plan.maxCalls - whole) * part);
  return { maxCalls: failing < 0 ? Math.ceil(plan.maxCalls / count) : planned + failing, generatedCalls, allowed };
}

/** The operation whose preparation is that of the run: the first that works on anything. */
function preparing(asked: readonly AskedOperation[]): OperationSuite | undefined {
  return (asked.find(({ suite }) => suite.domain.isStateless !== true) ?? asked[0])?.suite;
}

/** Of a run that changes nothing: each case is a request and, now and then, a reading. */
export function safePlan(asked: readonly AskedOperation[], maxCalls: number | undefined): RunPlan {
  const most = maxCalls ?? maxCallsOf('deep', asked.length);
  const parts = asked.map(({ suite, selection }): OperationPlan => {
    const count = selection.cases.length;
    const estimate = sumCalls([{ [suite.action]: count }, suite.domain.safeCalls(count)]);
    return { operation: suite, selection, generatedCalls: 0, estimate, leftOut: 0 };
  });
  const first = preparing(asked);
  const shared = first === undefined ? {} : first.domain.preparationCalls(first, true);
  const estimate = sumCalls([shared, ...parts.map((part) => part.estimate)]);
  if (most < totalCalls(estimate)) refuseTooFew(most, totalCalls(shared) + 2);
  return {
    parts,
    maxCalls: most,
    isLimited: maxCalls !== undefined,
    allowed: allowedCalls('deep', totalCalls(estimate), most, asked.length),
    estimate,
  };
}

/** Lines for the start of a run. */
export function planText(plan: RunPlan, effort: Effort): string {
  const { parts, estimate, maxCalls } = plan;
  const generatedCalls = generatedCallsOf(plan);
  const cases = sumOf(parts.map(({ selection }) => selection.cases.length));
  const leftOut = sumOf(parts.map((part) => part.leftOut));
  const actions = Object.entries(estimate).sort(([, one], [, other]) => other - one);
  const about = totalCalls(estimate) + generatedCalls;
  return [
    ...(parts.length > 1
      ? [`  ${parts.length} operations: ${parts.map(({ operation }) => operation.action).join(', ')}`]
      : []),
    `  effort ${effort}: ${plural(cases, 'case')}, about ${about} calls, at most ${maxCalls}`,
    `  calls: ${actions.map(([action, calls]) => `${action} ${calls}`).join(', ')}${generatedCalls > 0 ? `, and ${generatedCalls} of generated requests` : ''}`,
    ...(leftOut > 0 ? [`  ${leftOut} further cases run with --effort deep`] : []),
  ].join('\n');
}
