/** Requests that have to be refused. A code is required only where it is known of this operation. */
import type { RequirementEntry, TopicEntries } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';
import { errorPage } from '../../requirements/documents.ts';

const malformedRule = errorPage('InvalidPermission.Malformed is the code for a rule that is malformed');
const basic = 'authorize-rules/ipv4-range';

type RequiredLevel = 'MUST' | 'SHOULD';

const refused = (
  level: RequiredLevel,
  means: string,
  facts: readonly string[],
  ...further: readonly string[]
): RequirementEntry => ({
  level,
  means,
  facts,
  dependsOn: [basic, ...further],
});

const groups: TopicEntries = {
  'no-group': refused('SHOULD', 'A request that names no group is refused with MissingParameter', ['authorize-24']),
  'group-id-malformed': {
    ...refused('SHOULD', 'A GroupId that does not begin with sg- is refused as malformed', [
      'authorize-24',
      'matching-14',
    ]),
    accepts: ['InvalidGroupId.Malformed', 'InvalidSecurityGroupId.Malformed'],
  },
  'group-id-empty': {
    ...refused('SHOULD', 'An empty GroupId is refused as malformed', ['matching-15']),
    accepts: ['InvalidGroupId.Malformed', 'InvalidSecurityGroupId.Malformed'],
  },
  'group-id-with-account': {
    ...refused('SHOULD', 'A group id with an account and a slash before it is refused as malformed', ['matching-39']),
    accepts: ['InvalidGroupId.Malformed', 'InvalidSecurityGroupId.Malformed'],
  },
  'group-absent': {
    ...refused('MUST', 'A well-formed id of no group is refused as not found', [
      'matching-11',
      'matching-16',
      'authorize-24',
    ]),
    evidence: [errorPage()],
    accepts: ['InvalidGroup.NotFound', 'InvalidSecurityGroupID.NotFound'],
  },
  'group-absent-without-permissions': refused(
    'SHOULD',
    'An absent group is reported before missing permissions',
    ['matching-12'],
    'authorize-errors/group-absent',
  ),
  'group-id-short': {
    ...refused(
      'SHOULD',
      'A group id with fewer hex digits than usual is refused as that of no group, or as malformed',
      ['matching-13', 'matching-16'],
      'authorize-errors/group-absent',
    ),
    accepts: [
      ...['InvalidGroup.NotFound', 'InvalidSecurityGroupID.NotFound'],
      ...['InvalidGroupId.Malformed', 'InvalidSecurityGroupId.Malformed'],
    ],
  },
  'group-name-absent': refused(
    'MUST',
    'A group name that the default VPC does not have is refused with InvalidGroup.NotFound',
    ['matching-18'],
    'authorize-request/group-name',
  ),
  'group-name-outside-default-vpc': {
    ...refused('MUST', 'A group outside the default VPC cannot be identified by its name', [
      ...['authorize-08', 'matching-17', 'matching-18', 'matching-19'],
    ]),
    accepts: ['InvalidGroup.NotFound', 'InvalidParameterValue', 'VPCIdNotSpecified'],
  },
};

const permissions: TopicEntries = {
  'no-permissions': refused('SHOULD', 'A request without permissions is refused with MissingParameter', [
    'authorize-24',
  ]),
  'permissions-with-flat': refused(
    'SHOULD',
    'Permissions beside the parameters for one rule are refused with InvalidParameterCombination',
    ['matching-05'],
    'authorize-request/flat',
  ),
  'flat-cidr-with-source-group': refused(
    'SHOULD',
    'CidrIp together with SourceSecurityGroupName is refused',
    ['matching-36'],
    'authorize-request/flat-source-group',
  ),
  'protocol-missing': refused(
    'MUST',
    'A rule without a protocol is refused with 400 InvalidParameterValue',
    ['authorize-01', 'setup-07'],
    'authorize-request/flat',
  ),
  'protocol-unknown': {
    ...refused('MUST', 'A protocol name that does not exist is refused with 400, as a bad value or a malformed rule', [
      'setup-08',
    ]),
    evidence: [malformedRule],
    accepts: ['InvalidParameterValue', 'InvalidPermission.Malformed'],
  },
  'protocol-number-range': refused('SHOULD', 'A number that no protocol can have is refused', ['setup-08']),
  'protocol-empty': {
    ...refused('SHOULD', 'An empty protocol is refused', ['authorize-22', 'setup-07']),
    accepts: ['InvalidParameterValue', 'InvalidPermission.Malformed', 'MissingParameter'],
  },
  'protocol-upper-case': { level: 'OBSERVE', means: 'What happens to a protocol name in upper case' },
  'port-missing': refused(
    'MUST',
    'TCP and UDP without both ports are refused with 400 InvalidParameterValue',
    ['authorize-01', 'setup-09'],
    'authorize-rules/protocol',
    'authorize-request/flat',
  ),
  'icmp-numbers-missing': refused(
    'MUST',
    'ICMP without type and code is refused with 400 InvalidParameterValue',
    ['authorize-01', 'setup-10'],
    'authorize-rules/icmp',
  ),
  'icmp-code-of-all-types': refused(
    'SHOULD',
    'A single code beside type -1 of ICMP is refused',
    ['authorize-04'],
    'authorize-rules/icmp-all-types',
  ),
};

