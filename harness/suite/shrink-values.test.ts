import { describe, expect, it } from 'vitest';
import { plainGrouping } from '../arbitraries/grouping.ts';
import type { History } from '../arbitraries/history.ts';
import type { FixtureRule } from './fixture.ts';
import { oddValues, plainerValues } from './shrink-values.ts';

function historyOf(...all: readonly FixtureRule[]): History {
  const rules = Object.fromEntries(all.map((rule, index) => [`r${index}`, rule]));
  const names = Object.keys(rules);
  return {
    rules,
    given: names,
    commands: [{ kind: 'revoke', rules: names, grouping: plainGrouping, descriptions: 'left-out' }],
  };
}

const dns: FixtureRule = { IpProtocol: 'udp', FromPort: '53', ToPort: '53', CidrIpv6: '2001:db8:1::/48' };

describe('plainer values', () => {
  it('are a documentation network, TCP and port 443, one at a time', () => {
    expect(plainerValues(historyOf(dns)).map(({ rules }) => rules['r0'])).toEqual([
      { IpProtocol: 'udp', FromPort: '53', ToPort: '53', CidrIp: '192.0.2.0/24' },
      { ...dns, IpProtocol: 'tcp' },
      { ...dns, FromPort: '443', ToPort: '443' },
    ]);
  });

  it('leave what rules differ in', () => {
    const other = { ...dns, FromPort: '54', ToPort: '54' };

    const ports = plainerValues(historyOf(dns, other)).map(({ rules }) => [
      rules['r0']?.FromPort,
      rules['r1']?.FromPort,
    ]);

    expect(ports).toEqual([
      ['53', '54'],
      ['53', '54'],
    ]);
  });

  it('are not sought in many rules', () => {
    expect(plainerValues(historyOf(dns, dns, dns, dns))).toEqual([]);
  });

  it('count less than odd ones', () => {
    const plain: FixtureRule = { IpProtocol: 'tcp', FromPort: '443', ToPort: '443', CidrIp: '192.0.2.0/24' };

    expect(oddValues({ plain })).toBe(0);
    expect(oddValues({ dns })).toBe(3);
  });
});
