/** Faults in what a revoke leaves behind for the calls after it. */
import { changed } from '../reference/behaviour.ts';
import type { Call } from '../reference/call.ts';
import { structs } from '../reference/input.ts';
import { Refusal } from '../reference/refusal.ts';
import type { Group, PastCall } from '../reference/store.ts';
import type { Fault } from './fault.ts';
import { groupOf, isRevoke, neverMatching, refusing } from './revoke-changes.ts';
import { sameValues } from './rule-likeness.ts';

const again: readonly Fault[] = [
  {
    id: 'second-revoke-succeeds',
    breaks: 'state/twice',
    spills: true,
    means: 'answers success, as to the revoke before, when all rules named were revoked by it',
    apply: forgivingRevoked(({ byRuleIds }) => !byRuleIds),
  },
  {
    id: 'revoked-once-for-all',
    breaks: 'state/authorise-again',
    spills: true,
    means: 'does not find a rule that was revoked and authorised again',
    apply: neverMatching((_, rule, call) => wasRevoked(call.store.groups.get(rule.groupId), rule)),
  },
  {
    id: 'refusal-blocks-the-next',
    breaks: 'state/refused-then-valid',
    spills: true,
    means: 'refuses the revoke after one that named an unknown rule of the same group',
    apply: refusing((call) => {
      const group = groupOf(call);
      return kindOf(group, call) === 'nondefault' && lastRevoke(group, call)?.code === 'InvalidPermission.NotFound';
    }),
  },
  {
    id: 'refused-rule-half-gone',
    breaks: 'state/refused-then-authorised',
    means: 'shows rules that a refused revoke named, and takes them for absent when they are authorised',
    apply: (b) =>
      changed(b, {
        authorizing: {
          outcome: (existing, wanted, call) =>
            lastRevoke(groupOf(call), call)?.code === 'InvalidPermission.NotFound' &&
            b.authorizing.outcome(existing, wanted, call).kind === 'refused'
              ? { kind: 'authorized', added: [] }
              : b.authorizing.outcome(existing, wanted, call),
        },
      }),
  },
  {
    id: 'default-vpc-second-revoke-fails',
    breaks: 'state/default-vpc-twice',
    means: 'refuses a revoke in the default VPC as invalid when its rules were revoked before',
    apply: (b) =>
      changed(b, {
        revoking: {
          byPermissions: (existing, wanted, onMismatch, call) => {
            const group = groupOf(call);
            const outcome = b.revoking.byPermissions(existing, wanted, onMismatch, call);
            const isAgain = outcome.kind === 'revoked' && outcome.unknown.some((rule) => wasRevoked(group, rule));
            if (isAgain) throw new Refusal(400, 'InvalidParameterValue', 'The rule is being deleted.');
            return outcome;
          },
        },
      }),
  },
  {
    id: 'default-vpc-misfit-blocks-the-next',
    breaks: 'state/default-vpc-misfit-then-valid',
    spills: true,
    means: 'refuses the revoke after one that fitted nothing in the default VPC',
    apply: (b) => {
      const blocked = new Set<string>();
      return changed(b, {
        revoking: {
          byPermissions: (existing, wanted, onMismatch, call) => {
            const group = groupOf(call);
            if (blocked.delete(group.id))
              throw new Refusal(400, 'InvalidParameterValue', 'The group is being changed.');
            const outcome = b.revoking.byPermissions(existing, wanted, onMismatch, call);
            if (outcome.unknown.length > 0 && kindOf(group, call) === 'default') blocked.add(group.id);
            return outcome;
          },
        },
      });
    },
  },
];

const ids: readonly Fault[] = [
  {
    id: 'ids-given-anew',
    breaks: 'state/ids-stay',
    // Items of an answer are compared with the ids under which the rules were authorised.
    also: ['response/revoked-rule-id'],
    spills: true,
    means: 'gives the rules that stay new ids after a revoke',
    apply: (b) =>
      changed(b, {
        revoking: {
          afterwards: ({ group, direction }, call) => {
            const staying = call.store.rules(group, direction);
            call.store.removeRules(group, direction, staying, call.at);
            call.store.addRules(
              group,
              direction,
              staying.map((rule) => ({ ...rule, id: b.state.newId('sgr-') })),
            );
          },
        },
      }),
  },
  {
    id: 'properties-outlive-id',
    breaks: 'state/by-id-and-by-properties',
    spills: true,
    means: 'answers success to a revoke by properties of a rule that was revoked by its id before',
    apply: forgivingRevoked(({ byRuleIds }) => byRuleIds),
  },
  {
    id: 'id-outlives-rule',
    breaks: 'state/id-ends-with-rule',
    spills: true,
    means: 'answers success to the ids of rules that were revoked before',
    apply: (b) =>
      changed(b, {
        revoking: {
          byIds: (existing, wanted, call) => {
            const gone = groupOf(call).revoked.map(({ rule }) => rule.id);
            return b.revoking.byIds(
              existing,
              wanted.filter((id) => !gone.includes(id)),
              call,
            );
          },
        },
      }),
  },
];

