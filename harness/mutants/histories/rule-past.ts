/** What a mutant remembers of the rules of its target, and does wrong because of it. */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { describedAs } from '../../reference/operations/updating-descriptions.ts';
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

/** Whether a mutant is wrong about a rule, because of what has happened to it. */
export type InPast = (rule: StoredRule, past: Past, call: ReferenceCall) => boolean;

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

/** Responds with success to a modification, and leaves these rules as they are. */
export function leavingUnmodified(is: InPast): Apply {
  return remembering((b, past) =>
    changed(b, {
      modifying: {
        commit: (modified, group, call) =>
          b.modifying.commit(
            modified.filter(({ old }) => !is(old, past, call)),
            group,
            call,
          ),
      },
    }),
  );
}

/** Responds with success to new descriptions, and keeps those of these rules. */
export function leavingUndescribed(is: InPast): Apply {
  return remembering((b, past) =>
    changed(b, {
      describing: {
        commit: (all, group, call) =>
          b.describing.commit(
            all.filter(({ rule }) => !is(rule, past, call)),
            group,
            call,
          ),
      },
    }),
  );
}

/** No values fit these rules where rules are revoked. */
export function unmatched(is: InPast): Apply {
  return remembering((b, past) =>
    changed(b, {
      revoking: {
        matches: (wanted, existing, call) => !is(existing, past, call) && b.revoking.matches(wanted, existing, call),
      },
    }),
  );
}

/** Gives these rules, when they are authorised again, the description to which they had been updated. */
export function recallingDescription(is: InPast): Apply {
  return remembering((b, past) =>
    changed(b, {
      authorizing: {
        stored: (wanted, group, direction, call) => {
          const stored = b.authorizing.stored(wanted, group, direction, call);
          if (!is(stored, past, call) || stored.description === undefined) return stored;
          const former = past.revoked.findLast((one) => wasDescribed(one, past) && isAlike(one, stored));
          return describedAs(stored, former?.description ?? stored.description);
        },
      },
    }),
  );
}

/** Whether the description of the rule was updated. */
export function wasDescribed({ id }: StoredRule, { described }: Past): boolean {
  return described.has(id);
}

/** Whether the rule was modified. */
export function wasModified(rule: StoredRule, past: Past): boolean {
  return timesModified(rule, past) > 0;
}

/** How often the rule was modified. */
export function timesModified({ id }: StoredRule, { modified }: Past): number {
  return modified.get(id)?.length ?? 0;
}

/** Whether a rule of these values was revoked from the group before. */
export function wasRevoked(rule: StoredRule, { revoked }: Past): boolean {
  return revoked.some((one) => isAlike(one, rule));
}

/** Whether two rules of one group and direction have the same values. */
export function isAlike(one: StoredRule, other: StoredRule): boolean {
  return one.groupId === other.groupId && one.direction === other.direction && sameValues(one, other);
}
