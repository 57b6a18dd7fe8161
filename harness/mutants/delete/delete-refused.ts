/** Mutants that are wrong about deletions that have to be refused. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { text } from '../../reference/request/input.ts';
import type { Refusal } from '../../reference/responses/refusal.ts';
import { isOfCase } from '../create/create-changes.ts';
import type { Apply, Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { isCode } from '../refusal-rows.ts';
import { beforeRefusal, deleting, insteadOfRefusal } from './delete-changes.ts';

const idOf = ({ input }: Pick<ReferenceCall, 'input'>) => text(input, 'GroupId');
const nameOf = ({ input }: Pick<ReferenceCall, 'input'>) => text(input, 'GroupName');
const byId = (call: ReferenceCall) => idOf(call) !== undefined;

/** The case asks for the id of no group, and never had one. */
const isAbsent = (refusal: Refusal, call: ReferenceCall) =>
  isCode('InvalidGroup.NotFound')(refusal) && byId(call) && (idOf(call) ?? '').startsWith('sg-0ab5e');
/** The group of the id was deleted. */
const isDeleted = (refusal: Refusal, call: ReferenceCall) =>
  isCode('InvalidGroup.NotFound')(refusal) && byId(call) && !(idOf(call) ?? '').startsWith('sg-0ab5e');
const isMalformed = (refusal: Refusal, call: ReferenceCall) =>
  isCode('InvalidGroupId.Malformed')(refusal) && idOf(call) !== '' && !/^SG-/.test(idOf(call) ?? '');
const isOfRule = (refusal: Refusal, call: ReferenceCall) =>
  isMalformed(refusal, call) && (idOf(call) ?? '').startsWith('sgr-');
const isUnnamed = (_: Refusal, call: ReferenceCall) => !byId(call) && nameOf(call) === undefined;
const isNameAbsent = (refusal: Refusal, call: ReferenceCall) =>
  isCode('InvalidGroup.NotFound')(refusal) &&
  nameOf(call) !== undefined &&
  !isElsewhere(call) &&
  !(nameOf(call) ?? '').endsWith('-WEB');

function isElsewhere(call: ReferenceCall): boolean {
  return [...call.store.groups.values()].some(({ name }) => name === nameOf(call));
}

const newest = ({ store }: ReferenceCall) => [...store.groups.values()].findLast(({ name }) => isOfCase(name));

/** Removes the newest group of a case when the request is refused. */
function removingNewest(when: (call: ReferenceCall) => boolean): Apply {
  return beforeRefusal((call) => {
    const group = when(call) ? newest(call) : undefined;
    if (group !== undefined) call.store.removeGroup(group);
  });
}

