/** What names and descriptions may be, and which names are taken. */
import type { RequirementEntry } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';

const named = ['create-group/name'];
const described = ['create-group/description'];
const several = ['create-group/several'];

function name(means: string, ...facts: readonly string[]): RequirementEntry {
  return { level: 'MUST', means, facts: ['created-groups-08', ...facts], dependsOn: named };
}

function description(means: string, ...facts: readonly string[]): RequirementEntry {
  return { level: 'MUST', means, facts: ['created-groups-14', ...facts], dependsOn: described };
}

const reserved = ['InvalidGroup.Reserved', 'InvalidGroup.Duplicate', 'InvalidParameterValue'];

/** The topic `create-names`. */
export const createNames = topic('create-names', {
  characters: name('A name may have each of the documented characters'),
  'name-length': name('A name may have 255 characters'),
  'name-too-long': name(
    'A name of more than 255 characters is refused with InvalidParameterValue',
    'created-groups-13',
  ),
  'name-forbidden': name(
    'A name with another ASCII character is refused with InvalidParameterValue',
    'created-groups-13',
  ),
  'name-not-ascii': name('A name beyond ASCII is refused with InvalidParameterValue', 'created-groups-13'),
  'name-like-id': name('A name that begins with sg- is refused with InvalidParameterValue', 'setup-24'),
  'name-like-id-inside': name('A name may have sg- at another place, and may begin with sg alone'),
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
    accepts: reserved,
    dependsOn: named,
  },
  'name-default-case': {
    level: 'SHOULD',
    means: 'The name of the default group is refused in any case, since names differ by more than case',
    facts: ['created-groups-02', 'created-groups-12'],
    accepts: reserved,
    dependsOn: ['create-names/name-default'],
  },
  'name-outer-spaces': { level: 'OBSERVE', means: 'What happens to spaces around a name' },
  duplicate: {
    level: 'MUST',
    means: 'A name that a group of the VPC has is refused with InvalidGroup.Duplicate, and that group stays',
    facts: ['created-groups-01', 'created-groups-16', 'created-groups-22'],
    dependsOn: [...named, 'create-group/vpc', ...several],
  },
  'duplicate-default-vpc': {
    level: 'MUST',
    means: 'A name of the default VPC is refused likewise, whether or not the VPC is named',
    facts: ['created-groups-01', 'created-groups-15', 'created-groups-16'],
    dependsOn: ['create-group/vpc', 'create-group/default-vpc', 'create-names/duplicate'],
  },
  'duplicate-with-tags': {
    level: 'MUST',
    means: 'A name of the VPC is refused likewise beside tags, and the group that has it gets none of them',
    facts: ['created-groups-01', 'created-groups-16', 'created-groups-18'],
    dependsOn: ['create-names/duplicate', 'create-tags/tag'],
  },
  'duplicate-case': {
    level: 'MUST',
    means: 'A name that differs from one of the VPC by case alone is refused with InvalidGroup.Duplicate',
    facts: ['created-groups-02'],
    dependsOn: ['create-names/duplicate'],
  },
  'duplicate-whole': {
    level: 'MUST',
    means: 'Names are compared as a whole, and characters that are no letters count',
    facts: ['created-groups-02'],
    dependsOn: [...named, ...several],
  },
  'duplicate-other-vpc': {
    level: 'MUST',
    means: 'A name that a group of another VPC has can be taken',
    facts: ['created-groups-02'],
    dependsOn: [...named, 'create-group/vpc', 'create-group/default-vpc', ...several],
  },
  'name-free-again': {
    level: 'MUST',
    means: 'The name of a deleted group is free again',
    facts: ['created-groups-02'],
    dependsOn: ['create-names/duplicate'],
  },
});

/** The topic `create-descriptions`. */
export const createDescriptions = topic('create-descriptions', {
  'description-characters': description('A description may have each of the documented characters'),
  'description-length': description('A description may have 255 characters'),
  'description-kept': description(
    'A description is kept as text, with the case of its letters and the zeros before a number',
  ),
  'description-too-long': description(
    'A description of more than 255 characters is refused with InvalidParameterValue',
    'created-groups-04',
  ),
  'description-forbidden': description(
    'A description with another ASCII character is refused with InvalidParameterValue',
    'created-groups-04',
  ),
  'description-not-ascii': description(
    'A description beyond ASCII is refused with InvalidParameterValue',
    'created-groups-03',
  ),
  'description-taken': { ...description('Groups may have equal descriptions'), dependsOn: several },
  'description-empty': { level: 'OBSERVE', means: 'What an empty description is answered with' },
});
