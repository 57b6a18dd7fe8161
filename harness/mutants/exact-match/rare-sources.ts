/** Faults in comparing rules that show on a few values of sources and descriptions. */
import { changed } from '../../reference/behaviour.ts';
import type { Apply, Fault } from '../fault.ts';
import { alsoMatching, alsoRemoving, neverMatching } from '../revoke-changes.ts';
import {
  addressOf,
  isOfKind,
  prefixLengthOf,
  rangesOverlap,
  sameButSource,
  sameKind,
  sameProtocol,
} from '../rule-likeness.ts';

const ranges: readonly Fault[] = [
  {
    id: 'udp-from-anywhere-is-any',
    breaks: 'exact-match/ipv4-overlap',
    needsRareValues: true,
    means: 'takes 0.0.0.0/0 of a UDP request for every IPv4 range',
    apply: alsoMatching(
      (wanted, rule) =>
        wanted.protocol === 'udp' &&
        isOfKind(wanted, 'ipv4') &&
        isOfKind(rule, 'ipv4') &&
        prefixLengthOf(wanted) === 0 &&
        sameButSource(wanted, rule),
    ),
  },
  {
    id: 'slash-one-is-slash-zero',
    breaks: 'exact-match/ipv4-prefix-length',
    needsRareValues: true,
    means: 'takes a range of half of all addresses for the range of all',
    apply: alsoMatching(
      (wanted, rule) =>
        sameKind(wanted, rule) &&
        sameButSource(wanted, rule) &&
        prefixLengthOf(wanted) === 1 &&
        prefixLengthOf(rule) === 0,
    ),
  },
  {
    id: 'slash-31-is-slash-32',
    breaks: 'exact-match/ipv4-prefix-length',
    needsRareValues: true,
    means: 'takes an IPv4 host for the pair of addresses that it is the first of',
    apply: alsoMatching(
      (wanted, rule) =>
        sameButSource(wanted, rule) &&
        prefixLengthOf(wanted) === 32 &&
        prefixLengthOf(rule) === 31 &&
        addressOf(wanted) === addressOf(rule),
    ),
  },
  {
    id: 'icmp-host-compared-by-network',
    breaks: 'exact-match/ipv4-address',
    needsRareValues: true,
    means: 'leaves the last number out when it compares IPv4 hosts of ICMP rules',
    apply: alsoMatching(
      (wanted, rule) =>
        wanted.protocol === 'icmp' &&
        isOfKind(wanted, 'ipv4') &&
        sameButSource(wanted, rule) &&
        prefixLengthOf(wanted) === 32 &&
        prefixLengthOf(rule) === 32 &&
        addressOf(wanted).replace(/[0-9]+$/, '') === addressOf(rule).replace(/[0-9]+$/, ''),
    ),
  },
  {
    id: 'ipv6-host-of-udp-lost',
    breaks: 'exact-match/ipv6-edges',
    needsRareValues: true,
    means: 'finds no UDP rule of a single IPv6 address',
    apply: neverMatching(
      (wanted) => wanted.protocol === 'udp' && isOfKind(wanted, 'ipv6') && prefixLengthOf(wanted) === 128,
    ),
  },
  {
    id: 'ipv6-compared-by-half',
    breaks: 'exact-match/ipv6-address',
    needsRareValues: true,
    means: 'compares the first 64 bits of IPv6 ranges that are longer than that',
    apply: alsoMatching(
      (wanted, rule) =>
        isOfKind(wanted, 'ipv6') &&
        sameButSource(wanted, rule) &&
        prefixLengthOf(wanted) > 64 &&
        prefixLengthOf(wanted) < 128 &&
        prefixLengthOf(wanted) === prefixLengthOf(rule) &&
        addressOf(wanted).split(':').slice(0, 2).join() === addressOf(rule).split(':').slice(0, 2).join(),
    ),
  },
  {
    id: 'ipv6-network-with-zeros-lost',
    breaks: 'exact-match/ipv6-address',
    needsRareValues: true,
    means: 'finds no IPv6 network whose written form has zeros within it',
    apply: neverMatching(
      (wanted) =>
        isOfKind(wanted, 'ipv6') && /[0-9a-f]::[0-9a-f]/.test(addressOf(wanted)) && prefixLengthOf(wanted) < 128,
    ),
  },
  {
    id: 'overlap-at-odd-lengths',
    breaks: 'exact-match/ipv4-overlap',
    needsRareValues: true,
    means: 'takes an IPv4 range with a prefix of no whole byte for a wider range that holds it',
    apply: alsoMatching(
      (wanted, rule) =>
        isOfKind(wanted, 'ipv4') &&
        sameButSource(wanted, rule) &&
        rangesOverlap(wanted, rule) &&
        prefixLengthOf(wanted) % 8 > 4 &&
        prefixLengthOf(rule) < prefixLengthOf(wanted) &&
        addressOf(wanted) !== addressOf(rule),
    ),
  },
  {
    id: 'group-for-all-addresses',
    breaks: 'exact-match/source-kind',
    needsRareValues: true,
    means: 'takes 0.0.0.0/0 of an ICMP request for a source group',
    apply: alsoMatching(
      (wanted, rule) =>
        wanted.protocol === 'icmp' &&
        isOfKind(rule, 'group') &&
        prefixLengthOf(wanted) === 0 &&
        sameButSource(wanted, rule),
    ),
  },
];

