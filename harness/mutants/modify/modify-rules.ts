/** Mutants that change other rules than the request names, under other ids, or confuse what comes later. */
import { changed } from '../../reference/behaviour.ts';
import { defined, type Struct, struct, text } from '../../reference/request/input.ts';
import type { StoredRule } from '../../reference/store.ts';
import type { Apply, Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { rangeOf, sameValues } from '../rule-likeness.ts';
import { becoming, reupdated } from './modify-changes.ts';

const identity: readonly FaultRow[] = [
  ['keeps-id', 'modify-new-id', 'gives the rule a new id', withNewId(() => true)],
  [
    'keeps-id',
    'modify-new-id-of-group-rules',
    'gives rules that refer to a group a new id',
    withNewId(({ source }) => source.kind === 'group'),
  ],
  [
    'others-kept',
    'modify-all-of-equal-ports',
    'changes all rules of the old ports',
    alsoChanging(
      (old, other) =>
        other.fromPort === old.fromPort &&
        other.toPort === old.toPort &&
        other.source.kind === 'ipv4' &&
        rangeOf(other) === '198.51.100.0/24',
    ),
  ],
  [
    'others-kept',
    'modify-all-of-equal-range',
    'changes all rules of the old range',
    alsoChanging(
      (old, other) =>
        rangeOf(other) === rangeOf(old) && other.fromPort === 444 && old.fromPort === 443 && other.protocol === 'tcp',
    ),
  ],
  [
    'others-kept',
    'modify-other-direction-too',
    'changes the rule of the same values in the other direction too',
    (b) =>
      changed(b, {
        modifying: {
          afterwards: (modified, group, { store }) => {
            for (const { old, new: rule } of modified) {
              const other = old.direction === 'ingress' ? 'egress' : 'ingress';
              const twin = store.rules(group, other).find((one) => sameValues(one, old));
              if (twin !== undefined) store.replaceRule(group, { ...rule, id: twin.id, direction: other });
            }
          },
        },
      }),
  ],
  [
    'others-kept',
    'modify-other-groups-too',
    'changes the rule of the same values in every group of the VPC',
    (b) =>
      changed(b, {
        modifying: {
          afterwards: (modified, group, { store }) => {
            for (const { old, new: rule } of modified) {
              for (const other of store.groupsOfVpc(group.vpcId).filter((one) => one !== group)) {
                const twin = other.ingress.find((one) => sameValues(one, old));
                if (twin !== undefined) store.replaceRule(other, { ...rule, id: twin.id, groupId: other.id });
              }
            }
          },
        },
      }),
    { crossesGroups: true },
  ],
  [
    'others-kept',
    'modify-other-descriptions-lost',
    'removes the descriptions of the other rules',
    (b) =>
      changed(b, {
        modifying: {
          afterwards: (modified, group, { store }) => {
            const changedIds = modified.map(({ old }) => old.id);
            for (const { description: _, ...rule } of store.rules(group, 'ingress')) {
              if (!changedIds.includes(rule.id)) store.replaceRule(group, rule);
            }
          },
        },
      }),
  ],
  [
    'outbound-rule',
    'modify-outbound-refused',
    'knows inbound rules alone',
    (b) =>
      changed(b, {
        modifying: {
          found: (id, group, call) => {
            const rule = b.modifying.found(id, group, call);
            if (rule.direction === 'egress') throw b.errors.ruleIdNotFound(id);
            return rule;
          },
        },
      }),
  ],
  [
    'outbound-rule',
    'modify-outbound-silent',
    'responds with success and keeps outbound rules',
    becoming((rule, old) => (old.direction === 'egress' ? old : rule)),
  ],
  [
    'both-directions',
    'modify-mixed-directions-refused',
    'refuses inbound and outbound rules together',
    (b) =>
      changed(b, {
        modifying: {
          checkGroup: (modified, group, call) => {
            if (new Set(modified.map(({ old }) => old.direction)).size > 1)
              throw b.errors.combination('ingress', 'egress');
            b.modifying.checkGroup(modified, group, call);
          },
        },
      }),
  ],
  [
    'both-directions',
    'modify-first-direction-only',
    'changes rules of the first direction alone',
    (b) =>
      changed(b, {
        modifying: {
          commit: (modified, group, call) =>
            b.modifying.commit(
              modified.filter(({ old }) => old.direction === modified[0]?.old.direction),
              group,
              call,
            ),
        },
      }),
  ],
  [
    'several',
    'modify-first-only',
    'changes the first of two rules',
    reupdated((updates) => (updates.length === 2 && isOfOne(updates) ? updates.slice(0, 1) : updates)),
  ],
  [
    'several',
    'modify-last-only',
    'changes the last of two rules',
    reupdated((updates) => (updates.length === 2 && isOfOne(updates) ? updates.slice(-1) : updates)),
  ],
  [
    'several',
    'modify-values-of-first',
    'gives the last of two rules the protocol of the first',
    reupdated((updates) => {
      const [first, last] = updates;
      if (updates.length !== 2 || first === undefined || last === undefined || !isOfOne(updates)) return updates;
      const IpProtocol = text(struct(first, 'SecurityGroupRule'), 'IpProtocol') ?? '';
      return [first, { ...last, SecurityGroupRule: { ...struct(last, 'SecurityGroupRule'), IpProtocol } }];
    }),
  ],
  ['lists-past-nine', 'modify-nine', 'changes nine rules', reupdated((updates) => updates.slice(0, 9))],
  ['lists-past-nine', 'modify-ten', 'changes ten rules', reupdated((updates) => updates.slice(0, 10))],
  [
    'lists-past-nine',
    'modify-last-lost',
    'ignores the eleventh rule',
    reupdated((updates) => updates.filter((_, index) => index !== 10)),
  ],
];

const afterwards: readonly FaultRow[] = [
  [
    'afterwards',
    'modify-old-values-remembered',
    'refuses the old values of a rule that was changed just before',
    (b) => {
      const olds = new Map<string, readonly StoredRule[]>();
      return changed(b, {
        modifying: {
          afterwards: (modified, group) =>
            void olds.set(
              group.id,
              modified.map(({ old }) => old),
            ),
        },
        authorizing: {
          outcome: (existing, wanted, call) => {
            const group = call.behaviour.lookup.requested(call);
            const isNext =
              call.store.past.findLast(({ groupId }) => groupId === group.id)?.action === 'ModifySecurityGroupRules';
            return b.authorizing.outcome(
              isNext ? [...existing, ...(olds.get(group.id) ?? [])] : existing,
              wanted,
              call,
            );
          },
        },
      });
    },
    { crossesGroups: true },
  ],
  [
    'afterwards',
    'modify-new-values-not-found',
    'finds no changed rule by its new values',
    (b) =>
      changed(b, {
        revoking: {
          matches: (wanted, existing, call) => {
            const last = call.store.past.findLast(({ groupId }) => groupId === existing.groupId);
            return last?.action !== 'ModifySecurityGroupRules' && b.revoking.matches(wanted, existing, call);
          },
        },
      }),
    { crossesGroups: true },
  ],
  [
    'again',
    'modify-once-only',
    'refuses to change a rule a second time',
    (b) => {
      const seen = new Set<string>();
      return changed(b, {
        modifying: {
          checkGroup: (modified, group, call) => {
            if (modified.some(({ old }) => seen.has(old.id))) throw b.errors.ruleRepeated();
            b.modifying.checkGroup(modified, group, call);
          },
          afterwards: (modified) => {
            for (const { old } of modified) seen.add(old.id);
          },
        },
      });
    },
    { crossesGroups: true },
  ],
  [
    'described',
    'modify-described-as-before',
    'describes a rule with the description that it had',
    (b) => {
      const olds = new Map<string, string>();
      return changed(b, {
        modifying: {
          afterwards: (modified) => {
            for (const { old, new: rule } of modified) {
              if (old.description !== undefined && rule.fromPort === 1000 && rangeOf(old) === rangeOf(rule))
                olds.set(old.id, old.description);
            }
          },
        },
        responses: { describedRule: { description: ({ id, description }) => olds.get(id) ?? description } },
      });
    },
  ],
];

/** Servers that change other rules than the request names, under other ids, or confuse what comes later. */
export const modifyRuleFaults: readonly Fault[] = faultsOf('modify-rules', [...identity, ...afterwards]);

function withNewId(when: (rule: StoredRule) => boolean): Apply {
  return (b) =>
    changed(b, {
      modifying: {
        commit: (modified, group, call) => {
          for (const { old, new: rule } of modified) {
            if (!when(rule)) {
              call.store.replaceRule(group, rule);
              continue;
            }
            call.store.removeRules(group, old.direction, [old], call.at);
            call.store.addRules(group, old.direction, [{ ...rule, id: b.state.newId('sgr-') }]);
          }
        },
      },
    });
}

function alsoChanging(when: (old: StoredRule, other: StoredRule) => boolean): Apply {
  return (b) =>
    changed(b, {
      modifying: {
        afterwards: (modified, group, { store }) => {
          for (const { old, new: rule } of modified) {
            for (const other of store.rules(group, old.direction)) {
              if (other.id === old.id || !when(old, other)) continue;
              const ports = defined({ fromPort: rule.fromPort, toPort: rule.toPort });
              store.replaceRule(group, { ...other, ...ports });
            }
          }
        },
      },
    });
}

/** Not the elements of a case on both directions, which name no UDP port 53 rule but as the outbound one. */
function isOfOne(updates: readonly Struct[]): boolean {
  return updates.some((update) => text(struct(update, 'SecurityGroupRule'), 'FromPort') === '54');
}
