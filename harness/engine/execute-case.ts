/** Runs one case by itself: checks what it needs, attempts it, and has a failure confirmed. */

import type { Case } from '../cases/case.ts';
import { sendsOf, stepsOf } from '../cases/case-text.ts';
import type { CaseResult } from '../checks/case-result.ts';
import { missingCapability, type Reason } from '../checks/reason.ts';
import { attempt } from './attempt-case.ts';
import { CaseRecord } from './case-record.ts';
import { type Attempted, confirm } from './confirm.ts';
import type { Engine } from './engine.ts';

/** `calls`: made for the case before, in a batch. Never throws: what goes wrong on our side is a verdict too. */
export async function executeCase(
  engine: Engine,
  testCase: Case,
  calls: Readonly<Record<string, number>> = {},
): Promise<CaseResult> {
  const lacking = missingCapabilities(engine, testCase);
  if (lacking.length > 0) {
    return notApplicable(engine, testCase, lacking);
  }
  const missing = missingAction(engine, testCase);
  if (missing !== undefined) {
    return new CaseRecord(engine, testCase, calls).lacking(missing);
  }
  if (testCase.repeated !== undefined) return executeRepeated(engine, testCase, testCase.repeated, calls);
  return confirm(engine, testCase, await attemptOnce(engine, testCase, calls));
}

/** Whether one attempt can be made beside other cases: the target has what it needs, and nothing depends on when it is made. */
export function isAskable(engine: Engine, testCase: Case): boolean {
  if (testCase.repeated !== undefined) return false;
  return missingCapabilities(engine, testCase).length === 0 && missingAction(engine, testCase) === undefined;
}

/** One quick attempt. `calls`: made for the case before, in a batch. Never throws. */
export async function attemptOnce(
  engine: Engine,
  testCase: Case,
  calls: Readonly<Record<string, number>> = {},
): Promise<Attempted> {
  const { past, ...attempted } = await attempt(engine, testCase, 'quick', calls);
  return { ...attempted, past: [...past, { testCase }] };
}

/**
 * Attempts the case so many times. It fails if each attempt does, the last with care and on fresh resources; where some fail it
 * passes, and a warning says how many.
 */
async function executeRepeated(
  engine: Engine,
  testCase: Case,
  times: number,
  calls: Readonly<Record<string, number>>,
): Promise<CaseResult> {
  let last = (await attempt(engine, testCase, 'quick', calls)).result;
  let passed: CaseResult | undefined;
  let undone: CaseResult | undefined;
  let failures = 0;
  for (let time = 1; ; time += 1) {
    if (last.verdict === 'fail') {
      failures += 1;
      undone ??= last;
    } else if (last.verdict === 'pass') {
      passed = last;
    } else {
      return last;
    }
    if (time === times) break;
    const care = time === times - 1 && failures === time ? 'careful' : 'quick';
    last = (await attempt(engine, testCase, care, last.calls)).result;
  }
  if (passed === undefined || undone === undefined) return last;
  const text = `${failures} of ${times} times: ${undone.observed}`;
  return { ...passed, calls: last.calls, exchanges: undone.exchanges, findings: [], warning: { kind: 'undone', text } };
}

/** An action that the case sends and the target is known to lack. */
export function missingAction({ operation, actions }: Engine, testCase: Case): string | undefined {
  return stepsOf(testCase)
    .flatMap(sendsOf)
    .map(({ action = operation.action }) => action)
    .find((action) => actions.isMissing(action));
}

/** Unless the target file claims what is lacking: a claim that does not hold is a failure. */
export function notApplicable(engine: Engine, testCase: Case, lacking: readonly string[]): CaseResult {
  const record = new CaseRecord(engine, testCase);
  const { capabilities } = engine.preparation;
  const claims = lacking.flatMap((name) => {
    const found = capabilities[name];
    return found?.claimed === true ? [{ name, why: found.why }] : [];
  });
  return claims.length > 0
    ? record.falselyClaimed(claims)
    : record.result('not-applicable', missingCapability(lacking, 'case'));
}

/** Names of the capabilities that the case needs and the target has not. */
export function missingCapabilities(engine: Engine, testCase: Case): readonly string[] {
  const { capabilities } = engine.preparation;
  const needed = [...new Set([...(testCase.needs ?? []), ...engine.scene.impliedNeeds(testCase)])];
  const lacking = needed.filter((need) => capabilities[need]?.available !== true);
  return [...lacking, ...engine.scene.lacking(testCase)];
}

/** What there is to say of a request that was not sent. */
export const nothingSent = {
  observed: 'nothing was sent',
  mismatches: [],
  exchanges: [],
  findings: [],
  calls: {},
  durationMs: 0,
  reproduce: { curl: '', command: '' },
} as const;

/** The result of a planned case that was never sent, so that no report takes its requirement for tested. */
export function notAskedResult({ id, title, requirements, control }: Case, reason: Reason): CaseResult {
  return {
    id,
    kind: 'fixture',
    title,
    requirements,
    verdict: 'not-asked',
    ...(control === undefined ? {} : { control }),
    given: null,
    sent: '',
    expected: '',
    ...nothingSent,
    reason,
  };
}
