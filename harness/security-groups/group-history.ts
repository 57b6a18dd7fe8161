/**
 * The history of test groups: the cases that used them since they were created. If a case fails on used groups and passes on
 * new ones, an earlier request may have changed the target's behaviour.
 */

import type { Case } from '../cases/case.ts';
import { SetUpProblem } from '../endpoint/problem.ts';
import type { SnapshotKey, TestGroups } from './test-groups.ts';

/** A case that used the test groups. */
export interface GroupHistoryEntry {
  readonly testCase: Case;
  /** The rules read afterwards; undefined: not read, so they are those that the case predicts. */
  readonly after?: readonly SnapshotKey[];
  /** The result was not as predicted: when the history is repeated, any response to this case is accepted. */
  readonly hasMismatch?: boolean;
}

/** Records that a case uses the test groups, as its requests are sent. */
export function addToHistory(testGroups: TestGroups, testCase: Case): void {
  testGroups.history = [...(testGroups.history ?? []), { testCase }];
}

/** Records the rules after the last case, as they were read. */
export function settleHistory(testGroups: TestGroups, hasMismatch: boolean): void {
  const last = testGroups.history?.at(-1);
  if (testGroups.history !== undefined && last !== undefined && testGroups.snapshot !== undefined) {
    const after = [...testGroups.snapshot.keys()];
    testGroups.history = [...testGroups.history.slice(0, -1), { testCase: last.testCase, after, hasMismatch }];
  }
}

/** The case could not be set up on groups that other cases had used. */
export class UsedGroupProblem extends SetUpProblem {
  /** The earlier cases on these groups. */
  readonly history: readonly GroupHistoryEntry[];

  constructor(message: string, history: readonly GroupHistoryEntry[] = []) {
    super(message);
    this.history = history;
  }
}
