/** Mutants that compare the sources of rules wrongly. */
import { changed } from '../../reference/behaviour.ts';
import type { Fault } from '../fault.ts';
import { alsoMatching, fields, gives, isTested, neverMatching, overlooked, sourceValues } from '../revoke-changes.ts';
import { isOfKind, prefixLengthOf, sameButSource, sameKind, sameValues } from '../rule-likeness.ts';

const kinds: readonly Fault[] = [
  {
    id: 'families-confused',
    breaks: 'exact-match/source-family',
    means: 'takes all of IPv4 and all of IPv6 for one source',
    apply: alsoMatching(
      (wanted, rule) =>
        sameButSource(wanted, rule) &&
        !sameKind(wanted, rule) &&
        prefixLengthOf(wanted) === 0 &&
        prefixLengthOf(rule) === 0,
    ),
  },
  {
    id: 'source-kind-ignored',
    breaks: 'exact-match/source-kind',
    crossesGroups: true,
    means: 'takes a source of any other kind for a match',
    apply: fields({ sourceKind: () => true }),
  },
  {
    id: 'source-ignored',
    breaks: 'exact-match/ipv4-address',
    // Whoever looks at no source errs in every part of it.
    alsoBreaks: [
      'exact-match/ipv4-prefix-length',
      'exact-match/ipv6-address',
      'exact-match/ipv6-prefix-length',
      'exact-match/prefix-list-id',
      'exact-match/group-source-id',
    ],
    means: 'looks at protocol and ports, and at no source',
    apply: fields({
      sourceKind: () => true,
      ipv4: () => true,
      ipv6: () => true,
      prefixList: () => true,
      group: () => true,
      userId: () => true,
    }),
  },
  {
    id: 'prefix-lists-overlooked',
    breaks: 'exact-match/prefix-list',
    means: 'finds no rule whose source is a prefix list',
    apply: neverMatching((wanted) => isOfKind(wanted, 'prefix-list')),
  },
  {
    id: 'prefix-list-id-ignored',
    breaks: 'exact-match/prefix-list-id',
    means: 'takes every prefix list for the one that is named',
    apply: fields({ prefixList: () => true }),
  },
  {
    id: 'prefix-lists-alike',
    breaks: 'exact-match/prefix-list-id',
    means: 'takes every prefix list that exists for every other',
    apply: (b) =>
      fields({
        prefixList: (wanted, rule, call) =>
          b.matching.prefixList(wanted, rule, call) ||
          (wanted.source.kind === 'prefix-list' && call.store.prefixLists.has(wanted.source.prefixListId)),
      })(b),
  },
  {
    id: 'absent-prefix-list-overlooked',
    breaks: 'exact-match/prefix-list-id',
    means: 'responds with success to a prefix list that does not exist',
    apply: overlooked((call) =>
      sourceValues(call, 'PrefixListIds', 'PrefixListId').some(
        (id) => call.behaviour.forms.prefixListId(id) !== undefined && !call.store.prefixLists.has(id),
      ),
    ),
  },
];

