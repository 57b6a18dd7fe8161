/** The two numbers of a rule: a range of ports, or an ICMP type and code. */
import fc from 'fast-check';
import { biasedTo, type ValuePools } from './value-pools.ts';

/** Wire values, ready to be spread into a rule. */
export interface RuleNumbers {
  readonly FromPort: string;
  readonly ToPort: string;
}

/** Ends of what 8, 10, 15 and 16 bits hold, the end of the well-known ports, and a port that begins with another, 80. */
const portEdges = [2, 255, 256, 1023, 1024, 8080, 32767, 32768, 65534];

/** One port in half of the cases, else a range from the smaller to the larger of two; the least is 0, the most 65535. */
export function ports(pools: ValuePools): fc.Arbitrary<RuleNumbers> {
  const others = fc.oneof(fc.constantFrom(...portEdges), fc.integer({ min: 0, max: 65535 }));
  const port = biasedTo(pools, pools.ports, others);
  return fc
    .tuple(port, fc.oneof({ withCrossShrink: true }, fc.constant(undefined), port))
    .map(([one, other = one]) => numbers(Math.min(one, other), Math.max(one, other)));
}

/** Echo request and reply, unreachable with two codes, exceeded, the last type; all codes of a type; all types. */
const icmpPool: readonly RuleNumbers[] = [
  numbers(8, 0),
  numbers(0, 0),
  numbers(8, -1),
  numbers(3, 4),
  numbers(3, 1),
  numbers(11, 0),
  numbers(-1, -1),
];

/** Source: RFC 4443 (128 echo request, 129 echo reply, 1 unreachable, 2 packet too big). */
const icmpv6Pool: readonly RuleNumbers[] = [
  numbers(128, 0),
  numbers(129, 0),
  numbers(128, -1),
  numbers(1, 4),
  numbers(2, 0),
  numbers(-1, -1),
];

/** Type and code of ICMP, from -1 (all) to 255. Who names all types names all codes: API reference, IpPermission. */
export function icmpNumbers(pools: ValuePools): fc.Arbitrary<RuleNumbers> {
  return biasedTo(pools, icmpPool, anyTypeAndCode());
}

/** Type and code of ICMPv6, under the same rule. Both are always given: leaving them out means all of them. */
export function icmpv6Numbers(pools: ValuePools): fc.Arbitrary<RuleNumbers> {
  return biasedTo(pools, icmpv6Pool, anyTypeAndCode());
}

function anyTypeAndCode(): fc.Arbitrary<RuleNumbers> {
  const value = fc.oneof(
    { withCrossShrink: true },
    { weight: 2, arbitrary: fc.constantFrom(0, -1, 255) },
    { weight: 3, arbitrary: fc.integer({ min: -1, max: 255 }) },
  );
  return fc.tuple(value, value).map(([type, code]) => numbers(type, type === -1 ? -1 : code));
}

/** Two numbers as wire values. */
export function numbers(from: number, to: number): RuleNumbers {
  return { FromPort: String(from), ToPort: String(to) };
}
