/** What to make of an answer that is not the success it was meant to be. */
import type { Outcome, SuccessOutcome } from '../checks/outcome.ts';
import type { Call } from './caller.ts';
import { SetUpProblem } from './problem.ts';

/** The answer, when it is a success; else SetUpProblem with what the target said. */
export function expectSuccess(action: string, { outcome }: Call): SuccessOutcome {
  if (outcome.kind === 'success' && outcome.status === 200) {
    return outcome;
  }
  throw new SetUpProblem(
    `${action} ${describeUnexpected(outcome)}`,
    outcome.kind === 'error' ? outcome.code : undefined,
  );
}

/** A clause for after the name of the action. The outcome is a {@link ReferenceCall}'s, whose texts may be quoted. */
export function describeUnexpected(outcome: Outcome): string {
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
