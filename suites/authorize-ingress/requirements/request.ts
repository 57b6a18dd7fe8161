/** How a request names the group and carries its permissions, and what it may give beside them. */
import { documented, type RequirementEntry, type TopicEntries } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';
import { queryProtocol } from '../../requirements/documents.ts';

const basic = 'authorize-rules/ipv4-range';

const lists = queryProtocol('Lists are flat and numbered from 1; a nested list is numbered within each element');

const form = documented(
  'URL Standard, application/x-www-form-urlencoded: https://url.spec.whatwg.org/#application/x-www-form-urlencoded',
  'A form is a set of pairs; a plus sign is a space, and a percent sign with two digits is a byte',
);

const unknown = (means: string, ...facts: readonly string[]): RequirementEntry => ({
  level: 'MUST',
  means,
  facts: ['protocol-06', 'protocol-08', ...facts],
  dependsOn: [basic],
});

const naming: TopicEntries = {
  'group-id': {
    level: 'MUST',
    means: 'The rule is added to the group that GroupId names and to no other',
    facts: ['authorize-01', 'authorize-08', 'authorize-11'],
    dependsOn: [basic],
  },
  'group-name': {
    level: 'MUST',
    means: 'A group of the default VPC is named by GroupName',
    facts: ['authorize-08', 'setup-16'],
    dependsOn: [basic],
  },
  flat: {
    level: 'MUST',
    means: 'CidrIp, IpProtocol, FromPort and ToPort without permissions add one rule',
    facts: ['authorize-07'],
    dependsOn: [basic],
  },
  'flat-canonical': {
    level: 'MUST',
    means: 'The range in CidrIp is stored without its host bits',
    facts: ['authorize-02'],
    dependsOn: ['authorize-request/flat', 'authorize-rules/canonical-ipv4'],
  },
  'flat-source-group': {
    level: 'SHOULD',
    means: 'SourceSecurityGroupName grants all of TCP, UDP and ICMP to that group',
    facts: ['authorize-07'],
    dependsOn: [
      'authorize-request/flat',
      'authorize-request/group-name',
      ...['group-itself', 'group-source-name', 'ports', 'protocol', 'icmp-all-types', 'several-permissions'].map(
        (slug) => `authorize-rules/${slug}`,
      ),
    ],
  },
  'flat-icmpv6': {
    level: 'OBSERVE',
    means: 'What happens to icmpv6 in IpProtocol without permissions',
    facts: ['authorize-07'],
  },
  'id-and-name': { level: 'OBSERVE', means: 'What happens to GroupId and GroupName together' },
};

const carriage: TopicEntries = {
  get: { level: 'MUST', means: 'A signed GET is carried out as a POST is', facts: ['protocol-01'], dependsOn: [basic] },
  'parameter-order': {
    level: 'MUST',
    means: 'The order of the parameters does not matter',
    evidence: [form],
    dependsOn: ['authorize-rules/several-permissions'],
  },
  'percent-encoded': {
    level: 'MUST',
    means: 'Percent signs and plus signs of a value are decoded',
    evidence: [form],
    dependsOn: ['authorize-descriptions/allowed-characters'],
  },
  'lists-past-nine': {
    level: 'MUST',
    means: 'All elements of a list of eleven are read, of permissions as of ranges',
    evidence: [lists],
    dependsOn: ['authorize-rules/several-ranges', 'authorize-rules/several-permissions'],
  },
  'long-lists': {
    level: 'MUST',
    means: 'All elements of a list of forty permissions are read',
    evidence: [lists],
    dependsOn: ['authorize-request/lists-past-nine'],
  },
  'nested-lists': {
    level: 'MUST',
    means: 'Each permission has its own list of ranges',
    evidence: [lists],
    dependsOn: ['authorize-rules/several-ranges', 'authorize-rules/several-permissions'],
  },
  'list-order': {
    level: 'MUST',
    means: 'The elements of a list are read in whatever order their numbers come',
    evidence: [lists, form],
    dependsOn: ['authorize-rules/several-permissions'],
  },
};

const names: TopicEntries = {
  'unknown-name': unknown('A parameter that does not exist is refused with UnknownParameter, and nothing is added'),
  'member-name': unknown(
    'The groups of a permission are called Groups on the wire; UserIdGroupPairs is refused',
    'protocol-13',
  ),
  'sister-name': unknown(
    'A parameter of another operation, such as SecurityGroupRuleId, is refused',
    'protocol-07',
    'authorize-11',
  ),
  'name-case': unknown('Names of parameters are case-sensitive', 'protocol-19', 'dry-run-09'),
};

/** The topic `authorize-request`. */
export const authorizeRequest = topic('authorize-request', { ...naming, ...carriage, ...names });
