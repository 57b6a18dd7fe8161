/** What a revoke does to the rules of one group and direction. Pure: returns the rules afterwards and touches nothing. */

import { matches, type OwnAccount } from './match.ts';
import type { Rule } from './rule.ts';

/**
 * What happens to a revoke of which some rule does not exist. `refuse`: an error, and nothing is revoked, which the
 * documentation says of a nondefault VPC. `silent`: what matches is revoked, the rest is reported, which it says of the
 * default VPC.
 */
export type OnMismatch = 'refuse' | 'silent';

/** The rules that were revoked and those that remain, or the error code of a refusal. */
export type RevokeOutcome<Stored extends Rule, Wanted> =
  | {
      readonly kind: 'revoked';
      /** The existing rules that go, each once, in the order of the request. */
      readonly removed: readonly Stored[];
      readonly remaining: readonly Stored[];
      /** What the request named and the group did not have; empty under `refuse`. */
      readonly unknown: readonly Wanted[];
    }
  | {
      readonly kind: 'refused';
      readonly code: 'InvalidPermission.NotFound' | 'InvalidSecurityGroupRuleId.NotFound';
      readonly unknown: readonly Wanted[];
    };

/** Choices on which EC2's VPCs, or sources about EC2, differ. */
export interface RevokePolicy<Stored extends Rule, Wanted> {
  readonly onMismatch: OnMismatch;
  readonly ownAccount?: OwnAccount;
  /** Default: {@link matches}. */
  readonly matches?: (wanted: Wanted, existing: Stored) => boolean;
}

/** A revoke by permissions: `wanted` are the rules of all its permissions. Naming one twice revokes it once. */
export function revokeByPermissions<Stored extends Rule, Wanted extends Rule>(
  existing: readonly Stored[],
  wanted: readonly Wanted[],
  policy: RevokePolicy<Stored, Wanted>,
): RevokeOutcome<Stored, Wanted> {
  const isMatch = policy.matches ?? ((rule, candidate) => matches(rule, candidate, policy.ownAccount));
  const removed = new Set<Stored>();
  const unknown: Wanted[] = [];
  for (const rule of wanted) {
    const found = existing.filter((candidate) => isMatch(rule, candidate));
    if (found.length === 0) unknown.push(rule);
    for (const match of found) removed.add(match);
  }
  if (unknown.length > 0 && policy.onMismatch === 'refuse') {
    return { kind: 'refused', code: 'InvalidPermission.NotFound', unknown };
  }
  return outcome(existing, removed, unknown);
}

/** A revoke by rule ids: all of them or none. An id of another group or direction is not among `existing`, so unknown. */
export function revokeByIds<Stored extends Rule & { readonly id: string }>(
  existing: readonly Stored[],
  ids: readonly string[],
): RevokeOutcome<Stored, string> {
  const unknown = ids.filter((id) => !existing.some((rule) => rule.id === id));
  if (unknown.length > 0) return { kind: 'refused', code: 'InvalidSecurityGroupRuleId.NotFound', unknown };
  const named = ids.flatMap((id) => existing.filter((rule) => rule.id === id));
  return outcome(existing, new Set(named), []);
}

function outcome<Stored extends Rule, Wanted>(
  existing: readonly Stored[],
  removed: ReadonlySet<Stored>,
  unknown: readonly Wanted[],
): RevokeOutcome<Stored, Wanted> {
  return { kind: 'revoked', removed: [...removed], remaining: existing.filter((rule) => !removed.has(rule)), unknown };
}
