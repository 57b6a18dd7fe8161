/** Removes what a run created, with DeleteSecurityGroup, DeleteManagedPrefixList and DeleteVpc alone. */
import { childNamed, childrenNamed, textOf } from '../judgement/answer-tree.ts';
import type { Caller } from './caller.ts';
import { saidInstead } from './groups.ts';
import { deletionOrder, type Journal, type JournalEntry, type ResourceKind } from './journal.ts';
import { BudgetSpent, TransportProblem } from './problem.ts';

export interface Leftover {
  readonly kind: ResourceKind;
  readonly id: string;
  readonly name: string;
  readonly why: string;
}

const deletions: Readonly<Record<ResourceKind, { action: string; parameter: string }>> = {
  group: { action: 'DeleteSecurityGroup', parameter: 'GroupId' },
  'prefix-list': { action: 'DeleteManagedPrefixList', parameter: 'PrefixListId' },
  vpc: { action: 'DeleteVpc', parameter: 'VpcId' },
};

/** A group that another one refers to can only go after it, hence more than one pass. */
const passes = 3;

/** Answers what could not be removed. Never throws. */
export async function tearDown(caller: Caller, journal: Journal): Promise<readonly Leftover[]> {
  await findUnanswered(caller, journal);
  let left: readonly Leftover[] = [];
  for (let pass = 0; pass < passes; pass += 1) {
    left = [];
    for (const kind of deletionOrder) {
      for (const entry of journal.remaining().filter((one) => one.kind === kind)) {
        const why = await remove(caller, journal, entry);
        left = why === undefined ? left : [...left, { kind, id: entry.id ?? '', name: entry.name, why }];
      }
    }
    if (left.length === 0) {
      break;
    }
  }
  return left;
}

/** Undefined when it is gone; else why it is not. */
async function remove(caller: Caller, journal: Journal, entry: JournalEntry): Promise<string | undefined> {
  const { action, parameter } = deletions[entry.kind];
  const id = entry.id ?? '';
  try {
    const { outcome } = await caller.call(action, [[parameter, id]]);
    if (outcome.kind === 'success' || (outcome.kind === 'error' && /NotFound/.test(outcome.code))) {
      journal.write({ event: 'deleted', kind: entry.kind, name: entry.name, id });
      return undefined;
    }
    return `${action} ${saidInstead(outcome)}`;
  } catch (problem) {
    if (problem instanceof TransportProblem || problem instanceof BudgetSpent) {
      return problem.message;
    }
    throw problem;
  }
}

/** Groups whose creation was asked for and never answered are looked for by the name we gave them. */
async function findUnanswered(caller: Caller, journal: Journal): Promise<void> {
  for (const { kind, name } of journal.unanswered()) {
    if (kind !== 'group') {
      continue;
    }
    try {
      const { outcome } = await caller.call('DescribeSecurityGroups', [
        ['Filter.1.Name', 'group-name'],
        ['Filter.1.Value.1', name],
      ]);
      const set = outcome.kind === 'success' ? childNamed(outcome.root, 'securityGroupInfo') : undefined;
      for (const item of set === undefined ? [] : childrenNamed(set, 'item')) {
        const id = childNamed(item, 'groupId');
        // The name is compared again: a target that ignores filters lists groups that are not ours.
        if (id !== undefined && childNamed(item, 'groupName')?.text.trim() === name) {
          journal.write({ event: 'created', kind, name, id: textOf(id) });
        }
      }
    } catch (problem) {
      if (!(problem instanceof TransportProblem || problem instanceof BudgetSpent)) {
        throw problem;
      }
    }
  }
}
