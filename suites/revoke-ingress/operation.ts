import type { Operation } from '../../harness/operation/operation.ts';
import { generalChecks } from './general-checks.ts';
import { requirementOfSequence } from './properties/classify-sequence.ts';
import { propertyTitle } from './property-titles.ts';

/** RevokeSecurityGroupIngress, as the engine has to know it. */
export const revokeIngress: Operation = {
  action: 'RevokeSecurityGroupIngress',
  direction: 'ingress',
  generalChecks: generalChecks,
  histories: { title: propertyTitle('state/any-history').title, requirementOf: requirementOfSequence },
};
