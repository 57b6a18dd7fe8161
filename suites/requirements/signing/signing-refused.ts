/** Signatures in the Authorization field that have to be refused, one entry for each way of not looking closely. */
import type { RequirementEntry, TopicEntries } from '../../../harness/register/requirement.ts';
import { AUTHORIZATION, CANONICAL, NOT_CURRENT, RECOMPUTED, SCOPE, TOKEN } from './signing-evidence.ts';

/** Requirements of the topic `signing` on refused Authorization fields. */
export const refusedSignatures: TopicEntries = {
  verified: {
    level: 'MUST',
    means: 'A signature of which one digit is wrong is refused',
    evidence: [RECOMPUTED],
    dependsOn: ['signing/enforced'],
  },
  'signature-truncated': tampered('A signature that only begins like the right one is refused'),
  'signature-extended': tampered('The right signature with further digits behind it is refused'),
  'signature-empty': tampered('An empty signature is refused'),
  'other-secret': tampered('A signature made with another secret is refused'),
  'body-value': tampered('The signature of a body with another value is refused'),
  'body-parameter-added': tampered('The signature of a body without the last parameter is refused'),
  'body-parameter-removed': tampered('The signature of a body with one more parameter is refused'),
  'body-order': tampered('The signature of a body with the same parameters in another order is refused'),
  'body-encoding': tampered('The signature of a body with the same values in another encoding is refused'),
  'query-value': tampered('The signature of a query with another value is refused'),
  'query-parameter-added': tampered('The signature of a query without one of the parameters is refused'),
  'query-parameter-removed': tampered('The signature of a query with one more parameter is refused'),
  'post-query-value': {
    ...tampered('The signature of a POST with another value in its query is refused'),
    level: 'SHOULD',
  },
  'post-query-added': tampered('A POST to whose URL a parameter was added after it was signed is refused'),
  'body-under-old-hash': tampered(
    'A body that was changed under an X-Amz-Content-Sha256 of the body before is refused, though the field is signed',
  ),
  method: tampered('The signature of a request with another method is refused'),
  path: tampered('The signature of a request for another path is refused'),
  host: { ...tampered('The signature of a request to another host is refused'), facts: ['auth-04'] },
  date: tampered('The signature of a request with another date is refused'),
  'content-type': tampered('The signature of a request with another Content-Type is refused'),
  'signed-field-value': tampered('The signature of a request with another value of a signed field is refused'),
  'signed-field-removed': tampered('A request that lacks one of its signed fields is refused'),
  'content-sha256-value': tampered('The signature of a request with another X-Amz-Content-Sha256 is refused'),
  'security-token-value': tampered('The signature of a request with another X-Amz-Security-Token is refused'),
  'signed-headers-shortened': tampered('A list of signed fields without one that was signed is refused'),
  'signed-headers-extended': tampered('A list of signed fields with one that was not signed is refused'),
  'unknown-key': {
    level: 'MUST',
    means: 'A signature made with an unknown access key is refused',
    evidence: [RECOMPUTED],
    facts: ['auth-02'],
    dependsOn: ['signing/enforced', 'signing/verified'],
  },
  'scope-region': scope('A signature for another region is refused'),
  'scope-region-case': {
    level: 'MUST',
    means: 'A signature for the region in upper case is refused',
    facts: ['auth-03'],
    dependsOn: ['signing/enforced', 'signing/verified', 'signing/scope-region'],
  },
  'scope-service': scope('A signature for another service is refused'),
  'scope-date': scope('A signature whose scope has another day than its date is refused'),
  'scope-terminator': scope('A signature whose scope ends in another word than aws4_request is refused'),
  algorithm: {
    level: 'MUST',
    means: 'A signature under the name of an unknown algorithm is refused',
    evidence: [AUTHORIZATION],
    dependsOn: ['signing/enforced', 'signing/verified'],
  },
  expired: {
    level: 'MUST',
    means: 'A request dated an hour ago is refused',
    evidence: [NOT_CURRENT],
    facts: ['auth-08', 'auth-09'],
    dependsOn: ['signing/enforced', 'signing/verified'],
  },
  future: {
    level: 'MUST',
    means: 'A request dated an hour ahead is refused',
    evidence: [NOT_CURRENT],
    facts: ['auth-09'],
    dependsOn: ['signing/enforced', 'signing/verified'],
  },
  'without-credential': incomplete('An Authorization field without a credential is refused'),
  'without-signed-headers': incomplete('An Authorization field without the list of signed fields is refused'),
  'without-signature': incomplete('An Authorization field without a signature is refused'),
  'other-scheme': incomplete('An Authorization field of another scheme is refused'),
  'token-missing': {
    level: 'MUST',
    means: 'A request signed with temporary credentials is refused without their token',
    evidence: [TOKEN],
    dependsOn: ['signing/enforced', 'signing/verified', 'signing/session'],
  },
  'token-altered': {
    level: 'MUST',
    means: 'A request signed with temporary credentials is refused with another token',
    evidence: [TOKEN],
    dependsOn: ['signing/enforced', 'signing/verified', 'signing/session'],
  },
};

/** A mistake that only a recomputed signature shows, so that a target which recomputes none fails in one place. */
function tampered(means: string): RequirementEntry {
  return { level: 'MUST', means, evidence: [RECOMPUTED, CANONICAL], dependsOn: ['signing/verified'] };
}

/** A word of the scope that is signed as sent, so that only a check of the word itself finds the mistake. */
function scope(means: string): RequirementEntry {
  return { level: 'MUST', means, evidence: [SCOPE], dependsOn: ['signing/enforced', 'signing/verified'] };
}

function incomplete(means: string): RequirementEntry {
  return {
    level: 'MUST',
    means,
    evidence: [AUTHORIZATION, RECOMPUTED],
    dependsOn: ['signing/enforced', 'signing/verified'],
  };
}
