/** Mutants that are wrong about a rule of one kind of source or protocol because of what was done to it before. */
import type { StoredRule } from '../../reference/store.ts';
import type { FaultRow } from '../fault-rows.ts';
import { hasPorts, isOfKind } from '../rule-likeness.ts';
import { leavingUnmodified, recallingDescription, unmatched, wasDescribed, wasModified } from './rule-past.ts';

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
    leavingUnmodified((rule, past) => is(rule) && wasDescribed(rule, past)),
  ],
  [
    slug,
    `revoke-of-described-${id}-rule-not-found`,
    `finds a rule ${words} by no values that was modified and described`,
    unmatched((rule, past) => is(rule) && wasDescribed(rule, past) && wasModified(rule, past)),
  ],
  [
    slug,
    `authorise-${id}-rule-again-under-old-description`,
    `gives a rule ${words} that is authorised again the description to which it had been updated`,
    recallingDescription(is),
  ],
]);
