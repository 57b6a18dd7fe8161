/** Ways to delete a group that another one needs, and to change something when that is refused. */
import type { ReferenceCall } from '../../reference/call.ts';
import { refersTo } from '../../reference/operations/groups.ts';
import { text } from '../../reference/request/input.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import type { Group } from '../../reference/store.ts';
import { isOfCase } from '../create/create-changes.ts';
import type { Apply, Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { isCode } from '../refusal-rows.ts';
import { beforeRefusal, deleting, insteadOfRefusal, keeping, referring, refusingDeletion } from './delete-changes.ts';

const byId = ({ input }: Pick<ReferenceCall, 'input'>) => text(input, 'GroupId') !== undefined;
const isReferred = isCode('DependencyViolation');

/** Rules and sources that are not looked at. */
function overlooking(when: (rule: Group['ingress'][number], place: number, other: Group) => boolean): Apply {
  return referring((group, others) =>
    others.some((other) =>
      [...other.ingress, ...other.egress].some((rule, place) => refersTo(rule, group) && !when(rule, place, other)),
    ),
  );
}

const rows: readonly FaultRow[] = [
  [
    'referred',
    'delete-referred-inbound',
    'deletes a group to which an inbound rule refers',
    overlooking((rule, _, other) => other.ingress.includes(rule)),
  ],
  [
    'referred',
    'delete-referred-silent',
    'says that it removed a group to which a rule refers',
    insteadOfRefusal(isReferred, 'success'),
    { alsoBreaks: ['delete-refused/referred-outbound'] },
  ],
  [
    'referred',
    'delete-referred-as-state',
    'refuses a group to which a rule refers with IncorrectState',
    insteadOfRefusal(isReferred, { code: 'IncorrectState' }),
    { alsoBreaks: ['delete-refused/referred-outbound'] },
  ],
  [
    'referred',
    'delete-referred-with-409',
    'refuses a group to which a rule refers with status 409',
    insteadOfRefusal(isReferred, { code: 'DependencyViolation', status: 409 }),
    { alsoBreaks: ['delete-refused/referred-outbound'] },
  ],
  [
    'referred',
    'delete-referred-as-default',
    'refuses a group to which a rule refers with CannotDelete',
    insteadOfRefusal(isReferred, { code: 'CannotDelete' }),
    { alsoBreaks: ['delete-refused/referred-outbound'] },
  ],
  [
    'referred-outbound',
    'delete-referred-outbound',
    'deletes a group to which an outbound rule refers',
    overlooking((rule, _, other) => other.egress.includes(rule)),
  ],
  [
    'referred-any-source',
    'delete-first-source-looked-at',
    'looks at the first inbound rule and source of other groups alone',
    overlooking((rule, place, other) => other.ingress.includes(rule) && place > 0),
  ],
  [
    'referred-any-source',
    'delete-all-traffic-overlooked',
    'overlooks rules for all traffic',
    overlooking(({ protocol }) => protocol === '-1'),
  ],
  [
    'referred-any-source',
    'delete-self-reference-counts-alone',
    'looks at no other group where a rule of its own refers to a group',
    referring((group, _, __, usual) => !group.ingress.some((rule) => refersTo(rule, group)) && usual()),
  ],
  [
    'referred-mutually',
    'delete-mutual-references-overlooked',
    'deletes a group that refers to the one that refers to it',
    referring((group, others) =>
      others.some(
        (other) =>
          [...other.ingress, ...other.egress].some((rule) => refersTo(rule, group)) &&
          !group.ingress.some((rule) => refersTo(rule, other)),
      ),
    ),
  ],
  [
    'referred-default-vpc',
    'delete-referred-in-default-vpc',
    'deletes a group of the default VPC although a rule refers to it',
    referring((group, _, { store }, usual) => group.vpcId !== store.defaultVpc()?.id && usual()),
  ],
  [
    'referred-by-name',
    'delete-referred-by-name',
    'deletes a group by its name although a rule refers to it',
    referring((_, __, call, usual) => byId(call) && usual()),
  ],
  [
    'referred-keeps-rules',
    'delete-refused-clears-rules',
    'removes the inbound rules of a group that it refuses to delete',
    beforeRefusal((_, group) => {
      if (group !== undefined && isOfCase(group.name)) {
        group.ingress = group.ingress.filter(({ source }) => source.kind === 'group');
      }
    }),
  ],
  [
    'referred-keeps-rules',
    'delete-refused-clears-tags',
    'removes the tags of a group that it refuses to delete',
    beforeRefusal(({ store }, group) => {
      if (group !== undefined && isOfCase(group.name)) store.tags.delete(group.id);
    }),
  ],
  [
    'referred-keeps-reference',
    'delete-refused-clears-reference',
    'removes the rule that refers to a group that it refuses to delete',
    beforeRefusal(({ store }, group) => {
      if (group === undefined || group.ingress.length > 0) return;
      for (const other of store.groups.values()) other.ingress = other.ingress.filter((rule) => !refersTo(rule, group));
    }),
  ],
  [
    'referred-no-more',
    'delete-refused-once-refused-twice',
    'refuses a group once more after the rule that referred to it is revoked',
    (b) => {
      const refused = new Set<string>();
      return deleting((call, proceed, group) => {
        try {
          if (group !== undefined && refused.delete(group.id) && !b.grouping.isReferred(group, call)) {
            throw new Refusal(400, 'IncorrectState', 'This group cannot be deleted.');
          }
          return proceed(call);
        } catch (thrown) {
          if (thrown instanceof Refusal && isReferred(thrown) && group !== undefined) refused.add(group.id);
          throw thrown;
        }
      })(b);
    },
  ],
  [
    'referred-no-more',
    'delete-revoked-rules-count',
    'keeps a group to which a revoked rule of another referred',
    keeping((group, { store }) =>
      [...store.groups.values()].some((other) => other.revoked.some(({ rule }) => refersTo(rule, group))),
    ),
  ],
  [
    'referred-other',
    'delete-any-reference-counts',
    'refuses every group of a VPC in which one is referred to by another',
    refusingDeletion((group, call) => {
      const others = call.store.groupsOfVpc(group.vpcId).filter(({ name, id }) => isOfCase(name) && id !== group.id);
      const { isReferred: counts } = call.behaviour.grouping;
      // One that refers is deleted first when a case is over.
      const isBystander = group.ingress.length === 0 && !counts(group, call);
      return isBystander && others.length > 1 && others.some((other) => counts(other, call));
    }),
  ],
];

/** Faults in deletions of groups that rules of others refer to. */
export const referredFaults: readonly Fault[] = faultsOf('delete-refused', rows);
