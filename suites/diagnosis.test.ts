import { describe, expect, it } from 'vitest';
import { plainGrouping } from '../harness/arbitraries/grouping.ts';
import type { RuleName } from '../harness/arbitraries/history.ts';
import { diagnoseHistory } from './server/properties/diagnosis.ts';

const https = { IpProtocol: 'tcp', FromPort: '443', ToPort: '443' };
const rules = {
  office: { ...https, CidrIp: '192.0.2.0/24' },
  lab: { ...https, CidrIpv6: '2001:db8::/32' },
  dns: { IpProtocol: 'udp', FromPort: '53', ToPort: '53', CidrIp: '198.51.100.0/24' },
  ntp: { IpProtocol: 'udp', FromPort: '123', ToPort: '123', CidrIp: '198.51.100.0/24' },
};
const all = ['office', 'lab', 'dns', 'ntp'] as const;

/** What is said of a revoke of all four rules after which these still stand. */
function diagnosisOf(after: readonly RuleName[], merging: number): string | undefined {
  const command = {
    kind: 'revoke',
    rules: all,
    grouping: { ...plainGrouping, merging },
    descriptions: 'left-out',
  } as const;
  const outcome = { kind: 'no-answer', reason: 'timeout', detail: '' } as const;
  const history = { rules, stored: [], peer: [], commands: [command] };
  return diagnoseHistory({ vpc: 'nondefault', history } as never, { command, before: all, after, outcome } as never);
}

describe('rules that a revoke of several permissions left behind', () => {
  it('speak of permissions of several sources when only the rules of such a permission are left', () => {
    expect(diagnosisOf(['office', 'lab'], 1)).toBe('exact-match/per-source');
  });

  it('speak of permissions of several sources when one of two sources is left', () => {
    expect(diagnosisOf(['lab'], 1)).toBe('exact-match/per-source');
  });

  it('speak of several permissions when each rule has one of its own', () => {
    expect(diagnosisOf(['office', 'lab'], 0)).toBe('exact-match/several-permissions');
  });

  it('speak of several permissions when the rule of a permission of one source is left', () => {
    expect(diagnosisOf(['lab', 'dns'], 1)).toBe('exact-match/several-permissions');
  });
});
