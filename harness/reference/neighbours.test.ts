import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Bench, elementText, ipv4Permission, itemTexts, type Parameters } from '../../test-support/reference-server.ts';

const ssh = ipv4Permission(1, 'tcp', '22', '22', '192.0.2.0/24');
const authorize = 'AuthorizeSecurityGroupIngress';

let bench: Bench;
let vpc: string;
beforeAll(async () => {
  bench = await Bench.start();
  vpc = await bench.vpc();
});
afterAll(() => bench.close());

describe('an authorise', () => {
  test('stores rules in canonical form and answers each', async () => {
    const GroupId = await bench.group({}, vpc);

    const reply = await bench.call(authorize, {
      GroupId,
      ...ipv4Permission(1, '6', '80', '81', '100.68.0.18/18'),
      ...ipv4Permission(2, '47', '1', '2', '192.0.2.1/32'),
      'IpPermissions.2.Ipv6Ranges.1.CidrIpv6': '2001:DB8:0:0::1/32',
    });

    expect(itemTexts(reply.body)).toHaveLength(3);
    expect(elementText(reply.body, 'securityGroupRuleArn')).toMatch(
      /:111122223333:security-group-rule\/sgr-[0-9a-f]{17}$/,
    );
    expect(await bench.rules(GroupId)).toEqual([
      'egress -1 -1--1 0.0.0.0/0',
      'ingress 47 -1--1 192.0.2.1/32',
      'ingress 47 -1--1 2001:db8::/32',
      'ingress tcp 80-81 100.68.0.0/18',
    ]);
  });

  test.each<readonly [string, Parameters]>([
    ['InvalidPermission.Duplicate', ssh],
    ['InvalidPermission.Duplicate', ipv4Permission(1, '6', '22', '22', '192.0.2.77/24')],
    ['InvalidPermission.Duplicate', { ...ssh, ...ipv4Permission(2, 'tcp', '23', '23', '192.0.2.0/24') }],
    ['InvalidParameterValue', { ...ipv4Permission(1, 'tcp', '1', '1', '::/0') }],
    [
      'InvalidParameterValue',
      { ...ipv4Permission(1, 'tcp', '1', '1', '192.0.2.0/24'), ...ipv4Permission(2, 'tcp', '1', '1', '192.0.2.0/24') },
    ],
    [
      'InvalidPrefixListID.NotFound',
      {
        ...ipv4Permission(1, 'tcp', '1', '1', '192.0.2.0/24'),
        'IpPermissions.1.PrefixListIds.1.PrefixListId': 'pl-0123',
      },
    ],
    ['InvalidGroup.NotFound', { 'IpPermissions.1.IpProtocol': '-1', 'IpPermissions.1.Groups.1.GroupId': 'sg-0123' }],
    [
      'InvalidParameterValue',
      { ...ipv4Permission(1, 'tcp', '1', '1', '192.0.2.0/24'), 'IpPermissions.1.IpRanges.1.Description': '%' },
    ],
  ])('is refused as a whole: %s', async (code, parameters) => {
    const GroupId = await bench.group(ssh, vpc);

    expect(await bench.call(authorize, { GroupId, ...parameters })).toMatchObject({ status: 400, code });
    expect(await bench.rules(GroupId)).toHaveLength(2);
  });
});

