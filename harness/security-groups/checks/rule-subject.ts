/** What checks of responses on rules know besides the exchange: the rules of the case's groups, and those that the request removed. */
import type { ResponseSubject } from '../../checks/response-subject.ts';
import type { Direction, Rule } from '../model/rule.ts';

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

/** What the scene saw around a request. */
export interface RulesSeen {
  /** Which rules of a group the operation under test is about, if those of one direction. */
  readonly direction?: Direction;
  /** The group that the request names, when it is one that the case knows. */
  readonly groupId?: string;
  /** All rules of the case's groups before the request; none where the case has no groups. */
  readonly stored?: readonly NamedStoredRule[];
  /** Those of {@link stored} that were gone after the request; undefined when the state was not read afterwards. */
  readonly removed?: readonly NamedStoredRule[];
}

/** An exchange of a case on security groups. Every check of this room can also judge one of which no rules are known. */
export interface RuleSubject extends ResponseSubject, RulesSeen {}
