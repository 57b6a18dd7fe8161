import type { Operation } from '../../harness/operation/operation.ts';
import { securityGroups } from '../../harness/security-groups/scene/group-domain.ts';
import { responseChecks } from '../general/response-checks.ts';

/** DescribeSecurityGroups, as the engine has to know it: it describes rules of both directions. */
export const describeGroupsOperation: Operation = {
  action: 'DescribeSecurityGroups',
  domain: securityGroups,
  generalChecks: responseChecks,
};
