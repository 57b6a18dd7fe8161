/** What a run is going to do to an account, said before it does it. */

import { stepsOf } from '../../cases/case-text.ts';
import { type CallCounts, sumCalls, totalCalls } from '../../checks/call-counts.ts';
import { runTagKey } from '../../endpoint/journal/run-tag.ts';
import { documentedPace, secondsFor } from '../../endpoint/pace.ts';
import type { TargetSettings } from '../../endpoint/target-settings.ts';
import { referenceBehaviour } from '../../reference/behaviour.ts';
import { createdGroups } from '../../security-groups/cases/case-needs.ts';
import { touchedDirections } from '../../security-groups/clear-rules.ts';
import { testedDirection } from '../../security-groups/groups.ts';
import type { GroupSettings } from '../../security-groups/probe/target-profile.ts';
import { resolveEndpoint } from '../../wire/endpoint.ts';
import type { OperationPlan, RunPlan } from './run-plan.ts';

/** An IAM policy document. */
export interface Policy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: '*';
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  }[];
}

/** Milliseconds from request to response that a distant endpoint is taken to need. */
export const usualRoundTripMs = 100;

/** Lines for a person. */
export function describePlan(plan: RunPlan, settings: GroupSettings): string {
  const calls = callsOf(plan);
  const created = Object.entries(creations)
    .map(([action, what]) => [calls[action] ?? 0, what] as const)
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}${count === 1 ? '' : 's'}`);
  const untagged = casesDeleteGroups(plan) ? ' (not what cases create themselves)' : '';
  const named = `named ec2-conformance-${settings.runId}-... and tagged ${runTagKey}=${settings.runId}${untagged}`;
  const byAction = Object.entries(calls).sort(([, one], [, other]) => other - one);
  return [
    `Plan for ${settings.endpoint} (region ${settings.region})`,
    `  creates   ${created.length === 0 ? 'nothing' : `about ${created.join(', ')}; ${named}; all of it is deleted at the end`}`,
    `  changes   ${changesOf(settings, plan)}`,
    `  calls     about ${totalCalls(calls)}, at most ${plan.maxCalls}`,
    ...byAction.map(([action, count]) => `              ${String(count).padStart(5)}  ${action}`),
    `  duration  about ${duration(calls, settings)}`,
    '  cost      none: EC2 charges nothing for these resources and calls',
    `  needs     ${policyActions(calls).join(', ')}; plan --json prints the policy`,
    '',
  ].join('\n');
}

/** The plan as JSON: what a pipeline may look at before it says --yes. */
export function planJson(plan: RunPlan, settings: GroupSettings): string {
  const calls = callsOf(plan);
  const document = {
    endpoint: settings.endpoint,
    region: settings.region,
    changesRulesOf: settings.safe === true ? [] : (settings.useGroups ?? []),
    creates: Object.fromEntries(Object.entries(creations).map(([action, what]) => [what, calls[action] ?? 0])),
    calls: { total: totalCalls(calls), most: plan.maxCalls, byAction: calls },
    seconds: seconds(calls, settings),
    cost: 0,
    policy: leastPolicy(calls, settings.region, casesDeleteGroups(plan)),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function changesOf({ useGroups = [], safe }: GroupSettings, { parts }: RunPlan): string {
  const touched = [
    ...new Set(parts.flatMap(({ operation }) => touchedDirections(testedDirection(operation) ?? 'egress'))),
  ];
  const others = 'existing groups, the default group among them, are not touched';
  return useGroups.length === 0 || safe === true
    ? `nothing else: ${others}`
    : `the ${touched.join(' and ')} rules of ${useGroups.join(' and ')}, none of which stays; other ${others}`;
}

const creations: Readonly<Record<string, string>> = {
  CreateVpc: 'VPC',
  CreateSecurityGroup: 'security group',
  CreateManagedPrefixList: 'managed prefix list',
};

function callsOf({ parts, estimate }: RunPlan): CallCounts {
  return sumCalls([estimate, ...parts.map(generatedOf)]);
}

function generatedOf({ operation, generatedCalls }: OperationPlan): CallCounts {
  return generatedCalls === 0 ? {} : operation.domain.generatedCalls(operation, generatedCalls);
}

function seconds(calls: CallCounts, { rate, pace }: TargetSettings): number {
  const total = totalCalls(calls);
  const slowest = Math.max(
    secondsFor(pace ?? documentedPace, calls),
    (total * usualRoundTripMs) / 1000,
    rate === undefined ? 0 : total / rate,
  );
  return Math.ceil(slowest);
}

function duration(calls: CallCounts, settings: TargetSettings): string {
  const total = seconds(calls, settings);
  const limits = settings.rate === undefined ? "EC2's documented limits" : `--rate ${settings.rate}`;
  return `${durationText(total)}, under ${limits} and at ${usualRoundTripMs} ms a call`;
}

/** `45 seconds`, `3 minutes`. */
export function durationText(total: number): string {
  return total < 90 ? `${total} seconds` : `${Math.ceil(total / 60)} minutes`;
}

/** Whether cases create or delete groups, beside those that the run creates for them. */
function casesDeleteGroups({ parts }: RunPlan): boolean {
  return parts.some(({ operation, selection }) =>
    selection.cases.some(
      (one) =>
        createdGroups(one, operation) > 0 ||
        stepsOf(one).some(({ send }) => (send.action ?? operation.action) === 'DeleteSecurityGroup'),
    ),
  );
}

/** Actions of EC2 among those sent; what a case makes up needs no permission. */
function policyActions(calls: CallCounts): readonly string[] {
  const known = Object.keys(calls).filter((action) => Object.hasOwn(referenceBehaviour.operations, action));
  const tidying = ['CreateTags', 'DescribeSecurityGroupRules', 'DescribeManagedPrefixLists'];
  return [...new Set([...known, ...(known.includes('CreateSecurityGroup') ? tidying : [])])].sort();
}

/**
 * What the keys must be allowed, in this region alone. Deletions are held to what bears a run's tag. Authorize and Revoke
 * are not: a condition on tags makes EC2 respond with UnauthorizedOperation for groups that are not there, which the cases
 * have to distinguish from one that is. Nor is DeleteSecurityGroup where cases create groups themselves, which bear no tag,
 * or delete any (`deletesUntagged`).
 */
export function leastPolicy(calls: CallCounts, region: string, deletesUntagged = false): Policy {
  const deletesAny = (action: string) => deletesUntagged && action === 'DeleteSecurityGroup';
  const actions = policyActions(calls);
  const named = (wanted: (action: string) => boolean) => actions.filter(wanted).map((action) => `ec2:${action}`);
  const here = { StringEquals: { 'aws:RequestedRegion': region } };
  const creating = named((action) => action.startsWith('Create') && action !== 'CreateTags').map((action) =>
    action.slice(4),
  );
  const statement = (Sid: string, Action: readonly string[], Condition: Policy['Statement'][number]['Condition']) => ({
    Sid,
    Effect: 'Allow' as const,
    Action,
    Resource: '*' as const,
    ...(Condition === undefined ? {} : { Condition }),
  });
  return {
    Version: '2012-10-17',
    Statement: [
      statement(
        'Ask',
        named((action) => !/^(Delete|CreateTags)/.test(action) || deletesAny(action)),
        here,
      ),
      statement('TagWhatIsCreated', ['ec2:CreateTags'], { StringEquals: { 'ec2:CreateAction': creating } }),
      statement(
        'DeleteWhatWasCreated',
        named((action) => action.startsWith('Delete') && !deletesAny(action)),
        {
          ...here,
          Null: { [`aws:ResourceTag/${runTagKey}`]: 'false' },
        },
      ),
    ].filter(({ Action }) => Action.length > 0),
  };
}

/** Whether a run may start without asking: the endpoint is on this machine. */
export function isOnThisMachine({ endpoint }: Pick<TargetSettings, 'endpoint'>): boolean {
  const resolved = resolveEndpoint(endpoint, undefined);
  return 'loopback' in resolved && resolved.loopback;
}
