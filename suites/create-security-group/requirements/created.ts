/** What a request makes and is answered with, and which requests have to be refused. */
import type { RequirementEntry } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';

const works = ['create-group/creates'];

function effect(means: string, ...facts: readonly string[]): RequirementEntry {
  return { level: 'MUST', means, facts, dependsOn: works };
}

/** The topic `create-group`. */
export const createGroupTopic = topic('create-group', {
  creates: {
    level: 'MUST',
    means: 'A request with name, description and VPC makes a group that can be described',
    facts: ['created-groups-09', 'created-groups-15', 'setup-21'],
  },
  name: effect('The group has the name that was asked for', 'created-groups-08'),
  description: effect('The group has the description that GroupDescription gave', 'created-groups-14', 'setup-22'),
  vpc: effect('The group is of the VPC that was named', 'created-groups-15'),
  'default-vpc': effect('Without VpcId the group is of the default VPC', 'created-groups-15'),
  owner: effect('The group belongs to the account of the caller', 'described-groups-18'),
  'no-inbound-rules': effect('A new group has no inbound rules', 'created-groups-10', 'setup-23'),
  'outbound-rule': effect('A new group lets all traffic out to 0.0.0.0/0', 'created-groups-10', 'setup-23'),
  'outbound-rule-default-vpc': {
    ...effect('So does a new group of the default VPC for which no VPC is named', 'created-groups-10', 'setup-23'),
    dependsOn: ['create-group/default-vpc', 'create-group/outbound-rule'],
  },
  'outbound-rule-only': {
    level: 'MUST',
    means: 'A new group has no further rule, but one to ::/0 in a VPC with IPv6',
    facts: ['created-groups-10', 'created-groups-11', 'setup-23'],
    accepts: ['ipv4', 'dual-stack'],
    dependsOn: ['create-group/no-inbound-rules', 'create-group/outbound-rule'],
  },
  'outbound-rule-revocable': {
    level: 'SHOULD',
    means: 'The first rule of a new group has an id, by which it can be revoked',
    facts: ['created-groups-10', 'setup-23'],
    dependsOn: ['create-group/outbound-rule-only'],
  },
  several: effect('Several requests of other names make a group each', 'created-groups-02'),
  usable: effect('A new group takes rules', 'created-groups-24'),
  'usable-as-source': {
    ...effect('Rules of other groups may refer to a new group', 'created-groups-24'),
    dependsOn: ['create-group/several', 'create-group/usable'],
  },
  'found-by-name': {
    ...effect('A new group of the default VPC is known by its name', 'described-groups-01', 'setup-16'),
    dependsOn: ['create-group/name', 'create-group/default-vpc'],
  },
  'others-stay': effect('The rules of all other groups stay', 'created-groups-24'),
  'response-id': effect(
    'The response has the id of the new group',
    'created-groups-20',
    'created-groups-07',
    'setup-21',
  ),
  'response-arn': effect(
    'The response has the ARN of the new group',
    'created-groups-20',
    'created-groups-07',
    'setup-21',
  ),
  'response-arn-as-described': {
    level: 'SHOULD',
    means: 'The ARN in the response is the one that DescribeSecurityGroups shows',
    facts: ['created-groups-20', 'described-groups-10', 'described-groups-18'],
    dependsOn: ['create-group/response-arn'],
  },
  'response-tags': {
    level: 'MUST',
    means: 'The response has the tags of the new group',
    facts: ['created-groups-20', 'created-groups-22'],
    dependsOn: ['create-tags/tag'],
  },
  'response-no-tags': effect('The response has no tags that were not asked for', 'created-groups-20'),
  'response-untagged': {
    level: 'OBSERVE',
    means: 'Whether the response about a group without tags has a tagSet',
    facts: ['created-groups-07'],
  },
  'response-return': {
    level: 'OBSERVE',
    means: 'Whether the response has return, which recordings have and the service model does not',
    facts: ['created-groups-06'],
  },
});

/** The topic `create-refused`. */
export const createRefused = topic('create-refused', {
  'name-missing': {
    level: 'MUST',
    means: 'A request without GroupName is refused with MissingParameter, and a valid one after it succeeds',
    facts: ['created-groups-09', 'created-groups-13', 'created-groups-22', 'setup-19'],
    dependsOn: works,
  },
  'description-missing': {
    level: 'MUST',
    means: 'A request without GroupDescription is refused with MissingParameter',
    facts: ['created-groups-09', 'created-groups-13', 'setup-19'],
    dependsOn: works,
  },
  'vpc-absent': {
    level: 'MUST',
    means: 'A well-formed id of no VPC is refused with InvalidVpcID.NotFound; a short one may be called malformed',
    facts: ['created-groups-13', 'created-groups-17'],
    dependsOn: works,
  },
  'vpc-malformed': {
    level: 'SHOULD',
    means: 'A VpcId that is not an id is refused as malformed or as not found',
    facts: ['created-groups-13', 'created-groups-17'],
    accepts: ['InvalidVpcID.Malformed', 'InvalidVpcId.Malformed', 'InvalidVpcID.NotFound'],
    dependsOn: works,
  },
  'vpc-empty': { level: 'OBSERVE', means: 'What an empty VpcId is answered with' },
});
