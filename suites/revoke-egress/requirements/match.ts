/** Which outbound rules a request means. */
import type { RequirementEntry, TopicEntries } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';
import {
  cliRevokeFails,
  defaultVpc,
  egressDescription,
  firstRule,
  model,
  notFoundSeen,
  portsZero,
} from './evidence.ts';

const foundation = ['egress-match/matching-rule', 'egress-match/mismatch-refused'];

/** A value of a rule that counts: the page requires that each equals the rule's own. */
const counts = (means: string, ...further: readonly string[]): RequirementEntry => ({
  level: 'MUST',
  means,
  evidence: [egressDescription],
  dependsOn: [...foundation, ...further],
});

/** A kind of rule that can be named. */
const named = (means: string): RequirementEntry => ({
  level: 'MUST',
  means,
  evidence: [egressDescription],
  dependsOn: ['egress-match/matching-rule'],
});

const observe = (means: string): RequirementEntry => ({ level: 'OBSERVE', means });

const rule: TopicEntries = {
  'matching-rule': {
    level: 'MUST',
    means:
      'The outbound rule that has the protocol, ports and destination of the request is removed, and one that shares none stays',
    evidence: [egressDescription],
  },
  'mismatch-refused': {
    level: 'MUST',
    means:
      'Outside the default VPC a request whose values fit no outbound rule is refused with 400 InvalidPermission.NotFound and removes nothing',
    evidence: [egressDescription, cliRevokeFails, notFoundSeen],
    dependsOn: ['egress-match/matching-rule'],
  },
  'mismatch-default-vpc': {
    level: 'MUST',
    means:
      'In the default VPC values that fit no outbound rule remove nothing, and are listed in a success or refused with InvalidPermission.NotFound',
    evidence: [defaultVpc, cliRevokeFails],
    accepts: ['listed', 'refused'],
    dependsOn: ['egress-match/matching-rule'],
  },
  group: named('Only the outbound rule of the group that the request names is removed, not the equal one of another'),
};

const ports: TopicEntries = {
  'from-port': counts('An outbound rule whose first port differs from FromPort does not match'),
  'to-port': counts('An outbound rule whose last port differs from ToPort does not match'),
  'ports-omitted': {
    ...counts('A TCP permission without ports is refused, or carried out without removing anything'),
    dependsOn: ['egress-match/from-port', 'egress-match/to-port'],
    accepts: ['refused', 'silent'],
  },
  icmp: named('An outbound ICMP rule is removed when its type and its code are given'),
  'icmp-type': counts(
    'An outbound ICMP rule of another type does not match',
    'egress-match/icmp',
    'egress-match/from-port',
  ),
  'icmp-code': counts(
    'An outbound ICMP rule of another code does not match',
    'egress-match/icmp',
    'egress-match/to-port',
  ),
};

const protocols: TopicEntries = {
  protocol: counts('An outbound rule of another protocol does not match'),
  'numeric-protocol': named(
    'An outbound rule of a protocol that has only a number is removed when the number is given',
  ),
  'all-traffic': named('Protocol -1 without ports names the outbound all-traffic rule of its destination'),
  'all-traffic-exact': counts(
    'Protocol -1 names no rule of a single protocol or of a part of its range, and a single protocol does not name the all-traffic rule',
    'egress-match/protocol',
    'egress-match/ipv4-prefix-length',
    'egress-match/all-traffic',
  ),
};

const firstRules: TopicEntries = {
  'default-rule': {
    ...named('The rule for all outbound traffic, which a new group has, is removed like any other'),
    evidence: [egressDescription, firstRule],
    facts: ['setup-23'],
    dependsOn: ['egress-match/all-traffic'],
  },
  'default-rule-by-id': {
    ...named('The rule for all outbound traffic is removed by its id'),
    evidence: [egressDescription, firstRule],
    dependsOn: ['egress-match/rule-id', 'egress-match/default-rule'],
  },
  'default-rule-stays': {
    ...named('The rule for all outbound traffic stays when a rule is revoked whose traffic it lets out too'),
    evidence: [egressDescription, firstRule],
    dependsOn: ['egress-match/matching-rule'],
  },
  'default-rule-ports': {
    level: 'SHOULD',
    means: 'The rule for all outbound traffic is removed by protocol -1 with ports 0 and 0 too',
    evidence: [portsZero],
    dependsOn: ['egress-match/default-rule'],
  },
};

