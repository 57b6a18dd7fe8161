/**
 * The history of test groups: the cases that used them since they were created. If a case fails on used groups and passes on
 * new ones, an earlier request may have changed the target's behaviour.
 */

import type { Case } from '../cases/case.ts';
import type { TestGroups } from './test-groups.ts';

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
