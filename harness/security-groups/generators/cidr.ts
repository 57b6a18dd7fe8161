/** Address ranges of every length: in the form in which EC2 stores them, and with host bits. */
import fc from 'fast-check';
import { addressLength, type Family, formatNetwork, networkOf, parseNetwork, withHost } from './network.ts';

/** Any IPv4 range from /0 to /32, canonical. */
export function ipv4Cidr(): fc.Arbitrary<string> {
  return fc
    .tuple(lengthOf('ipv4'), fc.integer({ min: 0, max: 0xffffffff }))
    .map(([length, bits]) => formatNetwork(networkOf({ family: 'ipv4', bits: BigInt(bits), length })));
}

/**
 * Any IPv6 range from /0 to /128, canonical, of global unicast (2000::/3) or around it.
 *
 * Leaves out what begins with eighty zeros: IPv4-mapped and IPv4-compatible addresses, whose text implementations
 * write differently.
 */
export function ipv6Cidr(): fc.Arbitrary<string> {
  const group = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 0xffff }) });
  const address = fc
    .tuple(fc.integer({ min: 0x2000, max: 0x3fff }), fc.array(group, { minLength: 7, maxLength: 7 }))
    .map(([first, others]) => others.reduce((bits, each) => (bits << 16n) | BigInt(each), BigInt(first)));
  return fc
    .tuple(lengthOf('ipv6'), address)
    .map(([length, bits]) => formatNetwork(networkOf({ family: 'ipv6', bits, length })));
}

/**
 * The same range with bits set beyond its length: `192.0.2.0/24` as `192.0.2.1/24`. Shrinks to the first address.
 * A range of full length has no host bits and stays as it is.
 */
export function withHostBits(cidr: string): fc.Arbitrary<string> {
  const network = parseNetwork(cidr);
  const hostBits = addressLength(network.family) - network.length;
  if (hostBits === 0) return fc.constant(cidr);
  return fc
    .bigInt({ min: 1n, max: (1n << BigInt(hostBits)) - 1n })
    .map((host) => formatNetwork(withHost(network, host)));
}

/** Shortest and longest make a quarter and a bit; the rest is even. */
function lengthOf(family: Family): fc.Arbitrary<number> {
  const longest = addressLength(family);
  return fc.oneof(
    { withCrossShrink: true },
    { weight: 1, arbitrary: fc.constantFrom(0, longest) },
    { weight: 3, arbitrary: fc.integer({ min: 0, max: longest }) },
  );
}
