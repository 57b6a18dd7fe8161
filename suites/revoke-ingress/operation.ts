import type { Operation } from '../../harness/operation/operation.ts';
import { generalChecks } from './general-checks.ts';
import { requirementOfSequence } from './properties/classify-sequence.ts';
import { propertyTitle } from './property-titles.ts';

/** Requirements on matching that say themselves that a request is refused. */
const refusals: readonly string[] = ['mismatch-refused', 'all-or-nothing', 'prefix-list-id', 'any-way-refused'].map(
  (slug) => `exact-match/${slug}`,
);

/** RevokeSecurityGroupIngress, as the engine has to know it. */
export const revokeIngress: Operation = {
  action: 'RevokeSecurityGroupIngress',
  direction: 'ingress',
  generalChecks: generalChecks,
  histories: { title: propertyTitle('state/any-history').title, requirementOf: requirementOfSequence },
  refusal: {
    requirement: 'exact-match/mismatch-refused',
    besides: (id) => id.startsWith('exact-match/') && !refusals.includes(id),
  },
};
