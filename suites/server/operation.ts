import type { Operation } from '../../harness/suite/operation.ts';
import { everyAnswer } from './every-answer.ts';

/** RevokeSecurityGroupIngress, as the engine has to know it. */
export const revokeIngress: Operation = {
  action: 'RevokeSecurityGroupIngress',
  direction: 'ingress',
  invariants: everyAnswer,
};
