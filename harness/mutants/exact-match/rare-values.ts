/** Faults in comparing rules that show on a few values of protocols and ports. */
import type { Fault } from '../fault.ts';
import { alsoMatching, neverMatching, reread } from '../revoke-changes.ts';
import { hasIcmp, hasPorts, sameButPorts, sameButProtocol, samePorts, sameSourceAs } from '../rule-likeness.ts';

const ports: readonly Fault[] = [
  {
    id: 'last-port-65535-open',
    breaks: 'exact-match/to-port',
    needsRareValues: true,
    means: 'takes a rule that ends at port 65535 for a match of every range that begins where it does',
    apply: alsoMatching(
      (wanted, rule) =>
        hasPorts(wanted) &&
        sameButPorts(wanted, rule) &&
        wanted.fromPort === rule.fromPort &&
        rule.toPort === 65535 &&
        wanted.fromPort !== 0,
    ),
  },
  {
    id: 'udp-port-zero-lost',
    breaks: 'exact-match/port-edges',
    needsRareValues: true,
    means: 'finds no UDP rule that begins at port 0 and ends below 65535',
    apply: neverMatching((wanted) => wanted.protocol === 'udp' && wanted.fromPort === 0 && wanted.toPort !== 65535),
  },
  {
    id: 'all-udp-matches-any-udp',
    breaks: 'exact-match/port-overlap',
    needsRareValues: true,
    means: 'takes all UDP ports of a request for every UDP rule of the source',
    apply: alsoMatching(
      (wanted, rule) =>
        wanted.protocol === 'udp' && wanted.fromPort === 0 && wanted.toPort === 65535 && sameButPorts(wanted, rule),
    ),
  },
  {
    id: 'single-high-port-inside-range',
    breaks: 'exact-match/port-overlap',
    needsRareValues: true,
    means: 'takes a single port between 49151 and 65535 for a range that holds it',
    apply: alsoMatching(
      (wanted, rule) =>
        hasPorts(wanted) &&
        sameButPorts(wanted, rule) &&
        wanted.fromPort === wanted.toPort &&
        Number(wanted.fromPort) > 49151 &&
        wanted.fromPort !== 65535 &&
        Number(rule.fromPort) <= Number(wanted.fromPort) &&
        Number(rule.toPort) >= Number(wanted.toPort),
    ),
  },
  {
    id: 'neighbouring-udp-range-matches',
    breaks: 'exact-match/from-port',
    needsRareValues: true,
    means: 'takes a UDP range that begins one port lower, and ends where the request does, for a match',
    apply: alsoMatching(
      (wanted, rule) =>
        wanted.protocol === 'udp' &&
        sameButPorts(wanted, rule) &&
        Number(rule.fromPort) === Number(wanted.fromPort) - 1 &&
        rule.toPort === wanted.toPort,
    ),
  },
  {
    id: 'ports-compared-as-text',
    breaks: 'exact-match/to-port',
    needsRareValues: true,
    means: 'takes a last port with the same first three digits for a match when it has five',
    apply: alsoMatching(
      (wanted, rule) =>
        hasPorts(wanted) &&
        sameButPorts(wanted, rule) &&
        wanted.fromPort === rule.fromPort &&
        Number(wanted.toPort) >= 10_000 &&
        Number(rule.toPort) >= 10_000 &&
        String(wanted.toPort).slice(0, 3) === String(rule.toPort).slice(0, 3),
    ),
  },
];

