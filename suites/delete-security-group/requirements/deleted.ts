/** What a request removes and is answered with, and which requests have to be refused. */
import type { RequirementEntry } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';

const works = ['delete-group/deletes'];

function effect(means: string, ...facts: readonly string[]): RequirementEntry {
  return { level: 'MUST', means, facts, dependsOn: works };
}

/** The topic `delete-group`. */
export const deleted = topic('delete-group', {
  deletes: {
    level: 'MUST',
    means: 'A request with the id of a group that nothing needs removes the group',
    facts: ['deleted-groups-07'],
  },
  'absent-afterwards': effect('The id of a deleted group is that of no group', 'deleted-groups-07', 'matching-11'),
  'others-stay': effect('All other groups and their rules stay', 'deleted-groups-07'),
  'rules-go': effect('The rules of the group go with it', 'deleted-groups-07'),
  'with-rules': effect('A group that has rules can be deleted', 'deleted-groups-05'),
  'self-reference': effect('A rule of the group that refers to it does not keep it', 'deleted-groups-05'),
  referring: effect('A group whose rules refer to others can be deleted', 'deleted-groups-05'),
  'by-name': effect('In the default VPC the name of a group does for its id', 'deleted-groups-07', 'setup-16'),
  'id-and-name': {
    level: 'OBSERVE',
    means: 'What id and name together are answered with',
    facts: ['deleted-groups-03'],
  },
  recreated: effect('A group of a name that an earlier one had can be deleted', 'deleted-groups-07'),
  'response-return': effect(
    'The response has return, which is true',
    'deleted-groups-04',
    'deleted-groups-09',
    'setup-20',
  ),
  'response-id': effect('The response has the id of the deleted group', 'deleted-groups-09', 'setup-20'),
});

/** The topic `delete-refused`. */
export const refused = topic('delete-refused', {
  absent: {
    ...effect(
      'A well-formed id of no group is refused as not found',
      'matching-11',
      'matching-16',
      'deleted-groups-06',
    ),
    accepts: ['InvalidGroup.NotFound', 'InvalidSecurityGroupID.NotFound'],
  },
  twice: {
    ...effect('The same request is refused as not found when it comes again', 'matching-11', 'matching-16'),
    accepts: ['InvalidGroup.NotFound', 'InvalidSecurityGroupID.NotFound'],
    dependsOn: [...works, 'delete-refused/absent'],
  },
  malformed: {
    ...effect('An id that does not begin with sg- is refused as malformed', 'matching-16', 'described-groups-17'),
    accepts: ['InvalidGroupId.Malformed', 'InvalidSecurityGroupId.Malformed'],
  },
  'nothing-named': effect('A request with neither id nor name is refused and removes nothing', 'deleted-groups-07'),
  'nothing-named-code': {
    level: 'SHOULD',
    means: 'Such a request is refused with MissingParameter',
    facts: ['deleted-groups-06', 'matching-06', 'setup-19'],
    dependsOn: ['delete-refused/nothing-named'],
  },
  'name-absent': {
    ...effect('The name of no group of the default VPC is refused with InvalidGroup.NotFound', 'described-groups-17'),
    dependsOn: ['delete-group/by-name'],
  },
  'name-in-other-vpc': effect(
    'The name of a group outside the default VPC is refused, and the group stays',
    'deleted-groups-07',
    'matching-17',
    'matching-18',
  ),
  referred: {
    ...effect(
      'A group to which an inbound rule of another group refers is refused and stays',
      'deleted-groups-01',
      'deleted-groups-05',
      'deleted-groups-08',
      'setup-25',
    ),
    accepts: ['DependencyViolation', 'InvalidGroup.InUse'],
  },
  'referred-outbound': {
    ...effect(
      'A group to which an outbound rule of another group refers is refused and stays',
      'deleted-groups-05',
      'deleted-groups-08',
      'setup-25',
    ),
    accepts: ['DependencyViolation', 'InvalidGroup.InUse'],
  },
  'referred-keeps-rules': {
    ...effect('A refused deletion leaves the rules of the group', 'deleted-groups-05'),
    dependsOn: ['delete-refused/referred'],
  },
  'referred-keeps-reference': {
    ...effect('A refused deletion leaves the rule that refers to the group', 'deleted-groups-05'),
    dependsOn: ['delete-refused/referred'],
  },
  'referred-no-more': {
    ...effect('The group can be deleted once no rule refers to it', 'deleted-groups-05'),
    dependsOn: ['delete-refused/referred'],
  },
  'default-group': effect(
    'The default group of a VPC is refused with CannotDelete and stays',
    'deleted-groups-02',
    'setup-25',
  ),
});
