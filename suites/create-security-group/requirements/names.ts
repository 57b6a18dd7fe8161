/** What names and descriptions may be, and which names are taken. */
import type { RequirementEntry } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';

const named = ['create-group/name'];
const described = ['create-group/description'];

function name(means: string, ...facts: readonly string[]): RequirementEntry {
  return { level: 'MUST', means, facts: ['created-groups-08', ...facts], dependsOn: named };
}

function description(means: string, ...facts: readonly string[]): RequirementEntry {
  return { level: 'MUST', means, facts: ['created-groups-14', ...facts], dependsOn: described };
}

/** The topic `create-names`. */
export const names = topic('create-names', {
  characters: name('A name may have each of the documented characters'),
  'name-length': name('A name may have 255 characters'),
  'name-too-long': name(
    'A name of more than 255 characters is refused with InvalidParameterValue',
    'created-groups-13',
  ),
  'name-forbidden': name('A name with another character is refused with InvalidParameterValue', 'created-groups-13'),
  'name-like-id': name('A name that begins with sg- is refused with InvalidParameterValue', 'setup-24'),
  'name-like-id-inside': name('A name may have sg- at another place'),
  'name-like-id-upper-case': { level: 'OBSERVE', means: 'Whether a name may begin with SG-' },
  'name-empty': {
    level: 'MUST',
    means: 'An empty name is refused',
    facts: ['created-groups-09'],
    dependsOn: named,
  },
  'name-default': {
    level: 'MUST',
    means: 'The name default is refused',
    facts: ['created-groups-16'],
    accepts: ['InvalidGroup.Reserved', 'InvalidGroup.Duplicate', 'InvalidParameterValue'],
    dependsOn: named,
  },
  'name-outer-spaces': { level: 'OBSERVE', means: 'What becomes of spaces around a name' },
  duplicate: {
    level: 'MUST',
    means: 'A name that the VPC has is refused with InvalidGroup.Duplicate, and the group that has it stays',
    facts: ['created-groups-01', 'created-groups-16', 'created-groups-22'],
    dependsOn: ['create-group/several'],
  },
  'duplicate-case': {
    level: 'MUST',
    means: 'A name that differs from one of the VPC by case alone is refused with InvalidGroup.Duplicate',
    facts: ['created-groups-02'],
    dependsOn: ['create-names/duplicate'],
  },
  'duplicate-other-vpc': {
    level: 'MUST',
    means: 'A name that another VPC has is taken',
    facts: ['created-groups-02'],
    dependsOn: ['create-group/default-vpc', 'create-group/several'],
  },
  'name-free-again': {
    level: 'MUST',
    means: 'The name of a deleted group is free again',
    facts: ['created-groups-02'],
    dependsOn: ['create-names/duplicate'],
  },
  'description-characters': description('A description may have each of the documented characters'),
  'description-length': description('A description may have 255 characters'),
  'description-too-long': description(
    'A description of more than 255 characters is refused with InvalidParameterValue',
    'created-groups-04',
  ),
  'description-forbidden': description(
    'A description with another character is refused with InvalidParameterValue',
    'created-groups-04',
  ),
  'description-not-ascii': description(
    'A description beyond ASCII is refused with InvalidParameterValue',
    'created-groups-03',
  ),
  'description-taken': description('Groups may have equal descriptions'),
  'description-empty': { level: 'OBSERVE', means: 'What an empty description is answered with' },
});
