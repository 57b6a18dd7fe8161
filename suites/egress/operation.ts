import type { Operation } from '../../harness/suite/operation.ts';
import { everyAnswer } from '../server/every-answer.ts';

/** RevokeSecurityGroupEgress, as the engine has to know it. */
export const revokeEgress: Operation = {
  action: 'RevokeSecurityGroupEgress',
  direction: 'egress',
  invariants: everyAnswer,
};
