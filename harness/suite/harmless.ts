/** Which cases cannot change anything, whatever the target does with them, on a group without ingress rules. */
import type { Case } from './case.ts';
import { defaultAction } from './draft.ts';
import { mentionsPeer } from './steps.ts';

/** Requests of the operation that each accepted answer refuses, with nothing set up before; a dry run is refused too. */
export function isHarmless(testCase: Case): boolean {
  const { given, later, then, beside, send, expect } = testCase;
  const rules = [given.main?.ingress, given.main?.egress].flatMap((some) => Object.keys(some ?? {}));
  const isAlone = then === undefined && beside === undefined && later === undefined && !mentionsPeer(testCase);
  const isRevoke = (send.action ?? defaultAction) === defaultAction && send.bare !== true;
  const isRefused = expect.length > 0 && expect.every(({ code }) => code !== undefined);
  return isAlone && isRevoke && isRefused && rules.length === 0;
}
