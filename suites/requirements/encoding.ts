/** How parameters travel: methods, names, lists, numbers and percent-encoding of the EC2 Query protocol. */

import { documented, type Evidence, type RequirementEntry } from '../../harness/register/requirement.ts';
import { topic } from '../../harness/register/topic.ts';
import { openEncoding } from './encoding-open.ts';
import { percentEncoding } from './encoding-percent.ts';
import { generatedEncoding } from './generated.ts';

const QUERY_REQUESTS = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Query-Requests.html';

const carriage: Readonly<Record<string, RequirementEntry>> = {
  'post-form': {
    level: 'MUST',
    means: 'A request is a POST to the path / whose form-encoded body holds Action, Version and the parameters',
    evidence: [documented(QUERY_REQUESTS)],
    outline: ['1.1'],
    facts: ['protocol-01', 'protocol-03'],
  },
  'get-query': {
    level: 'MUST',
    means: 'A GET with the parameters in its query does what the POST with the same parameters does',
    evidence: [documented(QUERY_REQUESTS)],
    facts: ['protocol-01', 'protocol-02'],
    dependsOn: ['exact-match/matching-rule', 'encoding/permission-list'],
  },
  'post-action-in-url': {
    level: 'SHOULD',
    means: 'A POST may carry Action and Version in its URL and the parameters in its body',
    evidence: [
      documented(
        'The specification, "Query parameters" and "Request body fields"',
        'Action and Version are listed as query parameters, the rest as fields of the body',
      ),
    ],
    outline: ['5.1', '5.2'],
    dependsOn: ['encoding/post-form'],
  },
  'content-type-sent': {
    level: 'MUST',
    binds: ['client'],
    means: 'A request with a body says that it is application/x-www-form-urlencoded, with or without a charset',
    outline: ['4.3'],
    facts: ['protocol-03'],
  },
  'content-type-charset': {
    level: 'MUST',
    means: 'A charset parameter of UTF-8 behind the media type of the body changes nothing',
    outline: ['4.3'],
    facts: ['protocol-03'],
    dependsOn: ['encoding/post-form'],
  },
  'content-type-case': {
    level: 'SHOULD',
    means: 'The media type of the body is read without regard to case',
    evidence: [documented('RFC 9110, section 8.3.1')],
    outline: ['4.3'],
    dependsOn: ['encoding/post-form'],
  },
  'parameter-order': {
    level: 'MUST',
    means: 'The order in which parameters arrive makes no difference',
    evidence: [
      documented(
        'https://pkg.go.dev/net/url#Values.Encode',
        'clients in Go send names sorted as text, so .1, .10, .11, .2; others send them in the order of the model',
      ),
    ],
    facts: ['protocol-01'],
    dependsOn: ['encoding/post-form'],
  },
};

const action: Readonly<Record<string, RequirementEntry>> = {
  'version-sent': {
    level: 'MUST',
    binds: ['client'],
    means: 'Every request carries the Version of the API, 2016-11-15, or an older one that AWS has published',
    outline: ['5.1'],
    facts: ['protocol-03'],
  },
  'action-sent': {
    level: 'MUST',
    binds: ['client'],
    means: 'Every request carries the Action it asks for, spelt as in the reference',
    evidence: [documented(QUERY_REQUESTS)],
    outline: ['5.2'],
  },
  'action-missing': {
    level: 'SHOULD',
    means: 'A request without an Action is refused and changes nothing',
    evidence: [
      documented(
        'AWS API Reference, Common query parameters: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/CommonParameters.html',
        'Action is required',
      ),
    ],
    outline: ['5.2'],
    facts: ['protocol-10'],
  },
  'action-unknown': {
    level: 'MUST',
    means: 'An Action that EC2 does not have is refused with InvalidAction',
    outline: ['5.2'],
    facts: ['protocol-09'],
  },
};

const names: Readonly<Record<string, RequirementEntry>> = {
  'unknown-name': {
    level: 'MUST',
    means: 'A parameter that the action does not have is refused with UnknownParameter, and nothing changes',
    facts: ['protocol-06', 'protocol-08'],
  },
  'misspelt-name': {
    level: 'MUST',
    means: 'A misspelt parameter name is refused with UnknownParameter, never guessed',
    facts: ['protocol-08', 'protocol-14'],
    dependsOn: ['encoding/unknown-name'],
  },
  'name-case': {
    level: 'MUST',
    means: 'Parameter names are case-sensitive: another case is another, unknown name',
    facts: ['dry-run-09', 'protocol-19'],
    dependsOn: ['encoding/unknown-name'],
  },
  'sister-name': {
    level: 'MUST',
    means: 'A parameter that only another action has is unknown to this one',
    facts: ['protocol-07', 'protocol-08'],
    dependsOn: ['encoding/unknown-name'],
  },
  'groups-not-user-id-group-pairs': {
    level: 'MUST',
    binds: ['server', 'client'],
    means: 'Source groups travel as IpPermissions.N.Groups.M; UserIdGroupPairs names no source',
    facts: ['protocol-12', 'protocol-13'],
    accepts: ['refused', 'ignored'],
  },
};

/** Further dependencies are what the case rests on beside the name: a server that errs there errs here for no other reason. */
const wireName = (means: string, outline: readonly string[], ...dependsOn: readonly string[]): RequirementEntry => ({
  level: 'MUST',
  binds: ['server', 'client'],
  means,
  outline,
  facts: ['protocol-12'],
  dependsOn: ['encoding/post-form', ...dependsOn],
});

/** What distinguishes a rule from similar ones. */
const oneRule = ['exact-match/from-port', 'exact-match/to-port', 'exact-match/protocol'];
const oneRange = ['exact-match/ipv4-address', 'exact-match/one-range-of-several', 'exact-match/mixed-values'];

