import type { Operation } from '../../harness/operation/operation.ts';
import { securityGroups } from '../../harness/security-groups/scene/group-domain.ts';
import { responseChecks, returnCheck } from '../general/response-checks.ts';

/** ModifySecurityGroupRules, as the engine has to know it: it changes rules of both directions, most cases inbound ones. */
export const modifyRulesOperation: Operation = {
  action: 'ModifySecurityGroupRules',
  domain: securityGroups,
  direction: 'ingress',
  generalChecks: [...responseChecks, returnCheck],
};
