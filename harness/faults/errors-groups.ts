/** Faults in refusing requests whose group, rule ids or combination of parameters is wrong. */
import { changed } from '../reference/behaviour.ts';
import type { Call } from '../reference/call.ts';
import { given, text, texts } from '../reference/input.ts';
import { Refusal } from '../reference/refusal.ts';
import type { Fault } from './fault.ts';
import { type Apply, both, gives, isRevoke, overlooked, refusedAs, reinput } from './revoke-changes.ts';

const noGroup: readonly Fault[] = [
  {
    id: 'no-group-succeeds',
    breaks: 'errors/no-group',
    means: 'answers success to a request that names no group',
    apply: overlooked((call) => !gives('GroupId')(call) && !gives('GroupName')(call)),
  },
  {
    id: 'no-group-means-latest',
    breaks: 'errors/no-group',
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
    id: 'short-group-id-malformed',
    breaks: 'errors/group-id-short',
    means: 'refuses group ids of other lengths than 8 and 17 digits as malformed',
    apply: refusedAs('InvalidGroupId.Malformed', ({ code }, call) => {
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
    means: 'answers success to a request on a group that does not exist',
    apply: overlooked((call) => {
      const id = text(call.input, 'GroupId');
      const isWellFormed = id !== undefined && call.behaviour.forms.groupId(id) !== undefined;
      return isWellFormed && call.behaviour.lookup.byId(id, call) === undefined;
    }),
  },
  {
    id: 'rule-id-found-without-group',
    breaks: 'errors/group-absent-by-rule-id',
    means: 'goes by the rule id alone when the group does not exist',
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

const rules: readonly Fault[] = [
  {
    id: 'no-rules-succeeds',
    breaks: 'errors/no-rules',
    means: 'answers success to a request that names no rules',
    apply: overlooked(namesNoRules),
  },
  {
    id: 'no-rules-means-all',
    breaks: 'errors/no-rules',
    means: 'removes all inbound rules when a request names none',
    apply: reinput((input, call) => {
      const group = call.behaviour.lookup.byId(text(input, 'GroupId') ?? '', call);
      if (group === undefined || !namesNoRules(call)) return input;
      return { ...input, SecurityGroupRuleId: group.ingress.map(({ id }) => id) };
    }),
  },
  {
    id: 'no-rules-other-code',
    breaks: 'errors/no-rules',
    means: 'refuses a request that names no rules with InvalidParameterValue',
    apply: refusedAs('InvalidParameterValue', (_, call) => namesNoRules(call) && gives('GroupId')(call)),
  },
  {
    id: 'malformed-rule-id-not-found',
    breaks: 'errors/rule-id-malformed',
    means: 'takes whatever is no rule id for the id of an absent rule',
    apply: refusedAs(
      'InvalidSecurityGroupRuleId.NotFound',
      ({ code }) => code === 'InvalidSecurityGroupRuleId.Malformed',
    ),
  },
  {
    id: 'absent-rule-id-other-code',
    breaks: 'errors/rule-id-absent',
    means: 'refuses the id of no rule with InvalidPermission.NotFound',
    apply: refusedAs('InvalidPermission.NotFound', ({ code }) => code === 'InvalidSecurityGroupRuleId.NotFound'),
  },
  {
    id: 'absent-rule-id-succeeds',
    breaks: 'errors/rule-id-absent',
    means: 'answers success to the id of no rule',
    apply: overlooked((call) =>
      texts(call.input, 'SecurityGroupRuleId').some(
        (id) => call.behaviour.forms.ruleId(id) !== undefined && call.store.groupOfRule(id) === undefined,
      ),
    ),
  },
  {
    id: 'short-rule-id-malformed',
    breaks: 'errors/rule-id-short',
    means: 'refuses rule ids of other lengths than 17 digits as malformed',
    apply: refusedAs(
      'InvalidSecurityGroupRuleId.Malformed',
      ({ code }, call) =>
        code === 'InvalidSecurityGroupRuleId.NotFound' &&
        texts(call.input, 'SecurityGroupRuleId').some((id) => id.length !== 'sgr-'.length + 17),
    ),
  },
];

const combinations: readonly Fault[] = [
  {
    id: 'flat-beside-permissions-overlooked',
    breaks: 'errors/permissions-with-flat',
    means: 'overlooks flat parameters beside permissions',
    apply: overlookedBesidePermissions(['IpProtocol', 'FromPort', 'ToPort', 'CidrIp']),
  },
  {
    id: 'from-port-beside-permissions-overlooked',
    breaks: 'errors/permissions-with-flat',
    means: 'overlooks a flat FromPort beside permissions',
    apply: overlookedBesidePermissions(['FromPort']),
  },
  {
    id: 'combination-other-code',
    breaks: 'errors/permissions-with-flat',
    means: 'refuses flat parameters beside permissions with InvalidParameterValue',
    apply: refusedAs('InvalidParameterValue', ({ code }) => code === 'InvalidParameterCombination'),
  },
  {
    id: 'to-port-beside-permissions-overlooked',
    breaks: 'errors/permissions-with-to-port',
    means: 'overlooks a flat ToPort beside permissions',
    apply: overlookedBesidePermissions(['ToPort']),
  },
  {
    id: 'protocol-beside-permissions-overlooked',
    breaks: 'errors/permissions-with-protocol',
    means: 'overlooks a flat IpProtocol beside permissions',
    apply: overlookedBesidePermissions(['IpProtocol']),
  },
  {
    id: 'cidr-beside-permissions-overlooked',
    breaks: 'errors/permissions-with-cidr',
    means: 'overlooks a flat CidrIp beside permissions',
    apply: overlookedBesidePermissions(['CidrIp']),
  },
  {
    id: 'source-group-beside-cidr-overlooked',
    breaks: 'errors/flat-cidr-with-source-group',
    means: 'answers success to a flat range together with a source group',
    apply: overlooked((call) => gives('SourceSecurityGroupName')(call) && gives('CidrIp')(call)),
  },
  {
    id: 'protocol-beside-source-group-overlooked',
    breaks: 'errors/source-group-with-protocol',
    means: 'answers success to a flat protocol together with a source group',
    apply: overlooked((call) => gives('SourceSecurityGroupName')(call) && gives('IpProtocol')(call)),
  },
  {
    id: 'ports-beside-source-group-overlooked',
    breaks: 'errors/source-group-with-ports',
    means: 'answers success to flat ports together with a source group',
    apply: overlooked((call) => gives('SourceSecurityGroupName')(call) && gives('FromPort')(call)),
  },
];

export const groupErrorFaults: readonly Fault[] = [...noGroup, ...groups, ...rules, ...combinations];

function emptyGroupId(call: Call): boolean {
  return isRevoke(call) && text(call.input, 'GroupId') === '';
}

function namesNoRules({ input }: Call): boolean {
  return !['IpPermissions', 'SecurityGroupRuleId', 'CidrIp', 'IpProtocol', 'SourceSecurityGroupName'].some((name) =>
    given(input, name),
  );
}

/** No group has this name, in whatever VPC. */
function nowhere(name: string | undefined, { store }: Call): boolean {
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

/** Leaves flat parameters out beside permissions when there are no others than these. */
function overlookedBesidePermissions(names: readonly string[]): Apply {
  const flat = ['IpProtocol', 'FromPort', 'ToPort', 'CidrIp'];
  return reinput((input, call) => {
    const stand = flat.filter((name) => given(input, name));
    if (!gives('IpPermissions')(call) || stand.some((name) => !names.includes(name))) return input;
    return Object.fromEntries(Object.entries(input).filter(([name]) => !stand.includes(name)));
  });
}
