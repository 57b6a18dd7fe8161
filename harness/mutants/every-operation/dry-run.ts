/** Faults in dry runs: some are carried out, some create something and say that they did not. */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { addGroup } from '../../reference/operations/groups.ts';
import { addVpc } from '../../reference/operations/vpcs.ts';
import type { Apply } from '../fault.ts';
import { type ActionPattern, refuseAs, type SweepFault } from './changes.ts';

/** DryRun says nothing to these actions; those without a state report that all went well. */
function carriedOut(pattern: ActionPattern, isConcerned: (call: ReferenceCall) => boolean = () => true): Apply {
  return (b) =>
    changed(b, {
      access: {
        isDryRun: (call) => (pattern.test(call.action) && isConcerned(call) ? false : b.access.isDryRun(call)),
      },
      modelled: {
        done: (action, call) => (pattern.test(action.name) ? { return: 'true' } : b.modelled.done(action, call)),
      },
    });
}

/** Something is created, and the response says DryRunOperation all the same. */
function creating(pattern: ActionPattern, create: (b: Behaviour, call: ReferenceCall) => void): Apply {
  return (b) =>
    changed(b, {
      access: {
        endDryRun: (call) => {
          if (pattern.test(call.action)) create(b, call);
          b.access.endDryRun(call);
        },
      },
    });
}

/** Only an identity with permissions gets DryRunOperation. */
function deniedAfterDryRun(pattern: ActionPattern): Apply {
  return (b) =>
    changed(b, {
      checks: {
        permission: (call) => {
          if (pattern.test(call.action) && b.access.isDryRun(call)) b.access.endDryRun(call);
          b.checks.permission(call);
        },
      },
    });
}

const others = ['CreateVolume', 'DeleteVolume', 'RunInstances', 'DescribeVolumes', 'DescribeVpcs', 'GetIpamPoolCidrs'];
const carried = 'dry-run/not-carried-out';
const readCarried = 'dry-run/read-not-carried-out';

/** Faults in dry runs: some are carried out, some create something and say that they did not. */
export const sweepDryRunFaults: readonly SweepFault[] = [
  {
    id: 'dry-run-of-create-vpc-carried-out',
    breaks: carried,
    // What was created is listed as well.
    alsoBreaks: ['side-effects/nothing-created'],
    means: 'creates a VPC at a dry run of CreateVpc',
    on: ['CreateVpc', ...others],
    apply: carriedOut(/^CreateVpc$/),
  },
  {
    id: 'dry-run-of-create-groups-carried-out',
    breaks: carried,
    alsoBreaks: ['side-effects/nothing-created'],
    means: 'creates a security group at a dry run',
    on: ['CreateSecurityGroup', 'DescribeSecurityGroups', ...others],
    apply: carriedOut(/^CreateSecurityGroup$/),
  },
  ...(
    [
      ['volumes', /^(Create|Delete|Modify)Volume$/],
      ['runs', /^RunInstances$/],
      ['transit-gateways', /^(Create|Delete|Modify)TransitGateway/],
      ['modifications', /^Modify/],
      ['deletions', /^Delete(?!Vpc$)/],
      ['tags', /^(Enable|Disable|Associate)/],
      ['ipam', /^(Create|Modify|Delete).*Ipam/],
    ] as const
  ).map(
    ([name, pattern]): SweepFault => ({
      id: `dry-run-of-${name}-carried-out`,
      breaks: carried,
      means: `carries out dry runs of ${name}`,
      on: ['ModifyTransitGateway', 'ModifyVolume', 'AssociateRouteTable', 'CreateIpam', ...others],
      apply: carriedOut(pattern),
    }),
  ),
  {
    id: 'dry-run-with-unknown-parameter-carried-out',
    breaks: carried,
    means: 'carries out a dry run that has a parameter which the action does not have',
    on: others,
    apply: (b) =>
      changed(carriedOut(/^CreateVolume$/, isOdd)(b), {
        checks: { parameterNames: (call) => (isOdd(call) ? undefined : b.checks.parameterNames(call)) },
      }),
  },
  ...(
    [
      ['volumes', /^DescribeVolumes$/],
      ['ipam', /^GetIpam/],
      ['vpcs', /^DescribeVpcs$/],
    ] as const
  ).map(
    ([name, pattern]): SweepFault => ({
      id: `dry-run-of-reading-${name}-carried-out`,
      breaks: readCarried,
      means: `answers a dry run of reading ${name} with what it found`,
      on: others,
      apply: carriedOut(pattern),
    }),
  ),
  {
    id: 'dry-run-status-400',
    breaks: 'dry-run/status',
    means: 'responds with DryRunOperation and status 400 for volumes',
    on: others,
    apply: refuseAs(/Volume/, 'DryRunOperation', () => ({ status: 400 })),
  },
  {
    id: 'dry-run-status-403',
    breaks: 'dry-run/status',
    means: 'responds with DryRunOperation and status 403 for instances',
    on: others,
    apply: refuseAs(/Instances$/, 'DryRunOperation', () => ({ status: 403 })),
  },
  {
    id: 'dry-run-other-code',
    breaks: 'dry-run/status',
    means: 'responds with 412 and a code of its own for IPAM',
    on: others,
    apply: refuseAs(/Ipam/, 'DryRunOperation', () => ({ code: 'PreconditionFailed' })),
  },
  {
    id: 'dry-run-before-permission-of-reads',
    breaks: 'dry-run/denied',
    means: 'reports an identity without permissions that its read would have succeeded',
    on: others,
    apply: deniedAfterDryRun(/^Describe/),
  },
  {
    id: 'dry-run-before-permission-of-creates',
    breaks: 'dry-run/denied',
    means: 'reports an identity without permissions that its creation would have succeeded',
    on: others,
    apply: deniedAfterDryRun(/^Create/),
  },
  {
    id: 'dry-run-creates-vpc-silently',
    breaks: 'side-effects/nothing-created',
    means: 'creates a VPC at a dry run, and responds with DryRunOperation',
    on: ['CreateVpc', ...others],
    apply: creating(/^CreateVpc$/, (_, call) => {
      addVpc(call, '10.9.0.0/16', false);
    }),
  },
  {
    id: 'dry-run-creates-group-silently',
    breaks: 'side-effects/nothing-created',
    means: 'creates a security group at a dry run, and responds with DryRunOperation',
    on: ['CreateSecurityGroup', 'DescribeSecurityGroups', ...others],
    apply: creating(/^CreateSecurityGroup$/, (_, call) => {
      const [vpc] = call.store.vpcs.values();
      if (vpc !== undefined) addGroup(call, { vpc, name: `silent ${call.number}`, description: 'made by a dry run' });
    }),
  },
  {
    id: 'dry-run-with-wrong-number-creates-vpc',
    breaks: 'side-effects/nothing-created',
    means: 'creates a VPC before it refuses an unknown parameter',
    on: ['CreateVpc', ...others],
    apply: (b) =>
      changed(b, {
        checks: {
          parameterNames: (call) => {
            if (call.action === 'CreateVpc') addVpc(call, '10.9.0.0/16', false);
            b.checks.parameterNames(call);
          },
        },
      }),
  },
];

function isOdd(call: ReferenceCall): boolean {
  return call.action === 'CreateVolume' && call.pairs.some(([name]) => /unknown/i.test(name));
}
