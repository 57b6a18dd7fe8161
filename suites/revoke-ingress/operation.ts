import { topicOf } from '../../harness/cases/case-text.ts';
import type { TestedOperation } from '../../harness/engine/engine.ts';
import { groupHistories } from '../../harness/security-groups/histories/group-histories.ts';
import { securityGroups } from '../../harness/security-groups/scene/group-domain.ts';
import { generalChecks } from './general-checks.ts';
import { requirementOfSequence } from './properties/classify-sequence.ts';
import { propertyTitle } from './property-titles.ts';

/** Requirements on matching that say themselves that a request is refused. */
const refusals: readonly string[] = [
  'mismatch-refused',
  'all-or-nothing',
  'direction',
  'prefix-list-id',
  'any-way-refused',
].map((slug) => `exact-match/${slug}`);

/** RevokeSecurityGroupIngress, as the engine runs it: action, domain and general checks. */
export const revokeIngressOperation: TestedOperation = {
  action: 'RevokeSecurityGroupIngress',
  domain: securityGroups('ingress'),
  generalChecks: generalChecks,
  histories: groupHistories({ title: propertyTitle('state/any-history').title, requirementOf: requirementOfSequence }),
  refusal: {
    requirement: 'exact-match/mismatch-refused',
    isOnMatching: (id) => topicOf(id) === 'exact-match' && !refusals.includes(id),
  },
};
