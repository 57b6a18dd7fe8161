import type { TopicEntries } from '../../harness/register/requirement.ts';
import { errorPage, revokePage } from './documents.ts';

const BODY_FIELDS = revokePage('request parameters');
const ERROR_PAGE = errorPage('InvalidPermission.Malformed is among the codes for a permission that is not well formed');

/**
 * The part of topic errors about values. What no rule can have fits no rule, so outside the default VPC it is refused,
 * with whatever code; a code is required only where one is recorded for this operation.
 */
export const refusedValues: TopicEntries = {
  'cidr-malformed': {
    level: 'MUST',
    means: 'A malformed IPv4 range in a permission is refused as such',
    evidence: [ERROR_PAGE],
    facts: ['matching-21'],
    accepts: ['invalid value', 'malformed permission'],
  },
  'cidr-malformed-flat': {
    level: 'MUST',
    means: 'A malformed IPv4 range in the flat CidrIp is refused as such',
    evidence: [ERROR_PAGE],
    outline: ['6.20'],
    facts: ['matching-21'],
    accepts: ['invalid value', 'malformed permission'],
  },
  'ipv6-in-cidr-ip': {
    level: 'MUST',
    means: 'An IPv6 range in CidrIp is refused as malformed',
    evidence: [ERROR_PAGE],
    facts: ['matching-21'],
    accepts: ['invalid value', 'malformed permission'],
  },
  'ipv6-malformed': {
    level: 'MUST',
    means: 'An IPv6 range with an impossible prefix length is refused',
    facts: ['matching-01'],
    dependsOn: ['exact-match/mismatch-refused'],
  },
  'ipv4-in-cidr-ipv6': {
    level: 'MUST',
    means: 'An IPv4 range in CidrIpv6 is refused',
    facts: ['matching-01'],
    dependsOn: ['exact-match/mismatch-refused'],
  },
  'protocol-unknown': {
    level: 'MUST',
    means: 'A protocol that does not exist is refused',
    facts: ['matching-01', 'setup-08'],
    dependsOn: ['exact-match/mismatch-refused'],
  },
  'protocol-missing': {
    level: 'SHOULD',
    means: 'A permission without a protocol is refused',
    facts: ['setup-07'],
    dependsOn: ['exact-match/mismatch-refused'],
  },
  'port-too-high': {
    level: 'MUST',
    means: 'A port above 65535 is refused',
    facts: ['matching-01', 'matching-33'],
    dependsOn: ['exact-match/mismatch-refused'],
  },
  'port-negative': {
    level: 'MUST',
    means: 'A TCP port below -1 is refused',
    facts: ['matching-01', 'matching-33'],
    dependsOn: ['exact-match/mismatch-refused'],
  },
  'user-id-malformed': {
    level: 'MUST',
    means: 'A source group with a UserId that is not an account id is refused with InvalidParameterValue',
    facts: ['matching-22'],
  },
  'source-group-without-id': {
    level: 'SHOULD',
    means: 'A source group without an id is refused with MissingParameter outside the default VPC',
    facts: ['matching-38'],
  },
  'source-group-malformed': {
    level: 'MUST',
    means: 'A source group whose id is no group id is refused',
    facts: ['matching-01'],
    dependsOn: ['exact-match/mismatch-refused'],
  },
  'source-group-name-absent': {
    level: 'SHOULD',
    means: 'A source group name that the default VPC does not have is refused',
    facts: ['matching-18'],
    accepts: ['no such group', 'no such rule'],
    dependsOn: ['exact-match/source-group-name'],
  },
  'prefix-list-malformed': {
    level: 'MUST',
    means: 'A prefix list whose id is no prefix-list id is refused',
    facts: ['matching-01'],
    dependsOn: ['exact-match/mismatch-refused'],
  },
  'flat-without-source': { level: 'OBSERVE', means: 'What happens to flat parameters without a source' },
  'flat-cidr-with-source-group': {
    level: 'MUST',
    means: 'CidrIp together with SourceSecurityGroupName is refused',
    evidence: [BODY_FIELDS],
    outline: ['6.21', '6.25'],
    facts: ['matching-36'],
  },
  'source-group-with-protocol': {
    level: 'SHOULD',
    means: 'SourceSecurityGroupName together with IpProtocol is refused',
    evidence: [BODY_FIELDS],
    outline: ['6.25', '6.27'],
    facts: ['matching-36'],
  },
  'source-group-with-ports': {
    level: 'SHOULD',
    means: 'SourceSecurityGroupName together with FromPort and ToPort is refused',
    evidence: [BODY_FIELDS],
    outline: ['6.25', '6.27'],
    facts: ['matching-36'],
  },
};
