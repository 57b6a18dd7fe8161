/** The source of a rule: IPv4 or IPv6 range, prefix list, security group; and the group and direction of the rule. */
import { documented, type TopicEntries } from '../../../harness/register/requirement.ts';
import { bodyFields, groupPairPage, ingressDescription, ipPermissionPage } from './sources-of-evidence.ts';

const needed = ['exact-match/matching-rule', 'exact-match/mismatch-refused'];
const RFC4632 = documented('RFC 4632, section 3.1', 'A range is an address and a prefix length of 0 to 32');
const RFC4291 = documented('RFC 4291, section 2.3', 'A range is an address and a prefix length of 0 to 128');

const ranges: TopicEntries = {
  'ipv4-address': {
    level: 'MUST',
    means: 'A rule of another IPv4 network or host does not match',
    facts: ['matching-33'],
    outline: ['2.3', '6.20'],
    dependsOn: needed,
  },
  'ipv4-prefix-length': {
    level: 'MUST',
    means: 'A rule whose IPv4 range has the same address but another prefix length does not match',
    facts: ['matching-33'],
    outline: ['2.3', '6.20'],
    dependsOn: needed,
  },
  'ipv4-overlap': {
    level: 'MUST',
    means: 'An IPv4 range inside that of a rule, or around it, does not match',
    facts: ['matching-33'],
    outline: ['2.3'],
    dependsOn: ['exact-match/ipv4-address', 'exact-match/ipv4-prefix-length', 'exact-match/mixed-values'],
  },
  'ipv4-edges': {
    level: 'MUST',
    means: 'The range of all IPv4 addresses and that of a single one are ranges like any other',
    evidence: [RFC4632],
    facts: ['matching-33'],
    dependsOn: ['exact-match/ipv4-overlap'],
  },
  'ipv6-address': {
    level: 'MUST',
    means: 'A rule of another IPv6 network or host does not match, and the one of the range named is removed',
    evidence: [ipPermissionPage],
    facts: ['matching-33'],
    outline: ['2.3'],
    dependsOn: needed,
  },
  'ipv6-prefix-length': {
    level: 'MUST',
    means: 'A rule whose IPv6 range has the same address but another prefix length does not match',
    facts: ['matching-33'],
    outline: ['2.3'],
    dependsOn: needed,
  },
  'ipv6-overlap': {
    level: 'MUST',
    means: 'An IPv6 range inside that of a rule, or around it, does not match',
    facts: ['matching-33'],
    outline: ['2.3'],
    dependsOn: ['exact-match/ipv6-address', 'exact-match/ipv6-prefix-length'],
  },
  'ipv6-edges': {
    level: 'MUST',
    means: 'The range of all IPv6 addresses and that of a single one are ranges like any other',
    evidence: [RFC4291],
    facts: ['matching-33'],
    dependsOn: ['exact-match/ipv6-overlap'],
  },
};

const kinds: TopicEntries = {
  'source-family': {
    level: 'MUST',
    means: 'All of IPv4 and all of IPv6 are different sources',
    evidence: [ingressDescription],
    facts: ['matching-33'],
    outline: ['2.4'],
    dependsOn: [
      'exact-match/matching-rule',
      'exact-match/mismatch-refused',
      'exact-match/source-kind',
      'exact-match/ipv4-edges',
      'exact-match/ipv6-edges',
    ],
  },
  'source-kind': {
    level: 'MUST',
    means: 'A range, a security group and a prefix list do not match each other',
    evidence: [ingressDescription],
    facts: ['matching-33'],
    outline: ['2.4'],
    dependsOn: [...needed, 'exact-match/group-source', 'exact-match/mixed-values'],
  },
  'prefix-list': {
    level: 'MUST',
    means: 'A rule whose source is a prefix list is removed by its protocol, its ports and the id of the list',
    evidence: [ingressDescription],
    outline: ['2.4'],
    dependsOn: needed,
  },
  'prefix-list-id': {
    level: 'MUST',
    means: 'A request that names another prefix list is refused and removes nothing',
    facts: ['matching-33', 'setup-03'],
    outline: ['2.3'],
    dependsOn: ['exact-match/prefix-list'],
  },
};

const groups: TopicEntries = {
  'group-source': {
    level: 'MUST',
    means: 'A rule whose source is another group is removed by its protocol, its ports and only the id of that group',
    evidence: [ingressDescription, groupPairPage],
    facts: ['matching-25'],
    outline: ['2.4'],
    dependsOn: needed,
  },
  'group-source-id': {
    level: 'MUST',
    means: 'A rule of another source group does not match, whether it is a foreign group or the group itself',
    facts: ['matching-33'],
    outline: ['2.3', '2.4'],
    dependsOn: ['exact-match/group-source', 'exact-match/self-source'],
  },
  'group-source-user-id': {
    level: 'MUST',
    means: 'A source group of the own account may be named with the number of the account in addition to its id',
    evidence: [groupPairPage],
    facts: ['matching-32'],
    dependsOn: ['exact-match/group-source', 'exact-match/self-source'],
  },
  'self-source': {
    level: 'MUST',
    means: 'A rule whose source is its own group is removed like any other, and by its own ports only',
    evidence: [ingressDescription, groupPairPage],
    facts: ['matching-26'],
    outline: ['2.4'],
    dependsOn: needed,
  },
  'described-form': {
    level: 'MUST',
    means: 'A permission as DescribeSecurityGroups shows it, sent back, removes the rule it describes',
    evidence: [ipPermissionPage, groupPairPage],
    facts: ['matching-32'],
    dependsOn: ['exact-match/group-source-user-id', 'exact-match/self-source', 'exact-match/all-traffic-ports-omitted'],
  },
};

const places: TopicEntries = {
  direction: {
    level: 'MUST',
    means: 'Only inbound rules match: an outbound rule of the same values is neither found nor removed',
    evidence: [ingressDescription],
    outline: ['2.1'],
    dependsOn: [...needed, 'exact-match/all-traffic-ports-omitted', 'state/last-rule'],
  },
  group: {
    level: 'MUST',
    means: 'Only rules of the group named match: a rule of another group is neither found nor removed',
    evidence: [bodyFields],
    outline: ['2.1', '6.17'],
    dependsOn: [...needed, 'state/last-rule'],
  },
};

/** Values of the source, by slug. */
export const sources: TopicEntries = { ...ranges, ...kinds, ...groups, ...places };
