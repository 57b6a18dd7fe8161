/**
 * The requirements that generated requests test: each sums up a topic, so that a defect that no listed case is about shows
 * too. A counterexample that speaks of one of the listed requirements fails that one; what is left fails these.
 */
import { documented, type TopicEntries } from '../../harness/register/requirement.ts';

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

export const generatedExactMatch: TopicEntries = {
  'any-rules': {
    level: 'MUST',
    means:
      'Of any set of rules, a request removes exactly those that it names, however it groups and orders them, and nothing where it names one that is not there',
    outline: ['2.1', '2.3'],
    facts: ['matching-01', 'matching-33'],
    dependsOn: ofOneRequest,
  },
};

export const generatedState: TopicEntries = {
  'any-history': {
    level: 'MUST',
    means: 'After any sequence of requests outside the default VPC, exactly those rules stand that the requests leave',
    outline: ['2.1', '2.3'],
    facts: ['matching-01', 'matching-33'],
    dependsOn: [...ofOneRequest, ...ofOtherTopics, 'exact-match/any-rules'],
  },
  'any-history-default-vpc': {
    level: 'MUST',
    means: 'After any sequence of requests in the default VPC, only rules that a request names are gone',
    outline: ['2.8'],
    facts: ['matching-02', 'matching-33'],
    dependsOn: [...ofOneRequest, ...ofOtherTopics, 'state/any-history', 'exact-match/mismatch-default-vpc'],
  },
};

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

export const generatedErrors: TopicEntries = {
  'any-bad-request': {
    level: 'MUST',
    means: 'A request whose values no rule can have removes nothing, and is no failure of the server',
    outline: ['2.3'],
    facts: ['matching-33'],
    dependsOn: ['exact-match/matching-rule', 'response/no-server-error', 'exact-match/ports-omitted'],
  },
};
