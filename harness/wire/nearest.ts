/** Why a signature does not match: usual mistakes of signers, tried one by one. */
import type { HttpRequest } from './message.ts';
import type { VerifyContext } from './verify.ts';

/** The first usual mistake that explains the signature, as a sentence; undefined when none does or nothing is wrong. */
export function nearestExplanation(request: HttpRequest, context: VerifyContext): string | undefined {
  void request;
  void context;
  throw new Error('not written yet');
}
