/** The parameters of each operation by their wire names, from AWS's published service model. */

import type { InputShape } from './input.ts';

type Members = Readonly<Record<string, InputShape>>;

const textList: InputShape = { list: 'text' };

const permission: InputShape = {
  members: {
    IpProtocol: 'text',
    FromPort: 'integer',
    ToPort: 'integer',
    IpRanges: { list: { members: { CidrIp: 'text', Description: 'text' } } },
    Ipv6Ranges: { list: { members: { CidrIpv6: 'text', Description: 'text' } } },
    PrefixListIds: { list: { members: { PrefixListId: 'text', Description: 'text' } } },
    Groups: {
      list: {
        members: {
          Description: 'text',
          UserId: 'text',
          GroupName: 'text',
          GroupId: 'text',
          VpcId: 'text',
          VpcPeeringConnectionId: 'text',
          PeeringStatus: 'text',
        },
      },
    },
  },
};

const tag: InputShape = { members: { Key: 'text', Value: 'text' } };
const tagSpecification: Members = {
  TagSpecification: { list: { members: { ResourceType: 'text', Tag: { list: tag } } } },
};
const filters: Members = { Filter: { list: { members: { Name: 'text', Value: textList } } } };
const paging: Members = { MaxResults: 'integer', NextToken: 'text' };
const dryRun: Members = { DryRun: 'boolean' };

/**
 * The one-rule form of a request. The model has these names for egress too; the reference calls them not supported there,
 * and an authorise was once answered that it does not know CidrIp (boto/boto3, issue 526).
 */
const flatRule: Members = {
  CidrIp: 'text',
  FromPort: 'integer',
  IpProtocol: 'text',
  SourceSecurityGroupName: 'text',
  SourceSecurityGroupOwnerId: 'text',
  ToPort: 'integer',
};
const egressRules: Members = { GroupId: 'text', IpPermissions: { list: permission }, ...dryRun };
const rules: Members = { ...egressRules, ...flatRule };

const ruleRequest: InputShape = {
  members: {
    IpProtocol: 'text',
    FromPort: 'integer',
    ToPort: 'integer',
    CidrIpv4: 'text',
    CidrIpv6: 'text',
    PrefixListId: 'text',
    ReferencedGroupId: 'text',
    Description: 'text',
  },
};

const ruleDescriptions: Members = {
  GroupId: 'text',
  GroupName: 'text',
  IpPermissions: { list: permission },
  SecurityGroupRuleDescription: { list: { members: { SecurityGroupRuleId: 'text', Description: 'text' } } },
  ...dryRun,
};

/** Parameters by action. An action that is not here does not exist. */
export const shapes = {
  RevokeSecurityGroupIngress: { ...rules, GroupName: 'text', SecurityGroupRuleId: textList },
  RevokeSecurityGroupEgress: { ...egressRules, SecurityGroupRuleId: textList },
  AuthorizeSecurityGroupIngress: { ...rules, GroupName: 'text', ...tagSpecification },
  AuthorizeSecurityGroupEgress: { ...egressRules, ...tagSpecification },
  UpdateSecurityGroupRuleDescriptionsIngress: ruleDescriptions,
  UpdateSecurityGroupRuleDescriptionsEgress: ruleDescriptions,
  ModifySecurityGroupRules: {
    GroupId: 'text',
    SecurityGroupRule: { list: { members: { SecurityGroupRuleId: 'text', SecurityGroupRule: ruleRequest } } },
    ...dryRun,
  },
  DescribeSecurityGroups: { GroupId: textList, GroupName: textList, ...filters, ...paging, ...dryRun },
  DescribeSecurityGroupRules: { SecurityGroupRuleId: textList, ...filters, ...paging, ...dryRun },
  CreateSecurityGroup: { GroupDescription: 'text', GroupName: 'text', VpcId: 'text', ...tagSpecification, ...dryRun },
  DeleteSecurityGroup: { GroupId: 'text', GroupName: 'text', ...dryRun },
  CreateVpc: { CidrBlock: 'text', InstanceTenancy: 'text', ...tagSpecification, ...dryRun },
  DeleteVpc: { VpcId: 'text', ...dryRun },
  DescribeRegions: { RegionName: textList, AllRegions: 'boolean', ...filters, ...dryRun },
  DescribeVpcs: { VpcId: textList, ...filters, ...paging, ...dryRun },
  CreateManagedPrefixList: {
    PrefixListName: 'text',
    Entry: { list: { members: { Cidr: 'text', Description: 'text' } } },
    MaxEntries: 'integer',
    AddressFamily: 'text',
    ClientToken: 'text',
    ...tagSpecification,
    ...dryRun,
  },
  DeleteManagedPrefixList: { PrefixListId: 'text', ...dryRun },
  DescribeManagedPrefixLists: { PrefixListId: textList, ...filters, ...paging, ...dryRun },
  CreateTags: { ResourceId: textList, Tag: { list: tag }, ...dryRun },
  DeleteTags: { ResourceId: textList, Tag: { list: tag }, ...dryRun },
  DescribeTags: { ...filters, ...paging, ...dryRun },
} as const satisfies Readonly<Record<string, Members>>;

/** Name of an action that the embedded target implements with state. */
export type StatefulAction = keyof typeof shapes;
