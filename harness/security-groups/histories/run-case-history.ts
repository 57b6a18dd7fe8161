/** Runs a history that is a case of several steps, and says which of them failed. */
import type { Case } from '../../cases/case.ts';
import { asData } from '../../cases/case-file.ts';
import { attempt } from '../../engine/attempt-case.ts';
import type { Engine } from '../../engine/engine.ts';
import type { PropertyRunOptions, TrialOutcome } from '../../engine/properties/shrink.ts';

/** What a history came to that is a case. */
export interface CaseHistoryOutcome<Step> extends TrialOutcome {
  /** What the step is that failed. */
  readonly failed?: Step;
}

/**
 * On new groups, up to the step that fails; never throws. Its counterexample has the steps up to that one. `steps`: what each
 * step of the case is.
 */
export async function runCaseHistory<Step>(
  engine: Engine,
  testCase: Omit<Case, 'id' | 'title' | 'requirements'>,
  steps: readonly Step[],
  { title: { id, title } }: Pick<PropertyRunOptions, 'title'>,
): Promise<CaseHistoryOutcome<Step>> {
  const whole: Case = { ...testCase, id, title, requirements: [] };
  const { result, judged } = await attempt(engine, whole, 'careful');
  const failedAt = result.verdict === 'fail' ? judged - 1 : undefined;
  const { then: later = [], ...start } = whole;
  const then = failedAt === undefined ? later : later.slice(0, failedAt);
  const failed = failedAt === undefined ? undefined : steps[failedAt];
  const replay = asData(then.length === 0 ? start : { ...start, then });
  return {
    result,
    ...(replay === undefined ? {} : { replay }),
    ...(failedAt === undefined ? {} : { failedAt }),
    ...(failed === undefined ? {} : { failed }),
  };
}
