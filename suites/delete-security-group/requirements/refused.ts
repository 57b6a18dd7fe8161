/** Which requests have to be refused, and leave all groups. */
import type { RequirementEntry } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';

const works = ['delete-group/deletes'];
const notFound = ['InvalidGroup.NotFound', 'InvalidSecurityGroupID.NotFound'];
const inUse = ['DependencyViolation', 'InvalidGroup.InUse'];

function refusal(means: string, ...facts: readonly string[]): RequirementEntry {
  return { level: 'MUST', means, facts, dependsOn: works };
}

/** A group that another one needs. */
function referral(means: string, ...dependsOn: readonly string[]): RequirementEntry {
  return {
    level: 'MUST',
    means,
    facts: ['deleted-groups-01', 'deleted-groups-05', 'deleted-groups-08', 'setup-25'],
    accepts: inUse,
    dependsOn: dependsOn.length === 0 ? works : dependsOn,
  };
}

const referred = 'delete-refused/referred';

/** The topic `delete-refused`. */
export const deleteRefused = topic('delete-refused', {
  absent: {
    ...refusal(
      'A well-formed id of no group is refused as not found; a short one may be called malformed',
      'matching-11',
      'matching-16',
      'deleted-groups-06',
    ),
    accepts: notFound,
  },
  'absent-others-stay': {
    ...refusal('Such a request removes nothing', 'deleted-groups-07'),
    accepts: notFound,
    dependsOn: ['delete-refused/absent'],
  },
  twice: {
    ...refusal('The same request is refused as not found when it comes again', 'matching-11', 'matching-16'),
    accepts: notFound,
    dependsOn: ['delete-group/others-stay', 'delete-refused/absent'],
  },
  malformed: {
    ...refusal('An id that does not begin with sg- is refused as malformed', 'matching-16', 'described-groups-17'),
    accepts: ['InvalidGroupId.Malformed', 'InvalidSecurityGroupId.Malformed'],
  },
  'id-upper-case': { level: 'OBSERVE', means: 'What an id in upper case is answered with' },
  'id-empty': { level: 'OBSERVE', means: 'What an empty id is answered with' },
  'nothing-named': refusal('A request with neither id nor name is refused and removes nothing', 'deleted-groups-07'),
  'nothing-named-code': {
    level: 'SHOULD',
    means: 'Such a request is refused with MissingParameter',
    facts: ['deleted-groups-06', 'matching-06', 'setup-19'],
    dependsOn: ['delete-refused/nothing-named'],
  },
  'name-absent': {
    ...refusal('The name of no group of the default VPC is refused with InvalidGroup.NotFound', 'described-groups-17'),
    dependsOn: ['delete-group/by-name'],
  },
  'name-in-other-case': { level: 'OBSERVE', means: 'Whether a group is deleted by its name in another case' },
  'name-in-other-vpc': refusal(
    'The name of a group outside the default VPC is refused, and the group stays',
    'deleted-groups-07',
    'matching-17',
    'matching-18',
  ),
  referred: referral('A group to which an inbound rule of another group refers is refused and stays'),
  'referred-outbound': referral('A group to which an outbound rule of another group refers is refused and stays'),
  'referred-any-source': referral(
    'It stays as long as any rule or source of any other group refers to it, however given and for whatever traffic',
    referred,
  ),
  'referred-mutually': referral('Of two groups that refer to each other both are refused', referred),
  'referred-default-vpc': referral('It is refused in the default VPC alike', 'delete-group/default-vpc', referred),
  'referred-by-name': referral(
    'It is refused alike where it is named',
    'delete-group/by-name',
    'delete-refused/referred-default-vpc',
  ),
  'referred-keeps-rules': referral('A refused deletion leaves the name, rules and tags of the group', referred),
  'referred-keeps-reference': referral('A refused deletion leaves the rule that refers to the group', referred),
  'referred-no-more': {
    ...refusal(
      'The group can be deleted once no rule refers to it, and where a rule that does was refused or only tried',
      'deleted-groups-05',
    ),
    dependsOn: ['delete-group/referring', referred],
  },
  'referred-other': {
    ...refusal('A reference to another group does not keep a group', 'deleted-groups-05'),
    dependsOn: ['delete-group/others-stay'],
  },
  'default-group': refusal(
    'The default group of a VPC is refused with CannotDelete and stays',
    'deleted-groups-02',
    'setup-25',
  ),
});
