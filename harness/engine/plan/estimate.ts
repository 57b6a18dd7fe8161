/** What listed cases are expected to cost on a target that conforms, by action. Read off the cases; nothing is sent. */

import type { Case } from '../../cases/case.ts';
import { sendsOf, stepsOf } from '../../cases/case-text.ts';
import type { CallCounts } from '../../checks/call-counts.ts';
import type { Spend } from '../../scene/domain.ts';
import type { TestedOperation } from '../engine.ts';
import { planBatches } from './plan-batches.ts';

/** The expected number of calls by action; retries are not counted. */
export function estimateCalls(cases: readonly Case[], operation: TestedOperation): CallCounts {
  const spent: Record<string, number> = {};
  const spend: Spend = (action, calls = 1) => {
    spent[action] = (spent[action] ?? 0) + calls;
  };
  const resources = operation.domain.estimate(operation, spend);
  for (const batch of planBatches(cases, operation)) {
    const isShared = batch.length > 1;
    let isRead = false;
    for (const testCase of batch.flatMap((one) => Array.from({ length: one.repeated ?? 1 }, () => one))) {
      for (const { action = operation.action } of stepsOf(testCase).flatMap(sendsOf)) spend(action);
      const setUp = resources.add(testCase);
      if (setUp === undefined) continue;
      // In a batch, a change of resources costs a reading: what was sent to the former ones is judged then.
      if (isShared && isRead && !setUp.isFollowing) spend(resources.readAction);
      if (!isShared) spend(resources.readAction, stepsOf(testCase).length);
      isRead = true;
    }
    if (isShared && isRead) spend(resources.readAction);
  }
  return spent;
}
