/** Controls: a refusal proves something only where the nearest request that must succeed does succeed. */
import type { CaseVerdict } from '../harness/judgement/finding.ts';
import type { CaseReport } from './report.ts';

/** Verdicts that say something of the target; a control that did not pass takes that from them. */
const conclusive: readonly CaseVerdict[] = ['pass', 'fail', 'observed', 'known-fail', 'unexpected-pass'];

/**
 * The cases, `blocked` where the control did not pass, was itself blocked, or was not run. Verdicts that claim nothing
 * of the target stay as they are.
 */
export function blockWithoutControl(cases: readonly CaseReport[]): readonly CaseReport[] {
  const byId = new Map(cases.map((one) => [one.id, one]));
  return cases.map((one) => {
    const missing = conclusive.includes(one.verdict) ? missingControl(one, byId, new Set()) : undefined;
    return missing === undefined ? one : { ...one, verdict: 'blocked', explanation: missing };
  });
}

/** Why the control proves nothing, as a sentence; undefined when it passed or none is asked for. */
function missingControl(
  one: CaseReport,
  byId: ReadonlyMap<string, CaseReport>,
  seen: ReadonlySet<string>,
): string | undefined {
  if (one.control === undefined || seen.has(one.id)) return undefined;
  const control = byId.get(one.control);
  if (control === undefined) return `its control ${one.control} was not run, so the outcome proves nothing`;
  if (control.verdict !== 'pass') {
    return `its control ${control.id} did not pass (${control.verdict}), so the outcome proves nothing`;
  }
  return missingControl(control, byId, new Set([...seen, one.id])) === undefined
    ? undefined
    : `its control ${control.id} is itself blocked, so the outcome proves nothing`;
}
