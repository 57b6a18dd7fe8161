/** IPv6 addresses as eight 16-bit groups: read by RFC 4291, written by RFC 5952. */

import { parseIpv4 } from './ipv4.ts';

const groupCount = 8;

/**
 * The eight groups of an address in any of the three text forms of RFC 4291 section 2.2: full, shortened with one `::`,
 * and with a dotted quad at the end. Undefined when malformed; zones (`%eth0`) and brackets are not part of an address.
 */
export function parseIpv6(text: string): readonly number[] | undefined {
  const gap = text.indexOf('::');
  if (gap < 0) {
    const groups = groupsOf(text, true);
    return groups?.length === groupCount ? groups : undefined;
  }
  const head = groupsOf(text.slice(0, gap), false);
  const tail = groupsOf(text.slice(gap + 2), true);
  if (head === undefined || tail === undefined) return undefined;
  const zeros = groupCount - head.length - tail.length;
  return zeros >= 1 ? [...head, ...Array<number>(zeros).fill(0), ...tail] : undefined;
}

/**
 * The recommended text of RFC 5952: lower case, no leading zeros, the longest run of at least two zero groups (the first
 * of equals) as `::`. A dotted quad is written for IPv4-mapped addresses alone (section 5).
 */
export function formatIpv6(groups: readonly number[]): string {
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (mapped) {
    const octets = groups.slice(6).flatMap((group) => [group >>> 8, group & 0xff]);
    return `::ffff:${octets.join('.')}`;
  }
  const run = longestZeroRun(groups);
  const text = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  if (run === undefined) return text(groups);
  return `${text(groups.slice(0, run.start))}::${text(groups.slice(run.start + run.length))}`;
}

function groupsOf(text: string, endsAddress: boolean): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(part)) {
      groups.push(Number.parseInt(part, 16));
      continue;
    }
    const quad = endsAddress && index === parts.length - 1 ? parseIpv4(part) : undefined;
    if (quad === undefined) return undefined;
    groups.push(quad >>> 16, quad & 0xffff);
  }
  return groups;
}

function longestZeroRun(groups: readonly number[]): { readonly start: number; readonly length: number } | undefined {
  let best: { readonly start: number; readonly length: number } | undefined;
  for (const start of groups.keys()) {
    let length = 0;
    while (groups[start + length] === 0) length += 1;
    if (length > (best?.length ?? 1)) best = { start, length };
  }
  return best;
}
