/**
 * Faults that only a history of several operations shows: what one of them did to a rule makes the next one wrong. Each
 * request by itself, and each operation after itself, is right.
 */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { describedAs } from '../../reference/operations/updating-descriptions.ts';
import { texts } from '../../reference/request/input.ts';
import type { StoredRule, Tags } from '../../reference/store.ts';
import type { Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { sameValues } from '../rule-likeness.ts';
import { changesInHistories } from './changes-in-histories.ts';
import { isAlike, remembering, timesModified, unmatched, wasDescribed, wasModified, wasRevoked } from './rule-past.ts';
import { sourcesInHistories } from './sources-in-histories.ts';

const removals: readonly FaultRow[] = [
  [
    'revoke',
    'revoke-by-id-after-authorise-again-not-found',
    'does not find a rule by its id that was revoked and authorised again, by whatever values',
    remembering((b, past) =>
      changed(b, {
        revoking: {
          byIds: (existing, ids, call) =>
            b.revoking.byIds(
              existing.filter((rule) => !wasRevoked(rule, past)),
              ids,
              call,
            ),
        },
      }),
    ),
  ],
  [
    'revoke',
    'revoke-by-values-after-two-modifies-not-found',
    'finds a rule by no values that was modified twice',
    unmatched((rule, past) => timesModified(rule, past) >= 2),
  ],
  [
    'revoke',
    'revoke-of-described-rule-by-id-ignored',
    'returns success and keeps a rule that is named by its id and whose description was updated after it was modified',
    remembering((b, past) =>
      changed(b, {
        revoking: {
          commit: (revoked, call) => {
            const isKept = (rule: StoredRule) => wasDescribed(rule, past) && wasModified(rule, past);
            const isById = texts(call.input, 'SecurityGroupRuleId').length > 0;
            const removed = isById ? revoked.removed.filter((rule) => !isKept(rule)) : revoked.removed;
            b.revoking.commit({ ...revoked, removed }, call);
          },
        },
      }),
    ),
  ],
  [
    'former',
    'former-values-of-described-rule-match',
    'removes a rule by the values that it had before it was modified, if its description was updated since',
    remembering((b, past) =>
      changed(b, {
        revoking: {
          matches: (wanted, existing, call) =>
            b.revoking.matches(wanted, existing, call) ||
            (wasDescribed(existing, past) &&
              (past.modified.get(existing.id) ?? []).some((old) => b.revoking.matches(wanted, old, call))),
        },
      }),
    ),
  ],
  [
    'former',
    'former-id-names-rule-authorised-again',
    'takes the id of a rule that was modified and revoked for that of the rule of the same values that was authorised since',
    remembering((b, past) =>
      changed(b, {
        revoking: {
          byIds: (existing, ids, call) => {
            const now = (id: string) => {
              const gone = past.revoked.find((one) => one.id === id && wasModified(one, past));
              return gone === undefined ? id : (existing.find((rule) => sameValues(rule, gone))?.id ?? id);
            };
            return b.revoking.byIds(existing, ids.map(now), call);
          },
        },
      }),
    ),
  ],
];

const reads: readonly FaultRow[] = [
  [
    'described',
    'rules-list-modified-rule-after-its-revoke',
    'lists a rule that was modified and revoked in DescribeSecurityGroupRules',
    remembering((b, past) =>
      listing(b, (rules, call) => [
        ...rules,
        ...past.revoked.filter((rule) => wasModified(rule, past) && isListed(rule, rules, call)),
      ]),
    ),
  ],
  [
    'described',
    'rules-list-first-description-after-modify',
    'lists a modified rule with the description that it was authorised with in DescribeSecurityGroupRules',
    remembering((b, past) =>
      listing(b, (rules) =>
        rules.map((rule) =>
          wasModified(rule, past) && wasDescribed(rule, past) ? describedAs(rule, past.first.get(rule.id)) : rule,
        ),
      ),
    ),
  ],
  [
    'described',
    'tags-come-back-with-rule-authorised-again',
    'gives a rule that is authorised again the tags of the rule of the same values that was revoked',
    remembering((b, past) => {
      const tagsOfRevoked = new Map<string, Tags>();
      return changed(b, {
        authorizing: {
          commit: (authorized, call) => {
            b.authorizing.commit(authorized, call);
            for (const rule of authorized.added) {
              const former = past.revoked.findLast((one) => isAlike(one, rule));
              if (former !== undefined) call.store.tag(rule.id, tagsOfRevoked.get(former.id) ?? new Map());
            }
          },
        },
        revoking: {
          commit: (revoked, call) => {
            for (const { id } of revoked.removed) tagsOfRevoked.set(id, new Map(call.store.tagsOf(id)));
            b.revoking.commit(revoked, call);
          },
        },
      });
    }),
  ],
  [
    'described',
    'modify-of-described-rule-loses-tags',
    'takes the tags of a rule away when it is modified after its description was updated',
    remembering((b, past) =>
      changed(b, {
        modifying: {
          commit: (modified, group, call) => {
            b.modifying.commit(modified, group, call);
            for (const { old } of modified) if (wasDescribed(old, past)) call.store.tags.delete(old.id);
          },
        },
      }),
    ),
  ],
  [
    'ids-kept',
    'modify-of-described-rule-gives-new-id',
    'gives a rule a new id when it is modified after its description was updated',
    remembering((b, past) =>
      changed(b, {
        modifying: {
          commit: (modified, group, call) => {
            b.modifying.commit(modified, group, call);
            for (const { new: rule } of modified.filter(({ old }) => wasDescribed(old, past))) {
              call.store.removeRules(group, rule.direction, [rule], call.at);
              call.store.addRules(group, rule.direction, [{ ...rule, id: b.state.newId('sgr-') }]);
            }
          },
        },
      }),
    ),
  ],
];

/** Changes what DescribeSecurityGroupRules alone shows of a group and direction. */
function listing(
  b: Behaviour,
  change: (rules: readonly StoredRule[], call: ReferenceCall) => readonly StoredRule[],
): Behaviour {
  return changed(b, {
    state: {
      visibleRules: (group, direction, call) => {
        const rules = b.state.visibleRules(group, direction, call);
        const isOwn = (rule: StoredRule) => rule.groupId === group.id && rule.direction === direction;
        return call.action === 'DescribeSecurityGroupRules' ? change(rules, call).filter(isOwn) : rules;
      },
    },
  });
}

/** Whether a rule that is gone may be listed: none of its values is there again. */
function isListed(rule: StoredRule, rules: readonly StoredRule[], { store }: ReferenceCall): boolean {
  return store.groups.has(rule.groupId) && !rules.some((one) => sameValues(one, rule));
}

/** They bite on histories: listed cases may miss them, generated ones must not. */
export const ruleHistoryFaults: readonly Fault[] = faultsOf('rule-history', [
  ...changesInHistories,
  ...removals,
  ...reads,
  ...sourcesInHistories,
]).map((fault) => ({ ...fault, needsRareValues: true, crossesGroups: true }));
