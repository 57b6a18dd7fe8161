import type { Operation } from '../../harness/operation/operation.ts';
import { securityGroups } from '../../harness/security-groups/scene/group-domain.ts';
import { responseChecks, returnCheck } from '../general/response-checks.ts';

/** UpdateSecurityGroupRuleDescriptionsIngress, as the engine runs it: action, domain, direction and general checks. */
export const updateDescriptionsIngressOperation: Operation = {
  action: 'UpdateSecurityGroupRuleDescriptionsIngress',
  domain: securityGroups,
  direction: 'ingress',
  generalChecks: [...responseChecks, returnCheck],
};
