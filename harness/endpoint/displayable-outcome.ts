/** Makes the text in an outcome, which the target sent, safe to print. */
import type { Outcome } from '../checks/outcome.ts';
import { type DisplayText, displayText } from '../transcript/display-text.ts';
import { secretsIn } from '../transcript/redact.ts';
import type { HttpRequest } from '../wire/message.ts';

/**
 * The outcome with its code, its message and our own sentence about it as {@link DisplayText}: set-up, teardown, reports and
 * the console quote them. A code that was changed here is none that any requirement names. Elements of the document stay
 * as they are: they are judged.
 */
export function displayableOutcome(outcome: Outcome, request: HttpRequest, secrets: readonly string[]): Outcome {
  if (outcome.kind === 'success') return outcome;
  const passing = secretsIn(request);
  const shown = (text: string): DisplayText => displayText(text, secrets, passing);
  switch (outcome.kind) {
    case 'error':
      return { ...outcome, code: shown(outcome.code), message: shown(outcome.message) };
    case 'unreadable':
      return { ...outcome, why: shown(outcome.why) };
    case 'no-response':
      return { ...outcome, failure: { ...outcome.failure, explanation: shown(outcome.failure.explanation) } };
  }
}
