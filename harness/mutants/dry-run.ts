/** Faults in dry runs and permissions. */
import { changed } from '../reference/behaviour.ts';
import type { ReferenceCall } from '../reference/call.ts';
import { structs, text } from '../reference/request/input.ts';
import { Refusal } from '../reference/responses/refusal.ts';
import type { Apply, Fault } from './fault.ts';
import { isOfSession, type When } from './operation-changes.ts';
import { dryRunAsSuccess, dryRunDone, dryRunIgnored, gives, hasPermission, refusing } from './revoke-changes.ts';

/** Faults in dry runs and permissions. */
export const dryRunFaults: readonly Fault[] = [
  {
    id: 'dry-run-ignored',
    breaks: 'dry-run/changes-nothing',
    means: 'carries out a dry run and responds with success',
    apply: dryRunIgnored(() => true),
  },
  {
    id: 'dry-run-carried-out',
    breaks: 'dry-run/changes-nothing',
    means: 'carries out a dry run and responds with DryRunOperation',
    apply: dryRunDone(() => true),
  },
  {
    id: 'dry-run-answers-success',
    breaks: 'dry-run/permitted',
    means: 'answers a dry run with success',
    apply: dryRunAsSuccess,
  },
  {
    id: 'dry-run-other-code',
    breaks: 'dry-run/permitted',
    means: 'answers a dry run with the code DryRun',
    apply: (b) => changed(b, { errors: { dryRun: () => new Refusal(412, 'DryRun', 'The flag is set.') } }),
  },
  {
    id: 'dry-run-status-400',
    breaks: 'dry-run/status',
    means: 'answers a dry run with the status 400',
    apply: (b) =>
      changed(b, { errors: { dryRun: () => new Refusal(400, b.errors.dryRun().code, b.errors.dryRun().message) } }),
  },
  {
    id: 'dry-run-false-is-true',
    breaks: 'dry-run/false',
    means: 'takes DryRun for true when it is given at all',
    apply: (b) => changed(b, { access: { isDryRun: (call) => text(call.input, 'DryRun') !== undefined } }),
  },
  {
    id: 'dry-run-counts-as-done',
    breaks: 'dry-run/leaves-no-trace',
    crossesGroups: true,
    means: 'refuses the request that follows its own dry run',
    apply: refusing(followsOwnDryRun, 'InvalidPermission.NotFound'),
  },
  {
    id: 'dry-run-ignored-by-rule-id',
    breaks: 'dry-run/by-rule-id',
    means: 'carries out a dry run that names rules by their ids',
    apply: dryRunIgnored(gives('SecurityGroupRuleId')),
  },
  {
    id: 'dry-run-ignored-for-flat',
    breaks: 'dry-run/flat',
    means: 'carries out a dry run that names its rule by flat parameters',
    apply: dryRunIgnored(gives('CidrIp')),
  },
  {
    id: 'dry-run-ignored-in-get',
    breaks: 'dry-run/get',
    means: 'carries out a dry run that is a GET',
    apply: dryRunIgnored(({ request }) => request.method === 'GET'),
  },
  {
    id: 'dry-run-ignored-by-name',
    breaks: 'dry-run/by-group-name',
    means: 'carries out a dry run that names its group',
    apply: dryRunIgnored(gives('GroupName')),
  },
  {
    id: 'dry-run-ignored-in-default-vpc',
    breaks: 'dry-run/default-vpc',
    means: 'carries out a dry run on a group of the default VPC that is given by its id',
    apply: dryRunIgnored(isOfDefaultVpc),
  },
  {
    id: 'dry-run-ignored-for-several',
    breaks: 'dry-run/several-permissions',
    means: 'carries out a dry run of several permissions',
    apply: dryRunIgnored((call) => structs(call.input, 'IpPermissions').length > 1),
  },
  {
    id: 'dry-run-ignored-for-ipv6',
    breaks: 'dry-run/any-source',
    means: 'carries out a dry run of an IPv6 range',
    apply: dryRunIgnored(hasSource('Ipv6Ranges')),
  },
  {
    id: 'dry-run-ignored-for-prefix-lists',
    breaks: 'dry-run/any-source',
    means: 'carries out a dry run of a prefix list',
    apply: dryRunIgnored(hasSource('PrefixListIds')),
  },
  {
    id: 'dry-run-ignored-for-groups',
    breaks: 'dry-run/any-source',
    means: 'carries out a dry run of a source group',
    apply: dryRunIgnored(hasSource('Groups')),
  },
  {
    id: 'dry-run-ignored-for-icmp',
    breaks: 'dry-run/any-source',
    means: 'carries out a dry run of an ICMP rule',
    apply: dryRunIgnored(hasPermission(({ IpProtocol }) => IpProtocol === 'icmp')),
  },
  {
    id: 'dry-run-ignored-for-session',
    breaks: 'dry-run/session',
    means: 'carries out a dry run of a caller with temporary credentials',
    apply: dryRunIgnored(isOfSession),
  },
  {
    id: 'dry-run-ignored-when-presigned',
    breaks: 'dry-run/presigned',
    means: 'carries out a dry run that is signed in its query',
    apply: dryRunIgnored(({ request }) => request.target.includes('X-Amz-Signature=')),
  },
  {
    id: 'dry-run-unauthorised',
    breaks: 'dry-run/denied',
    means: 'responds with DryRunOperation without looking at permissions',
    apply: (b) =>
      changed(b, {
        access: { permits: (identity, call) => b.access.isDryRun(call) || b.access.permits(identity, call) },
      }),
  },
  {
    id: 'dry-run-denied-late',
    breaks: 'dry-run/denied',
    means: 'answers a dry run without permission with the status 400',
    apply: unauthorisedAs(400, 'UnauthorizedOperation', (call) => call.behaviour.access.isDryRun(call)),
  },
  {
    id: 'permission-unchecked',
    breaks: 'dry-run/denied-for-real',
    means: 'carries out what the caller has no permission for, unless it is a dry run',
    apply: (b) =>
      changed(b, {
        access: { permits: (identity, call) => !b.access.isDryRun(call) || b.access.permits(identity, call) },
      }),
  },
  {
    id: 'denied-as-auth-failure',
    breaks: 'dry-run/denied-for-real',
    means: 'answers a caller without permission as one whose key is unknown',
    apply: unauthorisedAs(401, 'AuthFailure', (call) => !call.behaviour.access.isDryRun(call)),
  },
];

function hasSource(list: string): When {
  return (call) => structs(call.input, 'IpPermissions').some((permission) => structs(permission, list).length > 0);
}

/** Refuses a caller without permission with another status and code. */
export function unauthorisedAs(status: number, code: string, when: When): Apply {
  return (b) =>
    changed(b, {
      errors: {
        unauthorized: (call) =>
          when(call) ? new Refusal(status, code, 'You may not do this.') : b.errors.unauthorized(call),
      },
    });
}

/** Names a group of the default VPC by its id. */
export function isOfDefaultVpc(call: ReferenceCall): boolean {
  const group = call.behaviour.lookup.byId(text(call.input, 'GroupId') ?? '', call);
  return group !== undefined && call.behaviour.lookup.vpcKind(group, call) === 'default';
}

/** The last call of the action on the same group was a dry run. */
export function followsOwnDryRun({ action, input, store }: ReferenceCall): boolean {
  const groupId = text(input, 'GroupId');
  const last = store.past.findLast((past) => past.action === action && past.groupId === groupId);
  return last?.code === 'DryRunOperation' && store.groups.has(groupId ?? '');
}
