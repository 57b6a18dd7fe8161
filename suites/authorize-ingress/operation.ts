import type { TestedOperation } from '../../harness/engine/engine.ts';
import { securityGroups } from '../../harness/security-groups/scene/group-domain.ts';
import { responseChecks, returnCheck } from '../general/response-checks.ts';

/** AuthorizeSecurityGroupIngress, as the engine runs it: action, domain and general checks. */
export const authorizeIngressOperation: TestedOperation = {
  action: 'AuthorizeSecurityGroupIngress',
  domain: securityGroups('ingress'),
  generalChecks: [...responseChecks, returnCheck],
};
