import type { Operation } from '../../harness/operation/operation.ts';
import { securityGroups } from '../../harness/security-groups/scene/group-domain.ts';
import { responseChecks, returnCheck } from '../general/response-checks.ts';

/** DeleteSecurityGroup, as the engine has to know it: most of its cases create the groups that they delete. */
export const deleteGroupOperation: Operation = {
  action: 'DeleteSecurityGroup',
  domain: securityGroups,
  generalChecks: [...responseChecks, returnCheck],
};
