import { topic } from '../../harness/register/topic.ts';
import { errorPage, revokePage } from './documents.ts';
import { refusedValues } from './errors-values.ts';
import { generatedErrors } from './generated.ts';

const ERROR_PAGE = errorPage();
const MISSING = errorPage('MissingParameter is the code for a request that lacks a required parameter');
const BODY_FIELDS = revokePage('request parameters');

/**
 * Requests that have to be refused: which code, and that nothing is removed. The wording of messages is never judged.
 *
 * Where a code is known only for a sister operation or from reports, the refusal is required and the code is not.
 */
export const errors = topic('errors', {
  ...generatedErrors,
  'no-group': {
    level: 'MUST',
    means: 'A request with neither the id nor the name of a group is refused',
    evidence: [BODY_FIELDS],
    outline: ['6.8', '6.18'],
  },
  'no-group-code': {
    level: 'SHOULD',
    means: 'A request with neither the id nor the name of a group is refused with MissingParameter',
    facts: ['matching-06', 'setup-19'],
    dependsOn: ['errors/no-group'],
  },
  'group-id-empty': {
    level: 'SHOULD',
    means: 'An empty GroupId is refused as malformed',
    facts: ['matching-15', 'matching-16'],
    dependsOn: ['errors/no-group'],
    accepts: ['InvalidGroupId.Malformed', 'InvalidSecurityGroupId.Malformed'],
  },
  'group-id-malformed': {
    level: 'MUST',
    means: 'A GroupId that does not begin with sg- is refused as malformed',
    facts: ['matching-14', 'matching-16'],
    accepts: ['InvalidGroupId.Malformed', 'InvalidSecurityGroupId.Malformed'],
  },
  'group-id-with-account': {
    level: 'SHOULD',
    means: 'A group id with an account and a slash before it is refused as malformed',
    facts: ['matching-39'],
    dependsOn: ['errors/group-id-malformed'],
    accepts: ['InvalidGroupId.Malformed', 'InvalidSecurityGroupId.Malformed'],
  },
  'group-id-short': {
    level: 'SHOULD',
    means: 'A group id with fewer hex digits than usual is refused as that of no group, or as malformed',
    facts: ['matching-13', 'matching-16'],
    dependsOn: ['errors/group-absent'],
    accepts: [
      ...['InvalidGroup.NotFound', 'InvalidSecurityGroupID.NotFound'],
      ...['InvalidGroupId.Malformed', 'InvalidSecurityGroupId.Malformed'],
    ],
  },
  'group-id-not-hex': { level: 'OBSERVE', means: 'The response to sg- and something other than hex digits' },
  'group-absent': {
    level: 'MUST',
    means: 'A well-formed id of no group is refused as not found',
    evidence: [ERROR_PAGE],
    facts: ['matching-11', 'matching-16'],
    accepts: ['InvalidGroup.NotFound', 'InvalidSecurityGroupID.NotFound'],
  },
  'group-absent-by-rule-id': {
    level: 'MUST',
    means: 'A rule is not removed by its id when the group named is an absent one',
    evidence: [BODY_FIELDS],
    facts: ['matching-11'],
    outline: ['6.17'],
    dependsOn: ['errors/group-absent'],
  },
  'group-absent-without-rules': {
    level: 'OBSERVE',
    means: 'Whether an absent group or the missing rules are complained of first',
    facts: ['matching-12'],
  },
  'group-name-absent': {
    level: 'MUST',
    means: 'A group name that the default VPC does not have is refused with InvalidGroup.NotFound',
    facts: ['matching-18'],
  },
  'group-name-outside-default-vpc': {
    level: 'MUST',
    means: 'A group outside the default VPC cannot be identified by its name',
    evidence: [BODY_FIELDS],
    outline: ['6.9', '6.19'],
    facts: ['matching-17', 'matching-18', 'matching-19'],
    accepts: ['not by name', 'not found', 'no default VPC'],
  },
  'no-rules': {
    level: 'MUST',
    means: 'A request with neither permissions nor rule ids is refused with MissingParameter',
    evidence: [MISSING],
    facts: ['matching-04'],
  },
  'permissions-with-flat': {
    level: 'MUST',
    means:
      'Permissions beside the flat parameters, or FromPort among them, are refused with InvalidParameterCombination',
    facts: ['matching-05'],
  },
  'permissions-with-to-port': {
    level: 'SHOULD',
    means: 'Permissions together with a flat ToPort are refused with InvalidParameterCombination',
    facts: ['matching-05'],
    dependsOn: ['errors/permissions-with-flat'],
  },
  'permissions-with-protocol': {
    level: 'SHOULD',
    means: 'Permissions together with a flat IpProtocol are refused with InvalidParameterCombination',
    facts: ['matching-05'],
    dependsOn: ['errors/permissions-with-flat'],
  },
  'permissions-with-cidr': {
    level: 'SHOULD',
    means: 'Permissions together with a flat CidrIp are refused with InvalidParameterCombination',
    facts: ['matching-05'],
    dependsOn: ['errors/permissions-with-flat'],
  },
  'rule-id-malformed': {
    level: 'MUST',
    means: 'An address or a CIDR range in place of a rule id is refused with InvalidSecurityGroupRuleId.Malformed',
    facts: ['matching-07', 'matching-10'],
    dependsOn: ['exact-match/rule-id'],
  },
  'rule-id-absent': {
    level: 'MUST',
    means: 'A well-formed id of no rule is refused with InvalidSecurityGroupRuleId.NotFound',
    facts: ['matching-08', 'matching-10'],
    dependsOn: ['exact-match/rule-id'],
  },
  'rule-id-short': {
    level: 'SHOULD',
    means: 'A rule id of eight hex digits is refused as that of no rule, or as malformed',
    facts: ['matching-09', 'matching-10'],
    dependsOn: ['errors/rule-id-absent'],
    accepts: ['InvalidSecurityGroupRuleId.NotFound', 'InvalidSecurityGroupRuleId.Malformed'],
  },
  'rule-id-of-group': { level: 'OBSERVE', means: 'The response to the id of a group in place of a rule id' },
  'rule-id-empty': { level: 'OBSERVE', means: 'The response to an empty rule id' },
  'rule-id-with-flat': { level: 'OBSERVE', means: 'The response to a rule id together with flat parameters' },
  ...refusedValues,
});
