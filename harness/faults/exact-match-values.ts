/** Faults in comparing protocols, ports and ICMP types and codes. */

import { changed } from '../reference/behaviour.ts';
import type { Fault } from './fault.ts';
import {
  alsoMatching,
  both,
  fields,
  hasPermission,
  neverMatching,
  outcomes,
  refusedAs,
  refusing,
  reread,
} from './revoke-changes.ts';
import { hasIcmp, hasPorts, sameButPorts, sameButProtocol, sameSourceAs } from './rule-likeness.ts';

const foundation: readonly Fault[] = [
  {
    id: 'removes-nothing',
    breaks: 'exact-match/matching-rule',
    // A rule that stays tells nothing of whether the form was read and the signature accepted.
    also: ['encoding/post-form', 'signing/header'],
    spills: true,
    means: 'finds the rules that permissions name, and leaves them where they are',
    apply: outcomes((outcome) => (outcome.kind === 'refused' ? outcome : { ...outcome, removed: [] })),
  },
  {
    id: 'removes-all-rules',
    breaks: 'exact-match/matching-rule',
    also: ['encoding/post-form', 'signing/header'],
    spills: true,
    means: 'empties the group when one rule fits',
    apply: outcomes((outcome, existing) =>
      outcome.kind === 'refused' ? outcome : { ...outcome, removed: [...existing], unknown: [] },
    ),
  },
  {
    id: 'mismatch-succeeds',
    breaks: 'exact-match/mismatch-refused',
    means: 'answers success when no rule fits, in every VPC',
    apply: (b) => changed(b, { revoking: { onMismatch: () => 'silent' } }),
  },
  {
    id: 'mismatch-code-general',
    breaks: 'exact-match/mismatch-refused',
    means: 'refuses what fits no rule with InvalidParameterValue',
    apply: refusedAs('InvalidParameterValue', ({ code }) => code === 'InvalidPermission.NotFound'),
  },
  {
    id: 'mismatch-status-404',
    breaks: 'exact-match/mismatch-refused',
    means: 'refuses what fits no rule with the status 404',
    apply: refusedAs('InvalidPermission.NotFound', ({ code }) => code === 'InvalidPermission.NotFound', 404),
  },
];

/** Stands for all ports where a fault needs a mark for them; no case uses it. */
const anyPort = '64999';

