/** Mutants that take what has to be refused, or refuse it in another way. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { isGiven, type Struct, struct, structs, text } from '../../reference/request/input.ts';
import type { Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { isCode, isOfAbsentGroup, refusalRowsOf, says } from '../refusal-rows.ts';
import { modifies, reupdated, revalued, unchecked } from './modify-changes.ts';

const { recoded, silent, absentGroup, ruleIds } = refusalRowsOf('modify', modifies);

/** Reads values that are not to be taken as others. */
const corrected = (
  slug: string,
  id: string,
  means: string,
  change: (values: Struct, call: ReferenceCall) => Struct,
): FaultRow => [slug, `modify-${id}`, means, revalued(change)];

/** The rule that an element names, if there is one. */
function ruleOf(update: Struct, { store }: ReferenceCall) {
  const id = text(update, 'SecurityGroupRuleId') ?? '';
  const group = store.groupOfRule(id);
  return [...(group?.ingress ?? []), ...(group?.egress ?? [])].find((rule) => rule.id === id);
}

const names: readonly FaultRow[] = [
  silent(
    'no-group',
    'no-group-silent',
    'responds with success to a request without a group',
    says('parameter groupId'),
  ),
  recoded('no-group', 'no-group-as-not-found', 'InvalidGroup.NotFound', says('parameter groupId')),
  recoded(
    'group-id-malformed',
    'malformed-group-as-not-found',
    'InvalidGroup.NotFound',
    isCode('InvalidGroupId.Malformed'),
  ),
  recoded(
    'group-id-malformed',
    'malformed-group-as-value',
    'InvalidParameterValue',
    isCode('InvalidGroupId.Malformed'),
  ),
  recoded('group-absent', 'absent-group-as-rule', 'InvalidSecurityGroupRuleId.NotFound', isOfAbsentGroup),
  absentGroup,
  [
    'group-absent',
    'modify-group-ignored',
    'finds the rule by its id, whatever group is named',
    modifies.reinput((input, call) => {
      const [first] = structs(input, 'SecurityGroupRule');
      const rule = first === undefined ? undefined : ruleOf(first, call);
      const isNamed = text(input, 'GroupId')?.startsWith('sg-') === true;
      return rule === undefined || !isNamed ? input : { ...input, GroupId: rule.groupId };
    }),
  ],
  silent(
    'no-rules',
    'no-rules-silent',
    'responds with success to a request without rules',
    says('parameter securityGroupRules'),
  ),
  recoded('no-rules-code', 'no-rules-as-value', 'InvalidParameterValue', says('parameter securityGroupRules')),
  silent(
    'rule-id-missing',
    'rule-id-missing-silent',
    'ignores values without the id of a rule',
    says('parameter securityGroupRuleId'),
  ),
  [
    'rule-id-missing',
    'modify-any-rule',
    'changes the last rule of the group where no id is given',
    reupdated((updates, call) =>
      updates.map((update) => {
        const group = call.store.groups.get(text(call.input, 'GroupId') ?? '');
        const last = group?.ingress.at(-1)?.id;
        return isGiven(update, 'SecurityGroupRuleId') || last === undefined
          ? update
          : { ...update, SecurityGroupRuleId: last };
      }),
    ),
  ],
  recoded(
    'rule-id-malformed',
    'malformed-id-as-value',
    'InvalidParameterValue',
    isCode('InvalidSecurityGroupRuleId.Malformed'),
  ),
  ...ruleIds,
];

/** What is left out stays as it is. */
const patched = (values: Struct, rule: ReturnType<typeof ruleOf>, only: readonly string[]): Struct => {
  if (rule === undefined) return values;
  const existing: Struct = {
    IpProtocol: rule.protocol,
    FromPort: String(rule.fromPort ?? -1),
    ToPort: String(rule.toPort ?? -1),
    ...(rule.source.kind === 'ipv4' ? { CidrIpv4: rule.source.cidr } : {}),
  };
  const missing = Object.entries(existing).filter(([name]) => only.includes(name) && !isGiven(values, name));
  return { ...Object.fromEntries(missing), ...values };
};

const patching = (
  slug: string,
  id: string,
  means: string,
  only: readonly string[],
  when: (values: Struct) => boolean,
): FaultRow => [
  slug,
  `modify-${id}`,
  means,
  reupdated((updates, call) =>
    updates.map((update) => {
      const values = struct(update, 'SecurityGroupRule');
      return when(values) ? { ...update, SecurityGroupRule: patched(values, ruleOf(update, call), only) } : update;
    }),
  ),
];

function withoutPorts({ FromPort: _from, ToPort: _to, ...values }: Struct): Struct {
  return values;
}

const all = ['IpProtocol', 'FromPort', 'ToPort', 'CidrIpv4'];
const kinds = ['CidrIpv4', 'CidrIpv6', 'PrefixListId', 'ReferencedGroupId'] as const;
const kindSlugs = {
  CidrIpv4: 'ipv4',
  CidrIpv6: 'ipv6',
  PrefixListId: 'prefix-list',
  ReferencedGroupId: 'group',
} as const;
const pairs = kinds.flatMap((one, at) => kinds.slice(at + 1).map((other) => [one, other] as const));

