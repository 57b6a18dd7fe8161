/** The ways to name rules: descriptions, several at once, flat parameters, ids, groups by name. */
import type { TopicEntries } from '../../../harness/register/requirement.ts';
import { revokePage } from '../documents.ts';
import { bodyFields, groupPairPage, ingressDescription, sourceListsPage } from './sources-of-evidence.ts';

const needed = ['exact-match/matching-rule', 'exact-match/mismatch-refused'];

const descriptions: TopicEntries = {
  'description-absent': {
    level: 'MUST',
    means: 'A rule that has a description is removed when the request gives none',
    facts: ['matching-28'],
    outline: ['2.7'],
    dependsOn: [
      'exact-match/matching-rule',
      'exact-match/group-source',
      'exact-match/prefix-list',
      'state/keeps-descriptions',
    ],
  },
  'description-equal': {
    level: 'MUST',
    means: 'A request may give the description of the rule in addition to its values, but not instead of them',
    facts: ['matching-29'],
    dependsOn: [...needed, 'exact-match/group-source', 'exact-match/prefix-list', 'state/keeps-descriptions'],
  },
  'description-different': {
    level: 'MUST',
    means: 'A rule whose description is not exactly the one that the request gives does not match',
    facts: ['matching-29', 'matching-01'],
    dependsOn: [...needed, 'exact-match/description-equal'],
  },
};

const several: TopicEntries = {
  'one-range-of-several': {
    level: 'MUST',
    means:
      'Of several rules that differ only in their IPv4 range, the one whose range is named is the only one removed',
    evidence: [ingressDescription],
    outline: ['2.4'],
    dependsOn: [
      'exact-match/ipv4-address',
      'exact-match/ipv4-prefix-length',
      'exact-match/ipv4-overlap',
      'exact-match/ipv4-edges',
    ],
  },
  'one-ipv6-range-of-several': {
    level: 'MUST',
    means:
      'Of several rules that differ only in their IPv6 range, the one whose range is named is the only one removed',
    evidence: [ingressDescription],
    outline: ['2.4'],
    dependsOn: [
      'exact-match/one-range-of-several',
      'exact-match/ipv6-address',
      'exact-match/ipv6-prefix-length',
      'exact-match/ipv6-overlap',
      'exact-match/ipv6-edges',
    ],
  },
  'one-source-of-several': {
    level: 'MUST',
    means:
      'Of several rules whose sources differ in kind, family or group, the one whose source is named is the only one removed',
    evidence: [ingressDescription],
    outline: ['2.4'],
    dependsOn: [
      'exact-match/one-range-of-several',
      'exact-match/source-kind',
      'exact-match/source-family',
      'exact-match/group-source-id',
      'exact-match/ipv4-edges',
      'exact-match/ipv6-edges',
      'exact-match/prefix-list',
      'exact-match/self-source',
    ],
  },
  'per-source': {
    level: 'MUST',
    means: 'A permission that names several IPv4 ranges removes the rule of each, and no other',
    evidence: [ingressDescription, sourceListsPage],
    facts: ['matching-24'],
    outline: ['6.2'],
    dependsOn: ['exact-match/one-range-of-several', 'encoding/list-of-two'],
  },
  'per-source-many': {
    level: 'MUST',
    means: 'A permission that names ten sources and more removes the rule of each',
    evidence: [ingressDescription, sourceListsPage],
    facts: ['matching-24'],
    outline: ['6.2'],
    dependsOn: ['exact-match/per-source', 'encoding/list-past-nine', 'encoding/list-of-sixty'],
  },
  'per-source-families': {
    level: 'SHOULD',
    means: 'A permission that names an IPv4 and an IPv6 range removes the rule of each',
    facts: ['matching-24'],
    outline: ['6.2'],
    dependsOn: ['exact-match/per-source', 'exact-match/one-source-of-several'],
  },
  'per-source-groups': {
    level: 'MUST',
    means: 'A permission that names several source groups removes the rule of each, and keeps that of a range',
    evidence: [ingressDescription, sourceListsPage],
    facts: ['matching-24'],
    outline: ['6.2'],
    dependsOn: ['exact-match/per-source', 'exact-match/one-source-of-several', 'encoding/list-of-two'],
  },
  'per-source-all-or-nothing': {
    level: 'MUST',
    means: 'Outside the default VPC a permission that names a source of a rule and a source of no rule removes neither',
    evidence: [ingressDescription, sourceListsPage],
    facts: ['matching-01', 'matching-24'],
    outline: ['6.2'],
    dependsOn: ['exact-match/per-source', 'exact-match/all-or-nothing'],
  },
  'several-permissions': {
    level: 'MUST',
    means: 'A request of several permissions that all fit removes the rule of each, and no other',
    evidence: [bodyFields],
    facts: ['matching-30'],
    outline: ['6.2'],
    dependsOn: [
      'exact-match/one-range-of-several',
      'exact-match/all-traffic-ports-omitted',
      'exact-match/group-source',
      'exact-match/icmp-code',
      'encoding/permission-list',
    ],
  },
  'all-or-nothing': {
    level: 'MUST',
    means: 'Outside the default VPC a request in which one permission matches no rule is refused and removes nothing',
    facts: ['matching-01'],
    outline: ['6.2'],
    dependsOn: [...needed, 'exact-match/several-permissions'],
  },
  'mixed-values': {
    level: 'MUST',
    means: 'The ports of one rule and the source of another name neither of them',
    facts: ['matching-33'],
    outline: ['2.3'],
    dependsOn: ['exact-match/from-port', 'exact-match/to-port', 'exact-match/ipv4-address'],
  },
};

