/** What the reference client knows of RevokeSecurityGroupIngress: names on the wire and types. Source: AWS service model of EC2, 2016-11-15. */

/** A member of a response by its name in the output: its element and its type. */
export type OutputShape =
  | { readonly type: 'text' | 'integer' | 'boolean'; readonly element: string }
  | { readonly type: 'list'; readonly element: string; readonly of: OutputShapes };

/** Members of a structure by their names in the output. */
export type OutputShapes = Readonly<Record<string, OutputShape>>;

/** Names of the input whose names on the wire are others. */
export const inputNames: Readonly<Record<string, string>> = {
  SecurityGroupRuleIds: 'SecurityGroupRuleId',
  UserIdGroupPairs: 'Groups',
};

const text = (element: string): OutputShape => ({ type: 'text', element });
const integer = (element: string): OutputShape => ({ type: 'integer', element });
const list = (element: string, of: OutputShapes): OutputShape => ({ type: 'list', element, of });

const permission: OutputShapes = {
  IpProtocol: text('ipProtocol'),
  FromPort: integer('fromPort'),
  ToPort: integer('toPort'),
  UserIdGroupPairs: list('groups', {
    Description: text('description'),
    UserId: text('userId'),
    GroupName: text('groupName'),
    GroupId: text('groupId'),
    VpcId: text('vpcId'),
    VpcPeeringConnectionId: text('vpcPeeringConnectionId'),
    PeeringStatus: text('peeringStatus'),
  }),
  IpRanges: list('ipRanges', { CidrIp: text('cidrIp'), Description: text('description') }),
  Ipv6Ranges: list('ipv6Ranges', { CidrIpv6: text('cidrIpv6'), Description: text('description') }),
  PrefixListIds: list('prefixListIds', { PrefixListId: text('prefixListId'), Description: text('description') }),
};

/** The output of RevokeSecurityGroupIngress. */
export const output: OutputShapes = {
  Return: { type: 'boolean', element: 'return' },
  UnknownIpPermissions: list('unknownIpPermissionSet', permission),
  RevokedSecurityGroupRules: list('revokedSecurityGroupRuleSet', {
    SecurityGroupRuleId: text('securityGroupRuleId'),
    GroupId: text('groupId'),
    IsEgress: { type: 'boolean', element: 'isEgress' },
    IpProtocol: text('ipProtocol'),
    FromPort: integer('fromPort'),
    ToPort: integer('toPort'),
    CidrIpv4: text('cidrIpv4'),
    CidrIpv6: text('cidrIpv6'),
    PrefixListId: text('prefixListId'),
    ReferencedGroupId: text('referencedGroupId'),
    Description: text('description'),
  }),
};
