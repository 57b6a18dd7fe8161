/** Each value of a rule by itself: what counts as equal, and that nothing near it does. */
import type { TopicEntries } from '../../../harness/register/requirement.ts';
import { ingressDescription, ipPermissionPage } from './sources-of-evidence.ts';

/** A rule that is named in full goes; one that is not there is refused. Nothing else can be judged without these. */
const foundation: TopicEntries = {
  'matching-rule': {
    level: 'MUST',
    means: 'The rule that has the protocol, ports and source of the request is removed, and one that shares none stays',
    evidence: [ingressDescription],
    outline: ['2.1', '2.2', '2.4', '2.5', '6.2'],
  },
  'mismatch-refused': {
    level: 'MUST',
    means:
      'Outside the default VPC a request whose values fit no rule is refused with 400 InvalidPermission.NotFound and removes nothing',
    facts: ['matching-01', 'matching-03'],
    outline: ['2.3'],
    dependsOn: ['exact-match/matching-rule'],
  },
};

const needed = ['exact-match/matching-rule', 'exact-match/mismatch-refused'];

const ports: TopicEntries = {
  'from-port': {
    level: 'MUST',
    means: 'A rule whose first port differs from FromPort does not match',
    facts: ['matching-33'],
    outline: ['2.3', '6.11'],
    dependsOn: needed,
  },
  'to-port': {
    level: 'MUST',
    means: 'A rule whose last port differs from ToPort does not match',
    facts: ['matching-33'],
    outline: ['2.3', '6.14'],
    dependsOn: needed,
  },
  'port-overlap': {
    level: 'MUST',
    means: 'A part of a port range, a wider range and an overlapping one do not match the range of a rule',
    facts: ['matching-33'],
    outline: ['2.3'],
    dependsOn: ['exact-match/from-port', 'exact-match/to-port'],
  },
  'port-edges': {
    level: 'MUST',
    means: 'Ports 0 and 65535 and the range between them are values like any other',
    facts: ['matching-33'],
    outline: ['6.11', '6.14'],
    dependsOn: ['exact-match/from-port', 'exact-match/to-port', 'exact-match/port-overlap'],
  },
  'ports-reversed': {
    level: 'MUST',
    means: 'A range given with its last port first is refused, or carried out without removing anything',
    facts: ['matching-33'],
    dependsOn: ['exact-match/from-port', 'exact-match/to-port'],
    accepts: ['refused', 'silent'],
  },
  'ports-omitted': {
    level: 'MUST',
    means: 'A TCP or UDP permission without both ports is refused, or carried out without removing anything',
    evidence: [ingressDescription],
    outline: ['2.5'],
    dependsOn: ['exact-match/from-port', 'exact-match/to-port'],
    accepts: ['refused', 'silent'],
  },
};

const protocols: TopicEntries = {
  protocol: {
    level: 'MUST',
    means: 'A rule of another protocol does not match, even if it has the same ports and source',
    facts: ['matching-33'],
    outline: ['2.3', '6.1'],
    dependsOn: [...needed, 'exact-match/numeric-protocol'],
  },
  'numeric-protocol': {
    level: 'MUST',
    means: 'A rule of a protocol that has only a number is removed when the number is given without ports',
    evidence: [ipPermissionPage],
    outline: ['6.1'],
    dependsOn: ['exact-match/matching-rule'],
  },
  'all-traffic-ports-omitted': {
    level: 'MUST',
    means: 'Protocol -1 without ports names the all-traffic rule of its source',
    evidence: [ingressDescription, ipPermissionPage],
    facts: ['matching-27'],
    dependsOn: ['exact-match/matching-rule'],
  },
  'all-traffic-exact': {
    level: 'MUST',
    means: 'Protocol -1 names no rule of a single protocol, and a single protocol does not name the all-traffic rule',
    facts: ['matching-33'],
    outline: ['2.3'],
    dependsOn: ['exact-match/protocol', 'exact-match/all-traffic-ports-omitted'],
  },
};

const icmp: TopicEntries = {
  'icmp-type': {
    level: 'MUST',
    means: 'FromPort is the type of an ICMP rule, and a rule of another type does not match',
    facts: ['matching-33'],
    outline: ['2.6', '6.12'],
    dependsOn: ['exact-match/from-port'],
  },
  'icmp-code': {
    level: 'MUST',
    means: 'ToPort is the code of an ICMP rule, and a rule of another code does not match',
    facts: ['matching-33'],
    outline: ['2.6', '6.15'],
    dependsOn: ['exact-match/to-port'],
  },
  'icmp-all-codes': {
    level: 'MUST',
    means: 'ToPort -1 names the rule for all codes of an ICMP type, and only that: no single code, nor the reverse',
    facts: ['matching-33', 'matching-34'],
    outline: ['6.16'],
    dependsOn: ['exact-match/icmp-type', 'exact-match/icmp-code', 'exact-match/icmp-all-types'],
  },
  'icmp-all-types': {
    level: 'MUST',
    means: 'FromPort and ToPort -1 name the rule for all of ICMP, and only that: no single type, nor the reverse',
    facts: ['matching-33'],
    outline: ['6.13', '6.16'],
    dependsOn: ['exact-match/icmp-type', 'exact-match/icmp-code'],
  },
  'icmp-omitted': {
    level: 'MUST',
    means: 'An ICMP permission without both type and code is refused, or carried out without removing anything',
    evidence: [ingressDescription],
    outline: ['2.6'],
    dependsOn: ['exact-match/icmp-type', 'exact-match/icmp-code'],
    accepts: ['refused', 'silent'],
  },
  icmpv6: {
    level: 'MUST',
    means: 'An ICMPv6 rule is removed when its type, its code and its IPv6 range are given',
    evidence: [ipPermissionPage],
    outline: ['2.6'],
    dependsOn: ['exact-match/matching-rule'],
  },
};

/** Values of protocol and ports, by slug. */
export const values: TopicEntries = { ...foundation, ...ports, ...protocols, ...icmp };
