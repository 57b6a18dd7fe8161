import type { TestedOperation } from '../../harness/engine/engine.ts';
import { securityGroups } from '../../harness/security-groups/scene/group-domain.ts';
import { responseChecks } from '../general/response-checks.ts';

/** DescribeSecurityGroupRules, as the engine has to know it: it describes rules of both directions. */
export const describeRulesOperation: TestedOperation = {
  action: 'DescribeSecurityGroupRules',
  domain: securityGroups(),
  generalChecks: responseChecks,
};
