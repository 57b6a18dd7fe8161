/** Cases for `--mode safe`: those that change nothing, whatever the target does, although nothing is set up for them. */
import type { Case } from '../../cases/case.ts';
import type { TestedOperation } from '../engine.ts';

/** One request of the operation that each accepted response refuses, and that names nothing which has to be made first; dry runs among them. */
export function isHarmless(testCase: Case, operation: TestedOperation): boolean {
  const { expect } = testCase;
  return isOneRequest(testCase, operation) && expect.length > 0 && expect.every(({ code }) => code !== undefined);
}

/** One request of the operation that can be sent as a dry run, so as to be the control of another. */
export function supportsDryRun(testCase: Case, operation: TestedOperation): boolean {
  return isOneRequest(testCase, operation) && testCase.send.params?.['DryRun'] === undefined;
}

/**
 * The case as it is sent where nothing may be changed: with nothing given, as nobody sets it up (what is refused
 * while similar things are there is refused without them). A case that is not harmless, a control, becomes a dry run; what it was
 * about is not shown by that, so it no longer covers any requirement.
 */
export function toDryRun(testCase: Case, operation: TestedOperation): Case {
  if (isHarmless(testCase, operation)) {
    return { ...testCase, given: {}, expect: testCase.expect.map((response) => ({ ...response, after: [] })) };
  }
  const { send, title } = testCase;
  return {
    ...testCase,
    title: `as a dry run: ${title}`,
    requirements: [],
    given: {},
    send: { ...send, params: { ...send.params, DryRun: 'true' } },
    expect: [{ answer: 'rehearsed', status: ['4xx'], code: ['DryRunOperation'], after: [] }],
  };
}

function isOneRequest(testCase: Case, { action, domain }: TestedOperation): boolean {
  const { then, beside, send } = testCase;
  const isSingle = then === undefined && beside === undefined && send.bare !== true;
  return isSingle && (send.action ?? action) === action && !domain.needsSetUp(testCase);
}
