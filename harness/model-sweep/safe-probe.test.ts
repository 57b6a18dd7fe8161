import { describe, expect, test } from 'vitest';
import { loadServiceModel } from '../service-model/load-model.ts';
import type { Pair } from '../wire/query.ts';
import { planSweep } from './plan-sweep.ts';
import { makeProbe, unknownAction } from './probe.ts';
import { refuseUnsafe } from './safe-probe.ts';
import { loadSweepList } from './sweep-actions.ts';

const model = loadServiceModel();
const list = loadSweepList();
const context = { apiVersion: '2016-11-15', fill: (text: string) => text, hasDeniedIdentity: true };

function isRefused(...pairs: readonly Pair[]): boolean {
  try {
    refuseUnsafe({ pairs }, list, model);
    return false;
  } catch {
    return true;
  }
}

describe('the gate of a sweep', () => {
  test.each<readonly [string, readonly Pair[]]>([
    ['an action that changes something without DryRun', [['Action', 'CreateVpc']]],
    [
      'DryRun=false',
      [
        ['Action', 'CreateVpc'],
        ['DryRun', 'false'],
      ],
    ],
    [
      'DryRun=True',
      [
        ['Action', 'CreateVpc'],
        ['DryRun', 'True'],
      ],
    ],
    [
      'dryRun=true, which EC2 does not know',
      [
        ['Action', 'CreateVpc'],
        ['dryRun', 'true'],
      ],
    ],
    [
      'two DryRuns',
      [
        ['Action', 'CreateVpc'],
        ['DryRun', 'true'],
        ['DryRun', 'false'],
      ],
    ],
    [
      'two spellings of DryRun',
      [
        ['Action', 'CreateVpc'],
        ['DryRun', 'true'],
        ['dryrun', 'false'],
      ],
    ],
    [
      'two actions',
      [
        ['Action', 'DescribeVpcs'],
        ['Action', 'DeleteVpc'],
      ],
    ],
    ['no action', [['DryRun', 'true']]],
    [
      'a dry run of an action that has no DryRun',
      [
        ['Action', 'AllocateHosts'],
        ['DryRun', 'true'],
      ],
    ],
    [
      'an action that the model does not know',
      [
        ['Action', 'DeleteEverything'],
        ['DryRun', 'true'],
      ],
    ],
    ['a read that is withheld', [['Action', 'GetPasswordData']]],
  ])('refuses %s', (_, pairs) => {
    expect(isRefused(...pairs)).toBe(true);
  });

  test.each<readonly [string, readonly Pair[]]>([
    ['a read of the list', [['Action', 'DescribeVpcs']]],
    [
      'a read with a wrong DryRun',
      [
        ['Action', 'DescribeVpcs'],
        ['dryRun', 'false'],
      ],
    ],
    [
      'a dry run',
      [
        ['Action', 'CreateVpc'],
        ['DryRun', 'true'],
      ],
    ],
    [
      'a dry run of a read that is withheld',
      [
        ['Action', 'GetPasswordData'],
        ['DryRun', 'true'],
      ],
    ],
    ['the action that no EC2 has', unknownAction(context).pairs],
  ])('lets %s pass', (_, pairs) => {
    expect(isRefused(...pairs)).toBe(false);
  });

  test('lets every probe of every action pass, whatever the effort: none of them needs an exception', () => {
    const plan = planSweep(model, list, {
      effort: 'deep',
      context,
      withAccountSettings: true,
      isSelected: () => true,
      isNeeded: () => true,
    });
    const refused = plan.actions.flatMap(({ action, use, probes }) =>
      probes.filter((kind) => {
        const probe = use.kind === 'not-sent' ? undefined : makeProbe(kind, action, use, context);
        return probe === undefined || isRefused(...probe.pairs);
      }),
    );

    expect(plan.calls).toBeGreaterThan(5_000);
    expect(refused).toEqual([]);
  });
});