const groups: readonly Fault[] = [
  {
    id: 'group-source-ports-ignored',
    breaks: 'exact-match/group-source',
    means: 'takes any ports and protocol for a match when the source is another group',
    apply: alsoMatching(
      (wanted, rule) =>
        wanted.source.kind === 'group' &&
        rule.source.kind === 'group' &&
        wanted.source.groupId === rule.source.groupId &&
        wanted.source.groupId !== rule.groupId,
    ),
  },
  {
    id: 'group-source-needs-user-id',
    breaks: 'exact-match/group-source',
    // The group itself is a source group, too.
    alsoBreaks: ['exact-match/self-source'],
    means: 'finds no source group that is named without its account',
    apply: neverMatching(({ source }) => source.kind === 'group' && source.userId === undefined),
  },
  {
    id: 'source-group-id-ignored',
    breaks: 'exact-match/group-source-id',
    means: 'takes every source group for the one that is named',
    apply: fields({ group: () => true }),
  },
  {
    id: 'self-matches-any-group',
    breaks: 'exact-match/group-source-id',
    means: 'takes a rule of any source group for a match when the request names the group itself',
    apply: alsoMatching(
      (wanted, rule) =>
        wanted.source.kind === 'group' &&
        wanted.source.groupId === rule.groupId &&
        sameKind(wanted, rule) &&
        sameButSource(wanted, rule),
    ),
  },
  {
    id: 'absent-source-group-overlooked',
    breaks: 'exact-match/group-source-id',
    means: 'responds with success to a source group that does not exist',
    apply: overlooked((call) =>
      sourceValues(call, 'Groups', 'GroupId').some(
        (id) => call.behaviour.forms.groupId(id) !== undefined && call.behaviour.lookup.byId(id, call) === undefined,
      ),
    ),
  },
  {
    id: 'user-id-compared-as-text',
    breaks: 'exact-match/group-source-user-id',
    means: 'finds no source group that is named with the account it lives in',
    apply: fields({
      userId: (wanted, rule) =>
        wanted.source.kind !== 'group' || rule.source.kind !== 'group' || wanted.source.userId === rule.source.userId,
    }),
  },
  {
    id: 'self-source-overlooked',
    breaks: 'exact-match/self-source',
    means: 'finds no rule whose source is its own group',
    apply: neverMatching(({ source }, rule) => source.kind === 'group' && source.groupId === rule.groupId),
  },
  {
    id: 'all-traffic-of-account-lost',
    breaks: 'exact-match/described-form',
    means: 'finds no all-traffic rule of a source group that is named with its account, as it is shown',
    apply: neverMatching(
      ({ source, protocol }) => protocol === '-1' && source.kind === 'group' && source.userId !== undefined,
    ),
  },
];

const places: readonly Fault[] = [
  {
    id: 'outbound-twin-removed',
    breaks: 'exact-match/direction',
    means: 'removes the outbound rule of the same values with the inbound one',
    apply: (b) =>
      changed(b, {
        revoking: {
          afterwards: ({ group, removed }, call) => {
            if (!isTested(call) || gives('SecurityGroupRuleId')(call)) return;
            const twins = group.egress.filter((other) => removed.some((rule) => sameValues(rule, other)));
            call.store.removeRules(group, 'egress', twins, call.at);
          },
        },
      }),
  },
  {
    id: 'outbound-rule-found',
    breaks: 'exact-match/direction',
    // What it removes it lists, as outbound.
    alsoBreaks: ['response/revoked-is-egress'],
    means: 'takes an outbound rule for a match, and responds with success',
    apply: (b) =>
      changed(b, {
        revoking: {
          candidates: (group, direction, call) =>
            gives('SecurityGroupRuleId')(call)
              ? b.revoking.candidates(group, direction, call)
              : [...b.revoking.candidates(group, direction, call), ...group.egress],
          commit: (revoked, call) => {
            b.revoking.commit(revoked, call);
            if (isTested(call)) call.store.removeRules(revoked.group, 'egress', revoked.removed, call.at);
          },
        },
      }),
  },
  {
    id: 'other-group-twin-removed',
    breaks: 'exact-match/group',
    crossesGroups: true,
    means: 'removes the rule of the same values from every group that has no other',
    apply: (b) =>
      changed(b, {
        revoking: {
          afterwards: ({ group, removed }, call) => {
            if (!isTested(call) || gives('SecurityGroupRuleId')(call)) return;
            for (const other of call.store.groups.values()) {
              if (other === group || other.ingress.length !== 1) continue;
              const twins = other.ingress.filter((rule) => removed.some((gone) => sameValues(gone, rule)));
              call.store.removeRules(other, 'ingress', twins, call.at);
            }
          },
        },
      }),
  },
];

/** Faults in comparing kinds of sources, source groups, and the group and direction of a rule. */
export const exactMatchSourceFaults: readonly Fault[] = [...kinds, ...groups, ...places];
