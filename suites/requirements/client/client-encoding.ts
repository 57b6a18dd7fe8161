/** How a client writes a request down, beyond topic `encoding`, which covers servers and clients. */
import { documented, type RequirementEntry } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';
import { queryProtocol } from '../documents.ts';

const QUERY_REQUESTS = documented(
  'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Query-Requests.html',
  'A request is a GET with its parameters in the query or a POST with them in a form',
);
const PROTOCOL = queryProtocol('Lists are flattened and numbered from 1; members without a value are not serialized');
const FORM = documented('WHATWG URL Standard, application/x-www-form-urlencoded serializing');
const HOST = documented(
  'RFC 9110, section 7.2',
  'Host is the authority of the URI that was asked for, with its port unless that is the default one',
);
const MODEL = {
  grade: 'model',
  source:
    'AWS service model of EC2, 2016-11-15: https://github.com/boto/botocore/tree/1.44.8/botocore/data/ec2/2016-11-15',
  states: 'The input of RevokeSecurityGroupIngress',
} as const;

const of = (means: string, evidence: RequirementEntry['evidence'] = [PROTOCOL]): RequirementEntry => ({
  level: 'MUST',
  binds: ['client'],
  means,
  evidence,
});

/** What listed cases ask for: a failure of one of these explains that of generated input. */
const listed = [
  ...[
    'group-name',
    'group-id',
    'rule-ids',
    'permission-fields',
    'ip-ranges',
    'ipv6-ranges',
    'prefix-list-ids',
    'groups',
  ],
  ...['range-description', 'list-of-two', 'list-past-nine', 'nested-list', 'permission-list', 'integer-zero'],
  ...['integer-minus-one', 'integer-largest', 'space-as-percent-20', 'plus-encoded'],
  ...['ampersand-encoded', 'equals-encoded', 'decoded-once', 'percent-encoded', 'non-ascii', 'action-sent'],
  ...['version-sent', 'content-type-sent', 'groups-not-user-id-group-pairs'],
]
  .map((slug) => `encoding/${slug}`)
  .concat(
    ...[
      'method-and-path',
      'host',
      'form-well-formed',
      'list-numbering',
      'integer-digits',
      'unique-names',
      'dry-run',
      'nothing-added',
    ].map(ofClient),
    ...['combined-input', 'hard-characters', 'white-space', 'text-is-text'].map(ofClient),
  );

const signed = ['version-4', 'authorization', 'scope', 'signed-fields', 'date', 'access-key', 'session-token']
  .concat('payload-hash', 'signature')
  .map((slug) => `client-signing/${slug}`);

/** The topic `client-encoding`. */
export const clientEncoding = topic('client-encoding', {
  'method-and-path': of('A request is a POST or a GET of the path /', [QUERY_REQUESTS]),
  host: of('Host names the host and the port that the request is sent to', [HOST]),
  'form-well-formed': of('Percent-encoding is of UTF-8, each byte as a percent sign and two hex digits', [FORM]),
  'list-numbering': of('The elements of every list are numbered 1 to N without a gap'),
  'integer-digits': of(
    'An integer is sent in decimal digits, after a minus sign if it is negative, without a fraction or an exponent',
    [MODEL, queryProtocol('Numbers are sent as decimal text')],
  ),
  'unique-names': of('No parameter is sent twice, and none beside a structure of the same name'),
  'dry-run': of('DryRun is sent with the value that was given; false, which it is by default, may be left out', [
    MODEL,
  ]),
  'nothing-added': of('A request has no parameter for a member that was not given', [MODEL, PROTOCOL]),
  'combined-input': {
    ...of('Rule ids, permissions and every kind of source in one input all arrive', [MODEL]),
    dependsOn: ['encoding/permission-list', 'encoding/ipv6-ranges', 'encoding/rule-ids'],
  },
  'hard-characters': {
    ...of('Every printable ASCII character of a value arrives as itself', [FORM]),
    dependsOn: ['plus-encoded', 'ampersand-encoded', 'equals-encoded', 'decoded-once', 'percent-encoded', 'non-ascii']
      .concat('space-as-percent-20')
      .map((slug) => `encoding/${slug}`),
  },
  'long-request': {
    ...of('A request of more than 4 KiB arrives whole', [MODEL, PROTOCOL]),
    dependsOn: ['encoding/ip-ranges', 'encoding/nested-list', 'client-encoding/text-is-text'],
  },
  'white-space': of('Spaces at the ends and in the middle of a value, tabs and line ends arrive as they are', [FORM]),
  'text-is-text': of('A value that looks like a number, a boolean or an escape arrives as the text it is', [MODEL]),
  'source-group-name': {
    ...of('IpPermissions.N.Groups.M.GroupName carries a source group by name', [MODEL]),
    dependsOn: ['encoding/groups'],
  },
  'source-group-fields': {
    ...of('The peering members of a source group travel under their own names', [MODEL]),
    dependsOn: ['encoding/groups'],
  },
  'source-security-group': of('SourceSecurityGroupName and SourceSecurityGroupOwnerId travel under their own names', [
    MODEL,
  ]),
  'generated-input': {
    ...of('Any input of the model arrives whole and unchanged', [MODEL, PROTOCOL, FORM]),
    dependsOn: [...listed, ...signed, 'client-retries/success-once', 'client-retries/same-again'],
  },
  'current-version': {
    level: 'OBSERVE',
    binds: ['client'],
    means: 'The version that a request names is 2016-11-15, the newest of the API',
  },
  'impossible-input': {
    level: 'OBSERVE',
    binds: ['client'],
    means: 'Input that the model does not allow is refused by the client itself',
  },
  'empty-text': {
    level: 'OBSERVE',
    binds: ['client'],
    means: 'A member with an empty text is sent with an empty value',
  },
});

function ofClient(slug: string): string {
  return `client-encoding/${slug}`;
}
