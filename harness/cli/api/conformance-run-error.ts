/**
 * There is no report, and why: 2 wrong options, 3 the run ended before its first case, 4 the target could not be reached.
 * The numbers are those of the command's exit codes.
 */
export class ConformanceRunError extends Error {
  override readonly name = 'ConformanceRunError';
  readonly exitCode: 2 | 3 | 4;

  constructor(exitCode: 2 | 3 | 4, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
