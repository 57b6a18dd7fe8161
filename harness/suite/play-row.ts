/** Plays several generated cases in a row, for properties that ask many small questions of the same groups. */
import type { CaseResult } from '../judgement/case-result.ts';
import type { Case } from './case.ts';
import { asData } from './case-file.ts';
import type { Engine } from './engine.ts';
import { executeBatch } from './execute-batch.ts';
import type { FixtureCase } from './fixture.ts';
import type { TrialTitle } from './play-history.ts';
import type { Played } from './property.ts';

/** A case without the parts that a row has in common. */
export type RowCase = Omit<Case, 'id' | 'title' | 'requirements'>;

export interface PlayedRow extends Played {
  /** Index of the first case that failed. */
  readonly failedAt?: number;
}

/** The result is that of the first case that failed, or of the last; calls and findings are those of all. Never throws. */
export async function playRow(engine: Engine, row: readonly RowCase[], { id, title }: TrialTitle): Promise<PlayedRow> {
  const cases = row.map((each): Case => ({ ...each, id, title, requirements: [] }));
  const results = await executeBatch(engine, cases);
  const at = results.findIndex(({ verdict }) => verdict !== 'pass' && verdict !== 'observed');
  const index = at < 0 ? results.length - 1 : at;
  const chosen = results[index];
  const testCase = cases[index];
  if (chosen === undefined || testCase === undefined) {
    throw new RangeError('a row has at least one case');
  }
  const played: FixtureCase | undefined = asData(testCase);
  return {
    result: {
      ...chosen,
      verdict: chosen.verdict === 'observed' ? 'pass' : chosen.verdict,
      ...together(results, chosen),
    },
    ...(played === undefined ? {} : { played }),
    ...(chosen.verdict === 'fail' ? { failedAt: index } : {}),
  };
}

function together(
  results: readonly CaseResult[],
  chosen: CaseResult,
): Pick<CaseResult, 'calls' | 'findings' | 'exchanges'> {
  const calls: Record<string, number> = {};
  for (const [action, count] of results.flatMap((result) => Object.entries(result.calls))) {
    calls[action] = (calls[action] ?? 0) + count;
  }
  const departing = results.find(({ findings }) => findings.some(({ mismatches }) => mismatches.length > 0)) ?? chosen;
  const shown = chosen.verdict === 'fail' ? chosen : departing;
  return { calls, findings: shown.findings, exchanges: shown.exchanges };
}
