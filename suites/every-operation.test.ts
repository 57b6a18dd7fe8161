import { describe, expect, test } from 'vitest';
import { sweepFaults } from '../harness/mutants/every-operation/catalogue.ts';
import { sweepVariants } from '../harness/mutants/every-operation/variants.ts';
import { referenceBehaviour } from '../harness/reference/behaviour.ts';
import { sweepReference } from '../test-support/sweep-reference.ts';
import { suite } from './every-operation/suite.ts';

/** Reads of every kind, and actions that change something, of many parts of the API. */
const sample = [
  'DescribeVpcs',
  'DescribeVolumes',
  'DescribeSecurityGroups',
  'DescribeSnapshots',
  'DescribeInstances',
  'DescribeImages',
  'DescribeFleetHistory',
  'DescribeKeyPairs',
  'DescribeRegions',
  'GetIpamPoolCidrs',
  'SearchLocalGatewayRoutes',
  'CreateVpc',
  'CreateVolume',
  'CreateSecurityGroup',
  'CreateKeyPair',
  'DeleteVolume',
  'ModifyVolume',
  'RunInstances',
  'AllocateHosts',
];

describe('a sweep of the embedded target', () => {
  test('finds it right in every requirement', async () => {
    const { failed, verdicts, mistakes } = await sweepReference({ on: sample });

    expect(failed).toEqual([]);
    expect(mistakes).toEqual([]);
    expect([...verdicts].filter(([, verdict]) => verdict === 'untestable' || verdict === 'not-asked')).toEqual([]);
  });

  test('has at least 60 faults and 15 variants, and a fault for each requirement that can fail', () => {
    const broken = new Set(sweepFaults.map(({ breaks }) => breaks));
    const ids = [...sweepFaults, ...sweepVariants].map(({ id }) => id);

    expect(sweepFaults.length).toBeGreaterThanOrEqual(60);
    expect(sweepVariants.length).toBeGreaterThanOrEqual(15);
    expect(new Set(ids).size).toBe(ids.length);
    expect(
      suite.requirements.filter(({ id, level }) => level !== 'OBSERVE' && !broken.has(id)).map(({ id }) => id),
    ).toEqual([]);
  });

  test.each(sweepVariants)('finds $id right: it $means', async ({ apply }) => {
    const { failed } = await sweepReference({ behaviour: apply(referenceBehaviour), on: sample });

    expect(failed).toEqual([]);
  });
});

describe('a sweep of every action', () => {
  const variant = (id: string) => {
    const found = sweepVariants.find((one) => one.id === id);
    if (found === undefined) throw new Error(`no variant ${id}`);
    return found.apply(referenceBehaviour);
  };

  test('finds every read right that answers an item in each of its lists', async () => {
    const { failed, results } = await sweepReference({ behaviour: variant('every-list-full'), effort: 'smoke' });
    const judged = results.filter(({ cells }) => cells.some((cell) => cell.requirement === 'read/values'));

    expect(failed).toEqual([]);
    expect(judged.length).toBeGreaterThan(200);
  });

  test('asks about all that a target offers, and says of the others that it does not', async () => {
    const { failed, results } = await sweepReference({ behaviour: variant('half-not-offered'), effort: 'smoke' });
    const offered = results.filter(({ isOffered }) => isOffered === true).length;

    expect(failed).toEqual([]);
    expect(offered).toBeGreaterThan(300);
    expect(results.filter(({ isOffered }) => isOffered === false).length).toBeGreaterThan(300);
  });
});

describe('a dry run that is carried out', () => {
  const fault = sweepFaults.find(({ id }) => id === 'sweep-dry-run-of-create-vpc-carried-out');
  const behaviour = fault?.apply(referenceBehaviour);
  const on = ['CreateVpc', 'CreateVolume', 'DescribeVpcs', 'DeleteVolume'];

  test('ends the run, and what it created is removed', async () => {
    const { endedBy, byAction, leftovers, failed, results } = await sweepReference({
      ...(behaviour === undefined ? {} : { behaviour }),
      on,
      isDisposable: false,
    });
    const changing = Object.keys(byAction).filter((action) => !action.startsWith('Describe'));

    expect(endedBy).toBe('CreateVpc');
    expect(failed).toContain('dry-run/not-carried-out');
    // CreateVolume comes before CreateVpc in the model, DeleteVolume after it; `other` is the action that no EC2 has.
    expect(changing.sort()).toEqual(['CreateVolume', 'CreateVpc', 'DeleteVpc', 'other']);
    expect(byAction['CreateVpc']).toBe(1);
    expect(leftovers).toEqual([]);
    expect(results.find(({ action }) => action === 'DeleteVolume')?.dryRun).toBe('not-covered');
  });

  test('does not end it on a target that nobody needs', async () => {
    const { endedBy, byAction, leftovers } = await sweepReference({
      ...(behaviour === undefined ? {} : { behaviour }),
      on,
    });

    expect(endedBy).toBeUndefined();
    expect(byAction['DeleteVolume']).toBeGreaterThan(0);
    expect(leftovers).toEqual([]);
  });

  test('is not sent where the run is interrupted before', async () => {
    const { byAction, isInterrupted } = await sweepReference({ on, isInterrupted: () => true });

    expect(isInterrupted).toBe(true);
    expect(Object.keys(byAction)).toEqual(['other']);
  });
});
