import type { TestedOperation } from '../../harness/engine/engine.ts';
import { securityGroups } from '../../harness/security-groups/scene/group-domain.ts';
import { responseChecks } from '../general/response-checks.ts';

/** CreateSecurityGroup, as the engine has to know it: most of its cases have no groups but those that they create. */
export const createGroupOperation: TestedOperation = {
  action: 'CreateSecurityGroup',
  domain: securityGroups(),
  generalChecks: responseChecks,
};
