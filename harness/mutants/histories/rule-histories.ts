/**
 * Faults that only a history of several operations shows: what one of them did to a rule makes the next one wrong. Each
 * request by itself, and each operation after itself, is right.
 */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { given, texts } from '../../reference/request/input.ts';
import type { StoredRule } from '../../reference/store.ts';
import type { Rule } from '../../security-groups/model/rule.ts';
import type { Apply, Fault } from '../fault.ts';
import { sameValues } from '../rule-likeness.ts';

/** What has happened to the rules of a target, by their ids. */
interface Past {
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
function remembering(change: (b: Behaviour, past: Past) => Behaviour): Apply {
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
function wasRevoked({ revoked }: Past, rule: StoredRule): boolean {
  return revoked.some(
    (one) => one.groupId === rule.groupId && one.direction === rule.direction && sameValues(one, rule),
  );
}

function timesModified({ modified }: Past, { id }: StoredRule): number {
  return modified.get(id)?.length ?? 0;
}

type Row = readonly [slug: string, id: string, means: string, apply: Apply];

const changes: readonly Row[] = [
  [
    'modify',
    'modify-of-described-rule-ignored',
    'returns success and leaves a rule as it is whose description was updated',
    remembering((b, past) =>
      changed(b, {
        modifying: {
          commit: (modified, group, call) =>
            b.modifying.commit(
              modified.filter(({ old }) => !past.described.has(old.id)),
              group,
              call,
            ),
        },
      }),
    ),
  ],
  [
    'modify',
    'modify-restores-first-description',
    'gives a rule that is modified the description with which it was authorised, where that was updated',
    remembering((b, past) =>
      changed(b, {
        modifying: {
          replacement: (wanted, old, call) => {
            const { description: _, ...rule } = b.modifying.replacement(wanted, old, call);
            const description = past.described.has(old.id) ? past.first.get(old.id) : wanted.description;
            return description === undefined ? rule : { ...rule, description };
          },
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
    remembering((b, past) =>
      changed(b, {
        describing: {
          commit: (all, group, call) =>
            b.describing.commit(
              all.filter(({ rule }) => timesModified(past, rule) === 0),
              group,
              call,
            ),
        },
      }),
    ),
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
            if (found.some(({ rule }) => timesModified(past, rule) > 0)) throw b.errors.ruleIdNotFound(group.id);
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
    remembering((b, past) =>
      changed(b, {
        describing: {
          commit: (all, group, call) =>
            b.describing.commit(
              all.filter(({ rule }) => !(given(call.input, 'IpPermissions') && wasRevoked(past, rule))),
              group,
              call,
            ),
        },
      }),
    ),
  ],
  [
    'authorize',
    'authorise-after-modify-and-revoke-duplicate',
    'refuses the values of a modified rule as a duplicate after it was revoked',
    remembering((b, past) =>
      changed(b, {
        authorizing: {
          outcome: (existing, wanted, call) => {
            const taken = past.revoked.filter(
              (rule) => timesModified(past, rule) > 0 && rule.groupId === groupIdOf(call) && !existing.includes(rule),
            );
            return b.authorizing.outcome([...existing, ...taken.filter((rule) => isOf(rule, call))], wanted, call);
          },
        },
      }),
    ),
  ],
  [
    'authorize',
    'authorise-again-under-old-description',
    'gives a rule that is authorised again the description to which it had been updated',
    remembering((b, past) =>
      changed(b, {
        authorizing: {
          stored: (wanted, group, direction, call) => {
            const stored = b.authorizing.stored(wanted, group, direction, call);
            const former = past.revoked.findLast((one) => past.described.has(one.id) && isSame(one, stored));
            const description = former?.description ?? stored.description;
            return stored.description === undefined || description === undefined ? stored : { ...stored, description };
          },
        },
      }),
    ),
  ],
];

const removals: readonly Row[] = [
  [
    'revoke',
    'revoke-by-id-after-authorise-again-not-found',
    'does not find a rule by its id that was revoked and authorised again, by whatever values',
    remembering((b, past) =>
      changed(b, {
        revoking: {
          byIds: (existing, ids, call) =>
            b.revoking.byIds(
              existing.filter((rule) => !(past.revoked.length > 0 && wasRevoked(past, rule))),
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
    remembering((b, past) =>
      changed(b, {
        revoking: {
          matches: (wanted, existing, call) =>
            timesModified(past, existing) < 2 && b.revoking.matches(wanted, existing, call),
        },
      }),
    ),
  ],
  [
    'revoke',
    'revoke-of-described-rule-by-id-ignored',
    'returns success and keeps a rule that is named by its id and whose description was updated after it was modified',
    remembering((b, past) =>
      changed(b, {
        revoking: {
          commit: (revoked, call) => {
            const isKept = (rule: StoredRule) => past.described.has(rule.id) && timesModified(past, rule) > 0;
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
            (past.described.has(existing.id) &&
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
              const gone = past.revoked.find((one) => one.id === id && timesModified(past, one) > 0);
              return gone === undefined ? id : (existing.find((rule) => sameValues(rule, gone))?.id ?? id);
            };
            return b.revoking.byIds(existing, ids.map(now), call);
          },
        },
      }),
    ),
  ],
];

const reads: readonly Row[] = [
  [
    'described',
    'rules-list-modified-rule-after-its-revoke',
    'lists a rule that was modified and revoked in DescribeSecurityGroupRules',
    remembering((b, past) =>
      listing(b, (rules, call) => [
        ...rules,
        ...past.revoked.filter((rule) => timesModified(past, rule) > 0 && isListed(rule, rules, call)),
      ]),
    ),
  ],
  [
    'described',
    'rules-list-first-description-after-modify',
    'lists a modified rule with the description that it was authorised with in DescribeSecurityGroupRules',
    remembering((b, past) =>
      listing(b, (rules) =>
        rules.map((rule) => {
          const isOld = timesModified(past, rule) > 0 && past.described.has(rule.id);
          const { description: _, ...bare } = rule;
          const first = past.first.get(rule.id);
          return !isOld ? rule : first === undefined ? bare : { ...bare, description: first };
        }),
      ),
    ),
  ],
  [
    'described',
    'tags-come-back-with-rule-authorised-again',
    'gives a rule that is authorised again the tags of the rule of the same values that was revoked',
    remembering((b, past) =>
      changed(b, {
        authorizing: {
          commit: (authorized, call) => {
            b.authorizing.commit(authorized, call);
            for (const rule of authorized.added) {
              const former = past.revoked.findLast((one) => isSame(one, rule));
              if (former !== undefined) call.store.tag(rule.id, kept.get(former.id) ?? new Map());
            }
          },
        },
        revoking: {
          commit: (revoked, call) => {
            for (const { id } of revoked.removed) kept.set(id, new Map(call.store.tagsOf(id)));
            b.revoking.commit(revoked, call);
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
            for (const { new: rule } of modified.filter(({ old }) => past.described.has(old.id))) {
              call.store.removeRules(group, rule.direction, [rule], call.at);
              call.store.addRules(group, rule.direction, [{ ...rule, id: b.state.newId('sgr-') }]);
            }
          },
        },
      }),
    ),
  ],
];

/** Tags that rules had when they were revoked, by their ids, which no two targets share. */
const kept = new Map<string, ReadonlyMap<string, string>>();

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

function isSame(one: StoredRule, other: StoredRule): boolean {
  return one.groupId === other.groupId && one.direction === other.direction && sameValues(one as Rule, other as Rule);
}

function isOf(rule: StoredRule, call: ReferenceCall): boolean {
  return rule.direction === (call.action.endsWith('Egress') ? 'egress' : 'ingress');
}

function groupIdOf(call: ReferenceCall): string {
  return call.behaviour.lookup.requested(call).id;
}

/** They bite on histories: listed cases may miss them, generated ones must not. */
export const ruleHistoryFaults: readonly Fault[] = [...changes, ...removals, ...reads].map(
  ([slug, id, means, apply]): Fault => ({
    ...{ id, breaks: `rule-history/${slug}`, means, apply },
    needsRareValues: true,
    crossesGroups: true,
  }),
);
