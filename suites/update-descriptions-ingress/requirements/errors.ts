/** Requests that have to be refused. A code is required only where it is known. */
import type { RequirementEntry, TopicEntries } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';
import { errorPage } from '../../requirements/documents.ts';

const basic = 'description-update/ipv4';
const byId = 'description-update/by-id';

const refused = (
  level: 'MUST' | 'SHOULD',
  means: string,
  facts: readonly string[],
  ...rests: readonly string[]
): RequirementEntry => ({ level, means, facts, dependsOn: rests.length === 0 ? [basic] : rests });

const groups: TopicEntries = {
  'no-group': refused('MUST', 'A request that names no group is refused', ['descriptions-03']),
  'no-group-code': refused(
    'SHOULD',
    'A request that names no group is refused with MissingParameter',
    ['descriptions-03', 'descriptions-09'],
    'description-errors/no-group',
  ),
  'group-id-malformed': {
    ...refused('SHOULD', 'A GroupId that does not begin with sg- is refused as malformed', [
      'matching-14',
      'matching-16',
    ]),
    accepts: ['InvalidGroupId.Malformed', 'InvalidSecurityGroupId.Malformed'],
  },
  'group-absent': {
    ...refused(
      'MUST',
      'A well-formed id of no group is refused as not found',
      ['matching-11', 'matching-16'],
      basic,
      byId,
    ),
    evidence: [errorPage()],
    accepts: ['InvalidGroup.NotFound', 'InvalidSecurityGroupID.NotFound'],
  },
  'group-name-absent': refused(
    'MUST',
    'A group name that the default VPC does not have is refused with InvalidGroup.NotFound',
    ['matching-18'],
    'description-request/group-name',
  ),
};

const rules: TopicEntries = {
  nothing: refused('MUST', 'A request with neither permissions nor descriptions is refused', ['descriptions-02']),
  'nothing-code': refused(
    'SHOULD',
    'A request with neither permissions nor descriptions is refused with MissingParameter',
    ['descriptions-02', 'descriptions-09'],
    'description-errors/nothing',
  ),
  both: refused('MUST', 'Permissions and descriptions by id together are refused', ['descriptions-06'], basic, byId),
  mismatch: refused('MUST', 'A permission that fits no rule is refused with 400 InvalidPermission.NotFound', [
    'descriptions-07',
  ]),
  'all-traffic-with-ports': refused(
    'SHOULD',
    'Ports 0 and 0 beside protocol -1 are refused with 400 InvalidParameterValue',
    ['descriptions-08'],
    'description-update/protocols',
  ),
  'rule-id-malformed': refused(
    'MUST',
    'Text that is not a rule id is refused with InvalidSecurityGroupRuleId.Malformed',
    ['descriptions-11', 'matching-10'],
    byId,
  ),
  'rule-id-absent': refused(
    'MUST',
    'A well-formed id of no rule is refused with InvalidSecurityGroupRuleId.NotFound',
    ['descriptions-11', 'matching-08', 'matching-10'],
    byId,
  ),
  'rule-id-short': {
    ...refused(
      'SHOULD',
      'A rule id of eight hex digits is refused as that of no rule, or as malformed',
      ['matching-09', 'matching-10'],
      'description-errors/rule-id-absent',
    ),
    accepts: ['InvalidSecurityGroupRuleId.NotFound', 'InvalidSecurityGroupRuleId.Malformed'],
  },
  'one-of-two': { level: 'OBSERVE', means: 'What happens to a rule together with one that does not exist' },
  'one-of-two-ids': { level: 'OBSERVE', means: 'What happens to a rule beside an id that does not exist' },
};

const values: TopicEntries = {
  'protocol-missing': refused('SHOULD', 'A permission without a protocol is refused', ['setup-07']),
  'protocol-unknown': refused('SHOULD', 'A protocol that does not exist is refused', ['setup-08']),
  'cidr-malformed': refused('SHOULD', 'Text that is not an IPv4 range is refused', ['matching-21']),
  'forbidden-character': refused('SHOULD', 'A description with a character outside the set is refused', [
    'authorize-05',
    'authorize-16',
  ]),
  'forbidden-character-by-id': refused(
    'SHOULD',
    'A description with a character outside the set is refused by the id of a rule too',
    ['authorize-05', 'authorize-16'],
    byId,
  ),
  'too-long': refused(
    'SHOULD',
    'A description of 256 characters is refused',
    ['authorize-05', 'authorize-16'],
    'description-update/longest',
  ),
};

/** The topic `description-errors`. */
export const descriptionErrors = topic('description-errors', { ...groups, ...rules, ...values });
