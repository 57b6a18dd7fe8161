/** Documents that EC2 sent or that its documentation shows, as other projects keep them, are decoded as they are meant. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../package/package-root.ts';
import { readXml } from '../wire/xml/xml-read.ts';
import { type DecodeProblem, decodeElement } from './decode-output.ts';
import { actionOf, loadServiceModel } from './load-model.ts';
import type { JsonObject } from './model.ts';

const folder = join(packageRoot(), 'fixtures/service-model/responses');

/** What a person reads in a document: some of its members, and what of it the model rightly does not know. */
interface Reading {
  readonly file: string;
  /** The action, where the root does not name it. */
  readonly action?: string;
  readonly output: JsonObject;
  readonly problems?: readonly DecodeProblem[];
}

const placeholder = 'a placeholder in the documentation, YYYY-MM-DDTHH:MM:SS.000Z';

/** Reasons of the problems below. */
const reasons: Readonly<Record<string, string>> = {
  'botocore/ec2-assign-private-ip-addresses.xml': 'an old example: the root is <AssignPrivateIpAddresses>',
  'botocore/ec2-describe-spot-instance-requests.xml': placeholder,
  'botocore/ec2-get-password-data.xml': 'an old example: 2009-10-24 15:00:00 is no ISO 8601 instant',
  'libcloud/describe_placement_groups.xml': 'the documentation spells requestID, all other documents requestId',
};

