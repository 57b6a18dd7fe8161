/** Faults in the rules that a revoke leaves, in its own group and in others. What a later call finds is in state-again.ts. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { structs } from '../../reference/request/input.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import type { Fault } from '../fault.ts';
import { groupOf, isTested, neverMatching, replacingTested } from '../revoke-changes.ts';
import { sameValues } from '../rule-likeness.ts';
import { wasRevokedFrom } from './state-again.ts';

const staying: readonly Fault[] = [
  {
    id: 'removes-before-malformed',
    breaks: 'state/malformed-permission',
    means: 'removes what well-formed permissions name and then refuses the request for the malformed one',
    apply: replacingTested((call, revoke) => {
      try {
        return revoke(call);
      } catch (thrown) {
        const isMalformed = thrown instanceof Refusal && thrown.code === 'InvalidParameterValue';
        if (isMalformed) for (const alone of onePermissionEach(call)) quietly(() => revoke(alone));
        throw thrown;
      }
    }),
  },
  {
    id: 'only-rule-not-found',
    breaks: 'state/last-rule',
    crossesGroups: true,
    means: 'finds no rule in a group that has one only',
    apply: (b) =>
      changed(b, {
        revoking: {
          candidates: (group, direction, call) => {
            const rules = b.revoking.candidates(group, direction, call);
            return isTested(call) && rules.length === 1 ? [] : rules;
          },
        },
      }),
  },
  {
    id: 'emptied-group-closed',
    breaks: 'state/emptied-group',
    crossesGroups: true,
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
          afterwards: ({ group, direction }, call) => {
            const rules = call.store.rules(group, direction);
            for (const { description: _, ...rule } of rules) call.store.replaceRule(group, rule);
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
    crossesGroups: true,
    means: 'does not find a rule when the revoke before removed one with the same values from another group',
    apply: neverMatching((_, rule, call) => {
      // A reading of the state may be between the two revokes, and no more: other cases revoke the same values too.
      const last = call.store.past.findLast(({ action }) => action === call.action);
      const group = last?.groupId === rule.groupId ? undefined : call.store.groups.get(last?.groupId ?? '');
      return last !== undefined && call.number - last.number <= 2 && wasRevokedFrom(group, rule, rule.direction);
    }),
  },
  {
    id: 'source-group-emptied',
    breaks: 'state/source-group-untouched',
    means: 'removes the inbound rules of the group that a revoked rule had as its source',
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

/** Faults in the rules that a revoke leaves, in its group and in others. */
export const stateFaults: readonly Fault[] = [...staying, ...apart];

/** The same revoke, once with each of its permissions. */
function onePermissionEach(call: ReferenceCall): readonly ReferenceCall[] {
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
