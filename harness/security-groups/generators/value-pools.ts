/**
 * The few values from which rules are made. In a narrow pool rules meet: they share ports, networks and groups by
 * chance, and faults that need two rules alike show after few calls.
 */
import fc from 'fast-check';
import type { Capability } from '../probe/capability.ts';

/** Pools of values; the first of each is the one that a counterexample shrinks to. */
export interface ValuePools {
  readonly ports: readonly number[];
  /** Canonical ranges. */
  readonly ipv4: readonly string[];
  /** Canonical ranges; empty when the target knows no IPv6. */
  readonly ipv6: readonly string[];
  /** Placeholders of groups; see harness/cases/fixture.ts. */
  readonly groups: readonly string[];
  /** Placeholders of prefix lists of IPv4; empty when the target knows none. */
  readonly prefixLists: readonly string[];
  /** Whether rules may have descriptions. */
  readonly descriptions: boolean;
  /** Whether rules may have protocols without a name. */
  readonly numbered: boolean;
  /** Whether one value of five comes from outside the pools. */
  readonly wide: boolean;
}

/** Which values a pool has. */
export interface PoolOptions {
  /** Default: true; false for sequences, in which rules are to meet again. */
  readonly wide?: boolean;
  /** Default: true. */
  readonly descriptions?: boolean;
  /** Default: true. */
  readonly numbered?: boolean;
  /** Whether there is a second group for rules to refer to. Default: true. */
  readonly peer?: boolean;
}

/** The value pools that a target with these capabilities supports. */
export function smallPools(
  can: ReadonlySet<Capability>,
  { wide = true, descriptions = true, numbered = true, peer = true }: PoolOptions = {},
): ValuePools {
  return {
    ports: [22, 80, 443, 0, 1, 65535],
    ipv4: [
      '192.0.2.0/24',
      '192.0.2.1/32',
      '192.0.2.2/32',
      '198.51.100.0/25',
      '198.51.100.128/25',
      '198.51.100.0/24',
      '0.0.0.0/0',
    ],
    ipv6: can.has('ipv6')
      ? ['2001:db8::/32', '2001:db8::1/128', '2001:db8::2/128', '2001:db8::/64', '2001:db8:0:1::/64', '::/0']
      : [],
    groups: peer ? ['{peer}', '{main}'] : ['{main}'],
    prefixLists: can.has('prefix-lists') ? ['{prefix-list}'] : [],
    descriptions,
    numbered,
    wide,
  };
}

/** Four of five from the pool; the rest from `others`, which shrink back into the pool. */
export function biasedTo<Value>(
  pools: ValuePools,
  pool: readonly Value[],
  others: fc.Arbitrary<Value>,
): fc.Arbitrary<Value> {
  const narrow = fc.constantFrom(...pool);
  if (!pools.wide) return narrow;
  return fc.oneof({ withCrossShrink: true }, { weight: 4, arbitrary: narrow }, { weight: 1, arbitrary: others });
}
