import { expect, test } from 'vitest';
import { actionOf, loadServiceModel } from '../service-model/load-model.ts';
import { type ClientStatement, carryClientCase, plainInputsOf } from './carry-client-case.ts';
import type { ClientCase } from './fixture.ts';

const model = loadServiceModel();
const group = 'sg-0123456789abcdef0';
const permission = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '192.0.2.0/24' }] };

function carrierTo(name: string, statement: ClientStatement = {}) {
  return {
    ...{ from: actionOf(model, 'RevokeSecurityGroupIngress'), to: actionOf(model, name), statement },
    isOfMember: (requirement: string) => requirement.startsWith('member/'),
  };
}

function sample(changes: Partial<ClientCase>): ClientCase {
  const head = { id: 'a/b', title: 'sends it', requirements: ['value/any'], operation: 'RevokeSecurityGroupIngress' };
  return { ...head, ...changes };
}

function success(content: string) {
  const text = `<RevokeSecurityGroupIngressResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">${content}</RevokeSecurityGroupIngressResponse>`;
  return { status: 200, body: text };
}

const described = sample({
  input: {
    GroupId: group,
    IpPermissions: [{ ...permission, IpRanges: [{ CidrIp: '192.0.2.0/24', Description: 'a+b' }] }],
  },
  wire: {
    GroupId: group,
    'IpPermissions.1.IpProtocol': 'tcp',
    'IpPermissions.1.FromPort': '443',
    'IpPermissions.1.ToPort': '443',
    'IpPermissions.1.IpRanges.1.CidrIp': '192.0.2.0/24',
    'IpPermissions.1.IpRanges.1.Description': 'a+b',
  },
});

test('a call whose members the other action has is made as it is', () => {
  const carried = carryClientCase(described, carrierTo('AuthorizeSecurityGroupEgress'));

  expect(carried).toMatchObject({
    operation: 'AuthorizeSecurityGroupEgress',
    input: described.input,
    wire: described.wire,
  });
  expect(carried?.answers?.[0]?.body).toContain('<AuthorizeSecurityGroupEgressResponse ');
});

const intoDescription: ClientStatement = {
  parameters: [
    { from: /^IpPermissions\.1\.IpRanges\.1\.Description$/, to: 'GroupDescription' },
    { from: /^(GroupId|IpPermissions\..*)$/ },
  ],
};

test('a value is carried by another parameter, beside what the other action requires', () => {
  const carried = carryClientCase(
    described,
    carrierTo('CreateSecurityGroup', { ...intoDescription, elements: [['<return>true</return>', '']] }),
  );

  expect(carried?.wire).toEqual({ GroupName: expect.any(String), GroupDescription: 'a+b' });
  expect(carried?.input).toEqual({ GroupName: expect.any(String), Description: 'a+b' });
});

test.each([
  ['without a name for what it carries', described, {}],
  [
    'with a response that the other does not know',
    sample({ ...described, answers: [success('<revokedSecurityGroupRuleSet/>')] }),
    intoDescription,
  ],
  [
    'whose subject would be left out',
    sample({
      input: { GroupId: group, IpPermissions: [{ ...permission, FromPort: 0 }] },
      wire: { ...described.wire, 'IpPermissions.1.FromPort': '0' },
    }),
    { ...intoDescription, elements: [['<return>true</return>', '']] as const },
  ],
  [
    'about a member that is called otherwise',
    sample({ ...described, requirements: ['member/description'] }),
    intoDescription,
  ],
  ['whose input is not what the parameters say', sample({ ...described, input: { GroupId: group } }), intoDescription],
])('no call %s is carried', (_, one, statement: ClientStatement) => {
  expect(carryClientCase(one, carrierTo('CreateSecurityGroup', statement))).toBeUndefined();
});

const listed = sample({
  needs: ['RevokedSecurityGroupRules'],
  answers: [success('<revokedSecurityGroupRuleSet><item><groupId>sg-1</groupId></item></revokedSecurityGroupRuleSet>')],
  report: { outcome: 'result', output: { RevokedSecurityGroupRules: [{ GroupId: 'sg-1' }] } },
});
const intoRules: ClientStatement = {
  elements: [['revokedSecurityGroupRuleSet', 'securityGroupRuleSet']],
  output: { RevokedSecurityGroupRules: { SecurityGroupRules: '{value}' } },
};

test('a response and what is read from it are renamed together', () => {
  expect(carryClientCase(listed, carrierTo('DescribeSecurityGroupRules', intoRules))).toMatchObject({
    needs: ['SecurityGroupRules'],
    answers: [{ body: expect.stringContaining('<securityGroupRuleSet><item>') }],
    report: { outcome: 'result', output: { SecurityGroupRules: [{ GroupId: 'sg-1' }] } },
  });
});

test('a report on members that the other action does not have, or that its response does not hold, is not carried', () => {
  expect(carryClientCase(listed, carrierTo('DescribeSecurityGroupRules'))).toBeUndefined();
  expect(
    carryClientCase(listed, carrierTo('DescribeSecurityGroupRules', { output: intoRules.output ?? {} })),
  ).toBeUndefined();
});

test('an error is an error of any action', () => {
  const one = sample({
    adds: { DryRun: true },
    answers: [
      { status: 412, body: '<Response><Errors><Error><Code>DryRunOperation</Code></Error></Errors></Response>' },
    ],
    report: { outcome: 'serviceError', code: 'DryRunOperation' },
  });

  expect(carryClientCase(one, carrierTo('ModifySecurityGroupRules'))).toEqual({
    ...one,
    operation: 'ModifySecurityGroupRules',
  });
});

test('the first call has an input that is plain in both actions, or the smallest of the other', () => {
  const rules = { SecurityGroupRules: [{ SecurityGroupRuleId: 'sgr-0123456789abcdef0' }] };

  expect(plainInputsOf(carrierTo('ModifySecurityGroupRules'))).toEqual([{ GroupId: group, ...rules }]);
  expect(plainInputsOf(carrierTo('DescribeSecurityGroups'))).toEqual([{}]);
  expect(plainInputsOf(carrierTo('RevokeSecurityGroupEgress'))[0]).toEqual({
    GroupId: group,
    IpPermissions: [permission],
  });
});

test('a title is that of the other action where the statement has one', () => {
  const one = sample({ title: 'reads two revoked rules', answers: [success('<return>true</return>')] });
  const titles = { 'a/b': 'reads two rules' };

  expect(carryClientCase(one, carrierTo('AuthorizeSecurityGroupIngress', { titles }))?.title).toBe('reads two rules');
  expect(carryClientCase(one, carrierTo('AuthorizeSecurityGroupIngress'))?.title).toBe(one.title);
});
