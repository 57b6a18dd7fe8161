/** What an invariant judges: one request to the target, what came of it, and what it did to the stored rules. */
import type { Direction, Rule } from '../security-groups/model/rule.ts';
import type { Exchange } from '../wire/message.ts';
import type { Outcome } from './outcome.ts';

/** A rule as the target described it, under the case's name for it. */
export interface NamedStoredRule {
  /** The fixture's name of the rule; undefined for a rule that no fixture gave. */
  readonly name?: string;
  /** The target's id of the rule (`sgr-…`); undefined where the target has none, or it was not read. */
  readonly ruleId?: string;
  /** The group that holds the rule. */
  readonly groupId: string;
  readonly direction: Direction;
  readonly rule: Rule;
}

/** One exchange of a case with all that the engine knows about it. Pure data: an invariant reads nothing else. */
export interface ResponseSubject {
  readonly exchange: Exchange;
  /** The Action that was sent; empty when the request carried none. */
  readonly action: string;
  /** Wire names and values in the order sent, placeholders replaced, without Action, Version and signature. */
  readonly params: readonly (readonly [name: string, value: string])[];
  /** The operation under test: its Action, and which rules of a group it is about, if those of one direction. */
  readonly operation: { readonly action: string; readonly direction?: Direction };
  readonly outcome: Outcome;
  /** The group that the request names, when it is one that the case knows. */
  readonly groupId?: string;
  /** All rules of the case's groups before the request. */
  readonly stored: readonly NamedStoredRule[];
  /** Those of {@link stored} that were gone after the request; undefined when the state was not read afterwards. */
  readonly removed?: readonly NamedStoredRule[];
}
