import { expect, it } from 'vitest';
import type { Case } from './case.ts';
import { mirrorDirection } from './mirror-direction.ts';

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
