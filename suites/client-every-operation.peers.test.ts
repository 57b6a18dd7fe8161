/** One generated call of every action, made by boto3: what botocore sends and reads is what the model says. */
import { expect, test } from 'vitest';
import { runClient } from '../harness/client/client-run.ts';
import { DriverAdapter } from '../harness/client/driver/driver-adapter.ts';
import { ClientWorkspace } from '../harness/client/driver/environment.ts';
import { loadServiceModel } from '../harness/service-model/load-model.ts';
import { clientPeers } from '../test-support/peers/clients/client-peers.ts';
import { everyOperationProperties } from './client/every-operation.ts';
import { requestChecks } from './client/general-checks.ts';

test.each([1, 2, 3])(
  'boto3 passes with every action, seed %i',
  async (seed) => {
    const boto3 = clientPeers.find(({ id }) => id.startsWith('boto3-'));
    if (boto3 === undefined) throw new Error('boto3 is one of the clients');
    const workspace = new ClientWorkspace();
    const command = await boto3.install();
    const { results, problem } = await runClient({
      ...{ operation: 'DescribeRegions', firstInputs: [{}], cases: [], invariants: requestChecks },
      adapter: new DriverAdapter({ command, workspace, environment: process.env, startTimeoutMs: 60_000 }),
      properties: everyOperationProperties(loadServiceModel(), seed),
      isOpen: () => false,
      timeoutMs: 30_000,
      concurrency: 1,
      reproduce: () => '',
    });
    workspace.remove();
    const wrong = results.filter(
      ({ verdict, findings }) => verdict === 'fail' || findings.some(({ mismatches }) => mismatches.length > 0),
    );

    expect(problem?.message).toBeUndefined();
    expect(wrong.map(({ id, mismatches, findings }) => ({ id, mismatches, findings }))).toEqual([]);
    expect(results.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(800);
  },
  600_000,
);
