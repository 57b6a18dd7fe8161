/** The members of a described group, and its rules as permissions. */
import { documented, type RequirementEntry, type TopicEntries } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';

const groupName = documented(
  'AWS API Reference, UserIdGroupPair: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UserIdGroupPair.html',
  'GroupName is a member of a described reference; that of a deleted group in another VPC is not returned',
);

function member(means: string, ...facts: readonly string[]): RequirementEntry {
  return {
    level: 'MUST',
    means,
    facts: ['described-groups-18', 'described-groups-04', ...facts],
    dependsOn: ['groups-filtered/group-id'],
  };
}

const group: TopicEntries = {
  'group-id': member('A group has its id'),
  owner: member('A group has the account that owns it'),
  name: member('A group has its name'),
  description: member('A group has its description'),
  vpc: member('A group of a VPC has the id of the VPC'),
  arn: member('A group has its ARN', 'described-groups-10'),
  'arn-form': {
    level: 'SHOULD',
    means: 'The ARN is made of partition, region, account and the id of the group',
    facts: ['described-groups-10', 'shapes-08'],
    // Partitions of AWS; a server may be in any of them.
    accepts: ['aws', 'aws-cn', 'aws-us-gov'],
    dependsOn: ['groups-described/arn'],
  },
  tags: member('A group has its tags and those of no other'),
  'tags-none': {
    level: 'OBSERVE',
    means: 'Whether a group without tags has an empty tagSet',
    facts: ['described-groups-09'],
  },
  apart: {
    ...member('The rules of a group are shown of no other'),
    dependsOn: ['groups-filtered/group-id', 'groups-described/no-rules'],
  },
};

function permission(means: string, ...facts: readonly string[]): RequirementEntry {
  return {
    level: 'MUST',
    means,
    facts: ['described-groups-05', 'described-groups-20', ...facts],
    dependsOn: ['groups-listed/by-id'],
  };
}

const protocol = ['groups-listed/by-id', 'groups-described/permission-protocol'];
const merging = [...protocol, 'groups-described/permission-ipv4', 'groups-described/permission-group'];
const ports = ['groups-described/permission-from-port', 'groups-described/permission-to-port'];

const permissions: TopicEntries = {
  'permission-protocol': permission('A permission has the protocol of its rules', 'authorize-03'),
  'permission-from-port': permission('A permission has the first port of its rules'),
  'permission-to-port': permission('A permission has the last port of its rules'),
  'permission-ipv4': permission('IPv4 ranges are in ipRanges, as cidrIp'),
  'permission-ipv6': permission('IPv6 ranges are in ipv6Ranges, as cidrIpv6'),
  'permission-prefix-list': permission('Prefix lists are in prefixListIds, as prefixListId'),
  'permission-group': permission('Groups that rules refer to are in groups, as groupId'),
  'permission-group-user': {
    ...permission('Groups that rules refer to have their account', 'described-groups-06', 'shapes-05'),
    dependsOn: ['groups-described/permission-group'],
  },
  'permission-group-name': {
    level: 'MUST',
    means: 'Groups that rules of a VPC refer to have no name, or their own',
    evidence: [groupName],
    facts: ['described-groups-06', 'shapes-05'],
    accepts: ['without name', 'with its name'],
    dependsOn: ['groups-described/permission-group'],
  },
  'permission-description': permission(
    'A source has the description of its rule, whatever its kind',
    'described-groups-07',
  ),
  'permission-no-description': {
    ...permission('A source of a rule without a description has none', 'described-groups-07'),
    dependsOn: ['groups-described/permission-description', 'groups-described/permission-ipv4'],
  },
  merged: {
    ...permission('Rules of equal protocol and ports are one permission', 'described-groups-08', 'shapes-01'),
    dependsOn: merging,
  },
  'not-merged': {
    ...permission('Rules of another protocol or of other ports are permissions of their own', 'described-groups-08'),
    dependsOn: [...protocol, ...ports],
  },
  'all-traffic-no-ports': {
    ...permission('A permission for all traffic has no ports', 'shapes-03'),
    dependsOn: protocol,
  },
  'permission-icmp': {
    ...permission('For ICMP the ports of a permission are type and code'),
    dependsOn: [...protocol, ...ports],
  },
  outbound: {
    ...permission('Outbound rules are in ipPermissionsEgress and inbound ones in ipPermissions'),
    facts: ['described-groups-18'],
    dependsOn: protocol,
  },
  'canonical-cidr': {
    level: 'MUST',
    means: 'A range that was authorised with host bits is shown without them',
    facts: ['setup-14'],
    dependsOn: ['groups-described/permission-ipv4'],
  },
  'no-rules': {
    level: 'MUST',
    means: 'A group without inbound rules shows no inbound permission',
    facts: ['shapes-04', 'setup-23'],
    dependsOn: ['groups-listed/by-id'],
  },
  'authorised-shown': {
    ...permission('Rules are shown as they were authorised', 'described-groups-21'),
    dependsOn: [...protocol, ...ports, 'groups-described/permission-ipv4'],
  },
  'revoked-gone': {
    ...permission('A rule is no longer shown once it is revoked, and the others of its permission still are'),
    dependsOn: ['groups-described/permission-ipv4'],
  },
};

/** The topic `groups-described`. */
export const groupsDescribed = topic('groups-described', { ...group, ...permissions });
