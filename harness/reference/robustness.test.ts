import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Bench, ipv4Permission } from '../../test-support/reference-server.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.start();
});
afterAll(() => bench.close());

const action = fc.constantFrom(
  'RevokeSecurityGroupIngress',
  'RevokeSecurityGroupEgress',
  'AuthorizeSecurityGroupIngress',
  'DescribeSecurityGroups',
  'DescribeSecurityGroupRules',
  'ModifySecurityGroupRules',
  'UpdateSecurityGroupRuleDescriptionsIngress',
  'UpdateSecurityGroupRuleDescriptionsEgress',
  'CreateTags',
  '__proto__',
  'constructor',
);
const part = fc.constantFrom(
  ...['IpPermissions', 'IpRanges', 'Groups', 'GroupId', 'CidrIp', 'SecurityGroupRuleId', 'Filter', 'Name', 'Value'],
  ...['SecurityGroupRule', 'Tag', 'DryRun', 'MaxResults', 'NextToken', '0', '1', '2', '99999', '-1', '', '__proto__'],
);
const name = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('.'));
const value = fc.oneof(
  fc.constantFrom('', 'sg-1', 'true', '-1', '1e9', '192.0.2.0/24', '%', '\u0000', '\ud800', '&<>'),
  fc.string({ maxLength: 20 }),
);

test('answers every signed form, and never with a mistake of its own', async () => {
  await fc.assert(
    fc.asyncProperty(action, fc.dictionary(name, value, { maxKeys: 6 }), async (Action, parameters) => {
      const reply = await bench.call(Action, parameters);

      expect(reply.status).toBeLessThan(500);
    }),
    { numRuns: 400 },
  );
  expect(bench.target.stats.mistakes).toEqual([]);
});

test('answers every body of bytes', async () => {
  const form = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 50 }),
    fc.constantFrom('&&&', '=', '%', 'a=b=c', '{"a":1}'),
  );
  await fc.assert(
    fc.asyncProperty(form, async (text) => {
      const reply = await bench.form(`Action=DescribeVpcs&Version=2016-11-15&${text}`);

      expect(reply.status).toBeLessThan(500);
    }),
  );
  expect(bench.target.stats.mistakes).toEqual([]);
});

test('refuses a body beyond its limit, a list beyond its limit, and bytes that are not HTTP', async () => {
  const tooLong = 'a'.repeat(bench.target.endpoint.port.length + 1024 * 1024);
  const tooMany = Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`VpcId.${index + 1}`, 'vpc-1']));

  expect((await bench.call('DescribeVpcs', { NextToken: tooLong })).status).toBe(413);
  expect((await bench.call('DescribeVpcs', tooMany)).code).toBe('InvalidParameterValue');
  expect(await sendBytes('NOT HTTP\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  expect((await bench.call('DescribeVpcs')).status).toBe(200);
});

test('does each of many calls at once exactly once', async () => {
  const ports = Array.from({ length: 60 }, (_, index) => String(index + 1));
  const GroupId = await bench.group();
  const all = (name: string) =>
    Promise.all(
      ports.flatMap((port) => {
        const rule = ipv4Permission(1, 'tcp', port, port, '192.0.2.0/24');
        return [bench.call(name, { GroupId, ...rule }), bench.call(name, { GroupId, ...rule })];
      }),
    );

  const authorized = await all('AuthorizeSecurityGroupIngress');
  const existing = await bench.rules(GroupId);
  const revoked = await all('RevokeSecurityGroupIngress');

  expect(authorized.filter(({ status }) => status === 200)).toHaveLength(60);
  expect(existing).toHaveLength(61);
  expect(revoked.filter(({ body }) => body.includes('revokedSecurityGroupRuleSet'))).toHaveLength(60);
  expect(await bench.rules(GroupId)).toHaveLength(1);
});

/** What comes back for raw bytes until the server closes. */
function sendBytes(text: string): Promise<string> {
  const { hostname, port } = bench.target.endpoint;
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
