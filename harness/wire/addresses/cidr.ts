/** Address ranges in the form in which EC2 stores and describes them: canonical text, host bits cleared. */

import { formatIpv4, parseIpv4 } from './ipv4.ts';
import { formatIpv6, parseIpv6 } from './ipv6.ts';

/**
 * The canonical form of an IPv4 range: `100.68.0.18/18` is `100.68.0.0/18`.
 *
 * Undefined unless it is a strict dotted quad, a slash and a plain number from 0 to 32. Source: API reference,
 * AuthorizeSecurityGroupIngress (stored in canonical form); RFC 4632 for the notation.
 */
export function canonicalIpv4Cidr(text: string): string | undefined {
  const parts = splitPrefix(text, 32);
  if (parts === undefined) return undefined;
  const bits = parseIpv4(parts.address);
  if (bits === undefined) return undefined;
  const mask = parts.length === 0 ? 0 : (0xffffffff << (32 - parts.length)) >>> 0;
  return `${formatIpv4((bits & mask) >>> 0)}/${parts.length}`;
}

/**
 * The canonical form of an IPv6 range: `2001:DB8:0::1/32` is `2001:db8::/32`.
 *
 * Undefined unless it is an address of RFC 4291, a slash and a plain number from 0 to 128. The text is that of RFC 5952.
 */
export function canonicalIpv6Cidr(text: string): string | undefined {
  const parts = splitPrefix(text, 128);
  if (parts === undefined) return undefined;
  const groups = parseIpv6(parts.address);
  if (groups === undefined) return undefined;
  const cleared = groups.map((group, index) => {
    const kept = Math.min(16, Math.max(0, parts.length - index * 16));
    return group & ((0xffff << (16 - kept)) & 0xffff);
  });
  return `${formatIpv6(cleared)}/${parts.length}`;
}

/**
 * Whether two texts are the same IPv6 range, host bits included: `2001:DB8:0:0:0:0:0:0/32` and `2001:db8::/32` are. Source:
 * RFC 4291 section 2.2; no source says in which form EC2 writes addresses but that letters are small.
 */
export function isSameIpv6Range(one: string, other: string): boolean {
  if (one.toLowerCase() === other.toLowerCase()) return true;
  const [parts, others] = [splitPrefix(one, 128), splitPrefix(other, 128)];
  if (parts === undefined || others === undefined || parts.length !== others.length) return false;
  const groups = parseIpv6(parts.address);
  return groups !== undefined && String(groups) === String(parseIpv6(others.address));
}

function splitPrefix(text: string, longest: number): { readonly address: string; readonly length: number } | undefined {
  const slash = text.indexOf('/');
  const digits = text.slice(slash + 1);
  if (slash < 0 || !/^(0|[1-9][0-9]{0,2})$/.test(digits) || Number(digits) > longest) return undefined;
  return { address: text.slice(0, slash), length: Number(digits) };
}
