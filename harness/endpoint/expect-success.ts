/** Set-up calls that have to succeed, and what is said of a response that is no success. */
import type { Outcome, SuccessOutcome } from '../checks/outcome.ts';
import type { Call } from './caller.ts';
import { SetUpProblem } from './problem.ts';

/** The response, when it is a success. Throws SetUpProblem with what the target said, and its error code, when it is none. */
export function expectSuccess(action: string, { outcome }: Call): SuccessOutcome {
  if (outcome.kind === 'success' && outcome.status === 200) {
    return outcome;
  }
  throw new SetUpProblem(
    `${action} ${describeUnexpected(outcome)}`,
    outcome.kind === 'error' ? outcome.code : undefined,
  );
}

/** A clause for after the name of the action. The outcome is a {@link Call}'s, whose texts may be quoted. */
export function describeUnexpected(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'error':
      return `got ${outcome.status} ${outcome.code}: ${outcome.message}`;
    case 'success':
      return `got status ${outcome.status}`;
    case 'unreadable':
      return `got status ${outcome.status}, and ${outcome.why}`;
    case 'no-response':
      return `got no response: ${outcome.failure.explanation}`;
  }
}
