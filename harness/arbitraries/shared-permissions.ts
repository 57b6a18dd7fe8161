/** A history in which sources of every kind share permissions, of every kind of protocol. */
import type { FixtureRule } from '../suite/fixture.ts';
import { type Grouping, plainGrouping } from './grouping.ts';
import type { Command, History, RuleName } from './history.ts';
import { numbers } from './ports.ts';
import type { SourceMember } from './rule.ts';
import { seededNumbers } from './seeded-order.ts';
import type { RuleWorld } from './small-world.ts';

/**
 * Of each protocol two permissions: one of all groups, one of ranges of both families and a prefix list. All are revoked
 * at once, come back, and are revoked in the opposite order. For worlds with more than one group; else of ranges alone.
 */
export function sharedPermissionsHistory(world: RuleWorld, seed: number): History {
  const next = seededNumbers(seed);
  const port = 1024 + next(60_000);
  const type = 1 + next(200);
  const all = [
    { IpProtocol: 'tcp', ...numbers(port, port) },
    { IpProtocol: 'udp', ...numbers(port, port + 1) },
    { IpProtocol: 'icmp', ...numbers(type, -1) },
    ...(world.ipv6.length > 0 ? [{ IpProtocol: 'icmpv6', ...numbers(type, 0) }] : []),
    { IpProtocol: '-1' },
    ...(world.numbered ? [{ IpProtocol: '47' }] : []),
  ].flatMap((bare) => sourcesOf(bare.IpProtocol, world).map((source): FixtureRule => ({ ...bare, ...source })));
  const named = all.map((rule, index): readonly [RuleName, FixtureRule] => [`r${index + 1}`, rule]);
  const names = named.map(([name]) => name);
  const revoke = (order: Pick<Grouping, 'permissionOrder' | 'sourceOrder'>): Command => ({
    kind: 'revoke',
    rules: names,
    grouping: { ...plainGrouping, merging: 1, ...order },
    descriptions: 'left-out',
  });
  const isReversed = next(2);
  return {
    rules: Object.fromEntries(named),
    given: names,
    commands: [
      revoke({ permissionOrder: 0, sourceOrder: isReversed }),
      { kind: 'authorize', rules: names, grouping: plainGrouping },
      revoke({ permissionOrder: 1, sourceOrder: 1 - isReversed }),
    ],
  };
}

function sourcesOf(protocol: string, { ipv4, ipv6, groups, prefixLists }: RuleWorld): readonly SourceMember[] {
  return [
    ...(groups.length > 1 ? groups.map((GroupId) => ({ GroupId })) : []),
    ...(protocol === 'icmpv6' ? [] : ipv4.slice(0, 2).map((CidrIp) => ({ CidrIp }))),
    ...(protocol === 'icmp' ? [] : ipv6.slice(0, 2).map((CidrIpv6) => ({ CidrIpv6 }))),
    ...(protocol === 'icmpv6' ? [] : prefixLists.map((PrefixListId) => ({ PrefixListId }))),
  ];
}
