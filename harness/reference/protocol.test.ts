import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Asking, Bench, elementText, ipv4Permission } from '../../test-support/reference-server.ts';
import { encodeForm } from '../wire/query.ts';
import { buildRequest } from '../wire/request.ts';
import { sign } from '../wire/signing/sign.ts';

const ssh = ipv4Permission(1, 'tcp', '22', '22', '192.0.2.0/24');
const revoke = 'RevokeSecurityGroupIngress';
const version = '2016-11-15';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.start();
});
afterAll(() => bench.close());

describe('parameters', () => {
  test('are read from the query of a GET', async () => {
    const GroupId = await bench.group(ssh);

    expect((await bench.call(revoke, { GroupId, ...ssh }, { method: 'GET' })).status).toBe(200);
    expect(await bench.rules(GroupId)).toHaveLength(1);
  });

  test('are read from the URL of a POST beside its body', async () => {
    const GroupId = await bench.group(ssh);
    const { endpoint } = bench.target;
    const request = buildRequest({
      endpoint,
      method: 'POST',
      query: encodeForm([
        ['Action', revoke],
        ['Version', version],
      ]),
      body: encodeForm(Object.entries({ GroupId, ...ssh })),
    });
    const { credentials, region } = bench.target;
    const signed = sign(request, {
      credentials: credentials.main,
      region,
      service: 'ec2',
      date: new Date(),
      place: 'header',
    });

    expect((await bench.send(signed)).status).toBe(200);
    expect(await bench.rules(GroupId)).toHaveLength(1);
  });

  test.each([
    ['MissingAction', `Version=${version}`],
    ['InvalidAction', `Action=Nothing&Version=${version}`],
    ['MissingParameter', `Action=${revoke}`],
    ['NoSuchVersion', `Action=${revoke}&Version=2099-01-01`],
    ['MalformedQueryString', `Action=DescribeVpcs&Version=${version}&NextToken=%zz`],
    ['UnknownParameter', `Action=DescribeVpcs&Version=${version}&Item.1.ToPort=1`],
    ['InvalidParameterValue', `Action=DescribeVpcs&Version=${version}&DryRun=maybe`],
    ['InvalidParameterValue', `Action=DescribeVpcs&Version=${version}&VpcId=vpc-1`],
  ])('are answered %s when they are %s', async (code, form) => {
    expect(await bench.form(form)).toMatchObject({ status: 400, code });
  });

  test('show their top-level name when they are unknown', async () => {
    const { body } = await bench.form(`Action=DescribeVpcs&Version=${version}&Item.1.ToPort=1`);

    expect(elementText(body, 'Message')).toBe('The parameter Item is not recognized');
  });

  test('of an old version are served', async () => {
    const { body } = await bench.form('Action=DescribeVpcs&Version=2014-10-01');

    expect(body).toContain('<DescribeVpcsResponse xmlns="http://ec2.amazonaws.com/doc/2014-10-01/">');
  });
});

