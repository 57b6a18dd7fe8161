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
  titles: {
    'client-response/revoked-one': 'reads one rule as a list of one',
    'client-response/revoked-two': 'reads two rules in their order',
    'client-response/revoked-sixty': 'reads sixty rules',
    'client-response/one-set-empty': 'reads an empty SecurityGroupRules as none',
    'client-response/one-set-empty-in-two-tags': 'reads an empty SecurityGroupRules as none',
  },
  sentences: {
    'client-response/revoked-rules': 'Each item of securityGroupRuleSet is read, in its order',
    'client-response/revoked-text': 'The texts of an item are read: ids, protocol, sources, description',
    'client-response/revoked-ports': 'fromPort and toPort of an item are read as integers, 0 and -1 among them',
    'client-response/revoked-is-egress': 'isEgress of an item is read as a boolean',
    'client-response/revoked-many': 'A long list of items is read to its end',
  },
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
    titles: {
      'client-response/nested-list-empty': 'reads an empty list within a permission as none',
      'client-response/unknown-one': 'reads one permission',
      'client-response/unknown-two': 'reads two permissions in their order',
      'client-response/unknown-nested': 'reads every kind of source of a permission',
    },
    sentences: {
      'client-response/unknown-permissions': 'ipPermissions is read with every member of its permissions',
      'client-response/unknown-nested': 'The lists within a permission are read, each item of each kind of source',
      'client-response/nested-empty': 'A list without items within a permission reads as none',
    },
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
