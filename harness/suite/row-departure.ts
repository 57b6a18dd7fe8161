/** What becomes of a case that departs in a row of cases, on a group that those before it have used. */
import type { CaseResult } from '../judgement/case-result.ts';
import type { Case } from './case.ts';
import type { CaseRecord } from './case-record.ts';
import type { Engine } from './engine.ts';
import { executeCase } from './execute-case.ts';
import { type SentStep, type Stage, sendStep } from './steps.ts';
import { addToPast, type PastCase, settlePast } from './world-past.ts';

/** An answer that was not expected. */
export interface Departure {
  readonly testCase: Case;
  readonly stage: Stage;
  readonly record: CaseRecord;
  /** What had been done on the group, this case last. */
  readonly past: readonly PastCase[];
  /** Whether this would have been the answer. */
  readonly isExpected: (sent: SentStep) => boolean;
}

/**
 * The word on a departure that changed nothing; undefined where it is as it was judged. A request that is to be refused
 * can go out once more as it is. One that is to be carried out and was not may have met what the cases before it did to
 * the group: it is settled on a new one.
 */
export async function settleDeparture(engine: Engine, departure: Departure): Promise<CaseResult | undefined> {
  const { testCase, record } = departure;
  const flaky = (explanation: string) => (careful: CaseResult) => ({
    ...record.result('untestable', `flaky: ${explanation}`),
    calls: careful.calls,
  });
  if (testCase.expect.some(({ code }) => code === undefined)) {
    return onNewGroups(engine, departure, flaky('it failed on a group that had been used, and passed on a new one'));
  }
  if (!(await passesNow(engine, departure))) {
    return undefined;
  }
  const unsteady = flaky('it failed, and passed when it was repeated');
  const settled = await onNewGroups(engine, departure, unsteady);
  return settled.verdict === 'pass' ? settled : unsteady(settled);
}

/** The case on new groups. What passes there departed by what had been done before, or is what `unexplained` makes of it. */
export async function onNewGroups(
  engine: Engine,
  { testCase, record, past }: Departure,
  unexplained: (careful: CaseResult) => CaseResult,
): Promise<CaseResult> {
  const careful = await executeCase(engine, testCase, { calls: record.calls, isTried: true });
  return careful.verdict === 'pass' ? engine.lookBack.settle(engine, past, careful, unexplained(careful)) : careful;
}

/** Asks the same on the same group once more. */
async function passesNow(engine: Engine, { testCase, stage, record, isExpected }: Departure): Promise<boolean> {
  if (engine.caller.budget.left < 1) {
    return false;
  }
  const { world } = stage;
  const { standing } = world;
  addToPast(world, testCase);
  const again = await sendStep(stage, testCase, record);
  // What a request does that is answered otherwise the second time is not known.
  world.standing = isExpected(again) ? undefined : standing;
  settlePast(world, true);
  return isExpected(again);
}