const ports: readonly Fault[] = [
  {
    id: 'from-port-ignored',
    breaks: 'exact-match/from-port',
    means: 'takes a rule with any first port for a match',
    apply: fields({ fromPort: (wanted, rule) => !hasPorts(wanted) || hasPorts(rule) }),
  },
  {
    id: 'to-port-ignored',
    breaks: 'exact-match/to-port',
    means: 'takes a rule with any last port for a match',
    apply: fields({ toPort: (wanted, rule) => (hasPorts(wanted) ? hasPorts(rule) : wanted.toPort === rule.toPort) }),
  },
  {
    id: 'lower-from-port-matches',
    breaks: 'exact-match/from-port',
    means: 'takes a rule that begins at a higher port for a match',
    apply: fields({
      fromPort: (wanted, rule) =>
        hasPorts(wanted) ? Number(wanted.fromPort) <= Number(rule.fromPort) : wanted.fromPort === rule.fromPort,
    }),
  },
  {
    id: 'higher-to-port-matches',
    breaks: 'exact-match/to-port',
    means: 'takes a rule that ends at a lower port for a match',
    apply: fields({
      toPort: (wanted, rule) =>
        hasPorts(wanted) ? Number(wanted.toPort) >= Number(rule.toPort) : wanted.toPort === rule.toPort,
    }),
  },
  {
    id: 'inner-ports-match',
    breaks: 'exact-match/port-overlap',
    means: 'takes ports well inside those of a rule for the rule',
    apply: alsoMatching(
      (wanted, rule) =>
        hasPorts(wanted) &&
        sameButPorts(wanted, rule) &&
        Number(wanted.fromPort) > Number(rule.fromPort) &&
        Number(wanted.toPort) < Number(rule.toPort),
    ),
  },
  {
    id: 'outer-ports-match',
    breaks: 'exact-match/port-overlap',
    means: 'removes rules whose ports lie inside those of the request',
    apply: alsoMatching(
      (wanted, rule) =>
        hasPorts(wanted) &&
        sameButPorts(wanted, rule) &&
        Number(wanted.fromPort) < Number(rule.fromPort) &&
        Number(wanted.toPort) > Number(rule.toPort),
    ),
  },
  {
    id: 'overlapping-ports-match',
    breaks: 'exact-match/port-overlap',
    means: 'takes ports that begin before a rule and end within it for the rule',
    apply: alsoMatching(
      (wanted, rule) =>
        hasPorts(wanted) &&
        sameButPorts(wanted, rule) &&
        Number(wanted.fromPort) < Number(rule.fromPort) &&
        Number(wanted.toPort) > Number(rule.fromPort) &&
        Number(wanted.toPort) < Number(rule.toPort),
    ),
  },
  {
    id: 'ports-contained-match',
    breaks: 'exact-match/from-port',
    // A part of a range may have either end in common with it.
    also: ['exact-match/to-port'],
    means: 'takes any part of the ports of a rule for the rule',
    apply: alsoMatching(
      (wanted, rule) =>
        hasPorts(wanted) &&
        sameButPorts(wanted, rule) &&
        Number(wanted.fromPort) >= Number(rule.fromPort) &&
        Number(wanted.toPort) <= Number(rule.toPort),
    ),
  },
  {
    id: 'port-zero-is-any',
    breaks: 'exact-match/port-edges',
    means: 'takes all ports for a rule of port 0',
    apply: alsoMatching(
      (wanted, rule) => hasPorts(wanted) && sameButPorts(wanted, rule) && rule.fromPort === 0 && rule.toPort === 0,
    ),
  },
  {
    id: 'all-ports-never-found',
    breaks: 'exact-match/port-edges',
    means: 'finds no rule of the ports 0 to 65535',
    apply: neverMatching((wanted) => hasPorts(wanted) && wanted.fromPort === 0 && wanted.toPort === 65535),
  },
  {
    id: 'reversed-ports-swapped',
    breaks: 'exact-match/ports-reversed',
    means: 'exchanges the ports of a range that is given last port first',
    apply: reread((permission) => {
      const { FromPort, ToPort, ...rest } = permission;
      const isPort = rest.IpProtocol === 'tcp' || rest.IpProtocol === 'udp';
      return isPort && FromPort !== undefined && ToPort !== undefined && Number(FromPort) > Number(ToPort)
        ? { ...rest, FromPort: ToPort, ToPort: FromPort }
        : permission;
    }),
  },
  {
    id: 'omitted-to-port-copied',
    breaks: 'exact-match/ports-omitted',
    means: 'takes FromPort for the last port when ToPort is not given',
    apply: reread((permission) => {
      const { IpProtocol, FromPort } = permission;
      const isPort = IpProtocol === 'tcp' || IpProtocol === 'udp';
      return isPort && FromPort !== undefined ? { ToPort: FromPort, ...permission } : permission;
    }),
  },
  {
    id: 'omitted-ports-are-any',
    breaks: 'exact-match/ports-omitted',
    means: 'takes a TCP permission without ports for one that fits all ports',
    apply: both(
      reread((permission) =>
        permission.IpProtocol === 'tcp' && permission.FromPort === undefined && permission.ToPort === undefined
          ? { ...permission, FromPort: anyPort, ToPort: anyPort }
          : permission,
      ),
      alsoMatching(
        (wanted, rule) => hasPorts(wanted) && sameButPorts(wanted, rule) && wanted.fromPort === Number(anyPort),
      ),
    ),
  },
];

