/** The XML of a response: its frame, its ids, the lists of a success and the envelope of an error. */
import { documented, type RequirementEntry } from '../../harness/register/requirement.ts';
import { topic } from '../../harness/register/topic.ts';
import { pageOf } from './documents.ts';

type Entries = Readonly<Record<string, RequirementEntry>>;

const QUERY_REQUESTS = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Query-Requests.html';
const ERRORS = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html';
const REVOKE = pageOf('RevokeSecurityGroupIngress');

const frame: Entries = {
  'well-formed': {
    level: 'MUST',
    means: 'The body of a response is one well-formed XML document with well-formed namespaces and no document type',
    evidence: [documented('XML 1.0 (Fifth Edition) and Namespaces in XML 1.0', 'EC2 answers in XML')],
    facts: ['answer-02', 'answer-07'],
  },
  'declared-encoding': {
    level: 'MUST',
    means:
      'The bytes of a response are in the encoding that its declaration and its Content-Type name, UTF-8 by default',
    evidence: [documented('XML 1.0 (Fifth Edition), section 4.3.3')],
    facts: ['answer-07', 'answer-09'],
  },
  'no-server-error': {
    level: 'MUST',
    means: 'A request that is wrong is answered with a status below 500',
    evidence: [documented(ERRORS, 'errors that a client caused are of the 400 series')],
  },
  'success-status': {
    level: 'MUST',
    means: 'A success has the status 200',
    facts: ['matching-02', 'answer-09'],
    evidence: [documented(QUERY_REQUESTS)],
  },
  'success-root': {
    level: 'MUST',
    means: 'The root of a success is the name of its action with Response behind it',
    facts: ['answer-01'],
  },
  namespace: {
    level: 'MUST',
    means:
      'The root of a success is in the namespace http://ec2.amazonaws.com/doc/2016-11-15, with or without a final slash',
    facts: ['answer-01'],
    accepts: ['final slash', 'no final slash'],
    dependsOn: ['response/well-formed'],
  },
  'content-type': {
    level: 'SHOULD',
    means: 'A success says that it is text/xml',
    facts: ['answer-09'],
  },
  return: {
    level: 'MUST',
    means: 'A successful revoke has a return element that says true',
    evidence: [documented(REVOKE)],
    facts: ['answer-02'],
  },
  booleans: {
    level: 'MUST',
    means: 'Booleans are spelt true and false in lower case',
    facts: ['answer-16'],
  },
};

const ids: Entries = {
  'request-id': {
    level: 'MUST',
    means: 'A success carries the id of its request in requestId',
    facts: ['answer-02', 'answer-08'],
  },
  'request-id-unique': {
    level: 'MUST',
    means: 'Two requests have two ids',
    evidence: [documented(QUERY_REQUESTS, 'Each response has a request id, which is unique')],
    dependsOn: ['response/request-id'],
  },
  'error-request-id': {
    level: 'MUST',
    means: 'An error carries the id of its request in RequestID',
    facts: ['answer-07', 'answer-08'],
    dependsOn: ['encoding/action-unknown', 'encoding/unknown-name'],
  },
  'request-id-header': {
    level: 'SHOULD',
    means: 'The header field x-amzn-requestid, if a response has it, names the same request as the body',
    facts: ['answer-10', 'answer-11'],
  },
  'request-id-form': {
    level: 'OBSERVE',
    means: 'Ids of requests are UUIDs in lower case',
    facts: ['answer-15'],
  },
};

const member = (means: string, facts: readonly string[], outline: readonly string[] = []): RequirementEntry => ({
  level: 'MUST',
  means,
  facts: ['answer-03', ...facts],
  outline,
  dependsOn: ['response/revoked-listed'],
});

const revokedRules: Entries = {
  'revoked-listed': {
    level: 'MUST',
    means: 'A successful revoke lists each rule that it removed in revokedSecurityGroupRuleSet',
    evidence: [documented(REVOKE)],
    facts: ['matching-30', 'answer-02', 'answer-05'],
    dependsOn: ['encoding/post-form', 'state/keeps-descriptions'],
  },
  'revoked-only': {
    level: 'MUST',
    means: 'revokedSecurityGroupRuleSet lists nothing that was not removed, and no rule twice',
    evidence: [documented(REVOKE)],
    facts: ['matching-30'],
  },
  'revoked-rule-id': member('A revoked item carries the id of its rule', []),
  'revoked-group-id': member('A revoked item carries the id of the group that held the rule', []),
  'revoked-is-egress': member('A revoked item of an ingress rule says isEgress false', ['answer-04']),
  'revoked-protocol': member('A revoked item carries the protocol as EC2 describes it', ['answer-04']),
  'revoked-ports': member('A revoked item carries both ports, or ICMP type and code, and -1 twice for all protocols', [
    'answer-04',
    'matching-27',
    'shapes-03',
  ]),
  'revoked-source': member('A revoked item carries the source of its rule in the member of that kind and in no other', [
    'answer-04',
  ]),
  'revoked-description': member('A revoked item carries a description exactly when its rule has one', [
    'answer-04',
    'matching-28',
  ]),
  'item-names': {
    level: 'MUST',
    means: 'The elements of both lists are named item',
    facts: ['answer-02'],
  },
  'nothing-unknown': {
    level: 'MUST',
    means: 'When all that was asked was revoked, unknownIpPermissionSet is absent or empty',
    evidence: [documented(REVOKE, 'the set is for permissions that were unknown')],
    outline: ['2.8'],
    facts: ['matching-40'],
  },
  'unknown-shape': {
    level: 'OBSERVE',
    means: 'Items of unknownIpPermissionSet are permissions in the form of DescribeSecurityGroups',
    outline: ['2.8'],
    facts: ['matching-02', 'shapes-02'],
  },
};

const errors: Entries = {
  'error-envelope': {
    level: 'MUST',
    means: 'An error is a Response with Errors, Error, and in it Code and Message',
    evidence: [documented(ERRORS)],
    facts: ['answer-07'],
    dependsOn: ['encoding/action-unknown'],
  },
  'error-status': {
    level: 'MUST',
    means: 'An error that the request caused has a 4xx status',
    evidence: [documented(ERRORS)],
    dependsOn: ['encoding/action-unknown'],
  },
  'error-code-bare': {
    level: 'MUST',
    means: 'The code of an error has no Client. or Server. prefix',
    evidence: [documented(ERRORS, 'The codes are listed without a prefix')],
    facts: ['answer-18'],
    dependsOn: ['encoding/action-unknown'],
  },
  'error-namespace': {
    level: 'OBSERVE',
    means: 'An error is in no namespace',
    facts: ['answer-07'],
  },
  'error-content-type': {
    level: 'OBSERVE',
    means: 'An error that has a Content-Type says text/xml',
    facts: ['answer-13'],
  },
};

/** The topic `response`. */
export const response = topic('response', { ...frame, ...ids, ...revokedRules, ...errors });
