/** Requests of an outbound revoke that have to be refused. */
import { topic } from '../../../harness/register/topic.ts';
import { missing, model, parameters } from './evidence.ts';

const valid = ['egress-match/matching-rule'];

/** The topic `egress-errors`. */
export const egressErrors = topic('egress-errors', {
  'no-group': {
    level: 'MUST',
    means: 'A request without the id of a group is refused',
    evidence: [parameters, model],
    facts: ['protocol-17'],
    dependsOn: valid,
  },
  'group-name': {
    level: 'MUST',
    means: 'GroupName is no parameter of this operation: it is refused with UnknownParameter',
    facts: ['protocol-07', 'protocol-17'],
    dependsOn: [...valid, 'encoding/unknown-name'],
  },
  'group-id-malformed': {
    level: 'SHOULD',
    means: 'A GroupId that does not begin with sg- is refused as malformed',
    facts: ['matching-14', 'matching-16'],
    accepts: ['InvalidGroupId.Malformed', 'InvalidSecurityGroupId.Malformed'],
    dependsOn: valid,
  },
  'group-absent': {
    level: 'MUST',
    means: 'A well-formed id of no group is refused as not found',
    facts: ['matching-11', 'matching-16'],
    accepts: ['InvalidGroup.NotFound', 'InvalidSecurityGroupID.NotFound'],
    dependsOn: valid,
  },
  'no-rules': {
    level: 'MUST',
    means: 'A request with neither permissions nor rule ids is refused as lacking a parameter',
    evidence: [missing],
    facts: ['matching-04'],
    accepts: ['MissingParameter', 'InvalidParameterCombination'],
    dependsOn: valid,
  },
  'rule-id-malformed': {
    level: 'MUST',
    means: 'An address in place of a rule id is refused with InvalidSecurityGroupRuleId.Malformed',
    facts: ['matching-07', 'matching-10'],
    dependsOn: ['egress-match/rule-id'],
  },
  'rule-id-absent': {
    level: 'MUST',
    means: 'A well-formed id of no rule is refused with InvalidSecurityGroupRuleId.NotFound',
    facts: ['matching-08', 'matching-10'],
    dependsOn: ['egress-match/rule-id'],
  },
  'flat-parameters': {
    level: 'SHOULD',
    means: 'IpProtocol, FromPort, ToPort, CidrIp and SourceSecurityGroupName without a permission remove nothing',
    evidence: [parameters],
    facts: ['protocol-17'],
    accepts: ['refused', 'ignored'],
    dependsOn: valid,
  },
  'flat-beside-permission': {
    level: 'OBSERVE',
    means: 'A flat parameter, which is not supported, together with a permission is refused or ignored',
    facts: ['protocol-17'],
  },
});