const protocols: readonly Fault[] = [
  {
    id: 'protocol-ignored',
    breaks: 'exact-match/protocol',
    means: 'takes a rule of any protocol with the same ports and source for a match',
    apply: fields({
      protocol: (wanted, rule) => wanted.protocol === rule.protocol || (hasPorts(wanted) && hasPorts(rule)),
    }),
  },
  {
    id: 'tcp-means-udp-too',
    breaks: 'exact-match/protocol',
    means: 'removes the UDP rule of the same ports with the TCP rule',
    apply: alsoMatching(
      (wanted, rule) => wanted.protocol === 'tcp' && rule.protocol === 'udp' && sameButProtocol(wanted, rule),
    ),
  },
  {
    id: 'numeric-protocol-not-found',
    breaks: 'exact-match/numeric-protocol',
    means: 'finds no rule of a protocol that has only a number',
    apply: neverMatching((wanted) => /^[0-9]+$/.test(wanted.protocol)),
  },
  {
    id: 'all-traffic-needs-ports',
    breaks: 'exact-match/all-traffic-ports-omitted',
    means: 'refuses protocol -1 without ports',
    apply: refusing(hasPermission(({ IpProtocol, FromPort }) => IpProtocol === '-1' && FromPort === undefined)),
  },
  {
    id: 'all-traffic-is-wildcard',
    breaks: 'exact-match/all-traffic-exact',
    spills: true,
    means: 'takes protocol -1 for every protocol and port of the source',
    apply: alsoMatching((wanted, rule) => wanted.protocol === '-1' && sameSourceAs(wanted, rule)),
  },
  {
    id: 'all-traffic-rule-matches-any',
    breaks: 'exact-match/all-traffic-exact',
    means: 'takes the all-traffic rule for a match of any protocol of its source',
    apply: alsoMatching((wanted, rule) => rule.protocol === '-1' && sameSourceAs(wanted, rule)),
  },
];

const icmp: readonly Fault[] = [
  {
    id: 'icmp-type-ignored',
    breaks: 'exact-match/icmp-type',
    means: 'takes an ICMP rule of any single type for a match',
    apply: fields({
      fromPort: (wanted, rule) =>
        wanted.fromPort === rule.fromPort || (hasIcmp(wanted) && wanted.fromPort !== -1 && rule.fromPort !== -1),
    }),
  },
  {
    id: 'icmp-code-ignored',
    breaks: 'exact-match/icmp-code',
    means: 'takes an ICMP rule of any single code for a match',
    apply: fields({
      toPort: (wanted, rule) =>
        wanted.toPort === rule.toPort || (hasIcmp(wanted) && wanted.toPort !== -1 && rule.toPort !== -1),
    }),
  },
  {
    id: 'icmp-code-minus-one-is-any',
    breaks: 'exact-match/icmp-all-codes',
    means: 'takes code -1 of a request for every code of the type',
    apply: alsoMatching(
      (wanted, rule) =>
        hasIcmp(wanted) &&
        wanted.toPort === -1 &&
        wanted.fromPort !== -1 &&
        wanted.fromPort === rule.fromPort &&
        sameButPorts(wanted, rule),
    ),
  },
  {
    id: 'icmp-rule-of-all-codes-matches',
    breaks: 'exact-match/icmp-all-codes',
    means: 'takes a rule for all codes of a type for a match of each code',
    apply: alsoMatching(
      (wanted, rule) =>
        hasIcmp(wanted) &&
        rule.toPort === -1 &&
        rule.fromPort !== -1 &&
        wanted.fromPort === rule.fromPort &&
        sameButPorts(wanted, rule),
    ),
  },
  {
    id: 'icmp-type-minus-one-is-any',
    breaks: 'exact-match/icmp-all-types',
    means: 'takes type -1 of a request for every type and code',
    apply: alsoMatching((wanted, rule) => hasIcmp(wanted) && wanted.fromPort === -1 && sameButPorts(wanted, rule)),
  },
  {
    id: 'icmp-rule-of-all-types-matches',
    breaks: 'exact-match/icmp-all-types',
    means: 'takes the rule for all of ICMP for a match of each type',
    apply: alsoMatching((wanted, rule) => hasIcmp(wanted) && rule.fromPort === -1 && sameButPorts(wanted, rule)),
  },
  {
    id: 'icmp-code-omitted-is-zero',
    breaks: 'exact-match/icmp-omitted',
    means: 'takes code 0 when an ICMP permission gives none',
    apply: reread((permission) => (permission.IpProtocol === 'icmp' ? { ToPort: '0', ...permission } : permission)),
  },
  {
    id: 'icmpv6-overlooked',
    breaks: 'exact-match/icmpv6',
    means: 'finds no ICMPv6 rule',
    apply: neverMatching((wanted) => wanted.protocol === 'icmpv6'),
  },
];

export const exactMatchValueFaults: readonly Fault[] = [...foundation, ...ports, ...protocols, ...icmp];
