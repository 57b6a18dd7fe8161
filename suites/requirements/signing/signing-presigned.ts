/** Signatures in a query that have to be refused; blocked where the same mistake already passes in Authorization. */
import type { RequirementEntry, TopicEntries } from '../../../harness/register/requirement.ts';
import { AUTHORIZATION, CANONICAL, NOT_CURRENT, RECOMPUTED, SCOPE } from './signing-evidence.ts';

/** Requirements of the topic `signing` on refused signatures in a query. */
export const refusedPresigned: TopicEntries = {
  'presigned-verified': {
    level: 'MUST',
    means: 'A signature in the query of which one digit is wrong is refused',
    evidence: [RECOMPUTED],
    dependsOn: ['signing/verified'],
  },
  'presigned-incomplete': {
    level: 'MUST',
    means: 'A query from which one of the parts of its signature is missing is refused',
    evidence: [AUTHORIZATION],
    dependsOn: ['signing/enforced'],
  },
  'presigned-other-secret': tampered('A signature in the query made with another secret is refused'),
  'presigned-value': tampered('The signature of a query with another value is refused in the query too'),
  'presigned-parameter-added': tampered('The signature of a query without one of the parameters is refused there too'),
  'presigned-parameter-removed': tampered('The signature of a query with one more parameter is refused there too'),
  'presigned-method': tampered('The signature of a request with another method is refused in the query too'),
  'presigned-host': tampered('The signature of a request to another host is refused in the query too'),
  'presigned-lifetime': tampered('The signature of a query with another X-Amz-Expires is refused'),
  'presigned-date': tampered('The signature of a query with another X-Amz-Date is refused'),
  'presigned-unknown-key': {
    level: 'MUST',
    means: 'A signature in the query made with an unknown access key is refused',
    evidence: [RECOMPUTED],
    facts: ['auth-02'],
    dependsOn: ['signing/enforced', 'signing/unknown-key'],
  },
  'presigned-scope-region': {
    level: 'MUST',
    means: 'A signature in the query for another region is refused',
    evidence: [SCOPE],
    dependsOn: ['signing/enforced', 'signing/scope-region'],
  },
  'presigned-scope-service': {
    level: 'MUST',
    means: 'A signature in the query for another service is refused',
    evidence: [SCOPE],
    dependsOn: ['signing/enforced', 'signing/scope-service'],
  },
  'presigned-expired': {
    level: 'MUST',
    means: 'A query signed an hour ago for ten minutes is refused',
    evidence: [NOT_CURRENT],
    facts: ['auth-09'],
    dependsOn: ['signing/enforced'],
  },
  'presigned-future': {
    level: 'MUST',
    means: 'A query signed an hour ahead is refused',
    evidence: [NOT_CURRENT],
    facts: ['auth-09'],
    dependsOn: ['signing/enforced', 'signing/future'],
  },
};

/** A mistake that only a recomputed signature shows, so that a target which recomputes none fails in one place. */
function tampered(means: string): RequirementEntry {
  return { level: 'MUST', means, evidence: [RECOMPUTED, CANONICAL], dependsOn: ['signing/presigned-verified'] };
}