describe('groups', () => {
  test('show rules of equal protocol and ports as one permission', async () => {
    const GroupId = await bench.group({ ...ssh, 'IpPermissions.1.IpRanges.2.CidrIp': '198.51.100.0/24' }, vpc);

    const { body } = await bench.call('DescribeSecurityGroups', { 'GroupId.1': GroupId });

    const ingress = /<ipPermissions>.*<\/ipPermissions>/s.exec(body)?.[0] ?? '';
    expect(ingress.match(/<ipProtocol>/g)).toHaveLength(1);
    expect(ingress.match(/<cidrIp>/g)).toHaveLength(2);
    expect(ingress).toContain('<groups/>');
    // The egress rule for everything has no ports here.
    expect(body.match(/<fromPort>/g)).toHaveLength(1);
  });

  test('cannot go while another group refers to them, nor can the default one', async () => {
    const GroupId = await bench.group({}, vpc);
    const self = { 'IpPermissions.1.IpProtocol': '-1', 'IpPermissions.1.Groups.1.GroupId': GroupId };
    const other = await bench.group(self, vpc);
    const byDefault = { 'Filter.1.Name': 'vpc-id', 'Filter.1.Value.1': vpc, ...filter(2, 'group-name', 'default') };
    const described = await bench.call('DescribeSecurityGroups', byDefault);
    const remove = (id: string) => bench.call('DeleteSecurityGroup', { GroupId: id });

    expect((await remove(GroupId)).code).toBe('DependencyViolation');
    expect((await remove(elementText(described.body, 'groupId') ?? '')).code).toBe('CannotDelete');
    expect((await bench.call('DeleteVpc', { VpcId: vpc })).code).toBe('DependencyViolation');
    expect((await remove(other)).code).toBe('');
    expect((await remove(GroupId)).code).toBe('');
    expect((await bench.call('DescribeSecurityGroups', { 'GroupId.1': GroupId })).code).toBe('InvalidGroup.NotFound');
  });

  test.each<readonly [string, Parameters]>([
    ['UnknownParameter', { GroupName: 'a', Description: 'b' }],
    ['MissingParameter', { GroupName: 'a' }],
    ['MissingParameter', { GroupDescription: 'b' }],
    ['InvalidParameterValue', { GroupName: 'sg-10de0577', GroupDescription: 'b' }],
    ['InvalidGroup.Reserved', { GroupName: 'default', GroupDescription: 'b' }],
    ['InvalidVpcID.NotFound', { GroupName: 'a', GroupDescription: 'b', VpcId: 'vpc-0' }],
  ])('are not made from faulty parameters: %s', async (code, parameters) => {
    expect(await bench.call('CreateSecurityGroup', parameters)).toMatchObject({ status: 400, code });
  });

  test('come in pages that together hold each once', async () => {
    const own = await bench.vpc();
    const made: string[] = [];
    for (let index = 0; index < 12; index += 1) made.push(await bench.group({}, own));
    const seen: string[] = [];
    let token: string | undefined;
    do {
      const next: Parameters = token === undefined ? {} : { NextToken: token };
      const page = { ...filter(1, 'vpc-id', own), MaxResults: '5', ...next };
      const { body } = await bench.call('DescribeSecurityGroups', page);
      seen.push(...itemTexts(body).map((item) => elementText(item, 'groupId') ?? ''));
      token = elementText(body, 'nextToken');
    } while (token !== undefined);

    expect(seen).toHaveLength(13);
    expect(new Set(seen).size).toBe(13);
    expect(seen).toEqual(expect.arrayContaining(made));
  });
});

describe('descriptions and rules', () => {
  test('change in place, and keep their ids', async () => {
    const GroupId = await bench.group(ssh, vpc);
    const before = await bench.call('DescribeSecurityGroupRules', filter(1, 'group-id', GroupId));
    const rule = itemTexts(before.body).find((item) => item.includes('<isEgress>false')) ?? '';
    const id = elementText(rule, 'securityGroupRuleId') ?? '';

    const described = await bench.call('UpdateSecurityGroupRuleDescriptionsIngress', {
      GroupId,
      ...ssh,
      'IpPermissions.1.IpRanges.1.Description': 'office',
    });
    const afterwards = await bench.rules(GroupId);
    const modified = await bench.call('ModifySecurityGroupRules', {
      GroupId,
      'SecurityGroupRule.1.SecurityGroupRuleId': id,
      'SecurityGroupRule.1.SecurityGroupRule.IpProtocol': 'udp',
      'SecurityGroupRule.1.SecurityGroupRule.FromPort': '53',
      'SecurityGroupRule.1.SecurityGroupRule.ToPort': '53',
      'SecurityGroupRule.1.SecurityGroupRule.CidrIpv4': '198.51.100.0/24',
    });
    const revoked = await bench.call('RevokeSecurityGroupIngress', { GroupId, 'SecurityGroupRuleId.1': id });

    expect([described.status, modified.status, revoked.status]).toEqual([200, 200, 200]);
    expect(afterwards).toContain('ingress tcp 22-22 192.0.2.0/24 office');
    expect(elementText(revoked.body, 'cidrIpv4')).toBe('198.51.100.0/24');
  });
});

