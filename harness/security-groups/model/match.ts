/** When a wanted rule is an existing one: every value equal, the description only when the request gives one. */

import { numbersText } from './protocol.ts';
import type { Rule, Source } from './rule.ts';

/** The account in which a group lives whose reference names none. */
export type OwnAccount = string | undefined;

/**
 * Whether a wanted rule, of a request, names this existing one: same protocol, same numbers, same source. A group
 * without UserId is one of the own account. A description counts only when the request gives one.
 *
 * Ranges are not compared as sets: a port range within another, or an address range that holds another, does not match.
 * Source: API reference, RevokeSecurityGroupIngress ("must match … exactly"; description, and its Example 3).
 */
export function matches(wanted: Rule, existing: Rule, ownAccount?: OwnAccount): boolean {
  return (
    wanted.protocol === existing.protocol &&
    wanted.fromPort === existing.fromPort &&
    wanted.toPort === existing.toPort &&
    sameSource(wanted.source, existing.source, ownAccount) &&
    (wanted.description === undefined || wanted.description === existing.description)
  );
}

/** Whether two sources are the same one. Ranges and ids in canonical form never coincide across kinds. */
export function sameSource(one: Source, other: Source, ownAccount?: OwnAccount): boolean {
  return sourceKey(one, ownAccount) === sourceKey(other, ownAccount);
}

/**
 * What makes a rule itself within a group and direction, as one line for people and maps: everything but the
 * description, which EC2 lets change without another rule coming to be.
 */
export function ruleKey(rule: Rule, ownAccount?: OwnAccount): string {
  const { protocol, fromPort, toPort, source } = rule;
  return `${protocol}${numbersText(protocol, fromPort, toPort)} ${sourceKey(source, ownAccount)}`;
}

/** Whether two rules are equal in every value, the description included. */
export function sameRule(one: Rule, other: Rule, ownAccount?: OwnAccount): boolean {
  return ruleKey(one, ownAccount) === ruleKey(other, ownAccount) && one.description === other.description;
}

/** The difference between two lists of rules. */
export interface RuleDifference<Expected, Found> {
  /** Expected and not found. */
  readonly missing: readonly Expected[];
  /** Found and not expected. */
  readonly unexpected: readonly Found[];
}

/**
 * How two lists of rules differ, whatever their order; a rule that occurs twice must be found twice. Both lists empty:
 * the same rules with the same descriptions.
 */
export function ruleDifference<Expected extends Rule, Found extends Rule>(
  expected: readonly Expected[],
  found: readonly Found[],
  ownAccount?: OwnAccount,
): RuleDifference<Expected, Found> {
  const unexpected = [...found];
  const missing: Expected[] = [];
  for (const rule of expected) {
    const at = unexpected.findIndex((candidate) => sameRule(rule, candidate, ownAccount));
    if (at < 0) missing.push(rule);
    else unexpected.splice(at, 1);
  }
  return { missing, unexpected };
}

function sourceKey(source: Source, ownAccount: OwnAccount): string {
  switch (source.kind) {
    case 'ipv4':
    case 'ipv6':
      return source.cidr;
    case 'prefix-list':
      return source.prefixListId;
    case 'group':
      return source.userId === undefined || source.userId === ownAccount
        ? source.groupId
        : `${source.userId}/${source.groupId}`;
  }
}
