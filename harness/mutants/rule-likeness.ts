/** In what rules are alike: the predicates that faults of matching are made of. */
import { sameSource } from '../security-groups/model/match.ts';
import type { Rule, Source } from '../security-groups/model/rule.ts';

type Pair = readonly [Rule, Rule];

/** Of a protocol with ports. */
export function hasPorts({ protocol }: Rule): boolean {
  return protocol === 'tcp' || protocol === 'udp';
}

/** Of a protocol with types and codes. */
export function hasIcmp({ protocol }: Rule): boolean {
  return protocol === 'icmp' || protocol === 'icmpv6';
}

/** Equal protocols. */
export function sameProtocol(...[one, other]: Pair): boolean {
  return one.protocol === other.protocol;
}

/** Equal first and last ports. */
export function samePorts(...[one, other]: Pair): boolean {
  return one.fromPort === other.fromPort && one.toPort === other.toPort;
}

/** Equal sources. */
export function sameSourceAs(...[one, other]: Pair): boolean {
  return sameSource(one.source, other.source);
}

/** Sources of one kind. */
export function sameKind(...[one, other]: Pair): boolean {
  return one.source.kind === other.source.kind;
}

/** Equal in all but the ports. */
export function sameButPorts(...[one, other]: Pair): boolean {
  return sameProtocol(one, other) && sameSourceAs(one, other);
}

/** Equal in all but the protocol. */
export function sameButProtocol(...[one, other]: Pair): boolean {
  return samePorts(one, other) && sameSourceAs(one, other);
}

/** Equal in all but the source. */
export function sameButSource(...[one, other]: Pair): boolean {
  return sameProtocol(one, other) && samePorts(one, other);
}

/** Everything but the description. */
export function sameValues(...[one, other]: Pair): boolean {
  return sameButSource(one, other) && sameSourceAs(one, other);
}

/** The text of a range; empty for other sources. */
export function rangeOf({ source }: Rule): string {
  return source.kind === 'ipv4' || source.kind === 'ipv6' ? source.cidr : '';
}

/** The text before the slash of a range; empty for other sources. */
export function addressOf(rule: Rule): string {
  return rangeOf(rule).split('/')[0] ?? '';
}

/** -1 for sources that are no range. */
export function prefixLengthOf(rule: Rule): number {
  return Number(rangeOf(rule).split('/')[1] ?? -1);
}

/** For all IPv4 traffic, as the outbound rule that a group has from the start. */
export function isAllIpv4Traffic(rule: Rule): boolean {
  return rule.protocol === '-1' && rangeOf(rule) === '0.0.0.0/0';
}

/** Whether the source is of this kind. */
export function isOfKind({ source }: Rule, kind: Source['kind']): boolean {
  return source.kind === kind;
}

/** Whether two ranges of one family share their first bits, as many as the shorter prefix of both has. */
export function rangesOverlap(...[one, other]: Pair): boolean {
  if (!sameKind(one, other) || rangeOf(one) === '') return false;
  const length = Math.min(prefixLengthOf(one), prefixLengthOf(other));
  return bitsOf(one).slice(0, length) === bitsOf(other).slice(0, length);
}

/** The address as binary digits. */
function bitsOf(rule: Rule): string {
  const address = addressOf(rule);
  if (rule.source.kind === 'ipv4') return digits(address.split('.'), 10, 8);
  const [head = '', tail] = address.split('::');
  const before = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return digits(tail === undefined ? before : [...before, ...zeros, ...after], 16, 16);
}

function digits(parts: readonly string[], radix: number, width: number): string {
  return parts.map((part) => Number.parseInt(part, radix).toString(2).padStart(width, '0')).join('');
}
