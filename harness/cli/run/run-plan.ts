/** What a run is going to ask, and what that will cost: said before the first case. */

import type { Case } from '../../cases/case.ts';
import type { FixtureCase } from '../../cases/fixture.ts';
import type { AllowedCalls } from '../../engine/allowance.ts';
import { allowedCalls, type Effort, effortLimits, maxCallsOf, planEffort } from '../../engine/plan/effort.ts';
import { addEstimates, type Estimate, estimateCalls, totalOf } from '../../engine/plan/estimate.ts';
import { directionOf, type Operation } from '../../operation/operation.ts';
import type { OperationSuite } from '../../operation/operation-suite.ts';
import { authorizeAction, revokeAction } from '../../security-groups/groups.ts';
import type { Selection } from './selection.ts';

export interface RunPlan {
  readonly operation: Operation;
  readonly selection: Selection;
  /** Calls for generated requests. */
  readonly generatedCalls: number;
  /** Maximum calls of the whole run. */
  readonly maxCalls: number;
  /** Whether the user set it. */
  readonly isLimited: boolean;
  /** Of them, for confirming and shrinking what fails. */
  readonly allowed: AllowedCalls;
  readonly estimate: Estimate;
  /** Selected cases that the effort does not pay for. */
  readonly leftOut: number;
}

/** Cases of the baseline, which are asked whatever the effort. */
export interface AlwaysAsked {
  /** Ids of listed cases. */
  readonly required: ReadonlySet<string>;
  /** Counterexamples of earlier runs. */
  readonly counterexamples: readonly FixtureCase[];
}

export const nothingAlways: AlwaysAsked = { required: new Set(), counterexamples: [] };

export interface PlanOptions {
  readonly effort: Effort;
  readonly maxCalls: number | undefined;
  /** Whether the user named what to run: then all of it is run. */
  readonly isNamed: boolean;
  readonly always: AlwaysAsked;
  /** Where the run works: what is named is not created. */
  readonly place: 'own-vpc' | 'named-vpc' | 'named-groups';
}

/** Preparation and its tidying up: VPC, prefix list, probe group. */
function overhead(operation: Operation): Estimate {
  return addEstimates([
    { ...preparation, [authorizeAction(directionOf(operation))]: 5 },
    { AuthorizeSecurityGroupEgress: 1 },
  ]);
}

const preparation: Estimate = {
  DescribeVpcs: 2,
  CreateVpc: 1,
  DeleteVpc: 1,
  CreateManagedPrefixList: 1,
  DeleteManagedPrefixList: 1,
  CreateSecurityGroup: 1,
  DeleteSecurityGroup: 1,
  DescribeSecurityGroups: 6,
};

/** Properties cost what is given to them; a requirement that every answer is judged by needs no case of its own. */
export function planRun(selection: Selection, suite: OperationSuite, options: PlanOptions): RunPlan {
  const isProperty = ({ id }: Case) => suite.properties.has(id);
  const listed = selection.cases.filter((one) => !isProperty(one));
  const { generated } = effortLimits[options.effort];
  const required = listed.filter(({ id }) => options.always.required.has(id));
  const chosen = options.isNamed
    ? listed
    : planEffort(listed, suite.requirements, options.effort, suite, required).cases;
  const cases = [...chosen, ...options.always.counterexamples];
  const generatedCalls = selection.cases.some(isProperty) ? generated : 0;
  const properties = generatedCalls === 0 ? [] : selection.cases.filter(isProperty);
  const spoken = new Set([...cases, ...properties].flatMap(({ requirements }) => requirements));
  const everyAnswer = new Set(suite.generalChecks.map(({ requirement }) => requirement));
  const asked = [...selection.requirements].filter((id) => spoken.has(id) || everyAnswer.has(id));
  const effort = options.isNamed ? 'deep' : options.effort;
  const maxCalls = options.maxCalls ?? maxCallsOf(effort);
  const estimate = inPlace(addEstimates([overhead(suite), estimateCalls(cases, suite)]), suite, options.place);
  return {
    operation: suite,
    selection: { cases: [...cases, ...properties], requirements: new Set(asked) },
    generatedCalls,
    maxCalls,
    isLimited: options.maxCalls !== undefined,
    allowed: allowedCalls(effort, totalOf(estimate) + generatedCalls, maxCalls),
    estimate,
    leftOut: listed.length - cases.length + options.always.counterexamples.length,
  };
}

/**
 * The calls of one shard: what its own cases are estimated to cost, and what failures may cost in the whole run, since all of
 * them may lie in this shard. Where the user set the maximum, all shards together keep to it: each has its share of the
 * calls for failures, and an equal part of the maximum at most. `cases`: those of the shard.
 */
export function partOfPlan(
  plan: RunPlan,
  cases: readonly Case[],
  suite: OperationSuite,
  count: number,
): Pick<RunPlan, 'maxCalls' | 'generatedCalls' | 'allowed'> {
  const listed = cases.filter(({ id }) => !suite.properties.has(id));
  const generatedCalls = listed.length < cases.length ? plan.generatedCalls : 0;
  const planned = totalOf(addEstimates([overhead(suite), estimateCalls(listed, suite)])) + generatedCalls;
  const whole = totalOf(plan.estimate) + plan.generatedCalls;
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

/** In named groups a new group is one that is emptied: read, revoked, read. */
function inPlace(estimate: Estimate, { direction }: Operation, place: PlanOptions['place']): Estimate {
  if (place === 'own-vpc') {
    return estimate;
  }
  const isOut =
    place === 'named-vpc'
      ? /^(Create|Delete)Vpc$/
      : direction === 'ingress'
        ? /^(Create|Delete)|Egress$/
        : /^(Create|Delete)/;
  const kept = Object.fromEntries(Object.entries(estimate).filter(([name]) => !isOut.test(name)));
  const emptied = place === 'named-groups' ? (estimate['CreateSecurityGroup'] ?? 0) : 0;
  return emptied === 0
    ? kept
    : addEstimates([kept, { DescribeSecurityGroups: 2 * emptied, [revokeAction(direction ?? 'egress')]: emptied }]);
}

/** Of a run that changes nothing: each case is a request and, now and then, a reading. */
export function safePlan(selection: Selection, operation: Operation, maxCalls: number | undefined): RunPlan {
  const count = selection.cases.length;
  const most = maxCalls ?? maxCallsOf('deep');
  const estimate: Estimate = {
    DescribeVpcs: 2,
    [operation.action]: count,
    DescribeSecurityGroups: 1 + Math.ceil(count / 10),
  };
  return {
    operation,
    selection,
    generatedCalls: 0,
    maxCalls: most,
    isLimited: maxCalls !== undefined,
    allowed: allowedCalls('deep', totalOf(estimate), most),
    estimate,
    leftOut: 0,
  };
}

/** Lines for the start of a run. */
export function planText({ selection, estimate, generatedCalls, maxCalls, leftOut }: RunPlan, effort: Effort): string {
  const actions = Object.entries(estimate).sort(([, one], [, other]) => other - one);
  const about = totalOf(estimate) + generatedCalls;
  return [
    `  effort ${effort}: ${selection.cases.length} cases, about ${about} calls, at most ${maxCalls}`,
    `  ${actions.map(([action, calls]) => `${action} ${calls}`).join(', ')}${generatedCalls > 0 ? `, and ${generatedCalls} generated` : ''}`,
    ...(leftOut > 0 ? [`  ${leftOut} further cases are left to --effort deep`] : []),
  ].join('\n');
}
