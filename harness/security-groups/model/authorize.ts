/** What an authorise does to the rules of one group and direction. Pure: returns what is added and touches nothing. */

import { type OwnAccount, ruleKey } from './match.ts';
import type { Rule } from './rule.ts';

/** The added rules, or the error code of a duplicate. */
export type AuthorizeOutcome<Wanted extends Rule> =
  | { readonly kind: 'authorized'; readonly added: readonly Wanted[] }
  | {
      readonly kind: 'refused';
      /** `InvalidPermission.Duplicate`: exists already. `InvalidParameterValue`: occurs twice in the request. */
      readonly code: 'InvalidPermission.Duplicate' | 'InvalidParameterValue';
      readonly rule: Wanted;
    };

/**
 * All rules of one request, or none. A rule is a duplicate whatever its description.
 *
 * Source: recorded responses of EC2 to an existing rule and to the same permission twice in one request.
 */
export function addedRules<Wanted extends Rule>(
  existing: readonly Rule[],
  wanted: readonly Wanted[],
  ownAccount?: OwnAccount,
): AuthorizeOutcome<Wanted> {
  const requested = new Set<string>();
  for (const rule of wanted) {
    const key = ruleKey(rule, ownAccount);
    if (requested.has(key)) return { kind: 'refused', code: 'InvalidParameterValue', rule };
    requested.add(key);
  }
  const existingKeys = new Set(existing.map((rule) => ruleKey(rule, ownAccount)));
  const duplicate = wanted.find((rule) => existingKeys.has(ruleKey(rule, ownAccount)));
  if (duplicate !== undefined) return { kind: 'refused', code: 'InvalidPermission.Duplicate', rule: duplicate };
  return { kind: 'authorized', added: wanted };
}
