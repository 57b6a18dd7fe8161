/** Which rules a request adds. */
import { documented, type RequirementEntry, type TopicEntries } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';

const basic = 'authorize-rules/ipv4-range';

/** What the page says a request adds. */
const added = (means: string, ...further: readonly string[]): RequirementEntry => ({
  level: 'MUST',
  means,
  facts: ['authorize-01'],
  dependsOn: [basic, ...further],
});

const sources: TopicEntries = {
  'ipv4-range': {
    level: 'MUST',
    means: 'A permission with an IPv4 range adds the rule with its protocol, ports and range, and the others stay',
    facts: ['authorize-01'],
  },
  'ipv6-range': added('A permission with an IPv6 range adds the rule with that range'),
  'prefix-list': added('A permission with a prefix list adds the rule with that list'),
  'group-source': added('A permission with a source group adds the rule with that group'),
  'group-itself': added('A group may be its own source', 'authorize-rules/group-source'),
  'group-source-user-id': {
    ...added('The own account beside the id of a source group makes no other rule', 'authorize-rules/group-source'),
    facts: ['authorize-01', 'matching-25'],
  },
  'group-source-name': {
    level: 'MUST',
    means: 'A source group of the default VPC is found by its name',
    evidence: [
      documented(
        'AWS API Reference, UserIdGroupPair: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UserIdGroupPair.html',
        'A group of the default VPC may be named by GroupName',
      ),
    ],
    facts: ['setup-16'],
    dependsOn: [basic, 'authorize-rules/group-source'],
  },
  'several-ranges': added('A permission with several ranges adds a rule for each'),
  'several-groups': added('A permission with several groups adds a rule for each', 'authorize-rules/group-itself'),
  'both-families': {
    level: 'SHOULD',
    means: 'A permission with sources of two kinds, neither of them a group, adds a rule for each',
    facts: ['authorize-01', 'matching-24'],
    dependsOn: [basic, 'authorize-rules/ipv6-range'],
  },
  'range-and-group': {
    level: 'SHOULD',
    means: 'A permission with a range and a group adds a rule for each, or is refused as a whole',
    facts: ['matching-37', 'shapes-01'],
    accepts: ['both', 'refused'],
    dependsOn: [basic, 'authorize-rules/group-source'],
  },
  'several-permissions': added('A request with several permissions adds the rules of each', 'authorize-rules/protocol'),
};

const protocols: TopicEntries = {
  protocol: added('The protocol of the rule is that of the permission'),
  ports: added('Both ports of the rule are those of the permission, from 0 to 65535'),
  icmp: added('The type and the code of an ICMP rule are those of the permission'),
  'icmp-all-codes': {
    level: 'MUST',
    means: 'Code -1 means all codes of an ICMP type',
    facts: ['authorize-01', 'matching-34'],
    dependsOn: [basic, 'authorize-rules/icmp'],
  },
  'icmp-all-types': {
    level: 'MUST',
    means: 'Type and code -1 mean all of ICMP',
    facts: ['authorize-04', 'setup-02'],
    dependsOn: [basic],
  },
  icmpv6: added('The type and the code of an ICMPv6 rule are those of the permission', 'authorize-rules/ipv6-range'),
  'icmpv6-all': {
    level: 'MUST',
    means: 'An ICMPv6 permission without type and code covers all of them',
    facts: ['authorize-03'],
    dependsOn: [basic, 'authorize-rules/ipv6-range'],
  },
  'numeric-names': {
    level: 'MUST',
    means: 'The numbers of TCP, UDP, ICMP and ICMPv6 mean these protocols',
    facts: ['authorize-03', 'setup-13'],
    dependsOn: [basic, 'authorize-rules/protocol', 'authorize-rules/icmp', 'authorize-rules/icmpv6'],
  },
  'numeric-shown-by-name': {
    level: 'SHOULD',
    means: 'A protocol that has a name is described by it, though it was given by its number',
    facts: ['setup-13'],
    dependsOn: [basic, 'authorize-rules/numeric-names'],
  },
  'numeric-protocol': {
    level: 'MUST',
    means: 'A rule may have a protocol that has only a number',
    facts: ['authorize-03'],
    dependsOn: [basic],
  },
  'numeric-ports-ignored': {
    level: 'MUST',
    means: 'Ports beside a protocol that has only a number are ignored',
    facts: ['authorize-03'],
    dependsOn: [basic, 'authorize-rules/numeric-protocol'],
  },
  'all-traffic': {
    level: 'MUST',
    means: 'Protocol -1 adds a rule for all protocols',
    facts: ['authorize-03'],
    dependsOn: [basic],
  },
  'all-traffic-ports-ignored': {
    level: 'MUST',
    means: 'Ports beside protocol -1 are ignored',
    facts: ['authorize-03', 'authorize-18', 'setup-12'],
    dependsOn: [basic, 'authorize-rules/all-traffic'],
  },
};

const canonical: TopicEntries = {
  'canonical-ipv4': {
    level: 'MUST',
    means: 'An IPv4 range is stored and described without its host bits',
    facts: ['authorize-02', 'setup-14'],
    dependsOn: [basic],
  },
  'canonical-ipv6': {
    level: 'MUST',
    means: 'An IPv6 range is stored and described without its host bits',
    facts: ['authorize-02'],
    dependsOn: [basic, 'authorize-rules/ipv6-range'],
  },
  'ipv6-lower-case': {
    level: 'SHOULD',
    means: 'An IPv6 range is described in lower case, however it was written',
    facts: ['setup-15'],
    dependsOn: [basic, 'authorize-rules/ipv6-range'],
  },
  'ipv6-spellings': {
    level: 'MUST',
    means: 'An IPv6 range may be written in full and with leading zeros',
    facts: ['authorize-02'],
    evidence: [{ grade: 'documented', source: 'RFC 4291, section 2.2' }],
    dependsOn: [basic, 'authorize-rules/ipv6-range'],
  },
};

const beside: TopicEntries = {
  'beside-similar': added(
    'A rule that differs from those of the group in one value alone is added beside them',
    'authorize-rules/ports',
    'authorize-rules/protocol',
    'authorize-rules/all-traffic',
  ),
  'other-direction': added('The rules of the other direction stay as they are, one of the same values among them'),
  'other-group': added(
    'The rules of another group stay as they are, one of the same values among them',
    'authorize-request/group-id',
  ),
  described: added('Both describing operations show the new rule with its values', 'authorize-rules/ports'),
  revocable: added('A new rule is revoked by its values and by its id'),
  again: added(
    'A rule is added after it was revoked, and after a request that was refused',
    'authorize-rules/protocol',
    'authorize-rules/revocable',
    'authorize-duplicates/standing',
  ),
};

/** The topic `authorize-rules`. */
export const authorizeRulesTopic = topic('authorize-rules', { ...sources, ...protocols, ...canonical, ...beside });
