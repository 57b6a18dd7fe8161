import { describe, expect, test } from 'vitest';
import { loadServiceModel } from '../service-model/load-model.ts';
import { deletionOf } from './undo-create.ts';

const model = loadServiceModel();

describe('what deletes what an action creates', () => {
  test.each([
    ['CreateVpc', 'DeleteVpc', 'VpcId', 'VpcId'],
    ['CreateVolume', 'DeleteVolume', 'VolumeId', 'VolumeId'],
    ['CreateDhcpOptions', 'DeleteDhcpOptions', 'DhcpOptionsId', 'DhcpOptionsId'],
    ['CreateVpcEndpoint', 'DeleteVpcEndpoints', 'VpcEndpointId.1', 'VpcEndpointId'],
    ['CreateSecurityGroup', 'DeleteSecurityGroup', 'GroupId', 'GroupId'],
    ['CreateKeyPair', 'DeleteKeyPair', 'KeyName', 'KeyName'],
    ['AllocateAddress', 'ReleaseAddress', 'AllocationId', 'AllocationId'],
    ['RunInstances', 'TerminateInstances', 'InstanceId.1', 'InstanceId'],
    ['CopySnapshot', 'DeleteSnapshot', 'SnapshotId', 'SnapshotId'],
  ])('%s: %s', (creating, action, parameter, member) => {
    expect(deletionOf(model, creating)).toEqual({ action, parameter, member });
  });

  test.each(['CreateTags', 'CreateRoute', 'RegisterImage', 'ModifyVpcAttribute', 'StartInstances', 'DeleteVpc'])(
    'nothing by one id: %s',
    (creating) => {
      expect(deletionOf(model, creating)).toBeUndefined();
    },
  );
});
