/** When a rule of a request matches an existing one: field by field, all of which must agree. */

import type { Facts } from './facts.ts';
import type { Wanted } from './sections/wanted-rules.ts';
import type { StoredRule } from './store.ts';

/** Whether one field of a wanted rule equals that of an existing one. */
export type FieldMatch<Call> = (wanted: Wanted, existing: StoredRule, call: Call) => boolean;

/**
 * One predicate for each value of a rule. Those of a source judge sources of their own kind only, and let others pass:
 * that kinds differ is said by `sourceKind`.
 */
export interface Matching<Call> {
  readonly protocol: FieldMatch<Call>;
  readonly fromPort: FieldMatch<Call>;
  readonly toPort: FieldMatch<Call>;
  readonly sourceKind: FieldMatch<Call>;
  readonly ipv4: FieldMatch<Call>;
  readonly ipv6: FieldMatch<Call>;
  readonly prefixList: FieldMatch<Call>;
  readonly group: FieldMatch<Call>;
  /** The account of a group; left out means the own one. */
  readonly userId: FieldMatch<Call>;
  /** Counts only when the request gives one. */
  readonly description: FieldMatch<Call>;
}

/** The conforming comparison of every field. */
export const referenceMatching: Matching<{ readonly facts: Facts }> = {
  protocol: (wanted, existing) => wanted.protocol === existing.protocol,
  fromPort: (wanted, existing) => wanted.fromPort === existing.fromPort,
  toPort: (wanted, existing) => wanted.toPort === existing.toPort,
  sourceKind: (wanted, existing) => wanted.source.kind === existing.source.kind,
  ipv4: ({ source: one }, { source: other }) => one.kind !== 'ipv4' || other.kind !== 'ipv4' || one.cidr === other.cidr,
  ipv6: ({ source: one }, { source: other }) => one.kind !== 'ipv6' || other.kind !== 'ipv6' || one.cidr === other.cidr,
  prefixList: ({ source: one }, { source: other }) =>
    one.kind !== 'prefix-list' || other.kind !== 'prefix-list' || one.prefixListId === other.prefixListId,
  group: ({ source: one }, { source: other }) =>
    one.kind !== 'group' || other.kind !== 'group' || one.groupId === other.groupId,
  userId: ({ source: one }, { source: other }, { facts }) =>
    one.kind !== 'group' || other.kind !== 'group' || (one.userId ?? facts.account) === (other.userId ?? facts.account),
  description: (wanted, existing) => wanted.description === undefined || wanted.description === existing.description,
};

/** Whether every field agrees. */
export function agrees<Call>(how: Matching<Call>, wanted: Wanted, existing: StoredRule, call: Call): boolean {
  return Object.values(how).every((field: FieldMatch<Call>) => field(wanted, existing, call));
}
