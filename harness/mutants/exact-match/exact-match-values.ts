/** Faults in whether the named rule is removed, and in comparing protocols and ICMP types and codes. */

import { changed } from '../../reference/behaviour.ts';
import type { Wanted } from '../../reference/sections/wanted-rules.ts';
import type { StoredRule } from '../../reference/store.ts';
import type { Apply, Fault } from '../fault.ts';
import {
  alsoMatching,
  fields,
  hasPermission,
  neverMatching,
  outcomes,
  refusedAs,
  refusing,
  reread,
} from '../revoke-changes.ts';
import {
  hasIcmp,
  hasPorts,
  isOfKind,
  sameButPorts,
  sameButProtocol,
  sameButSource,
  sameSourceAs,
} from '../rule-likeness.ts';

const foundation: readonly Fault[] = [
  {
    id: 'removes-nothing',
    breaks: 'exact-match/matching-rule',
    // A rule that stays does not show whether the form was read and the signature accepted.
    alsoBreaks: ['encoding/post-form', 'signing/header'],
    crossesGroups: true,
    means: 'finds the rules that permissions name, and leaves them where they are',
    apply: outcomes((outcome) => (outcome.kind === 'refused' ? outcome : { ...outcome, removed: [] })),
  },
  {
    id: 'removes-all-rules',
    breaks: 'exact-match/matching-rule',
    alsoBreaks: ['encoding/post-form', 'signing/header'],
    crossesGroups: true,
    means: 'empties the group when one rule fits',
    apply: outcomes((outcome, existing) =>
      outcome.kind === 'refused' ? outcome : { ...outcome, removed: [...existing], unknown: [] },
    ),
  },
  {
    id: 'mismatch-succeeds',
    breaks: 'exact-match/mismatch-refused',
    // With success goes what does fit.
    alsoBreaks: ['exact-match/all-or-nothing'],
    means: 'responds with success when a rule does not fit, in every VPC, as the default VPC may',
    apply: (b) => changed(b, { revoking: { onMismatch: () => 'silent' } }),
  },
  {
    id: 'mismatch-beside-edge-ports-succeeds',
    breaks: 'exact-match/mismatch-refused',
    means:
      'responds with success to other ports than those of a rule that begins at port 0 or ends at 65535, and removes nothing',
    apply: silent((wanted, existing) =>
      existing.some((rule) => (rule.fromPort === 0 || rule.toPort === 65535) && sameButPorts(wanted, rule)),
    ),
  },
  {
    id: 'mismatch-of-source-succeeds',
    breaks: 'exact-match/mismatch-refused',
    means: 'responds with success to the protocol and ports of a rule with another range, and removes nothing',
    apply: silent((wanted, existing) =>
      existing.some((rule) => sameButSource(wanted, rule) && isOfKind(wanted, 'ipv4') && isOfKind(rule, 'ipv4')),
    ),
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
    crossesGroups: true,
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

/** Faults in whether the named rule is removed, and in comparing protocols and ICMP types and codes. */
export const exactMatchValueFaults: readonly Fault[] = [...foundation, ...protocols, ...icmp];

/** Success without effect where a single rule is named that is not there, and is like this. */
function silent(isLikeThis: (wanted: Wanted, existing: readonly StoredRule[]) => boolean): Apply {
  return outcomes((outcome, existing) => {
    const [only, ...others] = outcome.kind === 'refused' ? outcome.unknown : [];
    return only === undefined || others.length > 0 || !isLikeThis(only, existing)
      ? outcome
      : { kind: 'revoked', removed: [], remaining: existing, unknown: [] };
  });
}
