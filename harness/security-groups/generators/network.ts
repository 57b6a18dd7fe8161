/** Address ranges of both families as numbers, for stepping from one to its neighbours. */
import { formatIpv4, parseIpv4 } from '../../wire/addresses/ipv4.ts';
import { formatIpv6, parseIpv6 } from '../../wire/addresses/ipv6.ts';

/** Address family. */
export type Family = 'ipv4' | 'ipv6';

/** A range; `bits` may hold bits beyond `length`, which are host bits. */
export interface Network {
  readonly family: Family;
  readonly bits: bigint;
  readonly length: number;
}

/** Bits of an address of the family. */
export function addressLength(family: Family): 32 | 128 {
  return family === 'ipv4' ? 32 : 128;
}

/** Throws RangeError for a text that is no range: callers bring valid ones. */
export function parseNetwork(cidr: string): Network {
  const [address = '', length = ''] = cidr.split('/');
  const ipv4 = parseIpv4(address);
  if (ipv4 !== undefined) return { family: 'ipv4', bits: BigInt(ipv4), length: Number(length) };
  const groups = parseIpv6(address);
  if (groups === undefined) throw new RangeError(`'${cidr}' is no address range`);
  const bits = groups.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n);
  return { family: 'ipv6', bits, length: Number(length) };
}

/** Canonical text of the address as it is, host bits included, a slash, and the length. */
export function formatNetwork({ family, bits, length }: Network): string {
  if (family === 'ipv4') return `${formatIpv4(Number(bits))}/${length}`;
  const groups = Array.from({ length: 8 }, (_, index) => Number((bits >> BigInt(112 - 16 * index)) & 0xffffn));
  return `${formatIpv6(groups)}/${length}`;
}

/** The same range without host bits. */
export function networkOf({ family, bits, length }: Network): Network {
  const hostBits = BigInt(addressLength(family) - length);
  return { family, bits: (bits >> hostBits) << hostBits, length };
}

/** The range with all bits beyond the length taken from `host`. */
export function withHost(network: Network, host: bigint): Network {
  const hostBits = BigInt(addressLength(network.family) - network.length);
  return { ...network, bits: networkOf(network).bits | (host & ((1n << hostBits) - 1n)) };
}

/** The range of equal length `steps` further; undefined beyond either end of the addresses. */
export function neighbour(network: Network, steps: -1 | 1): Network | undefined {
  const { family, length } = network;
  const bits = networkOf(network).bits + (BigInt(steps) << BigInt(addressLength(family) - length));
  return bits < 0n || bits >> BigInt(addressLength(family)) > 0n ? undefined : { family, bits, length };
}
