import { expect, it } from 'vitest';
import { actionOf, loadServiceModel } from './load-model.ts';
import type { ModelObject, ModelValue } from './model.ts';
import { valueProblems } from './value-problems.ts';

const problems = (action: string, input: ModelObject) =>
  valueProblems(actionOf(loadServiceModel(), action).input, input).map(({ kind, path }) => `${path}: ${kind}`);

it('a valid input has no problem', () => {
  expect(problems('DeleteVpc', { VpcId: 'vpc-1', DryRun: false })).toEqual([]);
  expect(problems('DescribeVpcs', { MaxResults: 5 })).toEqual([]);
  expect(problems('DescribeVpcs', { MaxResults: 1000 })).toEqual([]);
});

it.each([
  ['DeleteVpc', {}, ['VpcId: missing-member']],
  ['DeleteVpc', { VpcId: undefined, Vpc: 'x' }, ['Vpc: unknown-member', 'VpcId: missing-member']],
  ['DescribeVpcs', { MaxResults: 4 }, ['MaxResults: below-minimum']],
  ['DescribeVpcs', { MaxResults: 1001 }, ['MaxResults: above-maximum']],
  ['DescribeVpcs', { VpcIds: 'vpc-1' }, ['VpcIds: wrong-type']],
  ['DescribeVpcs', { Filters: [{ Name: 'state', Values: ['available', 1] }] }, ['Filters[0].Values[1]: wrong-type']],
  ['DescribeVpcs', { Filters: ['state'] }, ['Filters[0]: wrong-type']],
  ['CreateVpc', { InstanceTenancy: 'shared' }, ['InstanceTenancy: unknown-enum-value']],
  ['CreateImage', { InstanceId: 'i-1', Name: '😀a' }, ['Name: below-minimum']],
  ['DescribeSpotPriceHistory', { StartTime: 'yesterday' }, ['StartTime: wrong-type']],
])('%s %j', (action, input, expected) => {
  expect(problems(action, input)).toEqual(expected);
});

it('null is no value', () => {
  const input: unknown = { VpcId: null };

  expect(valueProblems(actionOf(loadServiceModel(), 'DeleteVpc').input, input as ModelValue)).toEqual([
    { kind: 'wrong-type', path: 'VpcId' },
  ]);
});
