import { afterEach, expect, test } from 'vitest';
import { Bench, elementText, ipv4Permission, itemTexts } from '../../test-support/reference-server.ts';
import { type Behaviour, type Changes, changed, referenceBehaviour } from './behaviour.ts';
import type { Choices } from './choices.ts';
import type { ReferenceOptions } from './reference.ts';

const ssh = ipv4Permission(1, 'tcp', '22', '22', '192.0.2.0/24');
const nearMiss = ipv4Permission(1, 'tcp', '22', '23', '192.0.2.0/24');
const revoke = 'RevokeSecurityGroupIngress';

const running: Bench[] = [];
afterEach(async () => {
  for (const bench of running.splice(0)) await bench.close();
});

async function start(changes: Changes<Behaviour>, options: ReferenceOptions = {}): Promise<Bench> {
  const bench = await Bench.start({ ...options, behaviour: changed(referenceBehaviour, changes) });
  running.push(bench);
  return bench;
}

const choose = (choices: Partial<Choices>) => start({ choices });

test('a replaced entry is used and its neighbours stay', async () => {
  const bench = await start({ matching: { toPort: () => true } });
  const GroupId = await bench.group(ssh);

  expect((await bench.call(revoke, { GroupId, ...nearMiss })).body).toContain('revokedSecurityGroupRuleSet');
  expect((await bench.call(revoke, { GroupId, ...nearMiss, 'IpPermissions.1.FromPort': '21' })).body).not.toContain(
    'revokedSecurityGroupRuleSet',
  );
});

test('the behaviour that was changed stays as it was', () => {
  const before = referenceBehaviour.matching.toPort;

  const { matching } = changed(referenceBehaviour, { matching: { toPort: () => true } });

  expect(referenceBehaviour.matching.toPort).toBe(before);
  expect(matching).toEqual({ ...referenceBehaviour.matching, toPort: matching.toPort });
});

test('an entry can be taken out of a table of elements, and a new one comes last', async () => {
  const bench = await start({ responses: { revokedRule: { fromPort: undefined, extra: () => 'more' } } });
  const GroupId = await bench.group(ssh);

  const [item = ''] = itemTexts((await bench.call(revoke, { GroupId, ...ssh })).body);

  expect(item).not.toContain('fromPort');
  expect(item).toMatch(/<cidrIpv4>.*<extra>more<\/extra>\s*<\/item>$/s);
});

test('a check can be taken out', async () => {
  const bench = await start({ checks: { signature: undefined } });

  expect((await bench.call('DescribeVpcs', {}, { unsigned: true })).status).toBe(200);
});

test('a flaw of a signature can be overlooked', async () => {
  const bench = await start({ signing: { flaws: { mismatch: () => undefined } } });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'not-test' };

  expect((await bench.call('DescribeVpcs', {}, { sign: { credentials } })).status).toBe(200);
});

test('what happens after a revoke can depend on the calls before', async () => {
  const bench = await start({
    revoking: {
      afterwards: ({ group }, { store, at }) => {
        if (store.past.at(-1)?.byRuleIds) store.removeRules(group, 'egress', group.egress, at);
      },
    },
  });
  const GroupId = await bench.group(ssh);
  await bench.call(revoke, { GroupId, 'SecurityGroupRuleId.1': 'sgr-01234567' });

  await bench.call(revoke, { GroupId, ...ssh });

  expect(await bench.rules(GroupId)).toEqual([]);
});

test('what Describe shows can lag behind', async () => {
  const bench = await start({
    state: {
      visibleRules: (group, direction, { store }) => [
        ...store.rules(group, direction),
        ...group.revoked.map(({ rule }) => rule).filter((rule) => rule.direction === direction),
      ],
    },
  });
  const GroupId = await bench.group(ssh);

  await bench.call(revoke, { GroupId, ...ssh });

  expect(await bench.rules(GroupId)).toHaveLength(2);
});

test('a response can be withheld', async () => {
  const bench = await start({ responding: { finish: () => undefined } });

  await expect(bench.call('DescribeVpcs')).rejects.toThrow(/no response/);
});

test('a mistake in a replacement is answered 500 and kept', async () => {
  const bench = await start({
    operations: {
      DescribeVpcs: () => {
        throw new TypeError('broken');
      },
    },
  });

  expect(await bench.call('DescribeVpcs')).toMatchObject({ status: 500, code: 'InternalError' });
  expect(bench.target.stats.mistakes.map(String)).toEqual(['TypeError: broken']);
});

test('a mismatch in the default VPC is refused when so chosen', async () => {
  const bench = await choose({ mismatchInDefaultVpc: 'refused' });
  const GroupId = await bench.group(ssh);

  expect((await bench.call(revoke, { GroupId, ...nearMiss })).code).toBe('InvalidPermission.NotFound');
});

