/**
 * Rules, and descriptions, at the edges of what they may be, one of each kind: drawn evenly at random, most of them would
 * hardly ever come. A number decides the values between the edges, so that every run asks for other ones.
 */
import type { FixtureRule } from '../../../cases/given.ts';
import { formatNetwork, networkOf } from '../network.ts';
import { numbers, type RuleNumbers } from '../ports.ts';
import type { SourceMember } from '../rule.ts';
import type { NextNumber } from '../seeded-order.ts';
import type { ValuePools } from '../value-pools.ts';

/** A rule with an edge value. */
export interface EdgeRule {
  readonly rule: FixtureRule;
  /** What is at an edge; rules that vary in their source share protocol and numbers, so that they fit in one permission. */
  readonly varies: 'numbers' | 'source';
}

/** Every kind of protocol with every kind of numbers, and with every kind of source; none twice. Without descriptions. */
export function edgeRules(pools: ValuePools, next: NextNumber): readonly EdgeRule[] {
  const protocols = ['tcp', 'udp', 'icmp', ...(pools.ipv6.length === 0 ? [] : ['icmpv6'])];
  const bare = ['-1', ...(pools.numbered ? numberedProtocols(next) : [])];
  const ofNumbers = [
    ...protocols.flatMap((IpProtocol) => {
      const sources = edgeSources(IpProtocol, pools, next);
      return edgeNumbers(IpProtocol, next).map(
        (each): FixtureRule => ({ IpProtocol, ...each, ...(sources[next(sources.length)] as SourceMember) }),
      );
    }),
    ...bare.map((IpProtocol): FixtureRule => {
      const sources = edgeSources(IpProtocol, pools, next);
      return { IpProtocol, ...(sources[next(sources.length)] as SourceMember) };
    }),
  ];
  const ofSources = [...protocols, ...bare.slice(0, 2)].flatMap((IpProtocol) => {
    const all = edgeNumbers(IpProtocol, next);
    const shared = all[next(all.length)] ?? {};
    return edgeSources(IpProtocol, pools, next).map((source): FixtureRule => ({ IpProtocol, ...shared, ...source }));
  });
  return [
    ...ofNumbers.map((rule): EdgeRule => ({ rule, varies: 'numbers' })),
    ...ofSources.map((rule): EdgeRule => ({ rule, varies: 'source' })),
  ];
}

/** Empty for protocols that have none. */
function edgeNumbers(protocol: string, next: NextNumber): readonly RuleNumbers[] {
  switch (protocol) {
    case 'tcp':
    case 'udp':
      return edgePorts(next);
    case 'icmp':
      return edgeTypes([0, 3, 8, 11], next);
    case 'icmpv6':
      return edgeTypes([1, 2, 128, 129], next);
    default:
      return [];
  }
}

/** Single ports and ranges at 0 and 65535, within and across the three parts that RFC 6335 divides the ports into. */
function edgePorts(next: NextNumber): readonly RuleNumbers[] {
  const between = (least: number, most: number): number => least + next(most - least + 1);
  const [system, user, dynamic] = [between(2, 1000), between(2000, 48_000), between(49_153, 65_000)];
  return [
    numbers(0, 0),
    numbers(0, 65535),
    numbers(65535, 65535),
    numbers(0, system),
    numbers(system, 65535),
    numbers(user, 65535),
    numbers(system, system),
    numbers(user, user),
    numbers(user, user + between(2, 1000)),
    numbers(system, user),
    numbers(dynamic, dynamic),
    numbers(dynamic, dynamic + between(2, 500)),
  ];
}

/** Types of each half of a byte, the last one, all; codes 0, some, the last, all. */
function edgeTypes(known: readonly number[], next: NextNumber): readonly RuleNumbers[] {
  const between = (least: number, most: number): number => least + next(most - least + 1);
  const [first = 0, second = 0, third = 0, fourth = 0] = known;
  const pair = between(12, 100);
  return [
    numbers(first, 0),
    numbers(second, between(1, 4)),
    numbers(third, 0),
    numbers(third, -1),
    numbers(fourth, 0),
    numbers(pair, pair + between(1, 20)),
    numbers(between(130, 250), between(1, 250)),
    numbers(between(130, 250), 0),
    numbers(255, 255),
    numbers(between(12, 250), -1),
    numbers(-1, -1),
  ];
}

