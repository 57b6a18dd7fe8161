/** Protocols of rules, and the texts under which a request may name one. */
import fc from 'fast-check';
import { biasedTo, type ValuePools } from './value-pools.ts';

/** The protocols that have ports. */
export function portProtocol(): fc.Arbitrary<'tcp' | 'udp'> {
  return fc.constantFrom('tcp', 'udp');
}

/** Numbers that EC2 keeps as numbers because they have no name there: 1, 6, 17 and 58 do. IANA reserves 255. */
const unnamed = Array.from({ length: 255 }, (_, number) => number)
  .filter((number) => ![1, 6, 17, 58].includes(number))
  .map(String);

/** Protocols without a name, as numbers: GRE, ESP, AH and 4 (a part of 47) most of the time, any up to 254 otherwise. */
export function numberedProtocol(pools: ValuePools): fc.Arbitrary<string> {
  return biasedTo(pools, ['47', '4', '50', '51'], fc.constantFrom(...unnamed));
}

const spellings: Readonly<Record<string, readonly string[]>> = {
  tcp: ['tcp', '6', 'TCP', 'Tcp'],
  udp: ['udp', '17', 'UDP', 'Udp'],
  icmp: ['icmp', '1', 'ICMP', 'Icmp'],
  icmpv6: ['icmpv6', '58', 'ICMPV6', 'ICMPv6'],
};

/**
 * Other texts for a canonical protocol, and itself, to which it shrinks. That EC2 takes the number for the name is
 * documented of authorising; what a revoke makes of them is open.
 */
export function protocolSpelling(protocol: string): fc.Arbitrary<string> {
  return fc.constantFrom(...(spellings[protocol] ?? [protocol]));
}
