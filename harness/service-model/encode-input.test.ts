import { describe, expect, it } from 'vitest';
import { encodeInput } from './encode-input.ts';
import { actionOf, loadServiceModel } from './load-model.ts';
import type { ModelObject } from './model.ts';
import { InvalidValue } from './value-problems.ts';

const encode = (action: string, input: ModelObject) => encodeInput(actionOf(loadServiceModel(), action), input);

describe('encodeInput', () => {
  it('flattens lists and structures, in the order of the input', () => {
    expect(
      encode('RevokeSecurityGroupIngress', {
        GroupId: 'sg-1',
        IpPermissions: [
          {
            IpProtocol: 'tcp',
            FromPort: 80,
            ToPort: 80,
            IpRanges: [{ CidrIp: '192.0.2.0/24' }, { CidrIp: '198.51.100.0/24', Description: 'two' }],
          },
          { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-2' }] },
        ],
        DryRun: true,
      }),
    ).toEqual([
      ['GroupId', 'sg-1'],
      ['IpPermissions.1.IpProtocol', 'tcp'],
      ['IpPermissions.1.FromPort', '80'],
      ['IpPermissions.1.ToPort', '80'],
      ['IpPermissions.1.IpRanges.1.CidrIp', '192.0.2.0/24'],
      ['IpPermissions.1.IpRanges.2.CidrIp', '198.51.100.0/24'],
      ['IpPermissions.1.IpRanges.2.Description', 'two'],
      ['IpPermissions.2.IpProtocol', '-1'],
      ['IpPermissions.2.Groups.1.GroupId', 'sg-2'],
      ['DryRun', 'true'],
    ]);
  });

  it('takes queryName before locationName, and capitalises the latter', () => {
    expect(
      encode('RunInstances', {
        MinCount: 1,
        NetworkInterfaces: [{ PrivateIpAddresses: [{ PrivateIpAddress: '192.0.2.1' }], Groups: ['sg-1'] }],
        EbsOptimized: false,
      }),
    ).toEqual([
      ['MinCount', '1'],
      ['NetworkInterface.1.PrivateIpAddresses.1.PrivateIpAddress', '192.0.2.1'],
      ['NetworkInterface.1.SecurityGroupId.1', 'sg-1'],
      ['EbsOptimized', 'false'],
    ]);
  });

  it('gives no parameter for an empty list, an empty structure or an absent member', () => {
    expect(encode('RevokeSecurityGroupIngress', { IpPermissions: [], GroupId: undefined })).toEqual([]);
    expect(encode('RevokeSecurityGroupIngress', { IpPermissions: [{}] })).toEqual([]);
    expect(encode('RevokeSecurityGroupIngress', { GroupName: '' })).toEqual([['GroupName', '']]);
  });

  it('writes instants, blobs and doubles', () => {
    expect(encode('DescribeSpotPriceHistory', { StartTime: '2026-01-31T13:00:00.500+01:00' })).toEqual([
      ['StartTime', '2026-01-31T12:00:00.5Z'],
    ]);
    expect(encode('ImportKeyPair', { KeyName: 'k', PublicKeyMaterial: 'aGk=' })).toEqual([
      ['KeyName', 'k'],
      ['PublicKeyMaterial', 'aGk='],
    ]);
    expect(encode('ImportSnapshot', { DiskContainer: { Format: 'RAW' }, ClientData: { UploadSize: 0.25 } })).toEqual([
      ['DiskContainer.Format', 'RAW'],
      ['ClientData.UploadSize', '0.25'],
    ]);
  });

  it('encodes an input against the rules of the model: it has to be refused by the target', () => {
    expect(encode('DeleteVpc', {})).toEqual([]);
    expect(encode('DescribeVpcs', { MaxResults: 5000 })).toEqual([['MaxResults', '5000']]);
    expect(encode('RunInstances', { InstanceType: 'z1.huge' })).toEqual([['InstanceType', 'z1.huge']]);
  });

  it.each([
    [{ VpcID: 'vpc-1' }, [{ kind: 'unknown-member', path: 'VpcID' }]],
    [{ VpcId: 1 }, [{ kind: 'wrong-type', path: 'VpcId' }]],
    [
      { VpcId: ['vpc-1'], DryRun: 'true' },
      [
        { kind: 'wrong-type', path: 'VpcId' },
        { kind: 'wrong-type', path: 'DryRun' },
      ],
    ],
  ])('refuses what has no encoding: %j', (input, problems) => {
    const refused = expect.objectContaining({ name: 'InvalidValue', problems });

    expect(() => encode('DeleteVpc', input)).toThrow(InvalidValue);
    expect(() => encode('DeleteVpc', input)).toThrow(refused);
  });
});
