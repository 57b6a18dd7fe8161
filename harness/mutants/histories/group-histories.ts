/**
 * Faults that only a history of groups shows: what was done to a rule, or to an earlier group of the name, makes a deletion
 * or a creation wrong. Each request by itself is right.
 */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { refersTo } from '../../reference/operations/groups.ts';
import { text } from '../../reference/request/input.ts';
import type { Group } from '../../reference/store.ts';
import { isOfCase } from '../create/create-changes.ts';
import { referring, refusingDeletion } from '../delete/delete-changes.ts';
import type { Apply, Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { wrapping } from '../groups/changes.ts';
import { type InPast, remembering, wasDescribed, wasModified, wasRevoked } from './rule-past.ts';

/** References by rules of this kind prevent no deletion. */
function overlooking(is: InPast): Apply {
  return remembering((b, past) =>
    referring((group, others, call) =>
      others.some(({ ingress, egress }) =>
        [...ingress, ...egress].some((rule) => refersTo(rule, group) && !is(rule, past, call)),
      ),
    )(b),
  );
}

/** A rule of this kind that was revoked prevents the deletion of the group to which it referred. */
function keptByRevoked(is: InPast): Apply {
  return remembering((b, past) =>
    refusingDeletion((group, call) => past.revoked.some((rule) => refersTo(rule, group) && is(rule, past, call)))(b),
  );
}

/** Deleted groups of cases by their ids are at hand, each as it was. */
function recalling(change: (b: Behaviour, gone: ReadonlyMap<string, Group>) => Behaviour): Apply {
  return (plain) => {
    const gone = new Map<string, Group>();
    const b = change(plain, gone);
    return changed(b, {
      grouping: {
        remove: (group, call) => {
          if (isOfCase(group.name)) gone.set(group.id, { ...group });
          b.grouping.remove(group, call);
        },
      },
    });
  };
}

/** The group that was deleted under this name in this VPC, the latest. */
function formerOf({ name, vpcId }: Pick<Group, 'name' | 'vpcId'>, gone: ReadonlyMap<string, Group>): Group | undefined {
  return [...gone.values()].findLast((one) => one.name === name && one.vpcId === vpcId);
}

/** The group that there is now under the name of a deleted one. */
function presentFor(call: ReferenceCall, gone: ReadonlyMap<string, Group>): Group | undefined {
  const former = gone.get(text(call.input, 'GroupId') ?? '');
  return former && call.store.groupsOfVpc(former.vpcId).find(({ name }) => name === former.name);
}

const rows: readonly FaultRow[] = [
  [
    'referred',
    'reference-of-modified-rule-overlooked',
    'deletes a group to which a rule refers that was modified',
    overlooking(wasModified),
  ],
  [
    'referred',
    'reference-of-described-rule-overlooked',
    'deletes a group to which a rule refers whose description was updated',
    overlooking(wasDescribed),
  ],
  [
    'referred',
    'reference-authorised-again-overlooked',
    'deletes a group to which a rule refers that was revoked and authorised again',
    overlooking(wasRevoked),
  ],
  [
    'referred',
    'reference-to-recreated-group-overlooked',
    'deletes a group to which a rule refers if an earlier group had its name',
    recalling((b, gone) =>
      changed(b, {
        grouping: {
          isReferred: (group, call) => formerOf(group, gone) === undefined && b.grouping.isReferred(group, call),
        },
      }),
    ),
  ],
  [
    'deleted',
    'modified-reference-kept-after-revoke',
    'refuses to delete a group to which a rule referred that was modified and revoked',
    keptByRevoked(wasModified),
  ],
  [
    'deleted',
    'described-reference-kept-after-revoke',
    'refuses to delete a group to which a rule referred that was described and revoked',
    keptByRevoked(wasDescribed),
  ],
  [
    'recreated',
    'recreated-group-has-modified-rules',
    'gives a group that is created again the rules of the deleted one of its name that were modified',
    remembering((b, past) =>
      recalling((inner, gone) =>
        changed(inner, {
          grouping: {
            firstRules: (group, maker) => {
              const former = formerOf(group, gone);
              const kept = [...(former?.ingress ?? []), ...(former?.egress ?? [])];
              const again = kept
                .filter((rule) => wasModified(rule, past))
                .map((rule) => ({ ...rule, id: maker.behaviour.state.newId('sgr-'), groupId: group.id }));
              return [...inner.grouping.firstRules(group, maker), ...again];
            },
          },
        }),
      )(b),
    ),
  ],
  [
    'recreated',
    'recreated-group-opens-nothing',
    'gives a group that is created again no outbound rule if the deleted one had rules',
    recalling((b, gone) =>
      changed(b, {
        grouping: {
          firstRules: (group, maker) =>
            (formerOf(group, gone)?.ingress.length ?? 0) > 0 ? [] : b.grouping.firstRules(group, maker),
        },
      }),
    ),
  ],
  [
    'former',
    'former-id-deletes-group-of-its-name',
    'takes the id of a deleted group for that of the group of its name, and deletes it',
    recalling((b, gone) =>
      wrapping('DeleteSecurityGroup', (call, proceed) => {
        const present = presentFor(call, gone);
        return present === undefined
          ? proceed(call)
          : proceed({ ...call, input: { ...call.input, GroupId: present.id } });
      })(b),
    ),
  ],
  [
    'former',
    'former-id-deleted-with-success',
    'returns success for the id of a deleted group if there is one of its name',
    recalling((b, gone) =>
      wrapping('DeleteSecurityGroup', (call, proceed) =>
        presentFor(call, gone) === undefined
          ? proceed(call)
          : { return: 'true', groupId: text(call.input, 'GroupId') ?? '' },
      )(b),
    ),
  ],
];

/** They bite on histories: listed cases may miss them, generated ones must not. */
export const groupHistoryFaults: readonly Fault[] = faultsOf('group-history', rows).map((fault) => ({
  ...fault,
  needsRareValues: true,
}));
