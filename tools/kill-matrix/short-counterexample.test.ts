import { describe, expect, it } from 'vitest';
import { counterexampleOf } from './short-counterexample.ts';

const https = { IpProtocol: 'tcp', FromPort: '443', ToPort: '443', CidrIp: '192.0.2.0/24' };
const group = 'GroupId=sg-0123456789abcdef0';

describe('a counterexample in a row of a table', () => {
  it('names the rules and the request, and leaves out what is always the same', () => {
    const sent = `RevokeSecurityGroupIngress (POST)\n${group}\nIpPermissions.1.IpProtocol=tcp\nIpPermissions.1.FromPort=444`;

    expect(counterexampleOf({ given: { main: { ingress: { https } } }, sent })).toEqual({
      counterexample: 'tcp 443 192.0.2.0/24. Revoke IpProtocol=tcp FromPort=444',
      commands: 1,
      rules: 1,
    });
  });

  it('counts rules that are too many to be written out, and requests, of which it shows the last', () => {
    const ingress = Object.fromEntries([1, 2, 3, 4].map((port) => [`r${port}`, { ...https, FromPort: String(port) }]));
    const short = counterexampleOf({ given: { main: { ingress } }, sent: 'One (POST)\n\nthen\nOther (GET)\nA=b' });

    expect(short).toEqual({ counterexample: '4 rules. Other (GET) A=b', commands: 2, rules: 4 });
  });

  it('is never long', () => {
    const sent = `RevokeSecurityGroupIngress (POST)\n${Array.from({ length: 99 }, (_, at) => `Name.${at}=${'x'.repeat(99)}`).join('\n')}`;

    expect(counterexampleOf({ given: null, sent }).counterexample.length).toBeLessThanOrEqual(200);
  });
});