const rows: readonly FaultRow[] = [
  [
    'absent',
    'delete-absent-silent',
    'says that it removed the group of an id that does not exist',
    insteadOfRefusal(isAbsent, 'success'),
  ],
  [
    'absent',
    'delete-absent-as-value',
    'refuses the id of no group as a bad value',
    insteadOfRefusal(isAbsent, { code: 'InvalidParameterValue' }),
  ],
  [
    'absent',
    'delete-absent-other-code',
    'refuses the id of no group with InvalidGroupId.NotFound',
    insteadOfRefusal(isAbsent, { code: 'InvalidGroupId.NotFound' }),
  ],
  [
    'absent',
    'delete-absent-with-404',
    'refuses the id of no group with status 404',
    insteadOfRefusal(isAbsent, { code: 'InvalidGroup.NotFound', status: 404 }),
  ],
  [
    'absent',
    'delete-short-id-other-code',
    'refuses an id of eight digits with InvalidParameterValue',
    insteadOfRefusal((refusal, call) => isAbsent(refusal, call) && (idOf(call) ?? '').length === 11, {
      code: 'InvalidParameterValue',
    }),
  ],
  [
    'absent-others-stay',
    'delete-absent-takes-newest',
    'removes the newest group when it refuses an id',
    removingNewest((call) => (idOf(call) ?? '').startsWith('sg-0ab5e')),
  ],
  ['twice', 'delete-twice-silent', 'says again that it removed a group', insteadOfRefusal(isDeleted, 'success')],
  [
    'twice',
    'delete-twice-other-code',
    'refuses the second deletion with IncorrectState',
    insteadOfRefusal(isDeleted, { code: 'IncorrectState' }),
  ],
  [
    'twice',
    'delete-twice-malformed',
    'refuses the second deletion as of a malformed id',
    insteadOfRefusal(isDeleted, { code: 'InvalidGroupId.Malformed' }),
  ],
  [
    'malformed',
    'delete-malformed-not-found',
    'refuses what is no id as not found',
    insteadOfRefusal(isMalformed, { code: 'InvalidGroup.NotFound' }),
  ],
  [
    'malformed',
    'delete-malformed-as-value',
    'refuses what is no id as a bad value',
    insteadOfRefusal(isMalformed, { code: 'InvalidParameterValue' }),
  ],
  [
    'malformed',
    'delete-malformed-silent',
    'says that it removed the group of what is no id',
    insteadOfRefusal(isMalformed, 'success'),
  ],
  [
    'malformed',
    'delete-rule-id-not-found',
    'refuses the id of a rule as not found',
    insteadOfRefusal(isOfRule, { code: 'InvalidGroup.NotFound' }),
  ],
  [
    'malformed',
    'delete-name-taken-for-id',
    'takes a name for an id',
    deleting((call, proceed) => {
      const group = [...call.store.groups.values()].find(({ name }) => name === idOf(call));
      return proceed(group === undefined ? call : { ...call, input: { GroupId: group.id } });
    }),
  ],
  [
    'nothing-named',
    'delete-nothing-silent',
    'says that it removed a group when none is named',
    insteadOfRefusal(isUnnamed, 'success'),
  ],
  [
    'nothing-named',
    'delete-nothing-takes-newest',
    'removes the newest group when none is named',
    removingNewest((call) => !byId(call) && nameOf(call) === undefined),
  ],
  [
    'nothing-named-code',
    'delete-nothing-as-value',
    'refuses a request that names no group with InvalidParameterValue',
    insteadOfRefusal(isUnnamed, { code: 'InvalidParameterValue' }),
  ],
  [
    'nothing-named-code',
    'delete-nothing-not-found',
    'refuses a request that names no group with InvalidGroup.NotFound',
    insteadOfRefusal(isUnnamed, { code: 'InvalidGroup.NotFound' }),
  ],
  [
    'name-absent',
    'delete-absent-name-silent',
    'says that it removed the group of a name that does not exist',
    insteadOfRefusal(isNameAbsent, 'success'),
  ],
  [
    'name-absent',
    'delete-absent-name-as-value',
    'refuses the name of no group as a bad value',
    insteadOfRefusal(isNameAbsent, { code: 'InvalidParameterValue' }),
  ],
  [
    'name-absent',
    'delete-name-wildcards',
    'takes an asterisk in a name for any text',
    deleting((call, proceed) => {
      const name = nameOf(call) ?? '';
      const group = name.endsWith('*')
        ? [...call.store.groups.values()].find((one) => one.name.startsWith(name.slice(0, -1)))
        : undefined;
      return proceed(group === undefined ? call : { ...call, input: { GroupId: group.id } });
    }),
  ],
  [
    'name-in-other-vpc',
    'delete-name-of-any-vpc',
    'deletes a group outside the default VPC by its name',
    deleting((call, proceed) => {
      const alike = byId(call) ? [] : [...call.store.groups.values()].filter(({ name }) => name === nameOf(call));
      const [group] = alike;
      return proceed(group === undefined || alike.length > 1 ? call : { ...call, input: { GroupId: group.id } });
    }),
  ],
  [
    'name-in-other-vpc',
    'delete-name-in-other-vpc-silent',
    'says that it removed a group outside the default VPC',
    insteadOfRefusal(
      (refusal, call) => isCode('InvalidGroup.NotFound')(refusal) && nameOf(call) !== undefined && isElsewhere(call),
      'success',
    ),
  ],
  [
    'default-group',
    'delete-default-as-dependency',
    'refuses the default group with DependencyViolation',
    insteadOfRefusal(isCode('CannotDelete'), { code: 'DependencyViolation' }),
  ],
  [
    'default-group',
    'delete-default-as-value',
    'refuses the default group as a bad value',
    insteadOfRefusal(isCode('CannotDelete'), { code: 'InvalidParameterValue' }),
  ],
  [
    'default-group',
    'delete-default-silent',
    'says that it removed a default group',
    insteadOfRefusal(isCode('CannotDelete'), 'success'),
  ],
  [
    'default-group',
    'delete-removes-default',
    'removes a default group',
    (b) => changed(b, { grouping: { isDefault: () => false } }),
  ],
];

/** Faults in refusals of ids, names and default groups. */
export const deleteRefusedFaults: readonly Fault[] = faultsOf('delete-refused', rows);
