import type { TestedOperation } from '../../harness/engine/engine.ts';
import { securityGroups } from '../../harness/security-groups/scene/group-domain.ts';
import { responseChecks, returnCheck } from '../general/response-checks.ts';

/** UpdateSecurityGroupRuleDescriptionsEgress, as the engine runs it: action, domain and general checks. */
export const updateDescriptionsEgressOperation: TestedOperation = {
  action: 'UpdateSecurityGroupRuleDescriptionsEgress',
  domain: securityGroups('egress'),
  generalChecks: [...responseChecks, returnCheck],
};