const values: readonly FaultRow[] = [
  patching(
    'protocol-missing',
    'protocol-not-asked-for',
    'keeps the protocol where none is given',
    all,
    (one) => !isGiven(one, 'IpProtocol') && isGiven(one, 'CidrIpv4'),
  ),
  patching(
    'protocol-missing',
    'description-patched',
    'changes the description alone where nothing else is given',
    all,
    (one) => isGiven(one, 'Description') && !isGiven(one, 'IpProtocol'),
  ),
  recoded(
    'protocol-missing',
    'protocol-missing-as-missing',
    'MissingParameter',
    (refusal, call) =>
      says("'null' for protocol")(refusal) &&
      structs(call.input, 'SecurityGroupRule').every((one) => isGiven(one, 'SecurityGroupRule')),
  ),
  [
    'no-values',
    'modify-no-values-silent',
    'responds with success to a rule id without values',
    modifies.replacing((call, operation) => {
      const updates = structs(call.input, 'SecurityGroupRule');
      const isBare = updates.length > 0 && updates.every((one) => !isGiven(one, 'SecurityGroupRule'));
      return isBare ? { return: 'true' } : operation(call);
    }),
  ],
  corrected('all-traffic-with-ports', 'ports-of-all-traffic-ignored', 'ignores ports beside protocol -1', (one) =>
    text(one, 'IpProtocol') === '-1' ? withoutPorts(one) : one,
  ),
  corrected(
    'all-traffic-with-ports',
    'all-ports-of-all-traffic-taken',
    'takes ports 0 to 65535 beside protocol -1',
    (one) => (text(one, 'IpProtocol') === '-1' && text(one, 'FromPort') === '0' ? withoutPorts(one) : one),
  ),
  recoded(
    'all-traffic-with-ports',
    'ports-of-all-traffic-as-combination',
    'InvalidParameterCombination',
    says('with all protocols'),
  ),
  corrected('port-missing', 'to-port-made-up', 'takes the first port for a last one that is missing', (one) =>
    isGiven(one, 'FromPort') && !isGiven(one, 'ToPort') ? { ...one, ToPort: text(one, 'FromPort') ?? '' } : one,
  ),
  corrected('port-missing', 'from-port-made-up', 'takes the last port for a first one that is missing', (one) =>
    isGiven(one, 'ToPort') && !isGiven(one, 'FromPort') ? { ...one, FromPort: text(one, 'ToPort') ?? '' } : one,
  ),
  patching(
    'port-missing',
    'ports-kept',
    'keeps the ports where none is given',
    ['FromPort', 'ToPort'],
    (one) => text(one, 'IpProtocol') === 'udp' && !isGiven(one, 'FromPort'),
  ),
  patching(
    'no-source',
    'source-kept',
    'keeps the source where none is given',
    ['CidrIpv4'],
    (one) => isGiven(one, 'IpProtocol') && kinds.every((kind) => !isGiven(one, kind)),
  ),
  recoded('no-source', 'no-source-as-value', 'InvalidParameterValue', says('parameter cidrIp')),
  ...pairs.map(
    ([one, other]): FaultRow =>
      corrected(
        'two-sources',
        `two-sources-${kindSlugs[one]}-${kindSlugs[other]}`,
        `ignores ${other} beside ${one}`,
        (values) =>
          text(values, one) !== undefined && text(values, other) !== undefined
            ? Object.fromEntries(
                Object.entries(values)
                  .filter(([name]) => name !== other && (one === 'CidrIpv4' || name !== one))
                  .concat(one === 'CidrIpv4' ? [] : [['CidrIpv4', '192.0.2.0/24']]),
              )
            : values,
      ),
  ),
  recoded('two-sources', 'two-sources-as-value', 'InvalidParameterValue', says("'cidrIpv6'")),
  corrected('protocol-unknown', 'protocol-guessed', 'takes a misspelt protocol for TCP', (one) =>
    text(one, 'IpProtocol') === 'tpc' ? { ...one, IpProtocol: 'tcp' } : one,
  ),
  corrected('port-range', 'port-clamped', 'takes 65535 for a port above it', (one) =>
    text(one, 'ToPort') === '65536' ? { ...one, FromPort: '65535', ToPort: '65535' } : one,
  ),
  [
    'integer',
    'modify-port-word-taken',
    'takes a word in place of a port for port 443',
    (b) => changed(b, { reading: { integer: (digits) => (digits === 'https' ? 443 : b.reading.integer(digits)) } }),
  ],
  corrected('cidr-malformed', 'octet-clamped', 'takes 255 for an octet above it', (one) =>
    text(one, 'CidrIpv4') === '192.0.2.256/32' ? { ...one, CidrIpv4: '192.0.2.255/32' } : one,
  ),
  corrected('cidr-malformed', 'ipv6-as-everyone', 'takes all IPv4 addresses for an IPv6 range', (one) =>
    text(one, 'CidrIpv4')?.includes(':') === true ? { ...one, CidrIpv4: '0.0.0.0/0' } : one,
  ),
  [
    'group-absent-source',
    'modify-absent-group-taken',
    'takes any group id as the source',
    unchecked(({ source }) => source.kind === 'group'),
  ],
  [
    'prefix-list-absent',
    'modify-absent-prefix-list-taken',
    'takes any prefix list',
    unchecked(({ source }) => source.kind === 'prefix-list'),
  ],
  [
    'description',
    'modify-description-unchecked',
    'takes any description',
    unchecked(({ description }) => description !== undefined && /[>]/.test(description)),
  ],
  [
    'description',
    'modify-long-description-taken',
    'takes a description of any length',
    unchecked(({ description = '' }) => description.length > 255),
  ],
];

/** Servers that take what has to be refused, or refuse it in another way. */
export const modifyErrorFaults: readonly Fault[] = faultsOf('modify-errors', [...names, ...values]);
