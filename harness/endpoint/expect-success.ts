/** What to make of an answer that is not the success it was meant to be. */
import type { Outcome, Success } from '../checks/outcome.ts';
import type { Call } from './caller.ts';
import { SetUpProblem } from './problem.ts';

/** The answer, when it is a success; else SetUpProblem with what the target said. */
export function succeed(action: string, { outcome }: Call): Success {
  if (outcome.kind === 'success' && outcome.status === 200) {
    return outcome;
  }
  throw new SetUpProblem(`${action} ${saidInstead(outcome)}`);
}

/** A clause for after the name of the action. The outcome is a {@link Call}'s, whose texts may be quoted. */
export function saidInstead(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'error':
      return `was answered with ${outcome.status} ${outcome.code}: ${outcome.message}`;
    case 'success':
      return `was answered with status ${outcome.status}`;
    case 'unreadable':
      return `was answered with status ${outcome.status}, and ${outcome.why}`;
    case 'no-answer':
      return `got no answer: ${outcome.failure.explanation}`;
  }
}
