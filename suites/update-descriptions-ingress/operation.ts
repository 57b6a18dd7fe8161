import type { Operation } from '../../harness/operation/operation.ts';
import { responseChecks, returnCheck } from '../general/response-checks.ts';

/** UpdateSecurityGroupRuleDescriptionsIngress, as the engine has to know it. */
export const updateDescriptionsIngress: Operation = {
  action: 'UpdateSecurityGroupRuleDescriptionsIngress',
  direction: 'ingress',
  generalChecks: [...responseChecks, returnCheck],
};
