import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Bench, elementText, ipv4Permission, itemTexts, type Parameters } from '../../test-support/reference-server.ts';

const https = ipv4Permission(1, 'tcp', '443', '443', '192.0.2.0/24');
const ssh = ipv4Permission(2, 'tcp', '22', '22', '203.0.113.0/24');
const unchanged = ['egress -1 -1--1 0.0.0.0/0', 'ingress tcp 22-22 203.0.113.0/24', 'ingress tcp 443-443 192.0.2.0/24'];

let bench: Bench;
let vpc: string;
beforeAll(async () => {
  bench = await Bench.start();
  vpc = await bench.vpc();
});
afterAll(() => bench.close());

/** A group with https and ssh, and the id of its https rule. */
async function groupOfTwo(): Promise<{ readonly GroupId: string; readonly id: string }> {
  const GroupId = await bench.group({ ...https, ...ssh }, vpc);
  return { GroupId, id: await idOf(GroupId, '443') };
}

async function idOf(GroupId: string, port: string): Promise<string> {
  const filter = { 'Filter.1.Name': 'group-id', 'Filter.1.Value.1': GroupId };
  const { body } = await bench.call('DescribeSecurityGroupRules', filter);
  const item = itemTexts(body).find((one) => elementText(one, 'fromPort') === port) ?? '';
  return elementText(item, 'securityGroupRuleId') ?? '';
}

function update(id: string, values: Parameters, index = 1): Parameters {
  const at = `SecurityGroupRule.${index}`;
  return {
    [`${at}.SecurityGroupRuleId`]: id,
    ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`${at}.SecurityGroupRule.${name}`, value])),
  };
}

const values = { IpProtocol: 'tcp', FromPort: '8443', ToPort: '8443', CidrIpv4: '192.0.2.0/24' };

describe('ModifySecurityGroupRules', () => {
  test('gives a rule new values under its old id', async () => {
    const { GroupId, id } = await groupOfTwo();

    const reply = await bench.call('ModifySecurityGroupRules', {
      GroupId,
      ...update(id, { ...values, CidrIpv4: '198.51.100.9/24', Description: 'new' }),
    });

    expect(reply).toMatchObject({ status: 200, code: '' });
    expect(await bench.rules(GroupId)).toEqual([...unchanged.slice(0, 2), 'ingress tcp 8443-8443 198.51.100.0/24 new']);
    expect(await idOf(GroupId, '8443')).toBe(id);
  });

  test('changes inbound and outbound rules together', async () => {
    const { GroupId, id } = await groupOfTwo();
    const outbound = await idOf(GroupId, '-1');

    const reply = await bench.call('ModifySecurityGroupRules', {
      GroupId,
      ...update(id, values),
      ...update(outbound, { ...values, IpProtocol: 'udp' }, 2),
    });

    expect(reply.status).toBe(200);
    expect(await bench.rules(GroupId)).toEqual([
      'egress udp 8443-8443 192.0.2.0/24',
      'ingress tcp 22-22 203.0.113.0/24',
      'ingress tcp 8443-8443 192.0.2.0/24',
    ]);
  });

  test.each<readonly [string, string, Parameters]>([
    ['no protocol', 'InvalidParameterValue', { FromPort: '1', ToPort: '1', CidrIpv4: '192.0.2.0/24' }],
    ['a description alone', 'InvalidParameterValue', { Description: 'x' }],
    ['no source', 'MissingParameter', { IpProtocol: 'tcp', FromPort: '1', ToPort: '1' }],
    ['two sources', 'InvalidParameterCombination', { ...values, CidrIpv6: '2001:db8::/32' }],
    ['one port', 'InvalidParameterValue', { IpProtocol: 'tcp', FromPort: '1', CidrIpv4: '192.0.2.0/24' }],
    ['ports of all traffic', 'InvalidParameterValue', { ...values, IpProtocol: '-1' }],
    ['another kind of source', 'InvalidParameterCombination', { ...values, CidrIpv4: '', CidrIpv6: '2001:db8::/32' }],
    ['a forbidden character', 'InvalidParameterValue', { ...values, Description: 'a>b' }],
    [
      'the values of another rule',
      'InvalidPermission.Duplicate',
      { ...values, FromPort: '22', ToPort: '22', CidrIpv4: '203.0.113.0/24' },
    ],
  ])('refuses %s with %s and changes nothing', async (_, code, given) => {
    const { GroupId, id } = await groupOfTwo();

    const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
    const reply = await bench.call('ModifySecurityGroupRules', { GroupId, ...update(id, named) });

    expect(reply).toMatchObject({ status: 400, code });
    expect(await bench.rules(GroupId)).toEqual(unchanged);
  });

  test.each<readonly [string, Parameters]>([
    ['InvalidSecurityGroupRuleId.Malformed', update('192.0.2.7', values)],
    ['InvalidSecurityGroupRuleId.NotFound', update('sgr-00000000', values)],
    ['MissingParameter', {}],
  ])('refuses with %s what names no rule', async (code, named) => {
    const { GroupId } = await groupOfTwo();

    expect(await bench.call('ModifySecurityGroupRules', { GroupId, ...named })).toMatchObject({ status: 400, code });
  });
});

