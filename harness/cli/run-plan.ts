/** What a run is going to ask, and what that will cost: said before the first case. */
import type { Requirement } from '../register/requirement.ts';
import type { Case } from '../suite/case.ts';
import { type Effort, effortLimits, planEffort } from '../suite/effort.ts';
import { addEstimates, type Estimate, estimateCalls, totalOf } from '../suite/estimate.ts';
import type { Selection } from './selection.ts';

export interface RunPlan {
  readonly selection: Selection;
  /** Calls for generated requests. */
  readonly generatedCalls: number;
  /** Most calls of the whole run. */
  readonly maxCalls: number;
  readonly estimate: Estimate;
  /** Selected cases that the effort does not pay for. */
  readonly leftOut: number;
}

export interface PlanOptions {
  readonly effort: Effort;
  readonly maxCalls: number | undefined;
  /** Whether the user named what to run: then all of it is run. */
  readonly isNamed: boolean;
  /** Ids of the properties; they cost what is given to them. */
  readonly properties: ReadonlySet<string>;
  /** Requirements that every answer is judged by. */
  readonly everyAnswer: ReadonlySet<string>;
}

/** Preparation and its tidying up: VPC, prefix list, probe group. */
const overhead: Estimate = {
  DescribeVpcs: 2,
  CreateVpc: 1,
  DeleteVpc: 1,
  CreateManagedPrefixList: 1,
  DeleteManagedPrefixList: 1,
  CreateSecurityGroup: 1,
  DeleteSecurityGroup: 1,
  AuthorizeSecurityGroupIngress: 5,
  AuthorizeSecurityGroupEgress: 1,
  DescribeSecurityGroups: 6,
};

export function planRun(selection: Selection, register: readonly Requirement[], options: PlanOptions): RunPlan {
  const isProperty = ({ id }: Case) => options.properties.has(id);
  const listed = selection.cases.filter((one) => !isProperty(one));
  const { calls, generated } = effortLimits[options.effort];
  const cases = options.isNamed ? listed : planEffort(listed, register, options.effort).cases;
  const generatedCalls = selection.cases.some(isProperty) ? generated : 0;
  const properties = generatedCalls === 0 ? [] : selection.cases.filter(isProperty);
  const spoken = new Set([...cases, ...properties].flatMap(({ requirements }) => requirements));
  const asked = [...selection.requirements].filter((id) => spoken.has(id) || options.everyAnswer.has(id));
  const limit = options.isNamed ? effortLimits.deep.calls : calls;
  return {
    selection: { cases: [...cases, ...properties], requirements: new Set(asked) },
    generatedCalls,
    maxCalls: Math.min(options.maxCalls ?? limit, limit),
    estimate: addEstimates([overhead, estimateCalls(cases)]),
    leftOut: listed.length - cases.length,
  };
}

/** Of a run that creates nothing: each case is a request and, now and then, a reading. */
export function safePlan(selection: Selection, maxCalls: number | undefined): RunPlan {
  const count = selection.cases.length;
  return {
    selection,
    generatedCalls: 0,
    maxCalls: Math.min(maxCalls ?? effortLimits.deep.calls, effortLimits.deep.calls),
    estimate: { DescribeVpcs: 2, RevokeSecurityGroupIngress: count, DescribeSecurityGroups: 1 + Math.ceil(count / 10) },
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
