/** What a mutant remembers of the rules of its target, and does wrong because of it. */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import type { StoredRule } from '../../reference/store.ts';
import type { Apply } from '../fault.ts';
import { sameValues } from '../rule-likeness.ts';

/** What has happened to the rules of a target, by their ids. */
export interface Past {
  /** Ids of rules whose description was updated. */
  readonly described: Set<string>;
  /** The values that a rule had before it was modified, the first ones first. */
  readonly modified: Map<string, StoredRule[]>;
  /** Rules that were revoked. */
  readonly revoked: StoredRule[];
  /** The description that each rule had at first. */
  readonly first: Map<string, string | undefined>;
}

/** A change of the target that looks at what has happened to its rules. */
export function remembering(change: (b: Behaviour, past: Past) => Behaviour): Apply {
  return (plain) => {
    const past: Past = { described: new Set(), modified: new Map(), revoked: [], first: new Map() };
    return changed(change(plain, past), {
      authorizing: {
        afterwards: ({ added }) => {
          for (const { id, description } of added) past.first.set(id, description);
        },
      },
      describing: {
        afterwards: (changes) => {
          for (const { rule } of changes) past.described.add(rule.id);
        },
      },
      modifying: {
        afterwards: (all) => {
          for (const { old } of all) past.modified.set(old.id, [...(past.modified.get(old.id) ?? []), old]);
        },
      },
      revoking: {
        afterwards: ({ removed }) => {
          past.revoked.push(...removed);
        },
      },
    });
  };
}

/** Whether a rule of these values was revoked from the group before. */
export function wasRevoked({ revoked }: Past, rule: StoredRule): boolean {
  return revoked.some((one) => isAlike(one, rule));
}

/** How often the rule was modified. */
export function timesModified({ modified }: Past, { id }: StoredRule): number {
  return modified.get(id)?.length ?? 0;
}

/** Whether two rules of one group and direction have the same values. */
export function isAlike(one: StoredRule, other: StoredRule): boolean {
  return one.groupId === other.groupId && one.direction === other.direction && sameValues(one, other);
}
