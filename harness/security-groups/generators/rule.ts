/** Rules as a fixture writes them, and sets of rules that one group can hold. */
import fc from 'fast-check';
import type { FixtureRule } from '../../cases/given.ts';
import { ruleKey } from '../model/match.ts';
import { ipv4Cidr, ipv6Cidr } from './cidr.ts';
import { description } from './description.ts';
import { modelRule } from './model-rule.ts';
import { icmpNumbers, icmpv6Numbers, ports } from './ports.ts';
import { numberedProtocol, portProtocol } from './protocol.ts';
import { biasedTo, type ValuePools } from './value-pools.ts';

type Numbers = Pick<FixtureRule, 'IpProtocol' | 'FromPort' | 'ToPort'>;

/** What a rule admits: exactly one of the four members. */
export type SourceMember = Pick<FixtureRule, 'CidrIp' | 'CidrIpv6' | 'PrefixListId' | 'GroupId'>;

/**
 * One rule, valid for EC2: canonical values, ICMP never from IPv6 and ICMPv6 never from IPv4, numbers only where they
 * mean something. Shrinks to TCP port 22 from the first IPv4 range of the pools, without description.
 */
export function rule(pools: ValuePools): fc.Arbitrary<FixtureRule> {
  const ofIpv4 = [...ipv4Source(pools), ...groupSource(pools), ...prefixListSource(pools)];
  const ofIpv6 = [...ipv6Source(pools), ...groupSource(pools)];
  const any = [...ofIpv4, ...ipv6Source(pools)];
  const withPorts = fc
    .tuple(portProtocol(), ports(pools))
    .map(([IpProtocol, numbers]): Numbers => ({ IpProtocol, ...numbers }));
  const icmp = icmpNumbers(pools).map((numbers): Numbers => ({ IpProtocol: 'icmp', ...numbers }));
  const icmpv6 = icmpv6Numbers(pools).map((numbers): Numbers => ({ IpProtocol: 'icmpv6', ...numbers }));
  const numbered = numberedProtocol(pools).map((IpProtocol): Numbers => ({ IpProtocol }));
  const bare = fc.oneof(
    { withCrossShrink: true },
    { weight: 6, arbitrary: joined(withPorts, any) },
    { weight: 2, arbitrary: joined(fc.constant({ IpProtocol: '-1' }), any) },
    { weight: 2, arbitrary: joined(icmp, ofIpv4) },
    ...(pools.ipv6.length === 0 ? [] : [{ weight: 1, arbitrary: joined(icmpv6, ofIpv6) }]),
    ...(pools.numbered ? [{ weight: 1, arbitrary: joined(numbered, any) }] : []),
  );
  // A third of the rules have a description. Outside of the choice above, so that both shrink apart from each other.
  if (!pools.descriptions) {
    return bare;
  }
  return fc
    .tuple(bare, fc.option(description(pools), { freq: 2, nil: undefined }))
    .map(([each, text]) => (text === undefined ? each : { ...each, Description: text }));
}

/** How many rules; a group of a default account holds at most 60. */
export interface Count {
  readonly min: number;
  readonly max: number;
}

/** Rules that can exist together: no two equal in protocol, numbers and source, whatever their descriptions. */
export function rules(pools: ValuePools, { min, max }: Count): fc.Arbitrary<readonly FixtureRule[]> {
  return fc.uniqueArray(rule(pools), {
    minLength: min,
    maxLength: max,
    selector: identity,
    size: 'max',
  });
}

const identities = new WeakMap<FixtureRule, string>();

/** What makes a rule itself to EC2; equal for rules that differ in their descriptions only. */
export function identity(rule: FixtureRule): string {
  const known = identities.get(rule) ?? ruleKey(modelRule(rule));
  identities.set(rule, known);
  return known;
}

function joined(numbers: fc.Arbitrary<Numbers>, sources: readonly Weighted[]): fc.Arbitrary<FixtureRule> {
  const source = fc.oneof({ withCrossShrink: true }, ...sources);
  return fc.tuple(numbers, source).map(([numbersOf, from]) => ({ ...numbersOf, ...from }));
}

/** Weighted by how many different values there are. */
type Weighted = fc.WeightedArbitrary<SourceMember>;

function ipv4Source(pools: ValuePools): readonly Weighted[] {
  return [{ weight: 5, arbitrary: biasedTo(pools, pools.ipv4, ipv4Cidr()).map((CidrIp) => ({ CidrIp })) }];
}

function ipv6Source(pools: ValuePools): readonly Weighted[] {
  if (pools.ipv6.length === 0) return [];
  return [{ weight: 4, arbitrary: biasedTo(pools, pools.ipv6, ipv6Cidr()).map((CidrIpv6) => ({ CidrIpv6 })) }];
}

function groupSource({ groups }: ValuePools): readonly Weighted[] {
  if (groups.length === 0) return [];
  return [{ weight: 2, arbitrary: fc.constantFrom(...groups).map((GroupId) => ({ GroupId })) }];
}

function prefixListSource({ prefixLists }: ValuePools): readonly Weighted[] {
  if (prefixLists.length === 0) return [];
  return [{ weight: 1, arbitrary: fc.constantFrom(...prefixLists).map((PrefixListId) => ({ PrefixListId })) }];
}
