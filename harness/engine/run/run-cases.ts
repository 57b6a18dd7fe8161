/** Runs several generated cases as one trial, for properties that ask many small questions of the same resources. */

import type { Case } from '../../cases/case.ts';
import { asData } from '../../cases/case-file.ts';
import { sumCalls } from '../../checks/call-counts.ts';
import type { Engine } from '../engine.ts';
import { executeBatch } from '../execute-batch.ts';
import type { PropertyRunOptions, TrialOutcome } from '../properties/property.ts';

/** A case without what the cases of a trial have in common. */
export type TrialCase = Omit<Case, 'id' | 'title' | 'requirements'>;

/** The outcome of a trial of several cases. */
export interface CasesOutcome extends TrialOutcome {
  /** Index of the first case that failed. */
  readonly failedAt?: number;
}

/** The result is that of the first case that failed, or of the last; calls are those of all. Never throws. */
export async function runCases(
  engine: Engine,
  trial: readonly TrialCase[],
  { title: { id, title } }: PropertyRunOptions,
): Promise<CasesOutcome> {
  const cases = trial.map((each): Case => ({ ...each, id, title, requirements: [] }));
  const results = await executeBatch(engine, cases);
  const at = results.findIndex(({ verdict }) => verdict !== 'pass' && verdict !== 'observed');
  const index = at < 0 ? results.length - 1 : at;
  const result = results[index];
  const testCase = cases[index];
  if (result === undefined || testCase === undefined) {
    throw new RangeError('a trial has at least one case');
  }
  const mismatching = results.find(({ findings }) => findings.some(({ mismatches }) => mismatches.length > 0));
  const { findings, exchanges } = result.verdict === 'fail' ? result : (mismatching ?? result);
  const replay = asData(testCase);
  return {
    result: {
      ...result,
      verdict: result.verdict === 'observed' ? 'pass' : result.verdict,
      calls: sumCalls(results.map(({ calls }) => calls)),
      findings,
      exchanges,
    },
    ...(replay === undefined ? {} : { replay }),
    ...(result.verdict === 'fail' ? { failedAt: index } : {}),
  };
}
