import { describe, expect, it } from 'vitest';
import { encodeInput } from './encode-input.ts';
import { actionOf, loadServiceModel } from './load-model.ts';
import { minimalInput } from './minimal-input.ts';
import { valueProblems } from './value-problems.ts';

const model = loadServiceModel();

describe('minimalInput', () => {
  it.each([
    ['DescribeVpcs', {}],
    ['DeleteVpc', { VpcId: 'vpc-0123456789abcdef0' }],
    ['CreateSubnet', { VpcId: 'vpc-0123456789abcdef0' }],
    ['DetachNetworkInterface', { AttachmentId: 'eni-attach-0123456789abcdef0' }],
    ['TerminateInstances', { InstanceIds: ['i-0123456789abcdef0'] }],
    ['CreateImage', { InstanceId: 'i-0123456789abcdef0', Name: 'example' }],
    ['AssociateVpcCidrBlock', { VpcId: 'vpc-0123456789abcdef0' }],
    [
      'CreateNetworkAclEntry',
      {
        NetworkAclId: 'acl-0123456789abcdef0',
        RuleNumber: 100,
        Protocol: '6',
        RuleAction: 'allow',
        Egress: true,
      },
    ],
    ['ProvisionByoipCidr', { Cidr: '192.0.2.0/24' }],
    ['CopySnapshot', { SourceRegion: 'us-east-1', SourceSnapshotId: 'snap-0123456789abcdef0' }],
    [
      'CreateFleet',
      {
        LaunchTemplateConfigs: [{}],
        TargetCapacitySpecification: { TotalTargetCapacity: 1 },
      },
    ],
    ['CreateTags', { Resources: ['i-0123456789abcdef0'], Tags: [{}] }],
  ])('has the required members alone: %s', (action, expected) => {
    expect(minimalInput(actionOf(model, action))).toEqual(expected);
  });

  it('is valid for every action', () => {
    const invalid = [...model.actions.values()].flatMap((action) =>
      valueProblems(action.input, minimalInput(action)).map(({ kind, path }) => `${action.name} ${path}: ${kind}`),
    );

    expect(invalid).toEqual([]);
  });

  it('names no resource without the prefix of its kind', () => {
    const ids = new Map<string, string>();
    for (const action of model.actions.values()) {
      for (const [name, value] of encodeInput(action, minimalInput(action))) {
        if (/Ids?(\.1)?$/.test(name)) ids.set(name.replace(/^.*\.(?=[A-Z])/, ''), value);
      }
    }

    expect(Object.fromEntries(ids)).toMatchObject({
      TransitGatewayAttachmentId: 'tgw-attach-0123456789abcdef0',
      'SecurityGroupId.1': 'sg-0123456789abcdef0',
      DelegatedAdminAccountId: '111122223333',
      IpamPoolId: 'ipam-pool-0123456789abcdef0',
      PrefixListId: 'pl-0123456789abcdef0',
      KmsKeyId: 'alias/example',
    });
    expect([...ids.values()].filter((id) => id === 'example')).toEqual([]);
  });
});
