/** What a client has to read out of a success. */
import { documented, type RequirementEntry } from '../../../harness/register/requirement.ts';
import { topic } from '../../../harness/register/topic.ts';
import { pageOf, queryProtocol } from '../documents.ts';

const MODEL = {
  grade: 'model',
  source:
    'AWS service model of EC2, 2016-11-15: https://github.com/boto/botocore/tree/1.44.8/botocore/data/ec2/2016-11-15',
  states: 'The result of RevokeSecurityGroupIngress',
} as const;
const REVOKE = documented(pageOf('RevokeSecurityGroupIngress'));
const XML = documented('XML 1.0 (Fifth Edition)');
const HTTP = documented('RFC 9112, sections 6 to 8');

const of = (means: string, evidence: RequirementEntry['evidence'] = [MODEL]): RequirementEntry => ({
  level: 'MUST',
  binds: ['client'],
  means,
  evidence,
});

/** Seen in the items of a set, so that items have to be read before it can be judged. */
const ofItems = (means: string, evidence: RequirementEntry['evidence'] = [MODEL]): RequirementEntry => ({
  ...of(means, evidence),
  dependsOn: ['client-response/revoked-rules'],
});

/** Seen by return, which has to be read before it can be judged. */
const ofReturn = (means: string, evidence: RequirementEntry['evidence'] = [MODEL]): RequirementEntry => ({
  ...of(means, evidence),
  dependsOn: ['client-response/return'],
});

/** The topic `client-response`. */
export const clientResponse = topic('client-response', {
  success: of('A 200 with the response of the operation is a success', [REVOKE]),
  return: of('return is read as a boolean', [MODEL, REVOKE]),
  'return-false': ofReturn('A return of false is not lost: the output says false, or the call fails', [MODEL, REVOKE]),
  'sets-absent': of('A set that is missing from the response is not an error and reads as none', [MODEL]),
  'return-anywhere': ofReturn('return is read wherever it is in the response, after the sets too', [MODEL]),
  'sets-empty': of('A set without items is not an error and reads as none', [MODEL]),
  'both-sets': {
    ...of('A response with items in both sets is read with the items of both', [MODEL, REVOKE]),
    dependsOn: ['revoked-rules', 'unknown-permissions', 'sets-empty'].map((slug) => `client-response/${slug}`),
  },
  'revoked-rules': of('Each item of revokedSecurityGroupRuleSet is read, in its order', [MODEL, REVOKE]),
  'revoked-text': ofItems('The texts of a revoked item are read: ids, protocol, sources, description'),
  'revoked-ports': ofItems('fromPort and toPort of a revoked item are read as integers, 0 and -1 among them'),
  'revoked-is-egress': ofItems('isEgress of a revoked item is read as a boolean'),
  'revoked-many': ofItems('A long list of revoked items is read to its end'),
  'unknown-permissions': of('unknownIpPermissionSet is read with every member of its permissions', [MODEL, REVOKE]),
  'unknown-nested': {
    ...of('The lists within an unknown permission are read, each item of each kind of source', [MODEL, REVOKE]),
    dependsOn: ['client-response/unknown-permissions'],
  },
  'nested-empty': {
    ...of('A list without items within an unknown permission reads as none', [MODEL]),
    dependsOn: ['client-response/unknown-permissions', 'client-response/sets-empty'],
  },
  'unknown-elements': ofItems('An element that the model does not have is ignored', [
    queryProtocol('Unknown members of a response are ignored'),
    MODEL,
  ]),
  'element-order': ofItems('The order of elements makes no difference', [MODEL]),
  entities: ofItems('Character and entity references and CDATA in texts are resolved', [XML]),
  'white-space': ofItems('White space between elements is no content; within a text it belongs to it', [XML]),
  'outer-white-space': {
    ...ofItems('White space at the ends of a text belongs to the text', [XML]),
    dependsOn: ['client-response/revoked-rules', 'client-response/white-space'],
  },
  'spaces-alone': {
    level: 'OBSERVE',
    binds: ['client'],
    means: 'A text that is only white space is read unchanged',
  },
  'leading-zeros': ofItems('A text of digits stays a text, leading zeros included', [MODEL]),
  'non-ascii': ofItems('Text that is not ASCII is read as UTF-8', [XML]),
  'divided-characters': {
    ...ofItems('A character whose bytes lie in two chunks is read as itself', [HTTP, XML]),
    dependsOn: ['client-response/revoked-rules', 'client-response/non-ascii', 'client-response/framing'],
  },
  'no-declaration': ofReturn('A response without an XML declaration is read in the same way', [XML, MODEL]),
  'namespace-slash': {
    level: 'OBSERVE',
    binds: ['client'],
    means: 'A response whose namespace ends in no slash, which EC2 is not known to send, is read in the same way',
  },
  'namespace-prefix': {
    level: 'OBSERVE',
    binds: ['client'],
    means: 'A response whose namespace has a prefix, which EC2 never sends, is read in the same way',
  },
  framing: {
    ...of('A chunked response is read like one with a length', [HTTP]),
    dependsOn: ['client-response/return', 'client-errors/forbidden'],
  },
  truncated: of('A call whose response is cut off ends, and never as a success', [HTTP, XML]),
  'unfinished-message': {
    level: 'SHOULD',
    binds: ['client'],
    means: 'A complete document in a message that lacks its last chunk or byte is not a success',
    evidence: [documented('RFC 9112, section 8', 'A client that meets an incomplete message records it as incomplete')],
    dependsOn: ['client-response/truncated'],
  },
  'ill-formed': of('A 200 whose body is not well-formed XML is never a success', [XML]),
  'trailing-content': {
    level: 'SHOULD',
    binds: ['client'],
    means: 'A 200 with an element behind the end of its document is not a success',
    evidence: [XML],
  },
  'not-xml': of('A 200 with HTML, JSON or plain text is never a success', [XML, REVOKE]),
  'empty-success': {
    level: 'OBSERVE',
    binds: ['client'],
    means: 'A 200 with an empty body is not a success',
  },
  'request-id': {
    level: 'SHOULD',
    binds: ['client'],
    means: 'The id of a successful request is available, from the body or from the header field',
    evidence: [documented(pageOf('RevokeSecurityGroupIngress'), 'requestId is part of the response')],
  },
  'request-id-place': {
    level: 'OBSERVE',
    binds: ['client'],
    means: 'The request id is found even if it is only in the body or only in the header',
  },
  'error-as-success': {
    level: 'OBSERVE',
    binds: ['client'],
    means: 'A 200 that holds an error document is treated as an error',
  },
});
