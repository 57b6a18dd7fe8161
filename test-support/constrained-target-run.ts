/** Runs cases on a target that is hard to ask, in this thread. Test support. */

import { usualSettleMs } from '../harness/endpoint/consistency.ts';
import type { TargetSettings } from '../harness/endpoint/target-settings.ts';
import { type InProcessRun, runInProcess } from '../harness/engine/run/in-process.ts';
import type { Behaviour } from '../harness/reference/behaviour.ts';
import { startReference } from '../harness/reference/reference.ts';
import { settingsForReference } from './reference-settings.ts';
import type { MutantRunInput } from './run-mutant.ts';

/** The results of cases on a constrained target. */
export interface ConstrainedRun extends InProcessRun {
  /** Error responses of the target by code. */
  readonly codes: Readonly<Record<string, number>>;
}

/** `clock`: that of the target. */
export async function runConstrained(
  behaviour: Behaviour,
  { cases, operation }: MutantRunInput,
  further: Partial<TargetSettings> = {},
  clock: () => Date = () => new Date(),
): Promise<ConstrainedRun> {
  const target = await startReference({ behaviour, clock });
  try {
    const settings = settingsForReference(target, 'constrained', { settleMs: usualSettleMs, ...further });
    const done = await runInProcess(settings, cases, operation);
    return { ...done, codes: target.stats.byCode };
  } finally {
    await target.close();
  }
}

/** What a run said, a line for each case; for open questions only that they were answered. */
export function verdictLines({ results }: InProcessRun): readonly string[] {
  return results.map(({ id, verdict, answer = '', reason }) => {
    const said = verdict === 'observed' ? [] : verdict === 'pass' ? [answer] : [answer, reason?.message ?? ''];
    return `${id}: ${[verdict, ...said].join(' ')}`.trimEnd();
  });
}
