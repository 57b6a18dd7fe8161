/** Requests that have to be refused. A code is required only where it is known. */
import type { RequirementEntry, TopicEntries } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';
import { errorPage } from '../../requirements/documents.ts';

const basic = 'modify-rules/ports';

const refused = (
  level: 'MUST' | 'SHOULD',
  means: string,
  facts: readonly string[],
  ...further: readonly string[]
): RequirementEntry => ({ level, means, facts, dependsOn: [basic, ...further] });

const names: TopicEntries = {
  'no-group': refused('MUST', 'A request without GroupId is refused with 400 MissingParameter', [
    ...['modify-04', 'setup-18', 'setup-19'],
  ]),
  'group-id-malformed': {
    ...refused('MUST', 'A GroupId that does not begin with sg- is refused as malformed', ['modify-06', 'matching-16']),
    accepts: ['InvalidGroupId.Malformed', 'InvalidSecurityGroupId.Malformed'],
  },
  'group-absent': {
    ...refused('MUST', 'A well-formed id of no group is refused as not found', [
      ...['matching-11', 'matching-16', 'modify-07'],
    ]),
    evidence: [errorPage()],
    accepts: ['InvalidGroup.NotFound', 'InvalidSecurityGroupID.NotFound'],
  },
  'group-before-rule': {
    level: 'OBSERVE',
    means: 'Whether an absent group or an absent rule is complained of first',
    facts: ['matching-12', 'modify-07'],
  },
  'rule-of-other-group': { level: 'OBSERVE', means: 'What happens to a rule of another group' },
  'no-rules': refused('MUST', 'A request without rules is refused', ['modify-04']),
  'no-rules-code': refused(
    'SHOULD',
    'A request without rules is refused with MissingParameter',
    ['modify-04', 'setup-19'],
    'modify-errors/no-rules',
  ),
  'rule-id-missing': refused('MUST', 'Values without the id of a rule are refused', ['modify-04']),
  'rule-id-malformed': refused(
    'MUST',
    'Text that is not a rule id is refused with InvalidSecurityGroupRuleId.Malformed',
    ['matching-10'],
  ),
  'rule-id-absent': refused('MUST', 'A well-formed id of no rule is refused with InvalidSecurityGroupRuleId.NotFound', [
    'matching-08',
    'matching-10',
  ]),
  'rule-id-short': {
    ...refused(
      'SHOULD',
      'A rule id of eight hex digits is refused as that of no rule, or as malformed',
      ['matching-09', 'matching-10', 'modify-08'],
      'modify-errors/rule-id-absent',
    ),
    accepts: ['InvalidSecurityGroupRuleId.NotFound', 'InvalidSecurityGroupRuleId.Malformed'],
  },
  'rule-id-twice': { level: 'OBSERVE', means: 'What happens to a rule id twice in a request', facts: ['setup-27'] },
  'valid-beside-absent': { level: 'OBSERVE', means: 'What happens to a rule together with one that does not exist' },
  duplicate: { level: 'OBSERVE', means: 'What happens to values that another rule has' },
};

const values: TopicEntries = {
  'protocol-missing': refused(
    'SHOULD',
    'A rule without a protocol is refused with InvalidParameterValue: what is left out is not kept',
    ['modify-09'],
    'modify-rules/description',
  ),
  'no-values': refused('SHOULD', 'A rule id without any values is refused', ['modify-09']),
  'all-traffic-with-ports': refused(
    'MUST',
    'Ports beside protocol -1 are refused with 400 InvalidParameterValue',
    ['modify-05', 'setup-27'],
    'modify-rules/all-traffic',
  ),
  'port-missing': refused(
    'SHOULD',
    'TCP and UDP without both ports are refused with InvalidParameterValue',
    ['modify-12', 'setup-09'],
    'modify-rules/protocol',
  ),
  'no-source': refused('SHOULD', 'A rule without a source is refused with MissingParameter', ['modify-12', 'setup-17']),
  'two-sources': refused('SHOULD', 'Two sources of a rule are refused with InvalidParameterCombination', [
    ...['modify-12', 'setup-17'],
  ]),
  'protocol-unknown': refused('SHOULD', 'A protocol that does not exist is refused', ['setup-08']),
  'port-range': refused('SHOULD', 'A TCP port above 65535 is refused', ['setup-11']),
  integer: refused('MUST', 'A word in place of a port is refused', ['modify-03']),
  'cidr-malformed': refused(
    'SHOULD',
    'Text that is not an IPv4 range is refused',
    ['matching-21'],
    'modify-rules/ipv4-range',
  ),
  'group-absent-source': refused(
    'SHOULD',
    'A group that does not exist is refused as the source',
    ['matching-20'],
    'modify-rules/group',
  ),
  'prefix-list-absent': refused(
    'SHOULD',
    'A prefix list that does not exist is refused',
    ['setup-03'],
    'modify-rules/source-kept',
  ),
  description: refused(
    'SHOULD',
    'A description with a forbidden character, or of 256 characters, is refused',
    ['authorize-05', 'authorize-16'],
    'modify-rules/description',
  ),
  'kind-changed': {
    level: 'OBSERVE',
    means: 'What happens to another kind of source than the rule has',
    facts: ['setup-27'],
  },
};

/** The topic `modify-errors`. */
export const modifyErrors = topic('modify-errors', { ...names, ...values });
