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
  const killed = count('Killed', 'Timeout');
  const survived = count('Survived');
  const uncovered = count('NoCoverage');
  const all = killed + survived + uncovered;
  return {
    killed,
    survived,
    uncovered,
    ignored: count('Ignored'),
    percent: all === 0 ? 100 : Math.floor((killed * 1000) / all) / 10,
  };
}
