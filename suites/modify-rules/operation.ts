import type { Operation } from '../../harness/operation/operation.ts';
import { responseChecks, returnCheck } from '../general/response-checks.ts';

/** ModifySecurityGroupRules, as the engine has to know it: it changes rules of both directions, most cases inbound ones. */
export const modifyRules: Operation = {
  action: 'ModifySecurityGroupRules',
  direction: 'ingress',
  generalChecks: [...responseChecks, returnCheck],
};