test('rules of an absent group are none, and those of a malformed id an error', async () => {
  const rulesOf = (id: string) => bench.call('DescribeSecurityGroupRules', filter(1, 'group-id', id));

  expect(itemTexts((await rulesOf('sg-0123456789abcdef0')).body)).toEqual([]);
  expect((await rulesOf('nonsense')).code).toBe('InvalidGroupId.Malformed');
  expect(itemTexts((await rulesOf('sg-*')).body)).not.toEqual([]);
});

describe('VPCs, prefix lists and tags', () => {
  test('are made, found and deleted', async () => {
    const tagged = { 'TagSpecification.1.ResourceType': 'vpc', 'TagSpecification.1.Tag.1.Key': 'run' };
    const created = await bench.call('CreateVpc', { CidrBlock: '10.1.0.0/16', ...tagged });
    const VpcId = elementText(created.body, 'vpcId') ?? '';
    const found = await bench.call('DescribeVpcs', filter(1, 'tag-key', 'run'));
    const byDefault = await bench.call('DescribeVpcs', filter(1, 'is-default', 'true'));

    expect(itemTexts(found.body).map((item) => elementText(item, 'vpcId'))).toEqual([VpcId]);
    expect(itemTexts(byDefault.body)).toHaveLength(1);
    expect((await bench.call('DeleteVpc', { VpcId })).code).toBe('');
    expect((await bench.call('DescribeVpcs', { 'VpcId.1': VpcId })).code).toBe('InvalidVpcID.NotFound');
    expect((await bench.call('DescribeSecurityGroups', filter(1, 'vpc-id', VpcId))).body).not.toContain('groupId');
  });

  test('can be sources, and cannot go while they are', async () => {
    const parameters = {
      PrefixListName: 'edge',
      AddressFamily: 'IPv4',
      MaxEntries: '2',
      'Entry.1.Cidr': '192.0.2.0/24',
    };
    const created = await bench.call('CreateManagedPrefixList', parameters);
    const PrefixListId = elementText(created.body, 'prefixListId') ?? '';
    const source = {
      'IpPermissions.1.IpProtocol': '-1',
      'IpPermissions.1.PrefixListIds.1.PrefixListId': PrefixListId,
    };
    const GroupId = await bench.group(source, vpc);
    const remove = () => bench.call('DeleteManagedPrefixList', { PrefixListId });

    expect((await remove()).code).toBe('DependencyViolation');
    expect((await bench.call('RevokeSecurityGroupIngress', { GroupId, ...source })).code).toBe('');
    expect((await remove()).code).toBe('');
    expect((await bench.call('DescribeManagedPrefixLists')).body).not.toContain(PrefixListId);
  });

  test('carry tags', async () => {
    const GroupId = await bench.group({}, vpc);
    const tag = { 'ResourceId.1': GroupId, 'Tag.1.Key': 'owner', 'Tag.1.Value': 'tests' };

    await bench.call('CreateTags', tag);
    const found = await bench.call('DescribeSecurityGroups', filter(1, 'tag:owner', 't?st*'));
    const listed = await bench.call('DescribeTags', filter(1, 'resource-id', GroupId));
    await bench.call('DeleteTags', tag);
    const gone = await bench.call('DescribeTags', filter(1, 'resource-id', GroupId));

    expect(elementText(found.body, 'groupId')).toBe(GroupId);
    expect(elementText(listed.body, 'resourceType')).toBe('security-group');
    expect(itemTexts(gone.body)).toEqual([]);
  });
});

function filter(index: number, name: string, value: string): Parameters {
  return { [`Filter.${index}.Name`]: name, [`Filter.${index}.Value.1`]: value };
}