const descriptions: readonly Fault[] = [
  {
    id: 'plus-in-description-is-space',
    breaks: 'exact-match/description-different',
    needsRareValues: true,
    means: 'takes a description with a space for one with a plus sign in its place',
    apply: comparingDescriptions((wanted, found) => wanted.replaceAll('+', ' ') === found.replaceAll('+', ' ')),
  },
  {
    id: 'description-ends-unread',
    breaks: 'exact-match/description-different',
    needsRareValues: true,
    means: 'compares the first 32 characters of descriptions',
    apply: comparingDescriptions((wanted, found) => wanted.slice(0, 32) === found.slice(0, 32) && wanted.length >= 32),
  },
  {
    id: 'asterisk-in-description-is-pattern',
    breaks: 'exact-match/description-different',
    needsRareValues: true,
    means: 'takes an asterisk at the end of a description for any ending',
    apply: comparingDescriptions((wanted, found) => wanted.endsWith('*') && found.startsWith(wanted.slice(0, -1))),
  },
  {
    id: 'undescribed-sibling-goes-too',
    breaks: 'exact-match/one-range-of-several',
    needsRareValues: true,
    means: 'removes a sibling without a description with a rule that has one, when the request gives it',
    apply: alsoRemoving(
      (named, other, call) =>
        isOfKind(named, 'ipv4') &&
        named.description !== undefined &&
        other.description === undefined &&
        call.pairs.some(([name]) => name.endsWith('.Description')) &&
        isOfKind(other, 'ipv4') &&
        sameButSource(named, other),
    ),
  },
  {
    id: 'described-group-rule-hides-plain-one',
    breaks: 'exact-match/one-source-of-several',
    needsRareValues: true,
    means: 'finds no range without a description beside a described source group of the same protocol',
    apply: neverMatching((wanted, rule, call) => {
      const siblings = call.store.groups.get(rule.groupId)?.ingress ?? [];
      return (
        isOfKind(wanted, 'ipv4') &&
        rule.description === undefined &&
        siblings.some(
          (other) => isOfKind(other, 'group') && other.description !== undefined && sameProtocol(other, rule),
        )
      );
    }),
  },
];

/** Faults in comparing rules that show on a few values of sources and descriptions. */
export const rareSourceFaults: readonly Fault[] = [...ranges, ...descriptions];

function comparingDescriptions(alsoEqual: (wanted: string, found: string) => boolean): Apply {
  return (b) =>
    changed(b, {
      matching: {
        description: (wanted, rule, call) =>
          b.matching.description(wanted, rule, call) ||
          (wanted.description !== undefined &&
            rule.description !== undefined &&
            alsoEqual(wanted.description, rule.description)),
      },
    });
}
