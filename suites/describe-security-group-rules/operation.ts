import type { Operation } from '../../harness/operation/operation.ts';
import { responseChecks } from '../general/response-checks.ts';

/** DescribeSecurityGroupRules, as the engine has to know it: it describes rules of both directions. */
export const describeRules: Operation = {
  action: 'DescribeSecurityGroupRules',
  generalChecks: responseChecks,
};
