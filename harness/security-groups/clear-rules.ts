/** Takes rules out of groups that the user named; groups of our own are deleted instead. */

import { SetUpProblem } from '../endpoint/problem.ts';
import type { GroupState } from './group-state.ts';
import { type CallAccess, describeGroups, revokeRules } from './groups.ts';
import type { Direction } from './model/rule.ts';

/** Takes away what a run may have added to a group, and reads it. Throws SetUpProblem when something stays. */
export async function emptyGroup(access: CallAccess, groupId: string, direction: Direction): Promise<GroupState> {
  let state: GroupState | undefined;
  for (const changing of touchedDirections(direction)) {
    state = await clearDirection(access, groupId, changing);
  }
  if (state === undefined) throw new SetUpProblem(`the group ${groupId} is not described`);
  return state;
}

/** Takes all rules of one direction away. Throws SetUpProblem when some of them stay. */
export async function clearDirection(access: CallAccess, groupId: string, direction: Direction): Promise<GroupState> {
  const { consistency } = access.caller;
  const read = async () => (await describeGroups(access, [groupId]))[0];
  await consistency.waitOutDelay();
  let state = await read();
  const rules = state?.[direction] ?? [];
  if (rules.length > 0) {
    await revokeRules(access, groupId, direction, rules);
    state = await consistency.until(read, (found) => found?.[direction].length === 0);
  }
  if (state === undefined || state[direction].length > 0) {
    throw new SetUpProblem(`the group ${groupId} could not be emptied: ${direction} rules stay`);
  }
  return state;
}

/** Of which directions a run leaves rules: cases about egress give ingress rules, too; those about ingress have no egress. */
export function touchedDirections(direction: Direction): readonly Direction[] {
  return direction === 'ingress' ? ['ingress'] : ['ingress', 'egress'];
}
