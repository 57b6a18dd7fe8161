/** What holds of deletions whatever was done to rules and groups before. */
import type { RequirementEntry } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';

const inUse = ['DependencyViolation', 'InvalidGroup.InUse'];
const notFound = ['InvalidGroup.NotFound', 'InvalidSecurityGroupID.NotFound'];

function ofHistories(means: string, facts: readonly string[], ...dependsOn: readonly string[]): RequirementEntry {
  return { level: 'MUST', means, facts, dependsOn: ['delete-group/deletes', ...dependsOn] };
}

/** The topic `group-history`. */
export const groupHistory = topic('group-history', {
  referred: {
    ...ofHistories(
      'A group is refused and stays while a rule refers to it that was modified, described or authorised again',
      ['deleted-groups-01', 'deleted-groups-05', 'deleted-groups-08'],
      'delete-refused/referred',
      'delete-refused/referred-keeps-reference',
    ),
    accepts: inUse,
  },
  deleted: ofHistories(
    'A group goes once a rule is revoked that referred to it and was modified or described, and leaves other groups as they are',
    ['deleted-groups-05', 'deleted-groups-07'],
    'delete-refused/referred-no-more',
    'delete-group/others-stay',
  ),
  recreated: ofHistories(
    'A group that is created under the name of a deleted one has another id and the rules of a new group alone',
    ['created-groups-10', 'created-groups-24', 'deleted-groups-07'],
    'delete-group/recreated',
    'delete-group/id-not-used-again',
  ),
  former: {
    ...ofHistories(
      'The id of a deleted group is that of no group, also when there is a group of its name again',
      ['matching-11', 'matching-16', 'deleted-groups-07'],
      'delete-refused/twice',
      'delete-group/recreated',
    ),
    accepts: notFound,
  },
  'any-history': ofHistories(
    'Whatever is authorised, modified, revoked, deleted and created, in any order, both describing operations show what it leaves',
    ['authorize-01', 'modify-01', 'deleted-groups-07'],
    ...['referred', 'deleted', 'recreated', 'former'].map((slug) => `group-history/${slug}`),
  ),
});
