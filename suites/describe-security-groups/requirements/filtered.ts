/** Each filter of DescribeSecurityGroups, and filters together. */
import type { RequirementEntry, TopicEntries } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';
import { filterEntries } from '../../requirements/describing.ts';

const base = ['groups-filtered/group-id'];

function filter(means: string, ...facts: readonly string[]): RequirementEntry {
  return { level: 'MUST', means, facts: ['described-groups-02', ...facts], dependsOn: base };
}

const own: TopicEntries = {
  'group-id': {
    level: 'MUST',
    means: 'The filter group-id selects the group of that id',
    facts: ['described-groups-02'],
  },
  'group-name': filter('The filter group-name selects the groups of that name, in whichever VPC'),
  description: filter('The filter description selects the groups of that description'),
  'vpc-id': filter('The filter vpc-id selects the groups of the VPC'),
  'owner-id': filter('The filter owner-id selects the groups of the account'),
  tag: filter('The filter tag:KEY selects the groups whose tag of that key has the value', 'filters-11'),
  'tag-key': filter('The filter tag-key selects the groups that have a tag of the key, whatever its value'),
  'vpc-id-malformed': {
    level: 'OBSERVE',
    means: 'The response to a value of vpc-id that is not an id',
    facts: ['filters-13'],
  },
};

/** `prefix` of the slugs, `name` of the filters. */
function onRules(prefix: string, name: string, word: string): TopicEntries {
  const entries: TopicEntries = {
    cidr: filter(`${name}.cidr selects the groups with an ${word} rule of exactly that IPv4 range`),
    'ipv6-cidr': filter(`${name}.ipv6-cidr selects the groups with an ${word} rule of exactly that IPv6 range`),
    'from-port': filter(`${name}.from-port selects the groups with an ${word} rule of that first port, or ICMP type`),
    'to-port': filter(`${name}.to-port selects the groups with an ${word} rule of that last port, or ICMP code`),
    protocol: filter(`${name}.protocol selects the groups with an ${word} rule of that protocol`),
    'protocol-all': filter(`${name}.protocol takes -1 for a rule for all protocols`),
    'group-id': filter(`${name}.group-id selects the groups with an ${word} rule that refers to that group`),
    'group-name': filter(
      `${name}.group-name selects the groups with an ${word} rule that refers to a group of that name`,
    ),
    'prefix-list-id': filter(`${name}.prefix-list-id selects the groups with an ${word} rule of that prefix list`),
    'user-id': filter(`${name}.user-id selects the groups with an ${word} rule that refers to a group of that account`),
    direction: filter(`${name}.* look at ${word} rules alone`),
    'across-rules': {
      ...filter(`Several filters on ${word} rules are met by any rules of a group together`, 'described-groups-03'),
      dependsOn: [`groups-filtered/${prefix}from-port`, `groups-filtered/${prefix}protocol`, 'groups-filtered/and'],
    },
  };
  return Object.fromEntries(Object.entries(entries).map(([slug, entry]) => [`${prefix}${slug}`, entry]));
}

/** The topic `groups-filtered`. */
export const groupsFiltered = topic('groups-filtered', {
  ...own,
  ...filterEntries('groups-filtered', 'group-id'),
  ...onRules('ingress-', 'ip-permission', 'inbound'),
  ...onRules('egress-', 'egress.ip-permission', 'outbound'),
  'protocol-number': {
    level: 'OBSERVE',
    means: 'What ip-permission.protocol selects for the number of a protocol with a name',
  },
  'cidr-host-bits': { level: 'OBSERVE', means: 'What ip-permission.cidr selects for a range with host bits' },
});
