/** Protocol names in the one form in which rules are compared and described. */

/** Names that EC2 gives to protocol numbers; every other number stays a number. */
const nameOfNumber: Readonly<Record<string, string>> = { '1': 'icmp', '6': 'tcp', '17': 'udp', '58': 'icmpv6' };

const named: ReadonlySet<string> = new Set(Object.values(nameOfNumber));

/** What the two numbers of a rule mean: `ports`, an ICMP `type-and-code`, or `nothing`, so that they are not stored. */
export type NumbersMean = 'ports' | 'type-and-code' | 'nothing';

/**
 * The canonical name of a protocol: `tcp`, `udp`, `icmp`, `icmpv6`, `-1` for all, or a number from 0 to 255 as text.
 *
 * Letters may be of either case; numbers must be plain decimal. Undefined for every other text, also for `all`, which is
 * a word of the AWS command line and not of the API. Source: API reference, IpPermission; IANA protocol numbers.
 */
export function canonicalProtocol(text: string): string | undefined {
  if (text === '-1') return text;
  const lower = text.toLowerCase();
  if (named.has(lower)) return lower;
  if (!/^(0|[1-9][0-9]{0,2})$/.test(text) || Number(text) > 255) return undefined;
  return nameOfNumber[text] ?? text;
}

/** What FromPort and ToPort mean for a canonical protocol. */
export function numbersMean(protocol: string): NumbersMean {
  if (protocol === 'tcp' || protocol === 'udp') return 'ports';
  if (protocol === 'icmp' || protocol === 'icmpv6') return 'type-and-code';
  return 'nothing';
}

/**
 * FromPort and ToPort for a person, with a space before them: ` 443`, ` 22-25`, ` type 8 code 0`; empty where a rule has
 * none. Different numbers of one protocol have different texts.
 */
export function numbersText(protocol: string, from: number | undefined, to: number | undefined): string {
  if (from === undefined && to === undefined) return '';
  if (numbersMean(protocol) !== 'type-and-code') return from === to ? ` ${from}` : ` ${from ?? ''}-${to ?? ''}`;
  if (from === -1 && to === -1) return ' all types';
  return ` type ${from ?? 'none'}${to === -1 ? '' : ` code ${to ?? 'none'}`}`;
}
