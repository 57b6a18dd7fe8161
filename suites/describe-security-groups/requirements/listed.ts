/** Which groups are described, and which requests have to be refused. */
import { topic } from '../../../harness/register/topic.ts';

/** The topic `groups-listed`. */
export const groupsListed = topic('groups-listed', {
  'by-id': {
    level: 'MUST',
    means: 'GroupId.N describes the group of that id and no other',
    facts: ['described-groups-01', 'described-groups-18'],
  },
  'by-ids': {
    level: 'MUST',
    means: 'Several ids describe the group of each of them',
    facts: ['described-groups-01'],
    dependsOn: ['groups-listed/by-id'],
  },
  all: {
    level: 'MUST',
    means: 'A request without ids, names and filters describes every group',
    facts: ['described-groups-01', 'pages-01'],
  },
  'by-name': {
    level: 'MUST',
    means: 'GroupName.N describes the group of that name of the default VPC and no other',
    facts: ['described-groups-01', 'setup-16'],
  },
  'default-group': {
    level: 'MUST',
    means: 'Every VPC has a group with the name default',
    facts: ['created-groups-12'],
    dependsOn: [
      ...['groups-filtered/vpc-id', 'groups-filtered/group-name'],
      ...['groups-described/name', 'groups-described/vpc'],
    ],
  },
  'created-shown': {
    level: 'MUST',
    means: 'A group is described once it is created',
    facts: ['described-groups-01'],
    dependsOn: ['groups-listed/by-id'],
  },
  'deleted-gone': {
    level: 'MUST',
    means: 'A group is no longer described once it is deleted',
    facts: ['described-groups-01'],
    dependsOn: ['groups-filtered/group-id', 'groups-filtered/no-match'],
  },
  'ids-with-filter': {
    level: 'SHOULD',
    means: 'Ids together with a filter describe what both select',
    facts: ['filters-01'],
    dependsOn: ['groups-listed/by-ids', 'groups-filtered/ingress-from-port'],
  },
  'id-twice': { level: 'OBSERVE', means: 'How often a group is described whose id is given twice' },
  'id-beside-absent': { level: 'OBSERVE', means: 'The response to an absent id together with an existing one' },
});

const valid = ['groups-listed/by-id'];

/** The topic `groups-refused`. */
export const groupsRefused = topic('groups-refused', {
  'id-absent': {
    level: 'MUST',
    means: 'A well-formed id of no group is refused as not found',
    facts: ['matching-11', 'matching-16', 'described-groups-15', 'described-groups-17'],
    accepts: ['InvalidGroup.NotFound', 'InvalidSecurityGroupID.NotFound'],
    dependsOn: valid,
  },
  'id-malformed': {
    level: 'MUST',
    means: 'An id that does not begin with sg- is refused as malformed',
    facts: ['matching-14', 'matching-16', 'described-groups-17'],
    accepts: ['InvalidGroupId.Malformed', 'InvalidSecurityGroupId.Malformed'],
    dependsOn: valid,
  },
  'name-absent': {
    level: 'MUST',
    means: 'The name of no group of the default VPC is refused with InvalidGroup.NotFound',
    facts: ['described-groups-14', 'described-groups-17'],
    dependsOn: ['groups-listed/by-name'],
  },
  'name-in-other-vpc': {
    level: 'MUST',
    means: 'The name of a group outside the default VPC is refused, also beside a filter on its VPC',
    facts: ['described-groups-14'],
    accepts: ['InvalidGroup.NotFound', 'InvalidParameterValue', 'VPCIdNotSpecified'],
    dependsOn: [...valid, 'groups-listed/by-name'],
  },
});
