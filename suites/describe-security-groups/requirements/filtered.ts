/** Each filter of DescribeSecurityGroups, and filters together. */
import type { RequirementEntry, TopicEntries } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';
import { filterEntries } from '../../requirements/describing.ts';

const base = ['groups-filtered/group-id'];

function filter(means: string, ...facts: readonly string[]): RequirementEntry {
  return { level: 'MUST', means, facts: ['described-groups-02', ...facts], dependsOn: base };
}

/** A filter that selects other groups of the account as well: its cases ask beside it for the groups that they are about. */
function among(means: string, ...facts: readonly string[]): RequirementEntry {
  return { ...filter(means, ...facts), dependsOn: [...base, 'groups-filtered/values-or', 'groups-filtered/and'] };
}

const own: TopicEntries = {
  'group-id': {
    level: 'MUST',
    means: 'The filter group-id selects the group of that id',
    facts: ['described-groups-02'],
  },
  'group-name': filter('The filter group-name selects the groups of that name, in whichever VPC'),
  description: filter('The filter description selects the groups of that description'),
  'vpc-id': among('The filter vpc-id selects the groups of the VPC'),
  'owner-id': among('The filter owner-id selects the groups of the account'),
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
    cidr: among(`${name}.cidr selects the groups with an ${word} rule of exactly that IPv4 range`),
    'ipv6-cidr': among(`${name}.ipv6-cidr selects the groups with an ${word} rule of exactly that IPv6 range`),
    'from-port': among(`${name}.from-port selects the groups with an ${word} rule of that first port, or ICMP type`),
    'to-port': among(`${name}.to-port selects the groups with an ${word} rule of that last port, or ICMP code`),
    protocol: among(`${name}.protocol selects the groups with an ${word} rule of that protocol`),
    'protocol-all': {
      ...among(`${name}.protocol takes -1 for a rule for all protocols`),
      dependsOn: [`groups-filtered/${prefix}protocol`, 'groups-filtered/and'],
    },
    'group-id': among(`${name}.group-id selects the groups with an ${word} rule that refers to that group`),
    'group-name': among(
      `${name}.group-name selects the groups with an ${word} rule that refers to a group of that name`,
    ),
    'prefix-list-id': among(`${name}.prefix-list-id selects the groups with an ${word} rule of that prefix list`),
    'user-id': among(`${name}.user-id selects the groups with an ${word} rule that refers to a group of that account`),
    direction: among(`${name}.* look at ${word} rules alone`),
    'across-rules': {
      ...among(`Several filters on ${word} rules are met by any rules of a group together`, 'described-groups-03'),
      dependsOn: [`groups-filtered/${prefix}from-port`, `groups-filtered/${prefix}protocol`, 'groups-filtered/and'],
    },
  };
  return Object.fromEntries(Object.entries(entries).map(([slug, entry]) => [`${prefix}${slug}`, entry]));
}

/** The topic `groups-filtered`. */
export const groupsFiltered = topic('groups-filtered', {
  ...own,
  ...filterEntries('groups-filtered', 'group-id', {
    and: ['group-id', 'values-or', 'tag-key', 'no-match'],
    'value-case': ['description', 'no-match'],
    'wildcard-literal': ['no-match'],
    'absent-group': ['group-id', 'no-match'],
    'wildcard-question': ['group-name'],
    'wildcard-escaped': ['group-name'],
    'no-match': ['group-name'],
  }),
  ...onRules('ingress-', 'ip-permission', 'inbound'),
  ...onRules('egress-', 'egress.ip-permission', 'outbound'),
  'protocol-number': {
    level: 'OBSERVE',
    means: 'What ip-permission.protocol selects for the number of a protocol with a name',
  },
  'cidr-host-bits': { level: 'OBSERVE', means: 'What ip-permission.cidr selects for a range with host bits' },
});
