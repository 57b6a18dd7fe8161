import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Bench, elementText, ipv4Permission, itemTexts, type Parameters } from '../../test-support/reference-server.ts';

const egressAll = 'egress -1 -1--1 0.0.0.0/0';
const ssh = ipv4Permission(1, 'tcp', '22', '22', '192.0.2.0/24');
const revoke = 'RevokeSecurityGroupIngress';

let bench: Bench;
let vpc: string;
beforeAll(async () => {
  bench = await Bench.start();
  vpc = await bench.vpc();
});
afterAll(() => bench.close());

/** A group outside the default VPC that lets ssh in from 192.0.2.0/24, and dns from everywhere with a description. */
async function groupOfTwo(): Promise<string> {
  return bench.group(
    {
      ...ssh,
      ...ipv4Permission(2, 'udp', '53', '53', '0.0.0.0/0'),
      'IpPermissions.2.IpRanges.1.Description': 'dns',
    },
    vpc,
  );
}

const both = [egressAll, 'ingress tcp 22-22 192.0.2.0/24', 'ingress udp 53-53 0.0.0.0/0 dns'];

describe('a revoke by properties', () => {
  test.each<readonly [string, Parameters, readonly string[]]>([
    ['permission', ssh, [egressAll, 'ingress udp 53-53 0.0.0.0/0 dns']],
    [
      'flat parameters',
      { IpProtocol: 'tcp', FromPort: '22', ToPort: '22', CidrIp: '192.0.2.0/24' },
      [egressAll, 'ingress udp 53-53 0.0.0.0/0 dns'],
    ],
    ['two permissions', { ...ssh, ...ipv4Permission(2, 'udp', '53', '53', '0.0.0.0/0') }, [egressAll]],
    [
      'description that is the rule’s',
      { ...ipv4Permission(1, 'udp', '53', '53', '0.0.0.0/0'), 'IpPermissions.1.IpRanges.1.Description': 'dns' },
      [egressAll, 'ingress tcp 22-22 192.0.2.0/24'],
    ],
  ])('removes what it names: %s', async (_, named, after) => {
    const GroupId = await groupOfTwo();

    const reply = await bench.call(revoke, { GroupId, ...named });

    expect(reply).toMatchObject({ status: 200, code: '' });
    expect(elementText(reply.body, 'return')).toBe('true');
    expect(reply.body).not.toContain('unknownIpPermissionSet');
    expect(itemTexts(reply.body)).toHaveLength(both.length - after.length);
    expect(await bench.rules(GroupId)).toEqual(after);
  });

  test.each<readonly [string, Parameters]>([
    ['protocol', ipv4Permission(1, 'udp', '22', '22', '192.0.2.0/24')],
    ['start port', ipv4Permission(1, 'tcp', '21', '22', '192.0.2.0/24')],
    ['end port', ipv4Permission(1, 'tcp', '22', '23', '192.0.2.0/24')],
    ['narrower range', ipv4Permission(1, 'tcp', '22', '22', '192.0.2.0/25')],
    ['wider range', ipv4Permission(1, 'tcp', '22', '22', '0.0.0.0/0')],
    ['description', { ...ssh, 'IpPermissions.1.IpRanges.1.Description': 'other' }],
    ['second permission', { ...ssh, ...ipv4Permission(2, 'tcp', '23', '23', '192.0.2.0/24') }],
    ['prefix list that is not there', prefixListPermission('pl-0123456789abcdef0')],
    ['group that is not there', groupPermission('sg-0123456789abcdef0')],
  ])('removes nothing when one value fits no rule: %s', async (_, named) => {
    const GroupId = await groupOfTwo();

    const reply = await bench.call(revoke, { GroupId, ...named });

    expect(reply).toMatchObject({ status: 400, code: 'InvalidPermission.NotFound' });
    expect(await bench.rules(GroupId)).toEqual(both);
  });

  test('in the default VPC, removes what fits and lists what does not', async () => {
    const GroupId = await bench.group(ssh);

    const reply = await bench.call(revoke, {
      GroupId,
      ...ssh,
      ...ipv4Permission(2, 'tcp', '23', '23', '192.0.2.0/24'),
    });

    expect(reply.status).toBe(200);
    expect(/<unknownIpPermissionSet>.*<toPort>23<.*<\/unknownIpPermissionSet>/s.test(reply.body)).toBe(true);
    expect(await bench.rules(GroupId)).toEqual([egressAll]);
  });

  test('leaves the egress rule of the same properties', async () => {
    const GroupId = await bench.group(ssh, vpc);
    await bench.call('AuthorizeSecurityGroupEgress', { GroupId, ...ssh });

    await bench.call(revoke, { GroupId, ...ssh });
    const left = await bench.rules(GroupId);
    const twin = await bench.call('RevokeSecurityGroupEgress', { GroupId, ...ssh });

    expect(left).toEqual([egressAll, 'egress tcp 22-22 192.0.2.0/24']);
    expect(elementText(twin.body, 'isEgress')).toBe('true');
    expect(await bench.rules(GroupId)).toEqual([egressAll]);
  });

  test('takes a group by name in the default VPC, as itself and as a source', async () => {
    const name = `named ${Math.random()}`;
    const created = await bench.call('CreateSecurityGroup', { GroupName: name, GroupDescription: 'test' });
    const GroupId = elementText(created.body, 'groupId') ?? '';
    await bench.call('AuthorizeSecurityGroupIngress', { GroupName: name, SourceSecurityGroupName: name });
    const authorized = await bench.rules(GroupId);

    const reply = await bench.call(revoke, { GroupName: name, SourceSecurityGroupName: name });

    const self = (numbers: string) => `ingress ${numbers} ${GroupId}`;
    expect(authorized).toEqual([egressAll, self('icmp -1--1'), self('tcp 0-65535'), self('udp 0-65535')]);
    expect(itemTexts(reply.body)).toHaveLength(3);
    expect(await bench.rules(GroupId)).toEqual([egressAll]);
  });
});

