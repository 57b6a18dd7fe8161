/** Which cases run in one batch; see execute-batch.ts. */
import type { Case } from '../../cases/case.ts';
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