describe('signatures', () => {
  const hour = 3_600_000;
  const at = (offset: number): Asking => ({ sign: { date: new Date(Date.now() + offset) } });
  const wrongSecret = { accessKeyId: 'test', secretAccessKey: 'not-test' };
  const strangers = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'test' };
  const tokenless = { accessKeyId: 'ASIAREFERENCESESSION', secretAccessKey: 'reference-session-secret' };

  test.each<readonly [string, Asking]>([
    ['in headers', {}],
    ['in a query', { method: 'GET', sign: { place: 'query' } }],
    ['with a session token', { as: 'session' }],
    ['with a session token in a query', { as: 'session', method: 'GET', sign: { place: 'query' } }],
    ['with a hash of the body', { sign: { contentSha256: true } }],
    ['of four minutes ago', at(-4 * 60_000)],
  ])('are accepted %s', async (_, asking) => {
    expect(await bench.call('DescribeVpcs', {}, asking)).toMatchObject({ status: 200 });
  });

  test.each<readonly [string, number, string, Asking]>([
    ['none', 400, 'MissingParameter', { unsigned: true }],
    ['by another secret', 401, 'AuthFailure', { sign: { credentials: wrongSecret } }],
    ['by an unknown key', 401, 'AuthFailure', { sign: { credentials: strangers } }],
    ['by a session key without token', 401, 'AuthFailure', { sign: { credentials: tokenless } }],
    ['for another region', 401, 'AuthFailure', { sign: { region: 'US-EAST-1' } }],
    ['for another service', 401, 'AuthFailure', { sign: { service: 's3' } }],
    ['of an hour ago', 400, 'RequestExpired', at(-hour)],
    ['of the next hour', 400, 'RequestExpired', at(hour)],
    ['with another body', 401, 'AuthFailure', { alter: (request) => ({ ...request, body: swapCase(request.body) }) }],
    ['that are no signature', 401, 'AuthFailure', { unsigned: true, headers: { Authorization: 'AWS4-HMAC-SHA256 x' } }],
  ])('are refused: %s', async (_, status, code, asking) => {
    const GroupId = await bench.group(ssh);

    expect(await bench.call(revoke, { GroupId, ...ssh }, asking)).toMatchObject({ status, code });
    expect(await bench.rules(GroupId)).toHaveLength(2);
  });

  /** Changes the last character of a body, not its length. */
  function swapCase(body: Buffer): Buffer {
    return Buffer.concat([body.subarray(0, -1), Buffer.from('5')]);
  }
});

describe('permission and dry run', () => {
  test.each([[{}], [{ DryRun: 'true' }], [{ DryRun: 'false' }]])('refuse who has no permission: %j', async (flag) => {
    const GroupId = await bench.group(ssh);

    const reply = await bench.call(revoke, { GroupId, ...ssh, ...flag }, { as: 'denied' });

    expect(reply).toMatchObject({ status: 403, code: 'UnauthorizedOperation' });
    expect(await bench.rules(GroupId)).toHaveLength(2);
  });

  test('answer a dry run without doing it', async () => {
    const GroupId = await bench.group(ssh);

    const reply = await bench.call(revoke, { GroupId, ...ssh, DryRun: 'true' });

    expect(reply).toMatchObject({ status: 412, code: 'DryRunOperation' });
    expect(await bench.rules(GroupId)).toHaveLength(2);
  });

  test.each([
    ['an absent group', 'DryRunOperation', {}],
    ['an empty group id', 'InvalidGroupId.Malformed', { GroupId: '' }],
    ['what is no group id', 'DryRunOperation', { GroupId: 'fake-group' }],
    ['an empty list', 'DryRunOperation', { GroupId: 'sg-123abc', 'IpPermissions.1.IpRanges': '' }],
  ])('answer a dry run with %s by %s', async (_, code, parameters) => {
    expect((await bench.call(revoke, { ...parameters, DryRun: 'true' })).code).toBe(code);
  });

  test('do what is asked with DryRun=false', async () => {
    const GroupId = await bench.group(ssh);

    expect((await bench.call(revoke, { GroupId, ...ssh, DryRun: 'false' })).status).toBe(200);
    expect(await bench.rules(GroupId)).toHaveLength(1);
  });
});

describe('answers', () => {
  test('are a success of the recorded length, with the recorded header fields', async () => {
    // Recorded before answers listed revoked rules: 253 bytes, with a request id of 36 characters.
    const GroupId = await bench.group();
    const all = { 'IpPermissions.1.IpProtocol': '-1', 'IpPermissions.1.IpRanges.1.CidrIp': '0.0.0.0/0' };
    const reply = await bench.call('RevokeSecurityGroupEgress', { GroupId, ...all });
    const bare = reply.body.replace(/ {4}<revokedSecurityGroupRuleSet>.*<\/revokedSecurityGroupRuleSet>\n/s, '');

    expect(bare.replaceAll('Egress', 'Ingress')).toHaveLength(253);
    expect(reply.headers.get('content-type')).toBe('text/xml;charset=UTF-8');
    expect(reply.headers.get('x-amzn-requestid')).toBe(elementText(reply.body, 'requestId'));
  });

  test('are an error on one line of the recorded length', async () => {
    const { body } = await bench.call('DescribeVpcs', { DryRun: 'true' });

    expect(Buffer.byteLength(body)).toBe(0xfb);
    expect(elementText(body, 'RequestID')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});
