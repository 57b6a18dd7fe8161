/**
 * Reasons why something could not be judged. None of them is the target breaking a requirement. Each is one printable line,
 * whatever a target managed to put into it.
 */

import { visibleLine } from '../transcript/visible-text.ts';

/** The target did not let the case be set up; the case is untestable. */
export class SetUpProblem extends Error {
  override readonly name = 'SetUpProblem';
  /** The error code with which the target refused, where it did. */
  readonly code: string | undefined;

  constructor(message: string, code?: string) {
    super(visibleLine(message));
    this.code = code;
  }
}

/**
 * The target refused what it need not be able to do, such as to tag what it makes; the case is not applicable. No class of its
 * own kind of error: whoever tries again after a SetUpProblem does so after this.
 */
export class UnsupportedSetUp extends SetUpProblem {}

/** No response, or none that is HTTP: ours or the network's. */
export class TransportProblem extends Error {
  override readonly name = 'TransportProblem';

  constructor(message: string) {
    super(visibleLine(message));
  }
}

/** The calls of the run are spent; what is left is not run. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';

  constructor() {
    super('the call limit was reached (--max-calls raises it)');
  }
}

/** The target cannot be tested at all; `kind` decides the exit code (unreachable 4, wrong configuration 2). */
export class TargetProblem extends Error {
  override readonly name = 'TargetProblem';

  readonly kind: 'unreachable' | 'configuration';

  constructor(kind: 'unreachable' | 'configuration', message: string) {
    super(visibleLine(message));
    this.kind = kind;
  }
}
