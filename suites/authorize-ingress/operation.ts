import type { RefusalRequirement } from '../../harness/engine/engine.ts';
import type { Operation } from '../../harness/operation/operation.ts';
import { securityGroups } from '../../harness/security-groups/scene/group-domain.ts';
import { responseChecks, returnCheck } from '../general/response-checks.ts';

/** Requirements that say which rules are the same. */
const sameRules: readonly string[] = [
  ...['description-no-part', 'canonical-ipv4', 'canonical-ipv6', 'ipv6-spellings', 'protocol-spellings'],
  ...['ports-of-all-traffic', 'own-account'],
].map((slug) => `authorize-duplicates/${slug}`);

/** A success that adds no second rule took them for the same, and did not refuse the existing one. */
export const standingRefused: RefusalRequirement = {
  requirement: 'authorize-duplicates/standing',
  besides: (id) => sameRules.includes(id),
};

/** AuthorizeSecurityGroupIngress, as the engine has to know it. */
export const authorizeIngress: Operation = {
  action: 'AuthorizeSecurityGroupIngress',
  domain: securityGroups,
  direction: 'ingress',
  generalChecks: [...responseChecks, returnCheck],
  refusal: standingRefused,
};
