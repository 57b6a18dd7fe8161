import { describe, expect, test } from 'vitest';
import { actionOf, loadServiceModel } from '../service-model/load-model.ts';
import { loadSweepList, mistakesInList, useOf } from './sweep-actions.ts';

const model = loadServiceModel();
const list = loadSweepList();

describe('the reviewed list of actions', () => {
  test('names each action that is named like a read, and no action that the model does not have', () => {
    expect(mistakesInList(list, model)).toEqual([]);
  });

  test('is not sound with a read that changes something, a name that is none, or one that is listed twice', () => {
    const { DescribeVpcs, ...fewer } = list.reads;

    expect(DescribeVpcs).toEqual({});
    expect(mistakesInList({ ...list, reads: fewer }, model)).toEqual([
      'DescribeVpcs is named like a read and is neither listed nor withheld',
    ]);
    expect(mistakesInList({ ...list, reads: { ...list.reads, DeleteVpc: {} } }, model)).toEqual([
      'DeleteVpc is listed as a read and is not named like one',
    ]);
    expect(mistakesInList({ ...list, accountSettings: ['ModifyNothing'] }, model)).toEqual([
      'ModifyNothing is no action of the model',
    ]);
    expect(mistakesInList({ ...list, accountSettings: ['PurchaseHostReservation'] }, model)).toEqual([
      'PurchaseHostReservation is listed as changing the account and has no dry run: it is never sent',
    ]);
    expect(mistakesInList({ ...list, withheld: { ...list.withheld, DescribeVpcs: 'x' } }, model)).toEqual([
      'DescribeVpcs is listed as a read and as something else',
    ]);
  });

  test('withholds the reads whose responses hold secrets, and the one that writes', () => {
    expect(Object.keys(list.withheld)).toEqual(
      expect.arrayContaining(['GetPasswordData', 'DescribeVpnConnections', 'GetFlowLogsIntegrationTemplate']),
    );
  });
});

describe('the use of an action', () => {
  test.each([
    ['DescribeVpcs', 'read'],
    ['CreateVpc', 'dry-run'],
    ['GetPasswordData', 'dry-run'],
    ['AllocateHosts', 'no-dry-run'],
    ['EnableEbsEncryptionByDefault', 'account-setting'],
    ['PurchaseReservedInstancesOffering', 'account-setting'],
  ])('of %s is %s', (name, expected) => {
    const use = useOf(actionOf(model, name), list, false);

    expect(use.kind === 'not-sent' ? use.why : use.kind).toBe(expected);
  });

  test('of an action that changes the account is a dry run where the user asks for it', () => {
    expect(useOf(actionOf(model, 'EnableEbsEncryptionByDefault'), list, true).kind).toBe('dry-run');
  });

  test('leaves out exactly the 30 actions that change something and have no DryRun', () => {
    const uses = [...model.actions.values()].map((action) => useOf(action, list, true));

    expect(uses.filter((use) => use.kind === 'not-sent')).toHaveLength(30);
  });
});
