/** Faults in what a later call finds of the calls before it: rules that were revoked, refusals, ids. */

import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import type { Group, PastCall } from '../../reference/store.ts';
import type { Direction, Rule } from '../../security-groups/model/rule.ts';
import type { Apply, Fault } from '../fault.ts';
import { directionOfCall, groupOf, isTested, neverMatching, refusing } from '../revoke-changes.ts';
import { isTestedAction } from '../rewriting.ts';
import { sameValues } from '../rule-likeness.ts';

const again: readonly Fault[] = [
  {
    id: 'second-revoke-succeeds',
    breaks: 'state/twice',
    crossesGroups: true,
    means: 'responds with success, as to the revoke before, when all rules named were revoked by it',
    apply: forgivingRevoked(({ byRuleIds }) => !byRuleIds),
  },
  {
    id: 'revoked-once-for-all',
    breaks: 'state/authorise-again',
    crossesGroups: true,
    means: 'does not find a rule that was revoked and authorised again',
    apply: neverMatching((_, rule, call) => isTested(call) && wasRevokedFrom(groupOf(call), rule, rule.direction)),
  },
  {
    id: 'refusal-blocks-the-next',
    breaks: 'state/refused-then-valid',
    crossesGroups: true,
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
            const isAgain =
              outcome.kind === 'revoked' &&
              outcome.unknown.some((rule) => wasRevokedFrom(group, rule, directionOfCall(call)));
            if (isAgain) throw new Refusal(400, 'InvalidParameterValue', 'The rule is being deleted.');
            return outcome;
          },
        },
      }),
  },
  {
    id: 'default-vpc-misfit-blocks-the-next',
    breaks: 'state/default-vpc-misfit-then-valid',
    crossesGroups: true,
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
    // Items of a response are compared with the ids under which the rules were authorised.
    alsoBreaks: ['response/revoked-rule-id'],
    crossesGroups: true,
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
    crossesGroups: true,
    means: 'responds with success to a revoke by properties of a rule that was revoked by its id before',
    apply: forgivingRevoked(({ byRuleIds }) => byRuleIds),
  },
  {
    id: 'id-outlives-rule',
    breaks: 'state/id-ends-with-rule',
    crossesGroups: true,
    means: 'responds with success to the ids of rules that were revoked before',
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

/** Faults in what a later call finds of the calls before it: rules that were revoked, refusals, ids. */
export const stateAgainFaults: readonly Fault[] = [...again, ...ids];

/**
 * Success, and nothing done, where all rules named went with the last revoke of the group, if that was of this
 * kind.
 */
function forgivingRevoked(isKind: (last: PastCall) => boolean): Apply {
  return (b) =>
    changed(b, {
      revoking: {
        byPermissions: (existing, wanted, onMismatch, call) => {
          const outcome = b.revoking.byPermissions(existing, wanted, onMismatch, call);
          const group = groupOf(call);
          const last = lastRevoke(group, call);
          const isForgiven =
            last !== undefined &&
            isKind(last) &&
            wanted.every((rule) => wasRevokedFrom(group, rule, directionOfCall(call)));
          return outcome.kind === 'refused' && isForgiven
            ? { kind: 'revoked', removed: [], remaining: existing, unknown: [] }
            : outcome;
        },
      },
    });
}

/** Whether a rule of these values and this direction was revoked from the group. */
export function wasRevokedFrom(group: Group | undefined, rule: Rule, direction: Direction): boolean {
  return group?.revoked.some((past) => past.rule.direction === direction && sameValues(rule, past.rule)) === true;
}

function lastRevoke(group: Group, { store }: ReferenceCall): PastCall | undefined {
  return store.past.findLast(({ action, groupId }) => isTestedAction(action) && groupId === group.id);
}

function kindOf(group: Group, call: ReferenceCall): 'default' | 'nondefault' {
  return call.behaviour.lookup.vpcKind(group, call);
}