describe('a revoke by rule ids', () => {
  test('removes just the rules it names, and shows each in full', async () => {
    const GroupId = await groupOfTwo();
    const id = await ruleId(GroupId, 'dns');

    const reply = await bench.call(revoke, { GroupId, 'SecurityGroupRuleId.1': id });

    const item = itemTexts(reply.body)[0] ?? '';
    const members = [...item.matchAll(/<(\w+)>([^<\n]+)</g)].map(([, name, value]) => [name, value]);
    expect(members).toEqual([
      ['securityGroupRuleId', id],
      ['groupId', GroupId],
      ['isEgress', 'false'],
      ['ipProtocol', 'udp'],
      ['fromPort', '53'],
      ['toPort', '53'],
      ['cidrIpv4', '0.0.0.0/0'],
      ['description', 'dns'],
    ]);
    expect(await bench.rules(GroupId)).toEqual([egressAll, 'ingress tcp 22-22 192.0.2.0/24']);
  });

  test.each([
    ['192.0.2.1', 'InvalidSecurityGroupRuleId.Malformed'],
    ['sgr-0123456789abcdef0', 'InvalidSecurityGroupRuleId.NotFound'],
    ['sgr-01234567', 'InvalidSecurityGroupRuleId.NotFound'],
  ])('removes nothing when one of them is %s', async (bad, code) => {
    const GroupId = await groupOfTwo();
    const good = await ruleId(GroupId, 'dns');

    const reply = await bench.call(revoke, { GroupId, 'SecurityGroupRuleId.1': good, 'SecurityGroupRuleId.2': bad });

    expect(reply).toMatchObject({ status: 400, code });
    expect(await bench.rules(GroupId)).toEqual(both);
  });

  test('knows no rule of another group and none of egress', async () => {
    const [GroupId, other] = [await groupOfTwo(), await groupOfTwo()];
    const ofOther = await ruleId(other, 'dns');
    const ofEgress = await ruleId(GroupId, '<isEgress>true');

    for (const id of [ofOther, ofEgress]) {
      const reply = await bench.call(revoke, { GroupId, 'SecurityGroupRuleId.1': id });
      expect(reply.code).toBe('InvalidSecurityGroupRuleId.NotFound');
    }
    expect([await bench.rules(GroupId), await bench.rules(other)]).toEqual([both, both]);
  });
});