const values: TopicEntries = {
  'port-range': refused('SHOULD', 'A TCP port below 0 or above 65535 is refused', ['setup-11']),
  'ports-reversed': { level: 'OBSERVE', means: 'What happens to ports in descending order' },
  'icmp-type-too-high': { level: 'OBSERVE', means: 'What happens to ICMP type 256' },
  integer: refused('MUST', 'A port that is not a whole number of 32 bits is refused', ['authorize-11']),
  'cidr-malformed': {
    ...refused('MUST', 'Text that is not an IPv4 range is refused as such', ['authorize-30', 'matching-21']),
    evidence: [errorPage()],
    accepts: ['InvalidParameterValue', 'InvalidPermission.Malformed'],
  },
  'cidr-without-length': { level: 'OBSERVE', means: 'What happens to an address without a prefix length' },
  'ipv6-in-cidr-ip': {
    ...refused('MUST', 'An IPv6 range in CidrIp is refused as malformed', ['authorize-30']),
    accepts: ['InvalidParameterValue', 'InvalidPermission.Malformed'],
  },
  'ipv6-malformed': refused(
    'SHOULD',
    'Text that is not an IPv6 range is refused',
    ['authorize-30'],
    'authorize-rules/ipv6-range',
  ),
};

const fromGroup = ['authorize-rules/group-source'];

const sources: TopicEntries = {
  'group-without-id': refused(
    'MUST',
    'A source group without an id is refused with 400 MissingParameter',
    ['matching-38'],
    ...fromGroup,
  ),
  'group-absent-source': refused(
    'SHOULD',
    'A source group that does not exist is refused',
    ['matching-20'],
    ...fromGroup,
  ),
  'group-malformed-source': refused(
    'SHOULD',
    'A source group with a malformed id is refused',
    ['matching-39'],
    ...fromGroup,
  ),
  'group-name-absent-source': refused(
    'MUST',
    'A source group name that the default VPC does not have is refused with InvalidGroup.NotFound',
    ['matching-18'],
    'authorize-rules/group-source-name',
    'authorize-errors/group-absent',
  ),
  'user-id-malformed': refused(
    'SHOULD',
    'An account of a source group that is not an account id is refused with InvalidParameterValue',
    ['matching-22'],
    'authorize-rules/group-source-user-id',
  ),
  'prefix-list-absent': refused(
    'SHOULD',
    'A prefix list that does not exist is refused with InvalidPrefixListID.NotFound, and no source beside it is added',
    ['setup-03'],
  ),
  'prefix-list-malformed': refused('SHOULD', 'A prefix list with a malformed id is refused', ['setup-03']),
  'no-source': {
    ...refused('MUST', 'A permission without a source adds nothing, and is refused or not', [
      ...['authorize-12', 'authorize-14', 'setup-26'],
    ]),
    dependsOn: [basic, 'authorize-request/flat'],
    accepts: ['silent', 'refused'],
  },
  'empty-list': refused('SHOULD', 'A list of sources that is given as an empty value is refused', ['matching-23']),
  'all-or-nothing': refused(
    'SHOULD',
    'Where one of several sources or permissions is refused, none is added',
    ['setup-03'],
    'authorize-rules/several-permissions',
    'authorize-rules/several-ranges',
    'authorize-errors/port-missing',
    'authorize-errors/cidr-malformed',
    'authorize-errors/group-absent-source',
  ),
  'above-quota': {
    level: 'OBSERVE',
    means: 'What happens to more rules than the usual quota of a group',
    facts: ['setup-05', 'setup-06'],
  },
};

/** The topic `authorize-errors`. */
export const authorizeErrors = topic('authorize-errors', { ...groups, ...permissions, ...values, ...sources });
