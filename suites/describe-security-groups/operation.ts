import type { Operation } from '../../harness/operation/operation.ts';
import { responseChecks } from '../general/response-checks.ts';

/** DescribeSecurityGroups, as the engine has to know it: it describes rules of both directions. */
export const describeGroups: Operation = {
  action: 'DescribeSecurityGroups',
  generalChecks: responseChecks,
};
