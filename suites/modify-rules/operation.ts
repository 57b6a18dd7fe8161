import type { TestedOperation } from '../../harness/engine/engine.ts';
import { securityGroups } from '../../harness/security-groups/scene/group-domain.ts';
import { responseChecks, returnCheck } from '../general/response-checks.ts';

/** ModifySecurityGroupRules, as the engine has to know it: it changes rules of both directions, most cases inbound ones. */
export const modifyRulesOperation: TestedOperation = {
  action: 'ModifySecurityGroupRules',
  domain: securityGroups('ingress'),
  generalChecks: [...responseChecks, returnCheck],
};