const protocols: readonly Fault[] = [
  {
    id: 'protocol-over-100-lost',
    breaks: 'exact-match/numeric-protocol',
    needsRareValues: true,
    means: 'finds no rule of a protocol number over 100',
    apply: neverMatching(({ protocol }) => Number(protocol) > 100),
  },
  {
    id: 'protocol-number-by-beginning',
    breaks: 'exact-match/protocol',
    needsRareValues: true,
    means: 'takes a rule whose protocol number begins with the one of the request for a match',
    apply: alsoMatching(
      (wanted, rule) =>
        /^[0-9]+$/.test(wanted.protocol) && rule.protocol.startsWith(wanted.protocol) && sameSourceAs(wanted, rule),
    ),
  },
  {
    id: 'protocol-number-modulo',
    breaks: 'exact-match/protocol',
    needsRareValues: true,
    means: 'keeps seven bits of a protocol number when it compares',
    apply: alsoMatching(
      (wanted, rule) =>
        /^[0-9]+$/.test(wanted.protocol) &&
        /^[0-9]+$/.test(rule.protocol) &&
        Number(wanted.protocol) % 128 === Number(rule.protocol) % 128 &&
        sameSourceAs(wanted, rule),
    ),
  },
  {
    id: 'icmpv6-named-icmp',
    breaks: 'exact-match/protocol',
    needsRareValues: true,
    means: 'takes ICMP for ICMPv6 where the source is a group',
    apply: alsoMatching(
      (wanted, rule) =>
        hasIcmp(wanted) && hasIcmp(rule) && wanted.source.kind === 'group' && sameButProtocol(wanted, rule),
    ),
  },
  {
    id: 'all-traffic-of-group-open',
    breaks: 'exact-match/all-traffic-exact',
    needsRareValues: true,
    means: 'takes protocol -1 for every UDP rule of a source group',
    apply: alsoMatching(
      (wanted, rule) =>
        wanted.protocol === '-1' &&
        rule.protocol === 'udp' &&
        wanted.source.kind === 'group' &&
        sameSourceAs(wanted, rule),
    ),
  },
];

const icmp: readonly Fault[] = [
  {
    id: 'icmpv6-code-ignored',
    breaks: 'exact-match/icmp-code',
    needsRareValues: true,
    means: 'takes an ICMPv6 rule of the type with any single code for a match',
    apply: alsoMatching(
      (wanted, rule) =>
        wanted.protocol === 'icmpv6' &&
        sameButPorts(wanted, rule) &&
        wanted.fromPort === rule.fromPort &&
        wanted.toPort !== -1 &&
        rule.toPort !== -1,
    ),
  },
  {
    id: 'icmpv6-all-codes-lost',
    breaks: 'exact-match/icmpv6',
    needsRareValues: true,
    means: 'finds no ICMPv6 rule for all codes of one type',
    apply: neverMatching((wanted) => wanted.protocol === 'icmpv6' && wanted.toPort === -1 && wanted.fromPort !== -1),
  },
  {
    id: 'icmp-type-above-127-lost',
    breaks: 'exact-match/icmp-type',
    needsRareValues: true,
    means: 'finds no ICMP rule of a type above 127',
    apply: neverMatching((wanted) => wanted.protocol === 'icmp' && Number(wanted.fromPort) > 127),
  },
  {
    id: 'icmp-type-and-code-swapped',
    breaks: 'exact-match/icmp-type',
    needsRareValues: true,
    means: 'takes an ICMP rule of the same two numbers the other way round for a match',
    apply: alsoMatching(
      (wanted, rule) =>
        wanted.protocol === 'icmp' &&
        sameButPorts(wanted, rule) &&
        wanted.fromPort === rule.toPort &&
        wanted.toPort === rule.fromPort,
    ),
  },
  {
    id: 'code-zero-is-all',
    breaks: 'exact-match/icmp-all-codes',
    needsRareValues: true,
    means: 'takes code 0 of a type above 8 for a match of all its codes',
    apply: alsoMatching(
      (wanted, rule) =>
        hasIcmp(wanted) &&
        sameButPorts(wanted, rule) &&
        wanted.fromPort === rule.fromPort &&
        Number(wanted.fromPort) > 8 &&
        wanted.toPort === 0 &&
        rule.toPort === -1,
    ),
  },
  {
    id: 'large-port-clipped',
    breaks: 'exact-match/port-edges',
    needsRareValues: true,
    means: 'reads a UDP port of 65535 as 65534',
    apply: reread((permission) =>
      permission.IpProtocol === 'udp' && permission.ToPort === '65535' && permission.FromPort !== '0'
        ? { ...permission, ToPort: '65534' }
        : permission,
    ),
  },
  {
    id: 'tcp-and-udp-above-1023',
    breaks: 'exact-match/protocol',
    needsRareValues: true,
    means: 'takes TCP for UDP in ranges of ports above 1023',
    apply: alsoMatching(
      (wanted, rule) =>
        hasPorts(wanted) &&
        hasPorts(rule) &&
        samePorts(wanted, rule) &&
        sameSourceAs(wanted, rule) &&
        Number(wanted.fromPort) > 1023 &&
        wanted.fromPort !== wanted.toPort,
    ),
  },
];

/** Faults in comparing rules that show on a few values of protocols and ports. */
export const rareValueFaults: readonly Fault[] = [...ports, ...protocols, ...icmp];
