/** The members of a described rule. */
import type { RequirementEntry } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';

/** A MUST on one member that the model lists in an item; judged once rules can be described by their ids. */
function member(means: string, ...facts: readonly string[]): RequirementEntry {
  return { level: 'MUST', means, facts: ['described-rules-02', ...facts], dependsOn: ['rules-listed/by-id'] };
}

/** The topic `rules-described`. ../../requirements/README.md says how to read an entry. */
export const rulesDescribed = topic('rules-described', {
  'rule-id': { ...member('An item has the id of its rule'), dependsOn: [] },
  'group-id': member('An item has the id of the group that holds the rule'),
  owner: member('An item has the account that owns the group', 'described-rules-07'),
  'is-egress': member('isEgress is true of outbound rules and false of inbound ones', 'described-rules-07'),
  protocol: member('An item has the name of the protocol; -1 stands for all protocols'),
  'protocol-number': {
    level: 'SHOULD',
    means: 'A protocol without a name is shown by its number',
    facts: ['setup-13'],
    dependsOn: ['rules-described/protocol'],
  },
  'protocol-name': {
    level: 'SHOULD',
    means: 'A protocol that was given by number (6) is shown by its name (tcp)',
    facts: ['setup-13'],
    dependsOn: ['rules-described/protocol'],
  },
  'from-port': member('An item has the first port'),
  'to-port': member('An item has the last port'),
  icmp: {
    ...member('For ICMP the ports are type and code, any of which is -1', 'described-rules-07'),
    dependsOn: ['rules-described/from-port', 'rules-described/to-port'],
  },
  'all-traffic-ports': {
    ...member('Both ports of a rule for all traffic are -1', 'shapes-03'),
    dependsOn: ['rules-described/from-port', 'rules-described/to-port'],
  },
  'cidr-ipv4': member('An IPv4 range is in cidrIpv4'),
  'cidr-ipv6': member('An IPv6 range is in cidrIpv6'),
  'prefix-list': member('A prefix list is in prefixListId'),
  'referenced-group': member(
    'A group that the rule refers to is in referencedGroupInfo, as groupId',
    'described-rules-03',
  ),
  'one-source': member(
    'Of cidrIpv4, cidrIpv6, prefixListId and referencedGroupInfo an item has the one of its own source alone',
  ),
  'referenced-user': {
    level: 'OBSERVE',
    means: 'Whether referencedGroupInfo has userId, the account of the group that the rule refers to',
    facts: ['described-rules-03', 'shapes-09'],
  },
  description: member('An item has the description of its rule'),
  'description-none': member('An item of a rule without a description has none'),
  arn: member('An item has the ARN of its rule', 'shapes-07', 'described-rules-08'),
  'arn-form': {
    level: 'SHOULD',
    means: 'The ARN is made of partition, region, account and the id of the rule',
    facts: ['shapes-08'],
    // Partitions of AWS; a server may be in any of them.
    accepts: ['aws', 'aws-cn', 'aws-us-gov'],
    dependsOn: ['rules-described/arn'],
  },
  tags: member('An item has the tags of its rule and of no other', 'shapes-07', 'described-rules-08'),
  'tags-none': {
    level: 'OBSERVE',
    means: 'Whether an item of a rule without tags has an empty tagSet',
    facts: ['shapes-07'],
  },
  'canonical-cidr': {
    level: 'MUST',
    means: 'A range that was authorised with host bits is shown without them',
    facts: ['setup-14'],
    dependsOn: ['rules-described/cidr-ipv4'],
  },
  'ipv6-lower-case': {
    level: 'SHOULD',
    means: 'An IPv6 range that was authorised in upper case is shown in lower case',
    facts: ['setup-15'],
    dependsOn: ['rules-described/cidr-ipv6'],
  },
  apart: {
    ...member('The members of several items are those of their own rules'),
    dependsOn: [
      'rules-listed/by-ids',
      ...['protocol', 'from-port', 'to-port', 'cidr-ipv4', 'description', 'description-none'].map(
        (slug) => `rules-described/${slug}`,
      ),
    ],
  },
});