const destinations: TopicEntries = {
  'ipv4-address': counts('An outbound rule to an IPv4 range with another address does not match'),
  'ipv4-prefix-length': counts('An outbound rule to a wider or narrower IPv4 range does not match'),
  'ipv6-exact': counts(
    'An outbound rule to a wider IPv6 range does not match',
    'encoding/ipv6-ranges',
    'egress-match/ipv4-address',
  ),
  'destination-group': named(
    'An outbound rule whose destination is a group is removed when the id of the group is given',
  ),
  'destination-group-id': counts(
    'An outbound rule whose destination is another group does not match',
    'egress-match/destination-group',
  ),
  'destination-kind': counts(
    'An outbound rule to a group does not match a range',
    'egress-match/destination-group',
    'egress-match/ipv4-address',
  ),
  'prefix-list': named('An outbound rule to a prefix list is removed when the id of the list is given'),
  'one-range-of-several': {
    ...named(
      'Of several outbound rules that differ only in their range, the one whose range is named is the only one removed',
    ),
    dependsOn: ['egress-match/ipv4-address'],
  },
  'per-destination': {
    level: 'SHOULD',
    means: 'A permission that names several ranges removes the outbound rule of each, and no other',
    evidence: [model],
    dependsOn: ['egress-match/one-range-of-several', 'encoding/list-of-two'],
  },
};

const direction: TopicEntries = {
  'inbound-twin': {
    ...named('The inbound rule of the same values stays when the outbound one is removed'),
    dependsOn: ['egress-match/matching-rule'],
  },
  'inbound-only': {
    ...counts('Values that fit an inbound rule alone remove nothing; outside the default VPC they are refused'),
    dependsOn: [...foundation, 'egress-match/mismatch-default-vpc', 'egress-match/inbound-twin'],
  },
  'rule-id-of-inbound': observe('The id of an inbound rule is refused or obeyed'),
};

const naming: TopicEntries = {
  'rule-id': { ...named('The outbound rule whose id the request gives is removed'), dependsOn: ['encoding/rule-ids'] },
  'rule-ids-several': {
    ...named('All outbound rules whose ids the request gives are removed, and no other'),
    dependsOn: ['egress-match/rule-id', 'encoding/list-of-two'],
  },
  'rule-id-only': {
    ...named('An id names one outbound rule: those with the same ports or the same range stay'),
    dependsOn: ['egress-match/rule-id'],
  },
  'description-absent': {
    ...named('An outbound rule that has a description is removed when the request gives none'),
    dependsOn: ['egress-match/matching-rule', 'egress-state/keeps-descriptions'],
  },
  'description-equal': {
    level: 'SHOULD',
    means: 'A request may give the description of the outbound rule in addition to its values',
    evidence: [model],
    dependsOn: [...foundation, 'egress-state/keeps-descriptions'],
  },
  'description-different': {
    level: 'SHOULD',
    means: 'An outbound rule whose description is not the one that the request gives does not match',
    facts: ['matching-29'],
    dependsOn: [...foundation, 'egress-match/description-equal'],
  },
  'several-permissions': {
    ...named('A request of several permissions that all fit removes the outbound rule of each'),
    dependsOn: ['egress-match/one-range-of-several', 'egress-match/icmp', 'encoding/permission-list'],
  },
  'all-or-nothing': {
    level: 'SHOULD',
    means: 'Outside the default VPC a request of which one permission fits no outbound rule removes nothing',
    facts: ['matching-01'],
    dependsOn: [...foundation, 'egress-match/several-permissions'],
  },
  'permission-twice': observe('An outbound rule that a request names twice is removed, or the request is refused'),
  'rule-id-with-permission': observe('A rule id together with a permission is refused or removes what they name'),
};

/** The topic `egress-match`. */
export const egressMatch = topic('egress-match', {
  ...rule,
  ...ports,
  ...protocols,
  ...firstRules,
  ...destinations,
  ...direction,
  ...naming,
});