/** One digit, two and three, the last of seven bits and the first of eight. 255 is reserved. */
function numberedProtocols(next: NextNumber): readonly string[] {
  return ['47', '4', String(8 + next(2)), String(18 + next(7)), String(101 + next(20)), '127', '128', '132', '254'];
}

function edgeSources(protocol: string, pools: ValuePools, next: NextNumber): readonly SourceMember[] {
  return [
    ...(protocol === 'icmpv6' ? [] : edgeIpv4(next).map((CidrIp) => ({ CidrIp }))),
    ...(protocol === 'icmp' || pools.ipv6.length === 0 ? [] : edgeIpv6(next).map((CidrIpv6) => ({ CidrIpv6 }))),
    ...pools.groups.map((GroupId) => ({ GroupId })),
    ...(protocol === 'icmpv6' ? [] : pools.prefixLists.map((PrefixListId) => ({ PrefixListId }))),
  ];
}

/** All addresses, half of them, lengths of whole bytes and of none, the last three lengths. */
function edgeIpv4(next: NextNumber): readonly string[] {
  const ofLength = (length: number): string => {
    const bits = BigInt(1 + next(223)) * 0x1000000n + BigInt(next(0x1000000));
    return formatNetwork(networkOf({ family: 'ipv4', bits, length }));
  };
  const odd = [5, 6, 7, 13, 14, 15, 21, 22, 23][next(9)] ?? 23;
  const lengths = [8, 16, odd, 24, 25 + next(5), 30, 31, 32, 32];
  return ['0.0.0.0/0', '128.0.0.0/1', ...lengths.map(ofLength)];
}

/** All addresses, global unicast, site and subnet, the second half of the lengths, hosts; with zeros within and without. */
function edgeIpv6(next: NextNumber): readonly string[] {
  const ofLength = (length: number, groups: readonly number[]): string => {
    const bits = groups.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n);
    return formatNetwork(networkOf({ family: 'ipv6', bits, length }));
  };
  const some = (): number => 0x8000 + next(0x7fff);
  const full = (): readonly number[] => [0x2001, 0xdb8, some(), some(), some(), some(), some(), some()];
  const hollow = (last: number): readonly number[] => [0x2001, 0xdb8, 0, 0, 0, 0, some(), last];
  return [
    '::/0',
    '2000::/3',
    ofLength(32, full()),
    ofLength(48, full()),
    ofLength(64, [0x2001, 0xdb8, 0, some(), 0, 0, 0, 0]),
    ofLength(65 + next(30), full()),
    ofLength(100 + next(12), hollow(0)),
    ofLength(113 + next(14), full()),
    ofLength(127, full()),
    ofLength(128, hollow(some())),
    ofLength(128, full()),
  ];
}

/** The longest description that EC2 takes. Source: API reference, IpRange. */
const longest = 255;

const words = ['office', 'Lab', 'vpn', 'build', 'Bastion', 'mirror'];

/** Descriptions with what forms, markup and careless readers stumble over; no two alike. */
export function edgeDescriptions(next: NextNumber): readonly string[] {
  const word = (): string => words[next(words.length)] ?? 'office';
  const long = (length: number): string => `${`${word()} `.repeat(longest).slice(0, length - 1)}x`;
  return [
    `${word()} ${word()} 1`,
    `${word()}+${word()}`,
    `${word()};${word()} a;b`,
    `${word()}&a=b#1`,
    `[${word()}] (2)`,
    `1+1=2, ${word()}`,
    `${word()}.${word()}@example:8/!$_-`,
    `${word()} {2}*`,
    long(33 + next(20)),
    long(101 + next(50)),
    long(longest),
  ];
}
