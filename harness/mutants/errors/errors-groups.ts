/** Faults in refusing requests that name no group, or none that exists. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { text, texts } from '../../reference/request/input.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import type { Apply, Fault } from '../fault.ts';
import { gives, isTested, overlooked, refusedAs, reinput } from '../revoke-changes.ts';
import { both } from '../rewriting.ts';

const noGroup: readonly Fault[] = [
  {
    id: 'no-group-succeeds',
    breaks: 'errors/no-group',
    means: 'responds with success to a request that names no group',
    apply: overlooked((call) => !gives('GroupId')(call) && !gives('GroupName')(call)),
  },
  {
    id: 'no-group-means-latest',
    breaks: 'errors/no-group',
    crossesGroups: true,
    means: 'takes the latest group for the one that an empty GroupId means',
    apply: both(
      (b) => changed(b, { checks: { values: (call) => (emptyGroupId(call) ? undefined : b.checks.values(call)) } }),
      reinput((input, { store }) =>
        text(input, 'GroupId') === '' ? { ...input, GroupId: [...store.groups.keys()].at(-1) ?? '' } : input,
      ),
    ),
  },
  {
    id: 'no-group-other-code',
    breaks: 'errors/no-group-code',
    means: 'refuses a request that names no group with InvalidParameterValue',
    apply: refusedAs('InvalidParameterValue', (_, call) => !gives('GroupId')(call) && !gives('GroupName')(call)),
  },
  {
    id: 'empty-group-id-counts-as-missing',
    breaks: 'errors/group-id-empty',
    means: 'refuses an empty GroupId with MissingParameter',
    apply: (b) =>
      changed(b, {
        checks: {
          values: (call) => {
            if (emptyGroupId(call)) throw b.errors.groupNotNamed();
            b.checks.values(call);
          },
        },
      }),
  },
];

const groups: readonly Fault[] = [
  {
    id: 'malformed-group-id-not-found',
    breaks: 'errors/group-id-malformed',
    means: 'takes whatever is no group id for the id of an absent group',
    apply: malformedGroupAs('InvalidGroup.NotFound', (id) => !id.includes('/') && id !== ''),
  },
  {
    id: 'malformed-group-id-status-404',
    breaks: 'errors/group-id-malformed',
    means: 'refuses what is no group id with the status 404',
    apply: malformedGroupAs('InvalidGroupId.Malformed', (id) => id !== '', 404),
  },
  {
    id: 'account-before-group-id-taken-off',
    breaks: 'errors/group-id-with-account',
    means: 'takes an account and a slash off a group id',
    apply: reinput((input) => {
      const id = text(input, 'GroupId');
      return id === undefined ? input : { ...input, GroupId: id.replace(/^[0-9]{12}\//, '') };
    }),
  },
  {
    id: 'short-group-id-other-code',
    breaks: 'errors/group-id-short',
    means: 'refuses group ids of other lengths than 8 and 17 digits with InvalidParameterValue',
    apply: refusedAs('InvalidParameterValue', ({ code }, call) => {
      const digits = (text(call.input, 'GroupId') ?? '').slice('sg-'.length);
      return code === 'InvalidGroup.NotFound' && ![8, 17].includes(digits.length) && gives('GroupId')(call);
    }),
  },
  {
    id: 'absent-group-malformed',
    breaks: 'errors/group-absent',
    means: 'refuses the id of no group as malformed',
    apply: refusedAs(
      'InvalidGroupId.Malformed',
      ({ code }, call) =>
        code === 'InvalidGroup.NotFound' &&
        call.behaviour.lookup.byId(text(call.input, 'GroupId') ?? '', call) === undefined &&
        gives('GroupId')(call),
    ),
  },
  {
    id: 'absent-group-succeeds',
    breaks: 'errors/group-absent',
    means: 'responds with success to a request on a group that does not exist',
    apply: overlooked((call) => {
      const id = text(call.input, 'GroupId');
      const isWellFormed = id !== undefined && call.behaviour.forms.groupId(id) !== undefined;
      return isWellFormed && call.behaviour.lookup.byId(id, call) === undefined;
    }),
  },
  {
    id: 'rule-id-found-without-group',
    breaks: 'errors/group-absent-by-rule-id',
    means: 'uses only the rule id when the group does not exist',
    apply: reinput((input, call) => {
      const [ruleId] = texts(input, 'SecurityGroupRuleId');
      const holder = ruleId === undefined ? undefined : call.store.groupOfRule(ruleId);
      const isAbsent = call.behaviour.lookup.byId(text(input, 'GroupId') ?? '', call) === undefined;
      return isAbsent && holder !== undefined && gives('GroupId')(call) ? { ...input, GroupId: holder.id } : input;
    }),
  },
  {
    id: 'absent-group-name-invalid',
    breaks: 'errors/group-name-absent',
    means: 'refuses the name of no group with InvalidParameterValue',
    apply: refusedAs(
      'InvalidParameterValue',
      ({ code }, call) =>
        code === 'InvalidGroup.NotFound' && gives('GroupName')(call) && nowhere(text(call.input, 'GroupName'), call),
    ),
  },
  {
    id: 'group-name-found-in-any-vpc',
    breaks: 'errors/group-name-outside-default-vpc',
    means: 'finds groups of every VPC by their names',
    apply: (b) =>
      changed(b, {
        lookup: {
          byName: (name, call) =>
            b.lookup.byName(name, call) ?? [...call.store.groups.values()].find((group) => group.name === name),
        },
      }),
  },
];

/** Faults in refusing requests that name no group, or none that exists. */
export const groupErrorFaults: readonly Fault[] = [...noGroup, ...groups];

function emptyGroupId(call: ReferenceCall): boolean {
  return isTested(call) && text(call.input, 'GroupId') === '';
}

/** No group has this name, in whatever VPC. */
function nowhere(name: string | undefined, { store }: ReferenceCall): boolean {
  return ![...store.groups.values()].some((group) => group.name === name);
}

function malformedGroupAs(code: string, when: (id: string) => boolean, status = 400): Apply {
  return (b) =>
    changed(b, {
      errors: {
        groupIdMalformed: (id) =>
          when(id) ? new Refusal(status, code, 'No such group.') : b.errors.groupIdMalformed(id),
      },
    });
}
