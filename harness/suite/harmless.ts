/** Which cases cannot change anything, whatever the target does with them, on a group without ingress rules. */
import type { Case } from './case.ts';
import { defaultAction } from './draft.ts';
import { mentions, mentionsPeer } from './steps.ts';

/** One request of the operation that each accepted answer refuses, and that names no rule by its id; dry runs among them. */
export function isHarmless(testCase: Case): boolean {
  const { expect } = testCase;
  return isOneRevoke(testCase) && expect.length > 0 && expect.every(({ code }) => code !== undefined);
}

/** One request of the operation that can be sent as a dry run, so as to be the control of another. */
export function canBeRehearsed(testCase: Case): boolean {
  return isOneRevoke(testCase) && testCase.send.params?.['DryRun'] === undefined;
}

/**
 * The case as it is sent where nothing may be changed: without its given rules, which nobody sets up (what is refused
 * while near rules stand is refused without them). A case that is not harmless, a control, becomes a dry run; what it was
 * about is not shown by that, so it speaks for no requirement any more.
 */
export function madeHarmless(testCase: Case): Case {
  if (isHarmless(testCase)) {
    return { ...testCase, given: {}, expect: testCase.expect.map((answer) => ({ ...answer, after: [] })) };
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

function isOneRevoke(testCase: Case): boolean {
  const { later, then, beside, send } = testCase;
  return (
    then === undefined &&
    beside === undefined &&
    later === undefined &&
    !mentionsPeer(testCase) &&
    !mentions(testCase, '{rule:') &&
    !mentions(testCase, '{prefix-list}') &&
    (send.action ?? defaultAction) === defaultAction &&
    send.bare !== true
  );
}
