/** What the operations call otherwise than RevokeSecurityGroupIngress, whose cases they take over for clients. */
import type { ClientStatement, Renaming } from '../../harness/client/carry-client-case.ts';

const group = 'sg-0123456789abcdef0';
const permission = /^IpPermissions\.1\.(?:IpProtocol|FromPort|ToPort|IpRanges\.1\.CidrIp)$/;
const flatRule = /^(?:IpProtocol|FromPort|ToPort|CidrIp)$/;
const description = /^IpPermissions\.1\.IpRanges\.1\.Description$/;

/** The rule and the group of a plain call, which an operation without rules does not have. */
const plainCall: readonly Renaming[] = [{ from: permission }, { from: flatRule }, { from: /^GroupId$/ }];

/** Texts are carried by the value of a filter of this name. */
function textsInFilter(name: string): readonly Renaming[] {
  const beside = { 'Filter.1.Name': name };
  return [
    { from: description, to: 'Filter.1.Value.1', beside },
    { from: /^GroupName$/, to: 'Filter.1.Value.1', beside },
  ];
}

const returnOfNothing = ['<return>true</return>', ''] as const;

const listedRules: ClientStatement = {
  elements: [
    ['revokedSecurityGroupRuleSet', 'securityGroupRuleSet'],
    ['<unknownIpPermissionSet/>', ''],
    ['<unknownIpPermissionSet></unknownIpPermissionSet>', ''],
  ],
  output: { RevokedSecurityGroupRules: { SecurityGroupRules: '{value}' } },
  words: [
    ['revokedSecurityGroupRuleSet', 'securityGroupRuleSet'],
    ['a revoked item', 'an item'],
    ['revoked items', 'items'],
    ['revoked rule', 'rule'],
    ['RevokedSecurityGroupRules', 'SecurityGroupRules'],
  ],
};

/** By operation; one that has no entry takes over the cases whose members it has under the same names. */
export const clientStatements: Readonly<Record<string, ClientStatement>> = {
  AuthorizeSecurityGroupIngress: listedRules,
  AuthorizeSecurityGroupEgress: listedRules,
  ModifySecurityGroupRules: {
    parameters: [
      {
        from: /^IpPermissions\.1\.(IpProtocol|FromPort|ToPort)$/,
        to: 'SecurityGroupRule.1.SecurityGroupRule.$1',
        beside: { 'SecurityGroupRule.1.SecurityGroupRuleId': 'sgr-0123456789abcdef0' },
      },
      { from: /^IpPermissions\.1\.IpRanges\.1\.CidrIp$/, to: 'SecurityGroupRule.1.SecurityGroupRule.CidrIpv4' },
      { from: description, to: 'SecurityGroupRule.1.SecurityGroupRule.Description' },
      { from: /^SecurityGroupRuleId\.(\d+)$/, to: 'SecurityGroupRule.$1.SecurityGroupRuleId' },
    ],
  },
  DescribeSecurityGroupRules: {
    ...listedRules,
    parameters: [...textsInFilter('tag:Name'), ...plainCall],
    elements: [...(listedRules.elements ?? []), returnOfNothing],
  },
  DescribeSecurityGroups: {
    parameters: [
      ...textsInFilter('group-name'),
      { from: /^SecurityGroupRuleId\.(\d+)$/, to: 'GroupName.$1' },
      ...plainCall,
    ],
    elements: [
      returnOfNothing,
      ['<unknownIpPermissionSet>', `<securityGroupInfo><item><groupId>${group}</groupId><ipPermissions>`],
      ['</unknownIpPermissionSet>', '</ipPermissions></item></securityGroupInfo>'],
      ['<unknownIpPermissionSet/>', `<securityGroupInfo><item><groupId>${group}</groupId></item></securityGroupInfo>`],
      ['<revokedSecurityGroupRuleSet/>', ''],
    ],
    output: { UnknownIpPermissions: { SecurityGroups: [{ GroupId: group, IpPermissions: '{value}' }] } },
    words: [
      ['unknownIpPermissionSet', 'ipPermissions'],
      ['an unknown permission', 'a permission'],
      ['unknown permission', 'permission'],
    ],
  },
  CreateSecurityGroup: {
    parameters: [{ from: description, to: 'GroupDescription' }, ...plainCall],
    elements: [['<return>true</return>', `<groupId>${group}</groupId>`]],
    output: { Return: { GroupId: group } },
  },
  DeleteSecurityGroup: { parameters: [{ from: description, to: 'GroupName' }, ...plainCall] },
  DescribeRegions: {
    parameters: [
      ...textsInFilter('endpoint'),
      { from: /^SecurityGroupRuleId\.(\d+)$/, to: 'RegionName.$1' },
      ...plainCall,
    ],
    elements: [returnOfNothing],
  },
};
