/**
 * What was done on a world since its groups were new: the cases that it was lent to. A case that fails on a world with
 * a past, and passes on a new one, may have met what that past did to the target.
 */

import type { Case } from '../cases/case.ts';
import type { PastCase } from '../scene/scene.ts';
import type { TestGroups } from './test-groups.ts';

/** A case that the groups were lent to. */
export type GroupHistoryEntry = PastCase;

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
