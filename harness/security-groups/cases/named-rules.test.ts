import { expect, it } from 'vitest';
import type { CodeStep } from '../../cases/case.ts';
import { describeGiven, givenNumbers, rulesNamedIn } from './named-rules.ts';

it('finds the rules whose ids a step names in its requests and in what is expected', () => {
  const step: CodeStep = {
    send: { params: { 'SecurityGroupRuleId.1': '{rule:ssh}', GroupId: '{main}' }, alter: (signed) => signed },
    beside: { raw: 'SecurityGroupRuleId.1={rule:web}&SecurityGroupRuleId.2={rule:ssh}' },
    expect: [{ answer: 'listed', status: ['200'], content: { 'set/item/id': ['{rule:dns}'] }, after: ['other'] }],
  };
  expect([...rulesNamedIn(step)]).toEqual(['ssh', 'web', 'dns']);
});

it('describes a given rule by its name and values, and one that is not given by its name', () => {
  const ssh = { IpProtocol: 'tcp', FromPort: '22', ToPort: '22', CidrIp: '192.0.2.0/24' };
  const ping = { IpProtocol: 'icmp', FromPort: '8', ToPort: '-1', CidrIpv6: '2001:db8::/32' };
  const given = { main: { ingress: { ssh } }, peer: { egress: { ping } } };
  expect(describeGiven({ given }, 'ssh')).toBe('"ssh" (tcp 22 192.0.2.0/24)');
  expect(describeGiven({ given }, 'ping')).toBe(`"ping" (icmp${givenNumbers(ping)} 2001:db8::/32)`);
  expect(describeGiven({ given }, 'other')).toBe('"other"');
});
