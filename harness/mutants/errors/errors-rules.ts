/** Mutants that are wrong about refusing the rules that a revoke names, and combinations of parameters. */
import type { ReferenceCall } from '../../reference/call.ts';
import { isGiven, text, texts } from '../../reference/request/input.ts';
import type { Apply, Fault } from '../fault.ts';
import { directionOfCall, gives, overlooked, refusedAs, reinput } from '../revoke-changes.ts';

const rules: readonly Fault[] = [
  {
    id: 'no-rules-succeeds',
    breaks: 'errors/no-rules',
    means: 'responds with success to a request that names no rules',
    apply: overlooked(namesNoRules),
  },
  {
    id: 'no-rules-means-all',
    breaks: 'errors/no-rules',
    means: 'removes all rules of its direction when a request names none',
    apply: reinput((input, call) => {
      const group = call.behaviour.lookup.byId(text(input, 'GroupId') ?? '', call);
      if (group === undefined || !namesNoRules(call)) return input;
      return { ...input, SecurityGroupRuleId: call.store.rules(group, directionOfCall(call)).map(({ id }) => id) };
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
    means: 'responds with success to the id of no rule',
    apply: overlooked((call) =>
      texts(call.input, 'SecurityGroupRuleId').some(
        (id) => call.behaviour.forms.ruleId(id) !== undefined && call.store.groupOfRule(id) === undefined,
      ),
    ),
  },
  {
    id: 'short-rule-id-other-code',
    breaks: 'errors/rule-id-short',
    means: 'refuses rule ids of other lengths than 17 digits with InvalidParameterValue',
    apply: refusedAs(
      'InvalidParameterValue',
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
    means: 'ignores flat parameters that come with permissions',
    apply: overlookedBesidePermissions(['IpProtocol', 'FromPort', 'ToPort', 'CidrIp']),
  },
  {
    id: 'from-port-beside-permissions-overlooked',
    breaks: 'errors/permissions-with-flat',
    means: 'ignores a flat FromPort that come with permissions',
    apply: overlookedBesidePermissions(['FromPort']),
  },
  {
    id: 'combination-other-code',
    breaks: 'errors/permissions-with-flat',
    means: 'refuses flat parameters that come with permissions with InvalidParameterValue',
    apply: refusedAs('InvalidParameterValue', ({ code }) => code === 'InvalidParameterCombination'),
  },
  {
    id: 'to-port-beside-permissions-overlooked',
    breaks: 'errors/permissions-with-to-port',
    means: 'ignores a flat ToPort that come with permissions',
    apply: overlookedBesidePermissions(['ToPort']),
  },
  {
    id: 'protocol-beside-permissions-overlooked',
    breaks: 'errors/permissions-with-protocol',
    means: 'ignores a flat IpProtocol that come with permissions',
    apply: overlookedBesidePermissions(['IpProtocol']),
  },
  {
    id: 'cidr-beside-permissions-overlooked',
    breaks: 'errors/permissions-with-cidr',
    means: 'ignores a flat CidrIp that come with permissions',
    apply: overlookedBesidePermissions(['CidrIp']),
  },
  {
    id: 'source-group-beside-cidr-overlooked',
    breaks: 'errors/flat-cidr-with-source-group',
    means: 'responds with success to a flat range together with a source group',
    apply: overlooked((call) => gives('SourceSecurityGroupName')(call) && gives('CidrIp')(call)),
  },
  {
    id: 'protocol-beside-source-group-overlooked',
    breaks: 'errors/source-group-with-protocol',
    means: 'responds with success to a flat protocol together with a source group',
    apply: overlooked((call) => gives('SourceSecurityGroupName')(call) && gives('IpProtocol')(call)),
  },
  {
    id: 'ports-beside-source-group-overlooked',
    breaks: 'errors/source-group-with-ports',
    means: 'responds with success to flat ports together with a source group',
    apply: overlooked((call) => gives('SourceSecurityGroupName')(call) && gives('FromPort')(call)),
  },
];

/** Faults in refusing requests whose rules are missing, malformed or named in several ways. */
export const ruleErrorFaults: readonly Fault[] = [...rules, ...combinations];

function namesNoRules({ input }: ReferenceCall): boolean {
  return !['IpPermissions', 'SecurityGroupRuleId', 'CidrIp', 'IpProtocol', 'SourceSecurityGroupName'].some((name) =>
    isGiven(input, name),
  );
}

/** Leaves flat parameters out beside permissions when there are no others than these. */
function overlookedBesidePermissions(names: readonly string[]): Apply {
  const flat = ['IpProtocol', 'FromPort', 'ToPort', 'CidrIp'];
  return reinput((input, call) => {
    const present = flat.filter((name) => isGiven(input, name));
    if (!gives('IpPermissions')(call) || present.some((name) => !names.includes(name))) return input;
    return Object.fromEntries(Object.entries(input).filter(([name]) => !present.includes(name)));
  });
}