const readings: readonly Reading[] = [
  {
    file: 'botocore/ec2-allocate-address.xml',
    output: { PublicIp: '198.51.100.1', Domain: 'vpc', AllocationId: 'eipalloc-5723d13e' },
  },
  {
    file: 'botocore/ec2-assign-private-ip-addresses.xml',
    action: 'AssignPrivateIpAddresses',
    output: {},
    problems: [{ kind: 'wrong-root', path: '' }],
  },
  { file: 'botocore/ec2-associate-address.xml', output: { AssociationId: 'eipassoc-fc5ca095' } },
  {
    file: 'botocore/ec2-attach-vpn-gateway.xml',
    output: { VpcAttachment: { VpcId: 'vpc-1a2b3c4d', State: 'attaching' } },
  },
  {
    file: 'botocore/ec2-bundle-instance.xml',
    output: {
      BundleTask: {
        BundleId: 'bun-c1a540a8',
        StartTime: '2008-10-07T11:41:50Z',
        Progress: '70%',
        Storage: { S3: { Bucket: 'myawsbucket', Prefix: 'winami' } },
      },
    },
  },
  {
    file: 'botocore/ec2-cancel-spot-instance-requests.xml',
    output: { CancelledSpotInstanceRequests: [{ SpotInstanceRequestId: 'sir-1a2b3c4d', State: 'cancelled' }] },
  },
  { file: 'botocore/ec2-confirm-product-instance.xml', output: { Return: true, OwnerId: '111122223333' } },
  { file: 'botocore/ec2-copy-snapshot.xml', output: { SnapshotId: 'snap-2a2b3c4d' } },
  {
    file: 'botocore/ec2-create-dhcp-options.xml',
    output: {
      DhcpOptions: {
        DhcpOptionsId: 'dopt-7a8b9c2d',
        DhcpConfigurations: [
          { Key: 'domain-name', Values: [{ Value: 'example.com' }] },
          { Key: 'domain-name-servers', Values: [{ Value: '10.2.5.1' }, { Value: '10.2.5.2' }] },
        ],
        Tags: [],
      },
    },
  },
  {
    file: 'botocore/ec2-create-instance-export-task.xml',
    output: {
      ExportTask: {
        InstanceExportDetails: { InstanceId: 'i-12345678', TargetEnvironment: 'VMWare' },
        ExportToS3Task: { DiskImageFormat: 'VMDK', S3Key: 'my-exports/ export-i-1234wxyz .ova' },
      },
    },
  },
  {
    file: 'botocore/ec2-create-network-acl.xml',
    output: {
      NetworkAcl: {
        IsDefault: false,
        Entries: [
          { RuleNumber: 32767, Protocol: 'all', RuleAction: 'deny', Egress: true, CidrBlock: '0.0.0.0/0' },
          { RuleNumber: 32767, Protocol: 'all', RuleAction: 'deny', Egress: false, CidrBlock: '0.0.0.0/0' },
        ],
        Associations: [],
      },
    },
  },
  {
    file: 'botocore/ec2-create-network-interface.xml',
    output: {
      NetworkInterface: {
        Description: '',
        SourceDestCheck: true,
        RequesterManaged: false,
        Groups: [{ GroupId: 'sg-1a2b3c4d', GroupName: 'default' }],
        TagSet: [],
        PrivateIpAddresses: [
          { PrivateIpAddress: '10.0.2.140', Primary: true },
          { PrivateIpAddress: '10.0.2.172', Primary: false },
          { PrivateIpAddress: '10.0.2.169', Primary: false },
          { PrivateIpAddress: '10.0.2.170', Primary: false },
          { PrivateIpAddress: '10.0.2.171', Primary: false },
        ],
      },
    },
  },
  {
    file: 'botocore/ec2-create-route-table.xml',
    output: {
      RouteTable: {
        RouteTableId: 'rtb-f9ad4890',
        Routes: [{ DestinationCidrBlock: '10.0.0.0/22', GatewayId: 'local', State: 'active' }],
        Associations: [],
        Tags: [],
      },
    },
  },
  {
    file: 'botocore/ec2-create-subnet.xml',
    output: { Subnet: { SubnetId: 'subnet-9d4a7b6c', CidrBlock: '10.0.1.0/24', AvailableIpAddressCount: 251 } },
  },
  {
    file: 'botocore/ec2-create-vpc.xml',
    output: { Vpc: { VpcId: 'vpc-1a2b3c4d', State: 'pending', CidrBlock: '10.0.0.0/16', InstanceTenancy: 'default' } },
  },
  { file: 'botocore/ec2-delete-internet-gateway.xml', output: {} },
  {
    file: 'botocore/ec2-describe-account-attributes.xml',
    output: {
      AccountAttributes: [
        { AttributeName: 'vpc-max-security-groups-per-interface', AttributeValues: [{ AttributeValue: '5' }] },
        { AttributeName: 'max-instances', AttributeValues: [{ AttributeValue: '20' }] },
        {
          AttributeName: 'supported-platforms',
          AttributeValues: [{ AttributeValue: 'EC2' }, { AttributeValue: 'VPC' }],
        },
        { AttributeName: 'default-vpc', AttributeValues: [{ AttributeValue: 'none' }] },
      ],
    },
  },
  {
    file: 'botocore/ec2-describe-availability-zones.xml',
    output: {
      AvailabilityZones: [
        { ZoneName: 'us-west-2a', State: 'available', RegionName: 'us-west-2', Messages: [] },
        { ZoneName: 'us-west-2b', State: 'available', RegionName: 'us-west-2', Messages: [] },
        { ZoneName: 'us-west-2c', State: 'available', RegionName: 'us-west-2', Messages: [] },
      ],
    },
  },
  {
    file: 'botocore/ec2-describe-dhcp-options.xml',
    output: {
      DhcpOptions: [
        {
          DhcpConfigurations: [
            { Key: 'domain-name', Values: [{ Value: 'us-west-2.compute.internal' }] },
            { Key: 'domain-name-servers', Values: [{ Value: 'AmazonProvidedDNS' }] },
          ],
        },
      ],
    },
  },
  {
    file: 'botocore/ec2-describe-instance-attribute.xml',
    output: { InstanceId: 'i-12345678', RootDeviceName: { Value: '/dev/sda1' } },
  },
  {
    file: 'botocore/ec2-describe-instance-status.xml',
    output: {
      InstanceStatuses: [
        {
          InstanceState: { Code: 16, Name: 'running' },
          SystemStatus: { Status: 'ok', Details: [{ Name: 'reachability', Status: 'passed' }] },
        },
      ],
    },
  },
  {
    file: 'botocore/ec2-describe-instances.xml',
    output: {
      Reservations: [
        {
          ReservationId: 'r-9b4f3ca8',
          Groups: [{ GroupId: 'sg-4e970e7e', GroupName: 'notebook' }],
          Instances: [
            {
              State: { Code: 80, Name: 'stopped' },
              StateTransitionReason: 'User initiated (2013-03-01 17:24:16 GMT)',
              PublicDnsName: '',
              AmiLaunchIndex: 0,
              LaunchTime: '2012-10-16T20:00:13Z',
              SecurityGroups: [{ GroupId: 'sg-4e970e7e', GroupName: 'notebook' }],
              BlockDeviceMappings: [
                { DeviceName: '/dev/sda1', Ebs: { VolumeId: 'vol-bc71579a', DeleteOnTermination: true } },
              ],
              Tags: [{ Key: 'notebook', Value: '' }],
              NetworkInterfaces: [],
              EbsOptimized: false,
            },
          ],
        },
        {
          ReservationId: 'r-6670ce54',
          Instances: [{ InstanceId: 'i-78f1b94a', Platform: 'windows', PublicIpAddress: '54.245.16.142' }],
        },
      ],
    },
  },
  {
    file: 'botocore/ec2-describe-internet-gateways.xml',
    output: {
      InternetGateways: [
        { InternetGatewayId: 'igw-6228110b', Attachments: [{ VpcId: 'vpc-8d2910e4', State: 'available' }] },
        { InternetGatewayId: 'igw-f36c6a9a', Attachments: [], Tags: [] },
      ],
    },
  },
  {
    file: 'botocore/ec2-describe-key-pairs.xml',
    output: {
      KeyPairs: [{ KeyName: 'aws', KeyFingerprint: 'd1:15:f0:ce:7f:ee:94:b5:f2:76:d0:9a:bd:b2:30:18' }],
    },
  },
  {
    file: 'botocore/ec2-describe-network-acls.xml',
    output: {
      NetworkAcls: [
        {
          IsDefault: true,
          Entries: [
            { RuleNumber: 100, RuleAction: 'allow', Egress: true },
            { RuleNumber: 32767, RuleAction: 'deny', Egress: true },
            { RuleNumber: 100, RuleAction: 'allow', Egress: false },
            { RuleNumber: 32767, RuleAction: 'deny', Egress: false },
          ],
          Associations: [
            {
              NetworkAclAssociationId: 'aclassoc-832910ea',
              NetworkAclId: 'acl-8c2910e5',
              SubnetId: 'subnet-812910e8',
            },
          ],
        },
      ],
    },
  },
  {
    file: 'botocore/ec2-describe-network-interfaces.xml',
    output: {
      NetworkInterfaces: [
        {
          MacAddress: '02:81:60:cb:27:37',
          Attachment: { DeviceIndex: 0, AttachTime: '2012-07-01T21:45:27Z', DeleteOnTermination: true },
          PrivateIpAddresses: [
            { PrivateIpAddress: '10.0.0.146', Primary: true },
            { PrivateIpAddress: '10.0.0.148', Primary: false },
            { PrivateIpAddress: '10.0.0.150', Primary: false },
          ],
        },
        { Description: 'Primary network interface', Groups: [{ GroupId: 'sg-a2a0b2ce', GroupName: 'quick-start-1' }] },
      ],
    },
  },
  {
    file: 'botocore/ec2-describe-regions.xml',
    output: {
      Regions: [
        { RegionName: 'eu-west-1', Endpoint: 'ec2.eu-west-1.amazonaws.com' },
        { RegionName: 'sa-east-1', Endpoint: 'ec2.sa-east-1.amazonaws.com' },
        { RegionName: 'us-east-1', Endpoint: 'ec2.us-east-1.amazonaws.com' },
        { RegionName: 'ap-northeast-1', Endpoint: 'ec2.ap-northeast-1.amazonaws.com' },
        { RegionName: 'us-west-2', Endpoint: 'ec2.us-west-2.amazonaws.com' },
        { RegionName: 'us-west-1', Endpoint: 'ec2.us-west-1.amazonaws.com' },
        { RegionName: 'ap-southeast-1', Endpoint: 'ec2.ap-southeast-1.amazonaws.com' },
        { RegionName: 'ap-southeast-2', Endpoint: 'ec2.ap-southeast-2.amazonaws.com' },
      ],
    },
  },
  {
    file: 'botocore/ec2-describe-reserved-instances.xml',
    output: {
      ReservedInstances: [
        { Duration: 31536000, FixedPrice: 1820, UsagePrice: 0.24, InstanceCount: 3, RecurringCharges: [] },
      ],
    },
  },
  {
    file: 'botocore/ec2-describe-reserved-instances-offerings.xml',
    output: {
      NextToken: 'JqBdtVdGsvMjUysyEgwy/jVBCGAjj9G4/ivkfsXHt9A=',
      ReservedInstancesOfferings: [
        {
          FixedPrice: 701,
          UsagePrice: 0,
          Marketplace: false,
          RecurringCharges: [{ Frequency: 'Hourly', Amount: 0.031 }],
          PricingDetails: [],
        },
        { ProductDescription: 'Red Hat Enterprise Linux', RecurringCharges: [{ Frequency: 'Hourly', Amount: 0.091 }] },
      ],
    },
  },
  {
    file: 'botocore/ec2-describe-route-tables.xml',
    output: {
      RouteTables: [
        {
          Routes: [
            { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', Origin: 'CreateRouteTable' },
            { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-6228110b', Origin: 'CreateRoute' },
          ],
          Associations: [{ RouteTableAssociationId: 'rtbassoc-822019eb', SubnetId: 'subnet-812910e8' }],
          PropagatingVgws: [],
        },
        { RouteTableId: 'rtb-8f2910e6', Associations: [{ RouteTableAssociationId: 'rtbassoc-8e2910e7', Main: true }] },
      ],
    },
  },
  {
    file: 'botocore/ec2-describe-security-groups.xml',
    output: {
      SecurityGroups: [
        {
          GroupId: 'sg-68d8a958',
          GroupName: 'quicklaunch-0',
          Description: 'quicklaunch-0',
          IpPermissions: [
            {
              IpProtocol: 'tcp',
              FromPort: 22,
              ToPort: 22,
              UserIdGroupPairs: [],
              IpRanges: [{ CidrIp: '0.0.0.0/0' }],
            },
          ],
          IpPermissionsEgress: [],
        },
        { GroupId: 'sg-72334242', OwnerId: '123456789012' },
        { GroupId: 'sg-4e970e7e', IpPermissions: [{ ToPort: 22 }, { ToPort: 443 }, { ToPort: 8888 }] },
        {
          GroupId: 'sg-eab831da',
          IpPermissions: [
            { IpProtocol: 'tcp', FromPort: 0, ToPort: 65535, IpRanges: [] },
            { IpProtocol: 'udp' },
            { IpProtocol: 'icmp', FromPort: -1, ToPort: -1 },
          ],
        },
        {
          GroupId: 'sg-97b1aefb',
          VpcId: 'vpc-8d2910e4',
          IpPermissions: [
            { IpProtocol: '-1', UserIdGroupPairs: [{ UserId: '123456789012', GroupId: 'sg-97b1aefb' }], IpRanges: [] },
          ],
          IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
        },
      ],
    },
  },
  {
    file: 'botocore/ec2-describe-snapshots.xml',
    output: {
      Snapshots: [
        {
          State: 'completed',
          StartTime: '2011-12-27T17:20:21Z',
          VolumeSize: 10,
          Description: 'Proxy Sniffer Data Disk NTFS 10 GB',
        },
        { SnapshotId: 'snap-b6bf0cde', VolumeSize: 90, Description: '' },
        { SnapshotId: 'snap-1e099276', VolumeSize: 8 },
        { SnapshotId: 'snap-d63550be', VolumeSize: 1 },
      ],
    },
  },
  {
    file: 'botocore/ec2-describe-spot-instance-requests.xml',
    output: {
      SpotInstanceRequests: [
        {
          SpotPrice: '0.09',
          Status: { Code: 'fulfilled', Message: 'Your Spot request is fulfilled.' },
          LaunchSpecification: {
            SecurityGroups: [{ GroupId: 'sg-1a2b3c4d', GroupName: 'default' }],
            Monitoring: { Enabled: false },
            EbsOptimized: false,
          },
        },
      ],
    },
    problems: [
      { kind: 'wrong-type', path: 'spotInstanceRequestSet/item[1]/status/updateTime' },
      { kind: 'wrong-type', path: 'spotInstanceRequestSet/item[1]/createTime' },
    ],
  },
  {
    file: 'botocore/ec2-describe-subnets.xml',
    output: { Subnets: [{ AvailableIpAddressCount: 251, DefaultForAz: false, MapPublicIpOnLaunch: false }] },
  },
  {
    file: 'botocore/ec2-describe-tags.xml',
    output: { Tags: [{ ResourceId: 'i-fde9cece', ResourceType: 'instance', Key: 'notebook', Value: '' }] },
  },
  {
    file: 'botocore/ec2-describe-volume-status.xml',
    output: {
      VolumeStatuses: [
        {
          VolumeId: 'vol-bc71579a',
          VolumeStatus: {
            Status: 'ok',
            Details: [
              { Name: 'io-enabled', Status: 'passed' },
              { Name: 'io-performance', Status: 'not-applicable' },
            ],
          },
          Events: [],
          Actions: [],
        },
        { VolumeId: 'vol-a8d2e991' },
      ],
    },
  },
  {
    file: 'botocore/ec2-describe-volumes.xml',
    output: {
      Volumes: [
        {
          Size: 8,
          State: 'in-use',
          CreateTime: '2012-10-16T20:00:16Z',
          Attachments: [{ Device: '/dev/sda1', State: 'attached', DeleteOnTermination: true }],
        },
        { Size: 30, VolumeType: 'standard' },
      ],
    },
  },
  {
    file: 'botocore/ec2-describe-vpcs.xml',
    output: { Vpcs: [{ VpcId: 'vpc-8d2910e4', IsDefault: false, DhcpOptionsId: 'dopt-eb291082' }] },
  },
  {
    file: 'botocore/ec2-describe-vpn-connections.xml',
    output: { VpnConnections: [{ CustomerGatewayConfiguration: 'Gateway Info', VpnGatewayId: 'vgw-8db04f81' }] },
  },
  {
    file: 'botocore/ec2-describe-vpn-gateways.xml',
    output: { VpnGateways: [{ Type: 'ipsec.1', VpcAttachments: [{ VpcId: 'vpc-1a2b3c4d', State: 'attached' }] }] },
  },
  {
    file: 'botocore/ec2-get-password-data.xml',
    output: { PasswordData: 'TGludXggdmVyc2lvbiAyLjYuMTYteGVuVSAoYnVpbGRlckBwYXRjaGJhdC5hbWF6b25zYSkgKGdj' },
    problems: [{ kind: 'wrong-type', path: 'timestamp' }],
  },
  { file: 'botocore/ec2-modify-snapshot-attribute.xml', output: {} },
  {
    file: 'botocore/ec2-monitor-instances.xml',
    output: {
      InstanceMonitorings: [
        { InstanceId: 'i-43a4412a', Monitoring: { State: 'pending' } },
        { InstanceId: 'i-23a3397d', Monitoring: { State: 'pending' } },
      ],
    },
  },
  { file: 'botocore/ec2-replace-network-acl-association.xml', output: { NewAssociationId: 'aclassoc-17b85d7e' } },
  {
    file: 'botocore/ec2-run-instances.xml',
    output: {
      ReservationId: 'r-157ad274',
      Groups: [],
      Instances: [
        {
          State: { Code: 0, Name: 'pending' },
          Placement: { AvailabilityZone: 'us-east-1b', GroupName: '', Tenancy: 'default' },
          StateReason: { Code: 'pending', Message: 'pending' },
          ProductCodes: [],
          NetworkInterfaces: [
            {
              Status: 'in-use',
              Attachment: { AttachmentId: 'eni-attach-0326646a', DeviceIndex: 0, Status: 'attaching' },
            },
          ],
        },
      ],
    },
  },
  {
    file: 'botocore/ec2-start-instances.xml',
    output: {
      StartingInstances: [{ CurrentState: { Code: 0, Name: 'pending' }, PreviousState: { Code: 80, Name: 'stopped' } }],
    },
  },
  {
    file: 'libcloud/describe_volumes_modifications.xml',
    output: {
      VolumesModifications: [
        { ModificationState: 'optimizing', TargetIops: 10000, Progress: 3, StartTime: '2017-02-10T23:40:57.612Z' },
        { ModificationState: 'completed', OriginalSize: 8, EndTime: '2017-02-10T22:56:04.823Z' },
      ],
    },
  },
  {
    file: 'libcloud/describe_import_snapshot_tasks.xml',
    output: {
      ImportSnapshotTasks: [
        { SnapshotTaskDetail: { DiskImageSize: 10737418240, UserBucket: { S3Key: 'dummy-key' }, Status: 'completed' } },
      ],
    },
  },
  {
    file: 'libcloud/import_snapshot.xml',
    output: { ImportTaskId: 'import-snap-fgsddbhv', SnapshotTaskDetail: { Progress: '3', DiskImageSize: 0 } },
  },
  {
    file: 'libcloud/modify_volume.xml',
    output: { VolumeModification: { TargetVolumeType: 'io1', OriginalVolumeType: 'gp2', Progress: 0 } },
  },
  {
    file: 'libcloud/create_encrypted_volume.xml',
    output: { VolumeId: 'vol-4d826724', SnapshotId: '', Encrypted: true, State: 'creating' },
  },
  {
    file: 'libcloud/describe_placement_groups.xml',
    output: {
      PlacementGroups: [
        { GroupName: 'XYZ-cluster', Strategy: 'cluster', State: 'available' },
        { GroupName: 'XYZ-cluster2', Strategy: 'cluster', State: 'available' },
      ],
    },
    problems: [{ kind: 'unknown-element', path: 'requestID' }],
  },
  { file: 'libcloud/revoke_security_group_ingress.xml', output: { Return: true } },
  {
    file: 'jclouds/create_route_table.xml',
    output: {
      RouteTable: {
        Routes: [
          { DestinationCidrBlock: '10.0.0.0/16' },
          { DestinationIpv6CidrBlock: '2001:db8:1234:1a00::/56', GatewayId: 'local', Origin: 'CreateRouteTable' },
        ],
      },
    },
  },
  {
    file: 'jclouds/describe_security_groups_vpc.xml',
    output: {
      SecurityGroups: [
        {
          OwnerId: '123123123123',
          IpPermissions: [{ UserIdGroupPairs: [{ UserId: '123123123123', GroupId: 'sg-11111111' }] }],
          IpPermissionsEgress: [{ UserIdGroupPairs: [], IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
        },
      ],
    },
  },
  {
    file: 'jclouds/describe_spot_price_history.xml',
    output: {
      SpotPriceHistory: [
        { InstanceType: 't1.micro', SpotPrice: '0.013000', Timestamp: '2011-03-07T12:17:19Z' },
        { InstanceType: 'm1.large', ProductDescription: 'Linux/UNIX' },
        { AvailabilityZone: 'us-west-1c' },
      ],
    },
  },
  {
    file: 'jclouds/describe_image_attribute_launchPermission.xml',
    output: { ImageId: 'ami-61a54008', LaunchPermissions: [{ Group: 'all' }, { UserId: '495219933132' }] },
  },
  { file: 'jclouds/userData.xml', output: { InstanceId: 'i-c72d0baf', UserData: { Value: 'IyEvYmluL2Jhc2gK' } } },
  {
    file: 'jclouds/describe_images_tags.xml',
    output: {
      Images: [
        {
          Public: false,
          OwnerId: '206029621532',
          ProductCodes: [{ ProductCodeId: '9961934F' }],
          BlockDeviceMappings: [],
          Tags: [
            { Key: 'Name', Value: 'Some machine name' },
            { Key: 'Second', Value: 'Second value' },
          ],
        },
      ],
    },
  },
];

describe('a public response document', () => {
  it.each(readings)('is decoded: $file', ({ file, action, output, problems = [] }) => {
    const root = readXml(readFileSync(join(folder, file)));
    const decoded = decodeElement(
      actionOf(loadServiceModel(), action ?? root.localName.replace(/Response$/, '')),
      root,
    );

    expect(decoded.output).toMatchObject(output);
    expect(decoded.problems).toEqual(problems);
  });

  it('has a reading, and each problem in it a reason', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.xml'));
    const withProblems = readings.filter(({ problems }) => problems !== undefined).map(({ file }) => file);

    expect(readings.map(({ file }) => file).toSorted()).toEqual(files.toSorted());
    expect(Object.keys(reasons).toSorted()).toEqual(withProblems.toSorted());
    expect(files.length).toBeGreaterThanOrEqual(50);
  });
});
