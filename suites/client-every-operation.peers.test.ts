/** One generated call of every action, made by SDKs that others have written: what they send and read is what the model says. */
import { expect, test } from 'vitest';
import { runClient } from '../harness/client/client-run.ts';
import { CommandAdapter } from '../harness/client/driver/command-adapter.ts';
import { DriverAdapter } from '../harness/client/driver/driver-adapter.ts';
import { ClientWorkspace } from '../harness/client/driver/environment.ts';
import { isTemplate } from '../harness/client/driver/template.ts';
import { loadServiceModel } from '../harness/service-model/load-model.ts';
import { clientPeers } from '../test-support/peers/clients/client-peers.ts';
import { everyOperationProperties } from './client/every-operation.ts';
import { requestChecks } from './client/general-checks.ts';

/** A client, how many of the actions it is asked (one in so many), and how many of these it has at least. */
const clients: readonly (readonly [id: string, step: number, least: number])[] = [
  ['boto3-1.44', 1, 800],
  ['javascript-v3-3.1169', 1, 800],
  // Version 1.340.0 lacks some twenty actions of the model.
  ['go-v2', 1, 780],
  ['java-2', 1, 700],
  // Each call is a process of its own.
  ['aws-cli-1.46', 20, 25],
];

/**
 * Members of outputs that are newer than the models of these SDKs: none of their packages has the name there. A member of
 * an input that they do not have is for their drivers to say.
 */
const newer = new RegExp(
  [
    ...[
      'MultipathResilience',
      'NetworkFirewallConnectivityType',
      'NatGatewaySupport',
      'LaunchStatus',
      'AdjustmentStatus',
    ],
    ...[
      'ZeroSizePreference',
      'OriginalStartDate',
      'VolumeArn',
      'HttpTokensEnforced',
      'EbsCardIndex',
      'HiddenByDefault',
    ],
    ...['CommitmentInfo\\.CommitmentDuration', 'AdjustmentDetails', 'ImageWatermarks', 'create-volume OwnerId'],
    ...[
      'AllowedPrincipals\\[\\d+\\]\\.PermissionType',
      'VpcEndpointConnections\\[\\d+\\]\\.TransitGatewayAttachmentId',
    ],
    ...[
      'purchase-capacity-block CapacityReservations:',
      'Images\\[\\d+\\]\\.ScanResults',
      'ByoipCidrs?(\\[\\d+\\])?\\.(Ipam)?PoolId',
    ],
    ...[
      'CapacityReservationFleets\\[\\d+\\]\\.(InstanceRequirements|AvailabilityZoneId)',
      'IpamPoolAllocations\\[\\d+\\]\\.Tags',
    ],
    ...['(get-transit-gateway-policy-table-entries|search-transit-gateway-routes) NextToken'],
  ].join('|'),
);

/** Members of inputs that version 1 of the AWS CLI takes as raw text, not as base64. */
const blobs = ['PublicKeyMaterial', 'UserData', 'Storage'];

const cases = clients.flatMap(([id, step, least]) => [1, 2, 3].map((seed) => [id, seed, step, least] as const));

test.each(cases)(
  '%s passes with every action, seed %i',
  async (id, seed, step, least) => {
    const client = clientPeers.find((one) => one.id.startsWith(id));
    if (client === undefined) throw new Error(`${id} is one of the clients`);
    const workspace = new ClientWorkspace();
    const command = await client.install();
    const shared = { command, workspace, environment: process.env };
    const { results, problem } = await runClient({
      ...{ operation: 'DescribeRegions', firstInputs: [{}], cases: [], invariants: requestChecks },
      adapter: isTemplate(command)
        ? new CommandAdapter({ ...shared, lacks: blobs })
        : new DriverAdapter({ ...shared, startTimeoutMs: 60_000 }),
      properties: everyOperationProperties(loadServiceModel(), seed).filter((_, index) => index % step === seed % step),
      isOpen: () => false,
      timeoutMs: 30_000,
      concurrency: 1,
      reproduce: () => '',
    });
    workspace.remove();
    const wrong = results
      .flatMap(({ id: name, mismatches, findings }) =>
        [...mismatches, ...findings.flatMap((one) => one.mismatches)].map(
          ({ at, expected, observed }) => `${name} ${at}: expected ${expected}, observed ${observed}`,
        ),
      )
      .filter((mismatch) => !(newer.test(mismatch) && mismatch.endsWith('observed none')));
    const judged = ['pass', 'fail', 'not-applicable'];
    const failed = results.filter(({ verdict }) => !judged.includes(verdict));

    expect(problem?.message).toBeUndefined();
    expect(wrong).toEqual([]);
    expect(failed.map(({ id: name, verdict, reason }) => [name, verdict, reason?.message])).toEqual([]);
    expect(results.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(least);
  },
  1_200_000,
);
