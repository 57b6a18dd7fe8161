/** What a run on security groups is expected to cost beside its cases, and where they run on groups that the user names. */
import { type CallCounts, sumCalls } from '../../checks/call-counts.ts';
import {
  authorizeAction,
  directionOf,
  type GroupOperation,
  revokeAction,
  updateDescriptionsAction,
} from '../groups.ts';
import type { Direction } from '../model/rule.ts';
import type { GroupSettings } from '../probe/target-profile.ts';

/** VPC, prefix list, group of the probe. */
const made: CallCounts = {
  DescribeVpcs: 2,
  CreateVpc: 1,
  DeleteVpc: 1,
  CreateManagedPrefixList: 1,
  DeleteManagedPrefixList: 1,
  CreateSecurityGroup: 1,
  DeleteSecurityGroup: 1,
  DescribeSecurityGroups: 3,
};

/** See `Domain.preparationCalls`. */
export function preparationCalls(tested: Direction | undefined, isSafe = false): CallCounts {
  if (isSafe) return { DescribeVpcs: 2, DescribeSecurityGroups: 1 };
  const direction = directionOf({ direction: tested });
  const rules = { [authorizeAction(direction)]: 8, [revokeAction(direction)]: 1 };
  return sumCalls([made, rules, { AuthorizeSecurityGroupEgress: 1 }]);
}

/** See `Domain.generatedCalls`: as the operation and its set-up need them: revoke, authorise, read. */
export function callsOfGenerated(operation: GroupOperation, calls: number): CallCounts {
  const third = Math.ceil(calls / 3);
  return sumCalls([
    { [operation.action]: third },
    { [authorizeAction(directionOf(operation))]: third },
    { DescribeSecurityGroups: Math.max(0, calls - 2 * third) },
  ]);
}

const isOfVpc = (action: string) => action === 'CreateVpc' || action === 'DeleteVpc';

const isMaking = (action: string) => action.startsWith('Create') || action.startsWith('Delete');

const outbound = [authorizeAction('egress'), revokeAction('egress'), updateDescriptionsAction('egress')];

/** See `Domain.callsInPlace`. In named groups a new group is one that is emptied: read, revoked, read. */
export function callsInPlace(
  calls: CallCounts,
  direction: Direction | undefined,
  { useVpc, useGroups }: Partial<GroupSettings>,
): CallCounts {
  const without = (isOut: (action: string) => boolean) =>
    Object.fromEntries(Object.entries(calls).filter(([action]) => !isOut(action)));
  if (useGroups === undefined) return useVpc === undefined ? calls : without(isOfVpc);
  const isOutbound = (action: string) => direction === 'ingress' && outbound.includes(action);
  const kept = without((action) => isMaking(action) || isOutbound(action));
  const emptied = calls['CreateSecurityGroup'] ?? 0;
  return emptied === 0
    ? kept
    : sumCalls([kept, { DescribeSecurityGroups: 2 * emptied, [revokeAction(direction ?? 'egress')]: emptied }]);
}