describe('a faulty revoke is refused and changes nothing', () => {
  const sourceless = { 'IpPermissions.1.IpProtocol': '-1' };
  test.each<readonly [string, Parameters]>([
    ['MissingParameter', {}],
    ['InvalidParameterCombination', { ...ssh, FromPort: '22' }],
    ['InvalidParameterCombination', { CidrIp: '192.0.2.0/24', SourceSecurityGroupName: 'default' }],
    ['InvalidParameterCombination', { ...ssh, 'SecurityGroupRuleId.1': 'sgr-0123456789abcdef0' }],
    ['InvalidParameterValue', ipv4Permission(1, 'tcp', '22', '22', '::/0')],
    ['InvalidParameterValue', ipv4Permission(1, 'tcp', '22', '22', '192.0.2.0/33')],
    ['InvalidParameterValue', ipv4Permission(1, 'all', '22', '22', '192.0.2.0/24')],
    ['InvalidParameterValue', ipv4Permission(1, 'tcp', '22', '65536', '192.0.2.0/24')],
    ['InvalidParameterValue', ipv4Permission(1, 'tcp', '22', 'ssh', '192.0.2.0/24')],
    ['InvalidParameterValue', { IpProtocol: 'tcp', CidrIp: '192.0.2.0/24' }],
    ['InvalidParameterValue', { FromPort: '22', ToPort: '22', CidrIp: '192.0.2.0/24' }],
    ['InvalidParameterValue', sourceless],
    ['InvalidParameterValue', { ...sourceless, 'IpPermissions.1.IpRanges': '' }],
    ['InvalidParameterValue', { ...ssh, 'IpPermissions.1.Ipv6Ranges': '' }],
    ['InvalidParameterValue', groupPermission('sg-0123456789abcdef0', 'nobody')],
    ['MissingParameter', { ...sourceless, 'IpPermissions.1.Groups.1.UserId': '111122223333' }],
    ['InvalidGroupId.Malformed', groupPermission('111122223333/sg-0123456789abcdef0')],
    ['UnknownParameter', { ...ssh, 'IpPermissions.1.UserIdGroupPairs.1.GroupId': 'sg-0123456789abcdef0' }],
    ['UnknownParameter', { ...ssh, 'SecurityGroupRuleId.member.1': 'sgr-0123456789abcdef0' }],
    ['UnknownParameter', { ...ssh, dryRun: 'true' }],
  ])('%s for %j', async (code, parameters) => {
    const GroupId = await groupOfTwo();

    const reply = await bench.call(revoke, { GroupId, ...parameters });

    expect(reply).toMatchObject({ status: 400, code });
    expect(await bench.rules(GroupId)).toEqual(both);
  });

  test.each<readonly [string, Parameters]>([
    ['MissingParameter', {}],
    ['InvalidGroupId.Malformed', { GroupId: '' }],
    ['InvalidGroupId.Malformed', { GroupId: 'fake-group' }],
    ['InvalidGroup.NotFound', { GroupId: 'sg-123abc' }],
    ['InvalidGroup.NotFound', { GroupName: 'nobody’s' }],
  ])('%s for the group %j', async (code, group) => {
    expect(await bench.call(revoke, { ...group, ...ssh })).toMatchObject({ status: 400, code });
  });
});

async function ruleId(group: string, pattern: string): Promise<string> {
  const filter = { 'Filter.1.Name': 'group-id', 'Filter.1.Value.1': group };
  const { body } = await bench.call('DescribeSecurityGroupRules', filter);
  return elementText(itemTexts(body).find((item) => item.includes(pattern)) ?? '', 'securityGroupRuleId') ?? '';
}

function groupPermission(id: string, userId?: string): Parameters {
  return {
    'IpPermissions.1.IpProtocol': '-1',
    'IpPermissions.1.Groups.1.GroupId': id,
    ...(userId === undefined ? {} : { 'IpPermissions.1.Groups.1.UserId': userId }),
  };
}

function prefixListPermission(id: string): Parameters {
  return { 'IpPermissions.1.IpProtocol': '-1', 'IpPermissions.1.PrefixListIds.1.PrefixListId': id };
}
