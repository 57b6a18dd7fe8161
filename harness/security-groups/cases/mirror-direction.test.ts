import { expect, it } from 'vitest';
import type { Case } from '../../cases/case.ts';
import { mirrorCases, mirrorDirection } from './mirror-direction.ts';

const https = { IpProtocol: 'tcp', FromPort: '443', ToPort: '443', CidrIp: '192.0.2.0/24' };
const dns = { IpProtocol: 'udp', FromPort: '53', ToPort: '53', CidrIp: '198.51.100.0/24' };

const authorised = (action: string) => [{ send: { action }, expect: [] }];
const then = authorised('AuthorizeSecurityGroupIngress');

const inbound: Case = {
  id: 'state/example',
  title: 'removes a rule and takes it again',
  requirements: ['state/one'],
  given: { main: { ingress: { named: https }, egress: { other: dns } }, peer: { ingress: { far: dns } } },
  send: {
    params: { GroupId: '{main}', Action: 'RevokeSecurityGroupIngress' },
    raw: 'RevokeSecurityGroupIngress={action}',
  },
  beside: { action: 'RevokeSecurityGroupEgress' },
  expect: [{ answer: 'removed', status: ['200'], after: ['other', 'far'] }],
  then,
};

it('exchanges the directions of rules and of every action, and nothing in raw text', () => {
  const then = authorised('AuthorizeSecurityGroupEgress');

  expect(mirrorDirection(inbound)).toEqual({
    ...inbound,
    given: { main: { egress: { named: https }, ingress: { other: dns } }, peer: { egress: { far: dns } } },
    send: {
      params: { GroupId: '{main}', Action: 'RevokeSecurityGroupEgress' },
      raw: 'RevokeSecurityGroupIngress={action}',
    },
    beside: { action: 'RevokeSecurityGroupIngress' },
    then,
  });
});

it('gives back the case when it is turned twice', () => {
  expect(mirrorDirection(mirrorDirection(inbound))).toEqual(inbound);
});

it('keeps the order of parameters, and actions that have no direction', () => {
  const params = { Version: '2016-11-15', Action: 'RevokeSecurityGroupIngress', GroupId: '{main}' };

  const { send } = mirrorDirection({ ...inbound, send: { action: 'DescribeSecurityGroups', params } });

  expect(send.action).toBe('DescribeSecurityGroups');
  expect(Object.entries(send.params ?? {})).toEqual([
    ['Version', '2016-11-15'],
    ['Action', 'RevokeSecurityGroupEgress'],
    ['GroupId', '{main}'],
  ]);
});

it('keeps the code of a request as it is', () => {
  const alter: NonNullable<Case['send']['alter']> = (signed) => signed;
  const signing = { region: 'eu-west-1' };

  const { send } = mirrorDirection({ ...inbound, send: { params: {}, signing, alter } });

  expect(send).toEqual({ params: {}, signing, alter });
});

it('exchanges the directions in titles, in later rules by group, and in the content of a response', () => {
  const then = [{ send: { action: 'UpdateSecurityGroupRuleDescriptionsIngress' }, expect: [] }];
  const testCase: Case = {
    ...inbound,
    title: 'keeps the outbound rule beside the inbound one',
    later: { main: { egress: { new: https } } },
    expect: [
      {
        answer: 'listed',
        status: ['200'],
        content: { 'set/item/isEgress': ['false'], 'info/item/ipPermissions/item/fromPort': { includes: ['true'] } },
        after: [],
      },
    ],
    then,
  };

  expect(mirrorDirection(testCase)).toMatchObject({
    title: 'keeps the inbound rule beside the outbound one',
    later: { main: { ingress: { new: https } } },
    expect: [
      {
        content: {
          'set/item/isEgress': ['true'],
          'info/item/ipPermissionsEgress/item/fromPort': { includes: ['true'] },
        },
      },
    ],
  });
  expect(mirrorDirection(testCase).then?.[0]?.send.action).toBe('UpdateSecurityGroupRuleDescriptionsEgress');
  expect(mirrorDirection(mirrorDirection(testCase))).toEqual(testCase);
});

it('leaves out cases that the other operation cannot have, and those whose control is one of them', () => {
  const cases: readonly Case[] = [
    { ...inbound, id: 'one/kept' },
    { ...inbound, id: 'one/named', send: { params: { GroupName: 'web' } } },
    { ...inbound, id: 'one/controlled', control: 'one/named' },
    { ...inbound, id: 'one/unknown', requirements: ['state/two'] },
  ];
  const counterpart = (id: string) => (id === 'state/one' ? 'state/twin' : undefined);

  const mirrored = mirrorCases(cases, { counterpart, parameters: ['GroupName'] });

  expect(mirrored.map(({ id, requirements }) => [id, requirements])).toEqual([['one/kept', ['state/twin']]]);
});
