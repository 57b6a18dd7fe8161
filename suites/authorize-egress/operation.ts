import type { Operation } from '../../harness/operation/operation.ts';
import { securityGroups } from '../../harness/security-groups/scene/group-domain.ts';
import { responseChecks, returnCheck } from '../general/response-checks.ts';

/** AuthorizeSecurityGroupEgress, as the engine runs it: action, domain, direction and general checks. */
export const authorizeEgressOperation: Operation = {
  action: 'AuthorizeSecurityGroupEgress',
  domain: securityGroups,
  direction: 'egress',
  generalChecks: [...responseChecks, returnCheck],
};