describe('an update of descriptions', () => {
  const action = 'UpdateSecurityGroupRuleDescriptionsIngress';

  test('sets the description by permission and by id, and removes one that is left out', async () => {
    const { GroupId, id } = await groupOfTwo();

    await bench.call(action, { GroupId, ...https, 'IpPermissions.1.IpRanges.1.Description': 'web' });
    const set = await bench.rules(GroupId);
    await bench.call(action, { GroupId, 'SecurityGroupRuleDescription.1.SecurityGroupRuleId': id });

    expect(set).toContain('ingress tcp 443-443 192.0.2.0/24 web');
    expect(await bench.rules(GroupId)).toEqual(unchanged);
    expect(await idOf(GroupId, '443')).toBe(id);
  });

  test('of outbound rules names the rule of a new group', async () => {
    const { GroupId } = await groupOfTwo();
    const all = { 'IpPermissions.1.IpProtocol': '-1', 'IpPermissions.1.IpRanges.1.CidrIp': '0.0.0.0/0' };

    const reply = await bench.call('UpdateSecurityGroupRuleDescriptionsEgress', {
      GroupId,
      ...all,
      'IpPermissions.1.IpRanges.1.Description': 'all',
    });

    expect(reply.status).toBe(200);
    expect(await bench.rules(GroupId)).toContain('egress -1 -1--1 0.0.0.0/0 all');
  });

  test.each<readonly [string, Parameters]>([
    ['InvalidPermission.NotFound', ipv4Permission(1, 'tcp', '444', '444', '192.0.2.0/24')],
    ['InvalidParameterValue', ipv4Permission(1, '-1', '0', '0', '192.0.2.0/24')],
    ['InvalidParameterValue', { ...https, 'IpPermissions.1.IpRanges.1.Description': "it's" }],
    ['MissingParameter', {}],
    ['InvalidParameterCombination', { ...https, 'SecurityGroupRuleDescription.1.Description': 'x' }],
    ['InvalidSecurityGroupRuleId.NotFound', { 'SecurityGroupRuleDescription.1.SecurityGroupRuleId': 'sgr-00000000' }],
  ])('refuses with %s and changes nothing', async (code, named) => {
    const { GroupId } = await groupOfTwo();

    expect(await bench.call(action, { GroupId, ...named })).toMatchObject({ status: 400, code });
    expect(await bench.rules(GroupId)).toEqual(unchanged);
  });
});

describe('an authorise', () => {
  test.each<readonly [string, Parameters]>([
    ['a code of all ICMP types', ipv4Permission(1, 'icmp', '-1', '0', '192.0.2.0/24')],
    ['a tag key of AWS', { ...https, ...tag('aws:x', 'y') }],
    ['a tag value that is too long', { ...https, ...tag('x', 'y'.repeat(257)) }],
  ])('refuses %s and adds nothing', async (_, named) => {
    const GroupId = await bench.group({}, vpc);

    const reply = await bench.call('AuthorizeSecurityGroupIngress', { GroupId, ...named });

    expect(reply).toMatchObject({ status: 400, code: 'InvalidParameterValue' });
    expect(await bench.rules(GroupId)).toEqual(unchanged.slice(0, 1));
  });
});

function tag(Key: string, Value: string): Parameters {
  return {
    'TagSpecification.1.ResourceType': 'security-group-rule',
    'TagSpecification.1.Tag.1.Key': Key,
    'TagSpecification.1.Tag.1.Value': Value,
  };
}