const staying: readonly Fault[] = [
  {
    id: 'removes-before-malformed',
    breaks: 'state/malformed-permission',
    means: 'removes what well-formed permissions name and then refuses the request for the malformed one',
    apply: (b) => {
      const { RevokeSecurityGroupIngress: revoke } = b.operations;
      return changed(b, {
        operations: {
          RevokeSecurityGroupIngress: (call) => {
            try {
              return revoke(call);
            } catch (thrown) {
              const isMalformed = thrown instanceof Refusal && thrown.code === 'InvalidParameterValue';
              if (isMalformed) for (const alone of onePermissionEach(call)) quietly(() => revoke(alone));
              throw thrown;
            }
          },
        },
      });
    },
  },
  {
    id: 'only-rule-not-found',
    breaks: 'state/last-rule',
    spills: true,
    means: 'finds no rule in a group that has one only',
    apply: (b) =>
      changed(b, {
        revoking: {
          candidates: (group, direction, call) => {
            const rules = b.revoking.candidates(group, direction, call);
            return isRevoke(call) && rules.length === 1 ? [] : rules;
          },
        },
      }),
  },
  {
    id: 'emptied-group-closed',
    breaks: 'state/emptied-group',
    spills: true,
    means: 'takes no inbound rules into a group that a revoke has emptied',
    apply: (b) =>
      changed(b, {
        operations: {
          AuthorizeSecurityGroupIngress: (call) => {
            const { ingress, revoked } = groupOf(call);
            const isEmptied = ingress.length === 0 && revoked.some(({ rule }) => rule.direction === 'ingress');
            if (isEmptied) throw new Refusal(400, 'IncorrectState', 'The group cannot be changed.');
            return b.operations.AuthorizeSecurityGroupIngress(call);
          },
        },
      }),
  },
  {
    id: 'descriptions-lost',
    breaks: 'state/keeps-descriptions',
    means: 'takes the descriptions from the rules that stay',
    apply: (b) =>
      changed(b, {
        revoking: {
          afterwards: ({ group }, call) => {
            for (const { description: _, ...rule } of group.ingress) call.store.replaceRule(group, rule);
          },
        },
      }),
  },
];

const apart: readonly Fault[] = [
  {
    id: 'outbound-revoke-removes-inbound',
    breaks: 'state/directions-apart',
    means: 'removes the inbound rule of the same values when the outbound one is revoked',
    apply: (b) =>
      changed(b, {
        revoking: {
          afterwards: ({ group, direction, removed }, call) => {
            if (direction === 'ingress') return;
            const twins = group.ingress.filter((other) => removed.some((rule) => sameValues(rule, other)));
            call.store.removeRules(group, 'ingress', twins, call.at);
          },
        },
      }),
  },
  {
    id: 'groups-share-what-is-revoked',
    breaks: 'state/groups-apart',
    spills: true,
    means: 'does not find a rule when the call before revoked one of its values from another group',
    apply: neverMatching((_, rule, call) => {
      const last = call.store.past.findLast(({ action }) => action === call.action);
      const group = last?.groupId === rule.groupId ? undefined : call.store.groups.get(last?.groupId ?? '');
      return last !== undefined && call.number - last.number <= 2 && wasRevoked(group, rule);
    }),
  },
  {
    id: 'source-group-emptied',
    breaks: 'state/source-group-untouched',
    means: 'removes the rules of the group that a revoked rule had as its source',
    apply: (b) =>
      changed(b, {
        revoking: {
          afterwards: ({ group, removed }, call) => {
            for (const { source } of removed) {
              const other = source.kind === 'group' ? call.store.groups.get(source.groupId) : undefined;
              if (other !== undefined && other !== group) {
                call.store.removeRules(other, 'ingress', other.ingress, call.at);
              }
            }
          },
        },
      }),
  },
];

export const stateFaults: readonly Fault[] = [...again, ...ids, ...staying, ...apart];

/** Success, and nothing done, where all rules named went with the last revoke of the group, if that was of this kind. */
function forgivingRevoked(isKind: (last: PastCall) => boolean): Fault['apply'] {
  return (b) =>
    changed(b, {
      revoking: {
        byPermissions: (existing, wanted, onMismatch, call) => {
          const outcome = b.revoking.byPermissions(existing, wanted, onMismatch, call);
          const group = groupOf(call);
          const last = lastRevoke(group, call);
          const isForgiven = last !== undefined && isKind(last) && wanted.every((rule) => wasRevoked(group, rule));
          return outcome.kind === 'refused' && isForgiven
            ? { kind: 'revoked', removed: [], remaining: existing, unknown: [] }
            : outcome;
        },
      },
    });
}

function wasRevoked(group: Group | undefined, rule: Parameters<typeof sameValues>[0]): boolean {
  return group?.revoked.some((past) => sameValues(rule, past.rule)) === true;
}

function lastRevoke(group: Group, { store }: Call): PastCall | undefined {
  return store.past.findLast(({ action, groupId }) => action === 'RevokeSecurityGroupIngress' && groupId === group.id);
}

function kindOf(group: Group, call: Call): 'default' | 'nondefault' {
  return call.behaviour.lookup.vpcKind(group, call);
}

/** The same revoke, once with each of its permissions. */
function onePermissionEach(call: Call): readonly Call[] {
  return structs(call.input, 'IpPermissions').map((one) => ({
    ...call,
    input: { ...call.input, IpPermissions: [one] },
  }));
}

function quietly(act: () => unknown): void {
  try {
    act();
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
  }
}
