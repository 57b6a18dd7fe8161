/** A plausible scalar for a member, chosen by the names of its shape and its member: documentation addresses, ids with EC2's prefixes. */
import type { NumberShape, StringShape } from './model.ts';
import type { Scalar, ScalarShape } from './scalars.ts';

/** A value that the member `name` may have in EC2, within the shape's limits and known values; the same on every call. */
export function plausibleValue(name: string, shape: ScalarShape): Scalar {
  switch (shape.type) {
    case 'string':
      return shape.enum?.[0] ?? withinLength(shape, matching[shape.name] ?? stringNamed(name, shape.name));
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      return withinRange(shape, numbers.find(([pattern]) => pattern.test(name))?.[1] ?? 1);
    case 'boolean':
      return true;
    case 'timestamp':
      return /^(End|Until|Latest)/.test(name) ? '2030-01-02T00:00:00Z' : '2030-01-01T00:00:00Z';
    case 'blob':
      return Buffer.from(/KeyMaterial/.test(name) ? publicKey : 'example').toString('base64');
  }
}

/** An Ed25519 key whose point is all zeros. */
const publicKey = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'A'.repeat(43)} example`;

/** For shapes with a pattern, by the shape's name. */
const matching: Readonly<Record<string, string>> = {
  AccountID: '111122223333',
  AllowedInstanceType: 'm5.large',
  ComponentAccount: '111122223333',
  ComponentRegion: 'us-east-1',
  ExcludedInstanceType: 'm5.large',
  FlexCostAllocationCidrLabel: 'example',
  FlexCostAllocationPolicyAssociationId: 'fcapassoc-0123456789abcdef0',
  FlexCostAllocationPolicyId: 'fcap-0123456789abcdef0',
  IpAddress: '192.0.2.10',
  LaunchTemplateName: 'example',
  OutpostArn: 'arn:aws:outposts:us-east-1:111122223333:outpost/op-0123456789abcdef0',
  PlacementGroupArn: 'arn:aws:ec2:us-east-1:111122223333:placement-group/example',
  SecretArn: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:example-AbCdEf',
};

const numbers: readonly (readonly [RegExp, number])[] = [
  [/Port$/, 443],
  [/MaxResults$/, 10],
  [/Asn$/, 65000],
  [/Vlan/, 101],
  [/RuleNumber$/, 100],
  [/Size$/, 8],
  [/Netmask/, 28],
  [/Hours$/, 24],
  [/^Bytes$/, 1024],
];

/** Resource ids by what precedes `Id` in the name of the shape, else of the member. */
const idPrefixes: Readonly<Record<string, string>> = {
  Allocation: 'eipalloc',
  Association: 'eipassoc',
  Attachment: 'eni-attach',
  BranchInterface: 'eni',
  Bundle: 'bun',
  CapacityManagerDataExport: 'cmde',
  CapacityReservation: 'cr',
  CapacityReservationFleet: 'crf',
  CarrierGateway: 'cagw',
  ClientVpnEndpoint: 'cvpn-endpoint',
  ConnectionNotification: 'vpce-nfn',
  ConversionTask: 'import-i',
  CustomerGateway: 'cgw',
  DeclarativePoliciesReport: 'p',
  DedicatedHost: 'h',
  DefaultingDhcpOptions: 'dopt',
  DhcpOptions: 'dopt',
  DisassociateSecurityGroupVpcSecurityGroup: 'sg',
  EgressOnlyInternetGateway: 'eigw',
  ElasticGpu: 'egpu',
  ElasticIpAssociation: 'eipassoc',
  ExportImageTask: 'export-ami',
  ExportTask: 'export-i',
  ExportVmTask: 'export-i',
  Fleet: 'fleet',
  FlowLog: 'fl',
  FlowLogResource: 'vpc',
  FpgaImage: 'afi',
  IamInstanceProfileAssociation: 'iip-assoc',
  Image: 'ami',
  ImportImageTask: 'import-ami',
  ImportSnapshotTask: 'import-snap',
  Instance: 'i',
  InstanceConnectEndpoint: 'eice',
  InstanceEvent: 'instance-event',
  InstanceEventWindow: 'iew',
  InstanceWithVolume: 'i',
  InternetGateway: 'igw',
  Ipam: 'ipam',
  IpamExternalResourceVerificationToken: 'ipam-ext-res-ver-token',
  IpamPool: 'ipam-pool',
  IpamPoolAllocation: 'ipam-pool-alloc',
  IpamResourceDiscovery: 'ipam-res-disco',
  IpamResourceDiscoveryAssociation: 'ipam-res-disco-assoc',
  IpamScope: 'ipam-scope',
  Ipv4PoolCoip: 'ipv4pool-coip',
  Ipv4PoolEc2: 'ipv4pool-ec2',
  Ipv6PoolEc2: 'ipv6pool-ec2',
  KeyPair: 'key',
  LaunchTemplate: 'lt',
  LocalGateway: 'lgw',
  LocalGatewayRoutetable: 'lgw-rtb',
  LocalGatewayRouteTableVirtualInterfaceGroupAssociation: 'lgw-vif-grp-assoc',
  LocalGatewayRouteTableVpcAssociation: 'lgw-vpc-assoc',
  LocalGatewayVirtualInterface: 'lgw-vif',
  LocalGatewayVirtualInterfaceGroup: 'lgw-vif-grp',
  NatGateway: 'nat',
  NetworkAcl: 'acl',
  NetworkAclAssociation: 'aclassoc',
  NetworkInsightsAccessScope: 'nis',
  NetworkInsightsAccessScopeAnalysis: 'nisa',
  NetworkInsightsAnalysis: 'nia',
  NetworkInsightsPath: 'nip',
  NetworkInsightsResource: 'eni',
  NetworkInterface: 'eni',
  NetworkInterfaceAttachment: 'eni-attach',
  NetworkInterfacePermission: 'eni-perm',
  PlacementGroup: 'pg',
  PrefixList: 'pl',
  PrefixListResource: 'pl',
  Reservation: 'r',
  Resource: 'vpc',
  RouteServer: 'rs',
  RouteServerEndpoint: 'rse',
  RouteServerPeer: 'rsp',
  RouteTable: 'rtb',
  RouteTableAssociation: 'rtbassoc',
  ScheduledInstance: 'sci',
  SecurityGroup: 'sg',
  SecurityGroupRule: 'sgr',
  Snapshot: 'snap',
  SpotFleetRequest: 'sfr',
  SpotInstanceRequest: 'sir',
  Subnet: 'subnet',
  SubnetCidrAssociation: 'subnet-cidr-assoc',
  SubnetCidrReservation: 'scr',
  TaggableResource: 'i',
  TrafficMirrorFilter: 'tmf',
  TrafficMirrorFilterRule: 'tmfr',
  TrafficMirrorSession: 'tms',
  TrafficMirrorTarget: 'tmt',
  TransitAssociationGateway: 'tgw',
  TransitGateway: 'tgw',
  TransitGatewayAttachment: 'tgw-attach',
  TransitGatewayConnectPeer: 'tgw-connect-peer',
  TransitGatewayMeteringPolicy: 'tgw-mp',
  TransitGatewayMulticastDomain: 'tgw-mcast-domain',
  TransitGatewayPolicyTable: 'tgw-ptb',
  TransitGatewayRouteTable: 'tgw-rtb',
  TransitGatewayRouteTableAnnouncement: 'tgw-rtb-ann',
  TrunkInterfaceAssociation: 'trunk-assoc',
  VerifiedAccessEndpoint: 'vae',
  VerifiedAccessGroup: 'vagr',
  VerifiedAccessInstance: 'vai',
  VerifiedAccessTrustProvider: 'vatp',
  Volume: 'vol',
  Vpc: 'vpc',
  VpcBlockPublicAccessExclusion: 'vpcbpa-exclude',
  VpcCidrAssociation: 'vpc-cidr-assoc',
  VpcEndpoint: 'vpce',
  VpcEndpointService: 'vpce-svc',
  VpcFlowLog: 'fl',
  VpcPeeringConnection: 'pcx',
  VpnConnection: 'vpn',
  VpnGateway: 'vgw',
};

/** By the member's name, the first pattern that fits; ids of resources come before. */
const strings: readonly (readonly [RegExp, string])[] = [
  [/Arn$|^RoleId$|^CertificateId$/, 'arn:aws:iam::111122223333:role/example'],
  [/KmsKeyId$/, 'alias/example'],
  [/AvailabilityZoneIds?$/, 'use1-az1'],
  [/AvailabilityZones?$/, 'us-east-1a'],
  [/Region(Name)?s?$|^Locale$/, 'us-east-1'],
  [/Account(Id)?s?$|Owner(Id)?s?$|^UserIds?$/, '111122223333'],
  [/Ipv6.*Cidr|Cidr.*Ipv6/, '2001:db8:1234:1a00::/56'],
  [/Destination.*Cidr/, '198.51.100.0/24'],
  [/Cidr/, '192.0.2.0/24'],
  [/Ipv6/, '2001:db8::10'],
  [/Ip(Address)?(es)?$|Address(es)?$/, '192.0.2.10'],
  [/Bucket(Name)?$/, 'amzn-s3-demo-bucket'],
  [/(Url|Uri)$/, 'https://example.com/example'],
  [/InstanceTypes?$/, 'm5.large'],
  [/^Device(Name)?$/, '/dev/sdf'],
  [/^Type$/, 'ipsec.1'],
  [/Protocol$/, '6'],
  [/Asns?$/, '65000'],
  [/RuleNumber$/, '100'],
  [/ServiceName$/, 'com.amazonaws.us-east-1.s3'],
  [/^CpuCredits$/, 'standard'],
  [/^ClientToken$/, '7f3b0d5e-52c1-4d6a-9f0b-2a9c1e7d4b60'],
  [/^Versions?$/, '1'],
];

function stringNamed(member: string, shape: string): string {
  const prefix = idPrefix(shape) ?? idPrefix(member);
  if (prefix !== undefined) return `${prefix}-0123456789abcdef0`;
  const found = strings.find(([pattern]) => pattern.test(member) || pattern.test(shape));
  if (found !== undefined) return found[1];
  const [, resource] = /^(.+?)Ids?$/.exec(member) ?? [];
  return resource === undefined ? 'example' : `${hyphenated(resource)}-0123456789abcdef0`;
}

/** `VpcPeeringConnectionIdWithResolver`, `VpcIds` and `DestinationVpcId` are ids of what they name. */
function idPrefix(name: string): string | undefined {
  const [, resource] =
    /^(?:Source|Target|Destination|Peer|Current|Transport|Accepter|Requester)?(.+?)Ids?(?:WithResolver)?$/.exec(name) ??
    [];
  if (resource !== undefined && Object.hasOwn(idPrefixes, resource)) return idPrefixes[resource];
  return undefined;
}

/** `vpc-peering-connection` of `VpcPeeringConnection`. */
export function hyphenated(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
}

function withinLength({ min = 0, max = Number.POSITIVE_INFINITY }: StringShape, text: string): string {
  return text.padEnd(min, 'x').slice(0, max);
}

function withinRange({ min, max }: NumberShape, value: number): number {
  return Math.min(Math.max(value, min ?? value), max ?? Number.POSITIVE_INFINITY);
}
