import type { TestedOperation } from '../../harness/engine/engine.ts';
import { securityGroups } from '../../harness/security-groups/scene/group-domain.ts';
import { responseChecks, returnCheck } from '../general/response-checks.ts';

/** DeleteSecurityGroup, as the engine has to know it: most of its cases create the groups that they delete. */
export const deleteGroupOperation: TestedOperation = {
  action: 'DeleteSecurityGroup',
  domain: securityGroups(),
  generalChecks: [...responseChecks, returnCheck],
};