const parameters: TopicEntries = {
  'flat-parameters': {
    level: 'MUST',
    means: 'IpProtocol, FromPort, ToPort and CidrIp at the top of a request name one rule, as a permission does',
    evidence: [bodyFields],
    outline: ['6.1', '6.11', '6.12', '6.14', '6.15', '6.20'],
    dependsOn: ['exact-match/matching-rule', 'encoding/flat-fields'],
  },
  'flat-parameters-exact': {
    level: 'MUST',
    means: 'A rule that differs from the flat parameters in one value does not match',
    facts: ['matching-33'],
    outline: ['2.3'],
    dependsOn: [
      'exact-match/flat-parameters',
      'exact-match/mismatch-refused',
      'exact-match/from-port',
      'exact-match/to-port',
      'exact-match/protocol',
      'exact-match/icmp-code',
      'exact-match/ipv4-address',
      'exact-match/ipv4-prefix-length',
    ],
  },
};

const ruleIds: TopicEntries = {
  'rule-id': {
    level: 'MUST',
    means: 'The rule whose id the request gives is removed',
    evidence: [ingressDescription],
    facts: ['matching-31'],
    outline: ['2.2', '6.10'],
    dependsOn: ['encoding/rule-ids'],
  },
  'rule-ids-several': {
    level: 'MUST',
    means: 'All rules whose ids the request gives are removed, and no other',
    evidence: [bodyFields],
    outline: ['6.10'],
    dependsOn: ['exact-match/rule-id', 'encoding/list-of-two'],
  },
  'rule-id-only': {
    level: 'MUST',
    means: 'A rule id names one rule: those with the same ports, the same source or, elsewhere, the same values stay',
    evidence: [ingressDescription],
    facts: ['matching-31'],
    outline: ['2.2'],
    dependsOn: ['exact-match/rule-id'],
  },
  'rule-id-any-rule': {
    level: 'MUST',
    means: 'Rules of every kind of protocol and source can be removed by their ids',
    evidence: [ingressDescription],
    outline: ['2.2'],
    dependsOn: ['exact-match/rule-id', 'state/keeps-descriptions'],
  },
};

const names: TopicEntries = {
  'group-name': {
    level: 'MUST',
    means: 'In the default VPC GroupName names the group in place of GroupId, and only that group is changed',
    evidence: [bodyFields],
    facts: ['setup-16'],
    outline: ['6.7', '6.8', '6.18'],
    dependsOn: ['exact-match/group', 'encoding/group-name', 'exact-match/flat-parameters'],
  },
  'group-name-rule-id': {
    level: 'SHOULD',
    means: 'In the default VPC a rule id may be used together with GroupName',
    evidence: [bodyFields],
    outline: ['6.8', '6.10'],
    dependsOn: ['exact-match/group-name', 'exact-match/rule-id'],
  },
  'source-group-name': {
    level: 'MUST',
    means: 'In the default VPC a permission may give its source group by name instead of by id',
    evidence: [groupPairPage],
    facts: ['setup-16'],
    dependsOn: [
      'exact-match/group-source-id',
      'exact-match/matching-rule',
      'exact-match/group-source',
      'exact-match/self-source',
      'exact-match/group-name',
    ],
  },
  'mismatch-default-vpc': {
    level: 'MUST',
    means:
      'In the default VPC values that fit no rule remove nothing, and are listed in unknownIpPermissionSet of a success or refused with InvalidPermission.NotFound',
    evidence: [revokePage('description, on the default VPC')],
    facts: ['matching-02', 'matching-03'],
    outline: ['2.8'],
    accepts: ['listed', 'refused'],
    dependsOn: ['exact-match/matching-rule'],
  },
};

/** Ways of naming rules, by slug. */
export const naming: TopicEntries = { ...descriptions, ...several, ...parameters, ...ruleIds, ...names };
