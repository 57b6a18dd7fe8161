/** What a request removes and is answered with. */
import type { RequirementEntry } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';

const works = ['delete-group/deletes'];
const byName = ['delete-group/by-name'];

function effect(means: string, ...facts: readonly string[]): RequirementEntry {
  return { level: 'MUST', means, facts, dependsOn: works };
}

/** The topic `delete-group`. */
export const deleteGroupTopic = topic('delete-group', {
  deletes: {
    level: 'MUST',
    means: 'A request with the id of a group that nothing needs removes the group',
    facts: ['deleted-groups-07'],
  },
  'absent-afterwards': effect('The id of a deleted group is that of no group', 'deleted-groups-07', 'matching-11'),
  'name-gone': effect('The name of a deleted group is that of no group', 'deleted-groups-07'),
  'default-vpc': effect('A group of the default VPC is removed by its id alike', 'deleted-groups-07'),
  'others-stay': effect('All other groups stay', 'deleted-groups-07'),
  'same-name-stays': {
    ...effect('The group of the same name in another VPC stays', 'created-groups-02', 'deleted-groups-07'),
    dependsOn: ['delete-group/others-stay'],
  },
  'rules-of-others-stay': effect('The rules of all other groups stay', 'deleted-groups-07'),
  'rules-go': effect('The rules of the group go with it', 'deleted-groups-07'),
  'rule-ids-go': {
    level: 'SHOULD',
    means: 'The id of a rule of a deleted group is that of no rule',
    facts: ['deleted-groups-07', 'described-rules-05'],
    dependsOn: ['delete-group/rules-go'],
  },
  'with-rules': effect('A group that has rules can be deleted', 'deleted-groups-05'),
  'self-reference': effect('A rule of the group that refers to it does not keep it', 'deleted-groups-05'),
  referring: {
    ...effect(
      'A group whose rules refer to another can be deleted, and leaves the other',
      'deleted-groups-05',
      'deleted-groups-07',
    ),
    dependsOn: ['delete-group/others-stay'],
  },
  tagged: effect('A group with tags can be deleted', 'deleted-groups-05'),
  'any-name': effect('A group can be deleted whatever its name', 'created-groups-08', 'deleted-groups-07'),
  'by-name': effect('In the default VPC the name of a group does for its id', 'deleted-groups-07', 'setup-16'),
  'by-name-characters': {
    ...effect('A name may have spaces and an ampersand', 'created-groups-08', 'deleted-groups-07'),
    dependsOn: byName,
  },
  'by-name-others-stay': {
    ...effect('A name is that of one group, and names that begin alike are others', 'deleted-groups-07'),
    dependsOn: [...byName, 'delete-group/others-stay'],
  },
  'by-name-default-vpc': {
    ...effect('A name is that of a group of the default VPC, and a group of another VPC stays', 'deleted-groups-07'),
    dependsOn: [...byName, 'delete-group/same-name-stays'],
  },
  'id-and-name': {
    level: 'OBSERVE',
    means: 'What id and name together are answered with',
    facts: ['deleted-groups-03'],
  },
  recreated: effect('A group of a name that an earlier one had can be deleted', 'deleted-groups-07'),
  'id-not-used-again': {
    level: 'SHOULD',
    means: 'A new group of the name has another id than the deleted one',
    facts: ['created-groups-20', 'deleted-groups-07'],
    dependsOn: ['delete-group/absent-afterwards'],
  },
  'response-id': effect('The response has the id of the deleted group', 'deleted-groups-09', 'setup-20'),
  'response-id-by-name': {
    ...effect('So it has where the group was named', 'deleted-groups-09'),
    dependsOn: ['delete-group/response-id', ...byName],
  },
});
