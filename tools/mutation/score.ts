/** What became of the mutants of a file or a room, counted. */

/** As the mutation tester names them. `Ignored`: excluded in place, with its reason. */
export type MutantStatus =
  | 'Killed'
  | 'Timeout'
  | 'Survived'
  | 'NoCoverage'
  | 'Ignored'
  | 'CompileError'
  | 'RuntimeError'
  | 'Pending';

/** The part that is read of a report by the mutation-testing report schema; files by their path in the repository. */
export interface MutationReport {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: MutantStatus }[] }>>;
}

/** Numbers of code mutations by result. */
export interface Score {
  /** A test failed, or the mutant never came to an end. */
  readonly killed: number;
  /** All tests that run through the mutant passed. */
  readonly survived: number;
  /** No test runs through the mutant. */
  readonly uncovered: number;
  readonly ignored: number;
  /** Killed ones among all but the ignored, in percent and rounded down to tenths; 100 where there is nothing to kill. */
  readonly percent: number;
}

/** Mutants that could not be run at all count neither way. */
export function scoreOf(statuses: readonly MutantStatus[]): Score {
  const count = (...wanted: readonly MutantStatus[]) => statuses.filter((status) => wanted.includes(status)).length;
  return withPercent({
    killed: count('Killed', 'Timeout'),
    survived: count('Survived'),
    uncovered: count('NoCoverage'),
    ignored: count('Ignored'),
  });
}

/** Of several files together. */
export function sumOfScores(scores: readonly Score[]): Score {
  const sum = (of: (score: Score) => number) => scores.reduce((all, score) => all + of(score), 0);
  return withPercent({
    killed: sum(({ killed }) => killed),
    survived: sum(({ survived }) => survived),
    uncovered: sum(({ uncovered }) => uncovered),
    ignored: sum(({ ignored }) => ignored),
  });
}

function withPercent(counts: Omit<Score, 'percent'>): Score {
  const all = counts.killed + counts.survived + counts.uncovered;
  return { ...counts, percent: all === 0 ? 100 : Math.floor((counts.killed * 1000) / all) / 10 };
}
