/**
 * The requirements that generated requests test: each sums up a topic, so that a defect that no listed case is about shows
 * too. A counterexample that breaks one of the listed requirements fails that one; all others fail these.
 */
import { documented, type TopicEntries } from '../../harness/register/requirement.ts';
import { pageOf } from './documents.ts';

const REVOKE = pageOf('RevokeSecurityGroupIngress');

/** Requirements of single values and forms; while one of them fails, its sum says nothing new. */
const ofOneRequest: readonly string[] = [
  'matching-rule',
  'mismatch-refused',
  'from-port',
  'to-port',
  'port-edges',
  'protocol',
  'numeric-protocol',
  'all-traffic-ports-omitted',
  'all-traffic-exact',
  'icmp-type',
  'icmp-code',
  'icmp-all-types',
  'icmp-all-codes',
  'icmpv6',
  'ipv4-address',
  'ipv4-prefix-length',
  'ipv4-edges',
  'ipv4-overlap',
  'ipv6-address',
  'ipv6-prefix-length',
  'ipv6-edges',
  'ipv6-overlap',
  'source-family',
  'source-kind',
  'prefix-list',
  'prefix-list-id',
  'group-source',
  'group-source-id',
  'self-source',
  'one-source-of-several',
  'one-range-of-several',
  'one-ipv6-range-of-several',
  'description-absent',
  'description-equal',
  'several-permissions',
  'all-or-nothing',
  'flat-parameters',
  'flat-parameters-exact',
  'rule-id',
  'rule-ids-several',
  'rule-id-only',
].map((slug) => `exact-match/${slug}`);

const ofOtherTopics = ['dry-run/changes-nothing', 'dry-run/permitted', 'state/id-ends-with-rule'];

/** Requirements of the topic `exact-match` that generated requests test. */
export const generatedExactMatch: TopicEntries = {
  'any-rules': {
    level: 'MUST',
    means:
      'Of any set of rules, a request removes exactly those that it names, however it groups and orders them, and nothing where it names one that does not exist',
    outline: ['2.1', '2.3'],
    facts: ['matching-01', 'matching-33'],
    dependsOn: ofOneRequest,
  },
};

/** Ways that the rows of suites/revoke-ingress/ways combine, each with a requirement of its own. */
const ofOneWay: readonly string[] = [
  ...ofOneRequest,
  'exact-match/per-source',
  'exact-match/per-source-groups',
  'encoding/get-query',
  'encoding/rule-ids',
  'signing/presigned',
  'state/authorised-together',
  'state/authorised-apart',
  'state/tagged-rule',
  'state/modified-rule',
  'state/authorise-again',
];

/** Two values that meet: a server that is right in each by itself may be wrong in both. */
export const combinedExactMatch: TopicEntries = {
  'any-way': {
    level: 'MUST',
    means:
      'A rule of any protocol and source is removed, and no other, in whichever way it is named, sent and grouped, and however it came to be',
    evidence: [documented(`AWS API Reference, RevokeSecurityGroupIngress, description: ${REVOKE}`)],
    outline: ['2.1', '2.2', '2.3'],
    facts: ['matching-33'],
    dependsOn: ofOneWay,
  },
  'any-way-refused': {
    level: 'MUST',
    means: 'A request that fits no rule is refused and removes nothing in whichever way it names and sends the rule',
    outline: ['2.3'],
    facts: ['matching-01', 'matching-33', 'matching-10'],
    dependsOn: [...ofOneWay, 'errors/rule-id-absent'],
  },
};

/** Requirements of the topic `dry-run` that combinations of values test. */
export const combinedDryRun: TopicEntries = {
  'any-way': {
    level: 'MUST',
    means: 'DryRun=true keeps a rule of any protocol and source in whichever way it is named, sent and grouped',
    evidence: [documented(`AWS API Reference, RevokeSecurityGroupIngress, parameter DryRun: ${REVOKE}`)],
    outline: ['6.22'],
    facts: ['dry-run-10'],
    dependsOn: [
      ...ofOneWay,
      ...[
        'permitted',
        'by-rule-id',
        'by-group-name',
        'flat',
        'get',
        'presigned',
        'several-permissions',
        'any-source',
      ].map((slug) => `dry-run/${slug}`),
    ],
  },
};

/** Requirements of the topic `state` that generated histories test. */
export const generatedState: TopicEntries = {
  'any-history': {
    level: 'MUST',
    means: 'After any sequence of requests outside the default VPC, exactly those rules exist that the requests leave',
    outline: ['2.1', '2.3'],
    facts: ['matching-01', 'matching-33'],
    dependsOn: [...ofOneRequest, ...ofOtherTopics, 'exact-match/any-rules'],
  },
  'any-history-default-vpc': {
    level: 'MUST',
    means: 'After any sequence of requests in the default VPC, only rules that a request names are removed',
    outline: ['2.8'],
    facts: ['matching-02', 'matching-33'],
    dependsOn: [...ofOneRequest, ...ofOtherTopics, 'state/any-history', 'exact-match/mismatch-default-vpc'],
  },
};

/** Requirements of the topic `encoding` that generated encodings test. */
export const generatedEncoding: TopicEntries = {
  'any-spelling': {
    level: 'MUST',
    means: 'A form or query means the same in every legal percent-encoding and in any order of its parameters',
    evidence: [
      documented(
        'RFC 3986 section 2',
        'An escaped character that needs no escape, and either case of its digits, is the same',
      ),
      documented('URL Standard, application/x-www-form-urlencoded', 'A + and an escaped space are the same'),
    ],
    facts: ['protocol-01'],
    dependsOn: [
      ...ofOneRequest,
      'exact-match/any-rules',
      'encoding/post-form',
      'encoding/get-query',
      'encoding/parameter-order',
    ],
  },
};

/** Requirements of the topic `signing` that generated changes of signed requests test. */
export const generatedSigning: TopicEntries = {
  'any-tampering': {
    level: 'MUST',
    means: 'A request of which one character was changed after it was signed is not carried out, whichever it is',
    evidence: [
      documented(
        'IAM User Guide, AWS Signature Version 4 for API requests: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html',
        'A signature that does not fit is refused',
      ),
    ],
    facts: ['auth-07'],
    dependsOn: ['signing/verified', 'signing/body-value', 'signing/date', 'signing/content-type', 'signing/enforced'],
  },
};

/** Requirements of the topic `errors` that generated bad requests test. */
export const generatedErrors: TopicEntries = {
  'any-bad-request': {
    level: 'MUST',
    means: 'A request whose values no rule can have removes nothing, and is not a server error',
    outline: ['2.3'],
    facts: ['matching-33'],
    dependsOn: ['exact-match/matching-rule', 'response/no-server-error', 'exact-match/ports-omitted'],
  },
};
