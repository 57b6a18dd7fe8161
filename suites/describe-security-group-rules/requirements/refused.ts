/** Requests that have to be refused. */
import { topic } from '../../../harness/register/topic.ts';

const valid = ['rules-listed/by-id'];

/** The topic `rules-refused`. */
export const rulesRefused = topic('rules-refused', {
  'id-malformed': {
    level: 'MUST',
    means: 'Anything but a rule id is refused with InvalidSecurityGroupRuleId.Malformed',
    facts: ['matching-07', 'matching-10'],
    dependsOn: valid,
  },
  'id-absent': {
    level: 'MUST',
    means: 'A well-formed id of no rule is refused with InvalidSecurityGroupRuleId.NotFound',
    facts: ['matching-08', 'matching-10', 'described-rules-05'],
    dependsOn: valid,
  },
  'id-short': {
    level: 'SHOULD',
    means: 'sgr- and eight hex digits are refused as the id of no rule, or as malformed',
    facts: ['matching-09', 'matching-10'],
    accepts: ['InvalidSecurityGroupRuleId.NotFound', 'InvalidSecurityGroupRuleId.Malformed'],
    dependsOn: ['rules-refused/id-absent'],
  },
});
