/** Mutants that add, change or describe a rule wrongly because of what another operation did to it before. */
import { changed } from '../../reference/behaviour.ts';
import { describedAs } from '../../reference/operations/updating-descriptions.ts';
import { isGiven } from '../../reference/request/input.ts';
import type { FaultRow } from '../fault-rows.ts';
import { directionOfCall, groupOf } from '../revoke-changes.ts';
import {
  leavingUndescribed,
  leavingUnmodified,
  recallingDescription,
  remembering,
  wasDescribed,
  wasModified,
  wasRevoked,
} from './rule-past.ts';

/** Faults in requests that add, change or describe rules, after others. */
export const changesInHistories: readonly FaultRow[] = [
  [
    'modify',
    'modify-of-described-rule-ignored',
    'returns success and leaves a rule as it is whose description was updated',
    leavingUnmodified(wasDescribed),
  ],
  [
    'modify',
    'modify-restores-first-description',
    'gives a rule that is modified the description with which it was authorised, where that was updated',
    remembering((b, past) =>
      changed(b, {
        modifying: {
          replacement: (wanted, old, call) =>
            describedAs(
              b.modifying.replacement(wanted, old, call),
              wasDescribed(old, past) ? past.first.get(old.id) : wanted.description,
            ),
        },
      }),
    ),
  ],
  [
    'describe',
    'describe-by-values-after-modify-not-found',
    'finds a modified rule by the values that it was authorised with where descriptions are updated',
    remembering((b, past) =>
      changed(b, {
        describing: {
          matches: (wanted, existing, call) =>
            b.describing.matches(wanted, past.modified.get(existing.id)?.[0] ?? existing, call),
        },
      }),
    ),
  ],
  [
    'describe',
    'describe-after-modify-lost',
    'returns success and keeps the description of a rule that was modified',
    leavingUndescribed(wasModified),
  ],
  [
    'describe-by-id',
    'describe-by-id-after-modify-not-found',
    'does not find a rule by its id that was modified, where descriptions are updated',
    remembering((b, past) =>
      changed(b, {
        describing: {
          byIds: (group, direction, call) => {
            const found = b.describing.byIds(group, direction, call);
            if (found.some(({ rule }) => wasModified(rule, past))) throw b.errors.ruleIdNotFound(group.id);
            return found;
          },
        },
      }),
    ),
  ],
  [
    'describe',
    'describe-after-authorise-again-lost',
    'returns success and keeps the description of a rule that is named by its values, and was revoked and authorised again',
    leavingUndescribed((rule, past, { input }) => isGiven(input, 'IpPermissions') && wasRevoked(rule, past)),
  ],
  [
    'authorize',
    'authorise-after-modify-and-revoke-duplicate',
    'refuses the values of a modified rule as a duplicate after it was revoked',
    remembering((b, past) =>
      changed(b, {
        authorizing: {
          outcome: (existing, wanted, call) => {
            const { id: groupId } = groupOf(call);
            const taken = past.revoked.filter(
              (rule) =>
                wasModified(rule, past) &&
                rule.groupId === groupId &&
                rule.direction === directionOfCall(call) &&
                !existing.includes(rule),
            );
            return b.authorizing.outcome([...existing, ...taken], wanted, call);
          },
        },
      }),
    ),
  ],
  [
    'authorize',
    'authorise-again-under-old-description',
    'gives a rule that is authorised again the description to which it had been updated',
    recallingDescription(() => true),
  ],
];
