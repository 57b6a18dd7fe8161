import type { Operation } from '../../harness/operation/operation.ts';
import { securityGroups } from '../../harness/security-groups/scene/group-domain.ts';
import { responseChecks, returnCheck } from '../general/response-checks.ts';

/** AuthorizeSecurityGroupIngress, as the engine runs it: action, domain, direction and general checks. */
export const authorizeIngressOperation: Operation = {
  action: 'AuthorizeSecurityGroupIngress',
  domain: securityGroups,
  direction: 'ingress',
  generalChecks: [...responseChecks, returnCheck],
};
