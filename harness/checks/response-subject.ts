/** What a general check judges: one request to the target, and what came of it. */
import type { Exchange } from '../wire/message.ts';
import type { Outcome } from './outcome.ts';

/**
 * One exchange of a case. Pure data: a general check reads nothing else. A domain adds what its own checks know besides, all of it
 * optional, so that they can judge an exchange of which no more is known.
 */
export interface ResponseSubject {
  readonly exchange: Exchange;
  /** The Action that was sent; empty when the request carried none. */
  readonly action: string;
  /** Wire names and values in the order sent, placeholders replaced, without Action, Version and signature. */
  readonly params: readonly (readonly [name: string, value: string])[];
  /** The operation under test. */
  readonly operation: { readonly action: string };
  readonly outcome: Outcome;
}
