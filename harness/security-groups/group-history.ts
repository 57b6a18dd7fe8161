/**
 * What was done on a world since its groups were new: the cases that it was lent to. A case that fails on a world with
 * a past, and passes on a new one, may have met what that past did to the target.
 */

import type { Case } from '../cases/case.ts';
import { SetUpProblem } from '../endpoint/problem.ts';
import type { SnapshotKey, TestGroups } from './test-groups.ts';

/** A case that a world was lent to. */
export interface GroupHistoryEntry {
  readonly testCase: Case;
  /** What was found to stand afterwards; undefined: nobody looked, and it is as the case foresees. */
  readonly after?: readonly SnapshotKey[];
  /** It did not come out as it foresees: when it is told again, any answer will do. */
  readonly hasMismatch?: boolean;
}

/** The world is lent to a case, whose requests go out now. */
export function addToHistory(world: TestGroups, testCase: Case): void {
  world.history = [...(world.history ?? []), { testCase }];
}

/** What the last case has led to, as it was read. */
export function settleHistory(world: TestGroups, hasMismatch: boolean): void {
  const last = world.history?.at(-1);
  if (world.history !== undefined && last !== undefined && world.snapshot !== undefined) {
    const after = [...world.snapshot.keys()];
    world.history = [...world.history.slice(0, -1), { testCase: last.testCase, after, hasMismatch }];
  }
}

/** The case could not be set up on groups that other cases had used. */
export class UsedGroupProblem extends SetUpProblem {
  /** What had been done on them before. */
  readonly history: readonly GroupHistoryEntry[];

  constructor(message: string, history: readonly GroupHistoryEntry[] = []) {
    super(message);
    this.history = history;
  }
}
