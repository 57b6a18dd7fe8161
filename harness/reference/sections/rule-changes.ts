/** The steps of the actions that change the rules of a group, and what each did, for its response. */

import type { AuthorizeOutcome } from '../../security-groups/model/authorize.ts';
import type { Permission } from '../../security-groups/model/permission.ts';
import type { OnMismatch, RevokeOutcome } from '../../security-groups/model/revoke.ts';
import type { Direction, Source } from '../../security-groups/model/rule.ts';
import type { Struct } from '../request/input.ts';
import type { Group, StoredRule, Tags } from '../store.ts';
import type { Wanted } from './wanted-rules.ts';

/** What a revoke did, for its response. */
export interface Revoked {
  readonly group: Group;
  readonly direction: Direction;
  readonly removed: readonly StoredRule[];
  /** What the request named and the group did not have; empty unless that is no error. */
  readonly unknown: readonly Wanted[];
}

/** The steps of RevokeSecurityGroupIngress and Egress. */
export interface Revoking<Call> {
  /** Refuses a request that names no group, no rules, or rules in several ways at once. */
  readonly checkSelection: (call: Call) => void;
  /** The rules among which those of the request are sought. */
  readonly candidates: (group: Group, direction: Direction, call: Call) => readonly StoredRule[];
  /** Whether a mismatch refuses the whole request. By the kind of VPC. */
  readonly onMismatch: (group: Group, call: Call) => OnMismatch;
  readonly matches: (wanted: Wanted, existing: StoredRule, call: Call) => boolean;
  readonly byPermissions: (
    existing: readonly StoredRule[],
    wanted: readonly Wanted[],
    onMismatch: OnMismatch,
    call: Call,
  ) => RevokeOutcome<StoredRule, Wanted>;
  readonly byIds: (
    existing: readonly StoredRule[],
    ids: readonly string[],
    call: Call,
  ) => RevokeOutcome<StoredRule, string>;
  /** Takes the rules out of the group. */
  readonly commit: (revoked: Revoked, call: Call) => void;
  /** Runs after the state has changed and before the response: nothing happens here. */
  readonly afterwards: (revoked: Revoked, call: Call) => void;
}

/** What an authorise did, for its response. */
export interface Authorized {
  readonly group: Group;
  readonly direction: Direction;
  readonly added: readonly StoredRule[];
}

/** The steps of AuthorizeSecurityGroupIngress and Egress. */
export interface Authorizing<Call> {
  /** Refuses a source that is not there, or not in the group's VPC. */
  readonly checkSource: (source: Source, group: Group, call: Call) => void;
  /** Refuses values that a revoke may name and no rule can have. */
  readonly checkRule: (rule: Wanted, call: Call) => void;
  /** The tags of the new rules. */
  readonly tags: (call: Call) => Tags;
  readonly outcome: (
    existing: readonly StoredRule[],
    wanted: readonly Wanted[],
    call: Call,
  ) => AuthorizeOutcome<Wanted>;
  /** Whether so many rules are allowed. Address families count apart; groups and prefix lists count in both. */
  readonly isWithinQuota: (rules: readonly { readonly source: Source }[], call: Call) => boolean;
  /** The rule as it is stored. */
  readonly stored: (wanted: Wanted, group: Group, direction: Direction, call: Call) => StoredRule;
  readonly commit: (authorized: Authorized, call: Call) => void;
  /** Runs after the state has changed and before the response: nothing happens here. */
  readonly afterwards: (authorized: Authorized, call: Call) => void;
}

/** One element of the request. */
export interface Update {
  /** Empty when the element names none. */
  readonly ruleId: string;
  /** The values by their wire names. */
  readonly values: Struct;
}

/** A rule and what it becomes. */
export interface Modified {
  readonly old: StoredRule;
  readonly new: StoredRule;
}

/** The steps of ModifySecurityGroupRules. */
export interface Modifying<Call> {
  /** The elements of the request in order; refuses a request that names no group or no rules. */
  readonly updates: (call: Call) => readonly Update[];
  /** The rule of the group that an id names, of either direction. */
  readonly found: (ruleId: string, group: Group, call: Call) => StoredRule;
  /** The values of an element as a permission with one source. Refuses none and several. */
  readonly permission: (values: Struct, call: Call) => Permission;
  /** Refuses values that the rule cannot take. */
  readonly checkValues: (wanted: Wanted, old: StoredRule, group: Group, call: Call) => void;
  /** The rule as it is stored, under its old id. */
  readonly replacement: (wanted: Wanted, old: StoredRule, call: Call) => StoredRule;
  /** Refuses what would make two rules of a group the same. */
  readonly checkGroup: (modified: readonly Modified[], group: Group, call: Call) => void;
  readonly commit: (modified: readonly Modified[], group: Group, call: Call) => void;
  /** Runs after the state has changed and before the response: nothing happens here. */
  readonly afterwards: (modified: readonly Modified[], group: Group, call: Call) => void;
}

/** A rule and the description that it is to have; undefined for none. */
export interface Redescribed {
  readonly rule: StoredRule;
  readonly description: string | undefined;
}

/** The steps of UpdateSecurityGroupRuleDescriptionsIngress and Egress. */
export interface Describing<Call> {
  /** Refuses a request that names rules in neither way, or in both. */
  readonly checkSelection: (call: Call) => void;
  readonly byIds: (group: Group, direction: Direction, call: Call) => readonly Redescribed[];
  readonly byPermissions: (group: Group, direction: Direction, call: Call) => readonly Redescribed[];
  /** Whether a permission's rule is this one, whatever their descriptions. */
  readonly matches: (wanted: Wanted, existing: StoredRule, call: Call) => boolean;
  /** Refuses a description that no rule can have. */
  readonly checkDescription: (description: string, call: Call) => void;
  readonly commit: (changes: readonly Redescribed[], group: Group, call: Call) => void;
  /** Runs after the state has changed and before the response: nothing happens here. */
  readonly afterwards: (changes: readonly Redescribed[], group: Group, call: Call) => void;
}