test.each<readonly [Choices['nameOutsideDefaultVpc'], string]>([
  ['not-found', 'InvalidGroup.NotFound'],
  ['invalid-value', 'InvalidParameterValue'],
])('a group outside the default VPC, by name, is %s', async (nameOutsideDefaultVpc, code) => {
  const bench = await choose({ nameOutsideDefaultVpc });
  const VpcId = await bench.vpc();
  await bench.call('CreateSecurityGroup', { GroupName: 'web', GroupDescription: 'test', VpcId });

  expect((await bench.call(revoke, { GroupName: 'web', ...ssh })).code).toBe(code);
});

test.each<readonly [Choices['nameWithoutDefaultVpc'], string]>([
  ['not-found', 'InvalidGroup.NotFound'],
  ['vpc-not-specified', 'VPCIdNotSpecified'],
])('without a default VPC, a name is %s', async (nameWithoutDefaultVpc, code) => {
  const bench = await start({ choices: { nameWithoutDefaultVpc } }, { defaultVpc: false });

  expect((await bench.call(revoke, { GroupName: 'web', ...ssh })).code).toBe(code);
});

test('empty sets are present and the namespace has no slash when so chosen', async () => {
  const bench = await choose({ emptySets: 'present', namespaceSlash: false });
  const GroupId = await bench.group(ssh);

  const { body } = await bench.call(revoke, { GroupId, ...ssh });

  expect(body).toContain('<unknownIpPermissionSet/>');
  expect(body).toContain('xmlns="http://ec2.amazonaws.com/doc/2016-11-15">');
});

test.each<readonly [Partial<Choices>, Readonly<Record<string, string>>, string]>([
  [{ idAndName: 'refused' }, { ...ssh, GroupName: 'web' }, 'InvalidParameterCombination'],
  [{ permissionWithoutSource: 'ignored' }, { 'IpPermissions.1.IpProtocol': '-1' }, ''],
  [
    { idsAndPermissions: 'ids-count' },
    { ...ssh, 'SecurityGroupRuleId.1': 'sgr-0' },
    'InvalidSecurityGroupRuleId.NotFound',
  ],
  [
    { repeatedRuleId: 'refused' },
    { 'SecurityGroupRuleId.1': 'sgr-0', 'SecurityGroupRuleId.2': 'sgr-0' },
    'InvalidParameterValue',
  ],
  [{ mixedSources: 'refused' }, { ...ssh, 'IpPermissions.1.Groups.1.GroupId': 'sg-0' }, 'InvalidParameterCombination'],
  [{ booleans: 'any-case-and-digits' }, { ...ssh, DryRun: 'TRUE' }, 'DryRunOperation'],
  [{ booleans: 'any-case-and-digits' }, { ...ssh, DryRun: '0' }, ''],
  [{ booleans: 'strict' }, { ...ssh, DryRun: '1' }, 'InvalidParameterValue'],
])('%j decides %j', async (choices, parameters, code) => {
  const bench = await choose(choices);
  const GroupId = await bench.group(ssh);

  expect((await bench.call(revoke, { GroupId, ...parameters })).code).toBe(code);
});

test('the smaller clock window, leniency about encoding and refusal of old versions are choices too', async () => {
  const bench = await choose({ clockWindowMinutes: 5, badEncoding: 'read-leniently', oldVersions: 'refused' });
  const sixMinutesAgo = { sign: { date: new Date(Date.now() - 6 * 60_000) } };

  expect((await bench.call('DescribeVpcs', {}, sixMinutesAgo)).code).toBe('RequestExpired');
  expect((await bench.form('Action=DescribeVpcs&Version=2016-11-15&Filter.1.Name=%zz')).code).toBe(
    'InvalidParameterValue',
  );
  expect((await bench.form('Action=DescribeVpcs&Version=2014-10-01')).code).toBe('NoSuchVersion');
});

test('the older codes of a bad signature and a malformed range are choices', async () => {
  const bench = await choose({ badSignature: 'signature-does-not-match', malformedCidr: 'malformed-permission' });
  const GroupId = await bench.group();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'not-test' };
  const malformed = ipv4Permission(1, 'tcp', '22', '22', '192.0.2.0/33');

  expect(await bench.call('DescribeVpcs', {}, { sign: { credentials } })).toMatchObject({
    status: 403,
    code: 'SignatureDoesNotMatch',
  });
  expect((await bench.call(revoke, { GroupId, ...malformed })).code).toBe('InvalidPermission.Malformed');
});

test('a body that is no form is not read when so chosen', async () => {
  const bench = await choose({ otherContentTypes: 'not-read' });

  const reply = await bench.call('DescribeVpcs', {}, { headers: { 'Content-Type': 'application/json' } });

  expect(reply.code).toBe('MissingAction');
  expect(elementText(reply.body, 'Message')).toBeDefined();
});

test('the quota counts address families apart', async () => {
  const bench = await choose({ rulesPerGroup: 1 });
  const GroupId = await bench.group({ ...ssh, 'IpPermissions.1.Ipv6Ranges.1.CidrIpv6': '2001:db8::/32' });

  const more = await bench.call('AuthorizeSecurityGroupIngress', { GroupId, ...nearMiss });

  expect(more.code).toBe('RulesPerSecurityGroupLimitExceeded');
});
