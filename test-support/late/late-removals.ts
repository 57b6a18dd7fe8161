/** Targets that are right and heed deletions and revokes late: what was removed stands in the way of others, or is shown, for a while. */
import { type Behaviour, changed, referenceBehaviour } from '../../harness/reference/behaviour.ts';
import type { ReferenceCall } from '../../harness/reference/call.ts';
import { text } from '../../harness/reference/request/input.ts';
import type { Group } from '../../harness/reference/store.ts';
import type { LateTarget } from './late-targets.ts';

/** A rule that refers to a group keeps it from being deleted for so long after it was revoked, or went with its own group. */
function holdingReferred(ms: number): Behaviour {
  const { revoking, grouping } = referenceBehaviour;
  const heldUntil = new Map<string, number>();
  const hold = (rules: Group['ingress']) => {
    for (const { source } of rules) if (source.kind === 'group') heldUntil.set(source.groupId, Date.now() + ms);
  };
  return changed(referenceBehaviour, {
    revoking: {
      commit: (revoke, call) => {
        hold(revoke.removed);
        revoking.commit(revoke, call);
      },
    },
    grouping: {
      isReferred: (group, call) => Date.now() < (heldUntil.get(group.id) ?? 0) || grouping.isReferred(group, call),
      remove: (group, call) => {
        hold([...group.ingress, ...group.egress]);
        grouping.remove(group, call);
      },
    },
  });
}

/** The name of a deleted group is taken for so long. */
function holdingNames(ms: number): Behaviour {
  const { grouping, operations } = referenceBehaviour;
  const takenUntil = new Map<string, number>();
  return changed(referenceBehaviour, {
    grouping: {
      remove: (group, call) => {
        takenUntil.set(`${group.vpcId} ${group.name}`, Date.now() + ms);
        grouping.remove(group, call);
      },
    },
    operations: {
      CreateSecurityGroup: (call) => {
        const name = text(call.input, 'GroupName') ?? '';
        const vpcId = text(call.input, 'VpcId') ?? call.store.defaultVpc()?.id ?? '';
        if (Date.now() < (takenUntil.get(`${vpcId} ${name}`) ?? 0))
          throw call.behaviour.errors.groupExists(name, vpcId);
        return operations.CreateSecurityGroup(call);
      },
    },
  });
}

/** DescribeSecurityGroups shows a deleted group for so long. */
function showingDeleted(ms: number): Behaviour {
  const { grouping, operations } = referenceBehaviour;
  const deleted = new Map<Group, number>();
  return changed(referenceBehaviour, {
    grouping: {
      remove: (group, call) => {
        deleted.set(group, Date.now() + ms);
        grouping.remove(group, call);
      },
    },
    operations: {
      DescribeSecurityGroups: (call) => withGroups(shownOf(deleted), call, operations.DescribeSecurityGroups),
    },
  });
}

function shownOf(deleted: ReadonlyMap<Group, number>): readonly Group[] {
  return [...deleted].filter(([, until]) => Date.now() < until).map(([group]) => group);
}

/** What the operation comes to as if these groups were there. */
function withGroups<Content>(
  groups: readonly Group[],
  call: ReferenceCall,
  handle: (call: ReferenceCall) => Content,
): Content {
  for (const group of groups) call.store.groups.set(group.id, group);
  try {
    return handle(call);
  } finally {
    for (const { id } of groups) call.store.groups.delete(id);
  }
}

/** The targets that heed removals late. */
export const lateRemovals: readonly LateTarget[] = [
  {
    id: 'dependency-late',
    means: 'holds a group that was referred to against its deletion for 600 ms',
    make: () => holdingReferred(600),
  },
  { id: 'name-late', means: 'keeps the name of a deleted group for 600 ms', make: () => holdingNames(600) },
  { id: 'deleted-shown', means: 'shows a deleted group for 400 ms', make: () => showingDeleted(400) },
];
