/** Mutants that are wrong about a rule of one kind of source or protocol because of what was done to it before. */
import { changed } from '../../reference/behaviour.ts';
import type { StoredRule } from '../../reference/store.ts';
import type { Apply } from '../fault.ts';
import type { FaultRow } from '../fault-rows.ts';
import { hasPorts, isOfKind } from '../rule-likeness.ts';
import { isAlike, remembering, timesModified } from './rule-past.ts';

type Is = (rule: StoredRule) => boolean;

/** Which rules, by the requirement on them, and what they are called. */
const kinds: readonly (readonly [slug: string, id: string, words: string, is: Is])[] = [
  ['protocols', 'portless', 'without ports', (rule) => !hasPorts(rule) && isOfKind(rule, 'ipv4')],
  ['ipv6-range', 'ipv6', 'of an IPv6 range', (rule) => isOfKind(rule, 'ipv6')],
  ['group', 'group', 'of a group', (rule) => isOfKind(rule, 'group')],
  ['prefix-list', 'prefix-list', 'of a prefix list', (rule) => isOfKind(rule, 'prefix-list')],
];

/** Faults in rules that have no ports, or whose source is no IPv4 range. */
export const sourcesInHistories: readonly FaultRow[] = kinds.flatMap(([slug, id, words, is]): readonly FaultRow[] => [
  [
    slug,
    `modify-of-described-${id}-rule-ignored`,
    `returns success and leaves a rule ${words} as it is whose description was updated`,
    leavingDescribed(is),
  ],
  [
    slug,
    `revoke-of-described-${id}-rule-not-found`,
    `finds a rule ${words} by no values that was modified and described`,
    losingDescribed(is),
  ],
  [
    slug,
    `authorise-${id}-rule-again-under-old-description`,
    `gives a rule ${words} that is authorised again the description to which it had been updated`,
    recallingDescription(is),
  ],
]);

function leavingDescribed(is: Is): Apply {
  return remembering((b, past) =>
    changed(b, {
      modifying: {
        commit: (modified, group, call) =>
          b.modifying.commit(
            modified.filter(({ old }) => !(is(old) && past.described.has(old.id))),
            group,
            call,
          ),
      },
    }),
  );
}

function losingDescribed(is: Is): Apply {
  return remembering((b, past) =>
    changed(b, {
      revoking: {
        matches: (wanted, existing, call) =>
          !(is(existing) && past.described.has(existing.id) && timesModified(past, existing) > 0) &&
          b.revoking.matches(wanted, existing, call),
      },
    }),
  );
}

function recallingDescription(is: Is): Apply {
  return remembering((b, past) =>
    changed(b, {
      authorizing: {
        stored: (wanted, group, direction, call) => {
          const stored = b.authorizing.stored(wanted, group, direction, call);
          if (!is(stored) || stored.description === undefined) return stored;
          const former = past.revoked.findLast((one) => past.described.has(one.id) && isAlike(one, stored));
          return former?.description === undefined ? stored : { ...stored, description: former.description };
        },
      },
    }),
  );
}
