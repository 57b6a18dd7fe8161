/** Which cases run in one batch (see execute-batch.ts), and what calls that is expected to take. */
import type { Case } from '../../cases/case.ts';
import { sendsOf, stepsOf } from '../../cases/case-text.ts';
import type { CallCounts } from '../../checks/call-counts.ts';
import type { Spend } from '../../scene/domain.ts';
import type { TestedOperation } from '../engine.ts';

const mostInBatch = 20;

/** Neighbours that can share readings, in their order; every case is in exactly one batch. */
export function planBatches(
  cases: readonly Case[],
  { domain }: Pick<TestedOperation, 'domain'>,
): readonly (readonly Case[])[] {
  const batches: Case[][] = [];
  for (const testCase of cases) {
    const last = batches.at(-1);
    const first = last?.[0];
    const joins =
      first !== undefined && isPredictable(first) && isPredictable(testCase) && domain.mayFollow(first, testCase);
    if (last !== undefined && joins && last.length < mostInBatch) {
      last.push(testCase);
    } else {
      batches.push([testCase]);
    }
  }
  return batches;
}

/** One request, after which the state is the same whichever of the expected responses is given. */
function isPredictable({ expect, then, beside }: Case): boolean {
  const [first] = expect;
  return (
    then === undefined &&
    beside === undefined &&
    first !== undefined &&
    expect.every(
      ({ after }) => after.length === first.after.length && after.every((name) => first.after.includes(name)),
    )
  );
}

/** What the cases are expected to cost on a target that conforms, by action; retries are not counted. Nothing is sent. */
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