const fields: Readonly<Record<string, RequirementEntry>> = {
  'group-name': wireName('GroupName names the group where the group is one of the default VPC', ['6.7']),
  'group-id': wireName('GroupId names the group', ['6.17'], 'exact-match/group'),
  'rule-ids': wireName('SecurityGroupRuleId.N lists ids of rules', ['6.10']),
  'permission-fields': wireName(
    'IpPermissions.N carries IpProtocol, FromPort and ToPort',
    ['6.2'],
    ...oneRule,
    ...oneRange,
  ),
  'flat-fields': wireName(
    'One rule may be given by IpProtocol, FromPort, ToPort and CidrIp without IpPermissions',
    ['6.1', '6.11', '6.14', '6.20'],
    ...oneRule,
    ...oneRange,
  ),
  'ip-ranges': wireName('IpPermissions.N.IpRanges.M.CidrIp carries an IPv4 source', ['2.4', '6.2'], ...oneRange),
  'ipv6-ranges': wireName('IpPermissions.N.Ipv6Ranges.M.CidrIpv6 carries an IPv6 source', ['2.4', '6.2']),
  'prefix-list-ids': wireName(
    'IpPermissions.N.PrefixListIds.M.PrefixListId carries a prefix list',
    ['2.4', '6.2'],
    'exact-match/prefix-list',
  ),
  groups: wireName(
    'IpPermissions.N.Groups.M.GroupId carries a source group',
    ['2.4', '6.2'],
    'exact-match/group-source',
  ),
  'groups-user-id': wireName(
    'IpPermissions.N.Groups.M.UserId may name the account of the source group',
    ['6.2'],
    'exact-match/group-source-user-id',
  ),
  'range-description': wireName(
    'A source of IpPermissions may carry the Description of its rule',
    ['2.7', '6.2'],
    'exact-match/description-equal',
  ),
};

const list = (level: RequirementEntry['level'], means: string, ...dependsOn: readonly string[]): RequirementEntry => ({
  level,
  binds: ['server', 'client'],
  means,
  facts: ['protocol-11'],
  dependsOn: ['encoding/post-form', ...dependsOn],
});

const lists: Readonly<Record<string, RequirementEntry>> = {
  'list-of-two': list(
    'MUST',
    'Elements of a list are numbered from 1 and each of them counts',
    'exact-match/self-source',
    'exact-match/rule-id-only',
    ...oneRange,
  ),
  'list-past-nine': list(
    'MUST',
    'Numbers of list elements are decimal: 10 and 11 follow 9',
    'encoding/list-of-two',
    'encoding/permission-list',
    'exact-match/ipv4-edges',
    'exact-match/several-permissions',
    'exact-match/rule-ids-several',
    ...oneRange,
  ),
  'list-of-sixty': {
    ...list('SHOULD', 'A list may be as long as a group has rules by default: sixty', 'encoding/list-of-two'),
    facts: ['protocol-11', 'setup-06'],
  },
  // A server shows whether it reads them by removing what it names, which is a SHOULD: exact-match/per-source.
  'nested-list': {
    ...list('MUST', 'Lists within a permission have numbers of their own, from 1', 'encoding/list-of-two'),
    binds: ['client'],
  },
  'permission-list': list('MUST', 'Each permission of IpPermissions has its own protocol, ports and sources'),
  'empty-list-present': {
    level: 'SHOULD',
    binds: ['server'],
    means: 'A list of sources that is sent without an element and without a value is refused, not read as left out',
    facts: ['matching-23'],
  },
  'empty-list-left-out': {
    level: 'SHOULD',
    binds: ['client'],
    means: 'A list without elements is left out of the request',
    facts: ['matching-23'],
  },
};

const INTEGERS: Evidence = {
  grade: 'model',
  source:
    'AWS service model of EC2, 2016-11-15: https://github.com/boto/botocore/tree/1.44.8/botocore/data/ec2/2016-11-15',
  states: 'FromPort and ToPort are integers',
};

const icmp = [
  'exact-match/icmp-type',
  'exact-match/icmp-code',
  'exact-match/icmp-all-codes',
  'exact-match/icmp-all-types',
];

const scalar = (means: string, outline: readonly string[], ...dependsOn: readonly string[]): RequirementEntry => ({
  level: 'MUST',
  binds: ['server', 'client'],
  means,
  evidence: [INTEGERS],
  outline,
  dependsOn: ['encoding/permission-fields', ...oneRule, ...dependsOn],
});

const scalars: Readonly<Record<string, RequirementEntry>> = {
  'integer-zero': scalar(
    '0 is a number like any other and not the same as no value',
    ['6.11', '6.14'],
    'exact-match/port-edges',
    ...icmp,
  ),
  'integer-minus-one': scalar('-1 is sent and read as a negative number', ['6.13', '6.16'], ...icmp),
  'integer-largest': scalar('65535 is sent and read in full', ['6.11', '6.14']),
  'integer-words': {
    level: 'SHOULD',
    means: 'A port that is not a number is refused and changes nothing',
    evidence: [INTEGERS],
    outline: ['6.11'],
  },
  'boolean-lower-case': {
    level: 'SHOULD',
    binds: ['client'],
    means: 'Booleans are sent as true and false in lower case',
    facts: ['protocol-16'],
  },
};

/** The topic `encoding`. */
export const encoding = topic('encoding', {
  ...generatedEncoding,
  ...carriage,
  ...action,
  ...names,
  ...fields,
  ...lists,
  ...scalars,
  ...percentEncoding,
  ...openEncoding,
});
