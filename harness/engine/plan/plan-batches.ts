/** Which cases run in one row; see execute-batch.ts. */
import { isDeepStrictEqual } from 'node:util';
import type { Case } from '../../cases/case.ts';
import { changesNothing } from '../../security-groups/cases/case-needs.ts';

const mostInBatch = 20;

/** Neighbours that can share readings, in their order; every case is in exactly one batch. */
export function planBatches(cases: readonly Case[]): readonly (readonly Case[])[] {
  const batches: Case[][] = [];
  for (const testCase of cases) {
    const last = batches.at(-1);
    const first = last?.[0];
    const joins = first !== undefined && mayFollow(first, testCase);
    if (last !== undefined && joins && last.length < mostInBatch) {
      last.push(testCase);
    } else {
      batches.push([testCase]);
    }
  }
  return batches;
}

/** Those that name no VPC run outside the default one, where there is one; where there is none, those that name it do not run. */
function mayFollow(first: Case, next: Case): boolean {
  const isOpen = (one: Case) => isPredictable(one) && (one.vpc !== 'default' || changesNothing(one));
  const isSameSetUp = first.given.setUp === undefined && next.given.setUp === undefined;
  return (
    isOpen(first) &&
    isOpen(next) &&
    (first.vpc === 'default') === (next.vpc === 'default') &&
    (isSameSetUp || isLeftOf(first, next))
  );
}

/** Whether the rules of the next case are among those of the first, set up alike: then no group has to be set up for it. */
function isLeftOf({ given: first }: Case, { given: next }: Case): boolean {
  const rules = { ...next.main?.ingress, ...next.main?.egress };
  const known = { ...first.main?.ingress, ...first.main?.egress };
  return Object.entries(rules).every(
    ([name, rule]) => isDeepStrictEqual(known[name], rule) && first.setUp?.[name] === next.setUp?.[name],
  );
}

/** One request, after which the same rules exist whichever of the expected responses is given. */
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
