import { describe, expect, it } from 'vitest';
import { plainGrouping } from '../harness/arbitraries/grouping.ts';
import type { Command, History } from '../harness/arbitraries/history.ts';
import { modelAfter } from '../harness/arbitraries/history-model.ts';
import { KnownFailures } from '../harness/suite/known-failures.ts';
import type { Trial } from '../harness/suite/play-history.ts';
import { ofPair } from './server/properties/diagnosis-values.ts';
import { leadsOf } from './server/properties/leads.ts';

const wanted = { IpProtocol: 'udp', FromPort: '0', ToPort: '65535', CidrIp: '192.0.2.0/24' };
const taken = { ...wanted, ToPort: '53' };
const command: Command = { kind: 'revoke', rules: ['wanted'], grouping: plainGrouping, descriptions: 'left-out' };
const found: History = { rules: { wanted, taken }, given: ['taken'], commands: [command] };
const outcome = { kind: 'unreadable', status: 200, why: '' } as const;
const capabilities = Object.fromEntries(
  ['descriptions', 'numeric-protocols', 'ipv6'].map((name) => [name, { available: true }]),
);

/** What is asked after a request for `wanted` took `taken` away, when these requirements are known to fail. */
function leads(
  failed: readonly string[],
  index = 0,
  vpc: Trial['vpc'] = 'nondefault',
  rules: History['rules'] = found.rules,
): readonly Trial[] {
  const knownFailures = new KnownFailures();
  for (const id of failed) knownFailures.add(id);
  const engine = { preparation: { capabilities } as never, knownFailures };
  return [
    ...leadsOf(
      engine,
      { vpc, history: { ...found, rules } },
      { command, index, before: ['taken'], after: [], lostElsewhere: [], outcome },
    ),
  ];
}

describe('what a counterexample of one rule suggests', () => {
  it('asks for the rule while all stand that are almost it in a way that is not known to fail', () => {
    const [first] = leads(['exact-match/to-port']);

    const { rules = {}, given = [], commands } = first?.history ?? {};
    const told = new Set(given.map((name) => ofPair(wanted, rules[name] ?? wanted)));
    expect(commands).toMatchObject([{ kind: 'revoke', rules: ['wanted'] }]);
    expect(given).not.toContain('wanted');
    expect(told).toContain('exact-match/from-port');
    expect(told).toContain('exact-match/port-overlap');
    expect(told).toContain('exact-match/protocol');
    expect(told).toContain('exact-match/ipv4-prefix-length');
    expect(told).not.toContain('exact-match/to-port');
  });

  it('asks then for the rule while it stands alone', () => {
    const [, second, ...others] = leads(['exact-match/to-port']);

    expect(second?.history).toMatchObject({ rules: { wanted }, given: ['wanted'] });
    expect(modelAfter(second?.history ?? found, 'nondefault').at(-1)?.outcomes[0]?.standing).toEqual([]);
    expect(others).toEqual([]);
  });

  it.each([
    ['128.0.0.0/1', '0.0.0.0/0', 'exact-match/ipv4-overlap', ['0.0.0.0/1 0.0.0.0/0', '::/1 ::/0']],
    ['::/0', '8000::/1', 'exact-match/ipv6-overlap', ['::/0 ::/1', '0.0.0.0/0 0.0.0.0/1']],
    ['198.51.100.0/24', '198.51.100.64/26', 'exact-match/ipv4-overlap', ['198.51.100.0/24 198.51.100.0/26']],
    ['198.51.100.0/24', '198.51.100.0/26', 'exact-match/ipv4-prefix-length', []],
    ['198.51.100.0/24', '203.0.113.0/24', 'exact-match/ipv4-address', []],
  ])(
    'asks for %s instead of which %s went by its length alone, and of the other family',
    (one, other, failed, pairs) => {
      const ruleOf = (range: string) => ({
        ...{ IpProtocol: 'udp', FromPort: '0', ToPort: '65535' },
        ...(range.includes(':') ? { CidrIpv6: range } : { CidrIp: range }),
      });
      const rangeOf = (rule?: { CidrIp?: string; CidrIpv6?: string }) => rule?.CidrIp ?? rule?.CidrIpv6;
      const asked = leads([failed], 0, 'nondefault', { wanted: ruleOf(one), taken: ruleOf(other) });

      const ofPairs = asked
        .slice(0, -2)
        .map(({ history: { rules, given } }) => [rules['wanted'], rules[given[0] ?? '']]);
      expect(ofPairs.map((pair) => pair.map(rangeOf).join(' '))).toStrictEqual(pairs);
    },
  );

  it('asks for nothing that rests on what is known to fail', () => {
    expect(leads(['exact-match/mismatch-refused', 'exact-match/port-edges'])).toEqual([]);
  });

  it('asks for nothing where earlier requests matter, nor where a request in vain may be answered in two ways', () => {
    expect(leads([], 1)).toEqual([]);
    expect(leads([], 0, 'default')).toEqual([]);
  });
});
