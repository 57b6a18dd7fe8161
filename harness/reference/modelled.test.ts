import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Bench, elementText } from '../../test-support/reference-server.ts';
import { encodeInput } from '../service-model/encode-input.ts';
import { loadServiceModel } from '../service-model/load-model.ts';
import { minimalInput } from '../service-model/minimal-input.ts';
import type { Action } from '../service-model/model.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.start();
});
afterAll(() => bench.close());

const actions = [...loadServiceModel().actions.values()];

function parametersOf(action: Action, more: Readonly<Record<string, string>> = {}) {
  return { ...Object.fromEntries(encodeInput(action, minimalInput(action))), ...more };
}

describe('an action that the target keeps no state for', () => {
  test('answers each dry run with DryRunOperation, whatever the action', async () => {
    const withDryRun = actions.filter(({ input }) => input.members.has('DryRun'));
    const codes = new Map<string, number>();
    for (const action of withDryRun) {
      const { code } = await bench.call(action.name, parametersOf(action, { DryRun: 'true' }));
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }

    expect([...codes]).toEqual([['DryRunOperation', withDryRun.length]]);
    expect(withDryRun.length).toBeGreaterThan(700);
  });

  test('answers a read with the empty lists of its output', async () => {
    const reply = await bench.call('DescribeVolumes');

    expect(reply.status).toBe(200);
    expect(reply.body).toContain('<DescribeVolumesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">');
    expect(reply.body).toContain('<volumeSet/>');
  });

  test.each([
    ['UnsupportedOperation', 'CreateVolume', { AvailabilityZone: 'us-east-1a' }],
    ['MissingParameter', 'GetPasswordData', {}],
    ['UnknownParameter', 'DescribeVolumes', { Colour: 'red' }],
    ['UnknownParameter', 'DescribeVolumes', { dryRun: 'true' }],
    ['InvalidParameterValue', 'DescribeVolumes', { MaxResults: 'twelve' }],
    ['InvalidParameterValue', 'DescribeFleetHistory', { FleetId: 'fleet-1', StartTime: 'yesterday' }],
    ['InvalidVolumeId.Malformed', 'DescribeVolumes', { 'VolumeId.1': 'nonsense' }],
    ['InvalidVolumeId.NotFound', 'DescribeVolumes', { 'VolumeId.1': 'vol-0123456789abcdef0' }],
    ['InvalidAction', 'DescribeNothing', {}],
  ])('refuses with %s: %s', async (code, action, parameters) => {
    const reply = await bench.call(action, parameters);

    expect([reply.status, reply.code]).toEqual([400, code]);
    expect(elementText(reply.body, 'RequestID')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('refuses a caller without permissions before it looks at DryRun', async () => {
    const reply = await bench.call('DescribeVolumes', { DryRun: 'true' }, { as: 'denied' });

    expect([reply.status, reply.code]).toEqual([403, 'UnauthorizedOperation']);
  });
});
