/** Mutants that take requests which name no group or say too little, or refuse them with another code. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { isGiven, structs, text } from '../../reference/request/input.ts';
import { Refusal } from '../../reference/responses/refusal.ts';
import type { Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { isCode, refusalRowsOf, says } from '../refusal-rows.ts';
import { authorizes, corrected, isOfPorts } from './authorize-changes.ts';

const { recoded, silent, absentGroup } = refusalRowsOf('authorize', authorizes);

const byName = (call: ReferenceCall) => isGiven(call.input, 'GroupName');

const groups: readonly FaultRow[] = [
  recoded('no-group', 'no-group-as-not-found', 'InvalidGroup.NotFound', says('groupName or groupId')),
  silent(
    'no-group',
    'no-group-silent',
    'responds with success to a request that names no group',
    says('groupName or groupId'),
  ),
  recoded(
    'group-id-malformed',
    'malformed-group-as-value',
    'InvalidParameterValue',
    (refusal, call) => isCode('InvalidGroupId.Malformed')(refusal) && text(call.input, 'GroupId') === 'web',
  ),
  recoded(
    'group-id-malformed',
    'malformed-group-as-not-found',
    'InvalidGroup.NotFound',
    (refusal, call) => isCode('InvalidGroupId.Malformed')(refusal) && text(call.input, 'GroupId') === 'web',
  ),
  [
    'group-id-empty',
    'authorize-empty-group-as-missing',
    'refuses an empty group id as missing',
    (b) =>
      changed(b, {
        checks: {
          values: (call) => {
            if (authorizes.isOne(call) && text(call.input, 'GroupId') === '') throw b.errors.groupNotNamed();
            b.checks.values(call);
          },
        },
      }),
  ],
  recoded(
    'group-id-with-account',
    'group-with-account-as-not-found',
    'InvalidGroup.NotFound',
    (refusal, call) =>
      isCode('InvalidGroupId.Malformed')(refusal) && text(call.input, 'GroupId')?.includes('/') === true,
  ),
  [
    'group-id-with-account',
    'authorize-account-before-group-taken',
    'ignores an account before a group id',
    authorizes.reinput((input) => {
      const id = text(input, 'GroupId');
      return id === undefined ? input : { ...input, GroupId: id.replace(/^\d+\//, '') };
    }),
  ],
  recoded(
    'group-absent',
    'absent-group-as-value',
    'InvalidParameterValue',
    (refusal, call) =>
      isCode('InvalidGroup.NotFound')(refusal) && /^sg-[0-9a-f]{17}$/.test(text(call.input, 'GroupId') ?? ''),
  ),
  absentGroup,
  [
    'group-absent',
    'authorize-absent-group-as-value-for-ipv6',
    'refuses an IPv6 range for a group that does not exist as a malformed value',
    authorizes.replacing((call, operation) => {
      const id = text(call.input, 'GroupId') ?? '';
      const isSix = structs(call.input, 'IpPermissions').some((one) => isGiven(one, 'Ipv6Ranges'));
      if (isSix && id.startsWith('sg-') && !call.store.groups.has(id))
        throw new Refusal(400, 'InvalidParameterValue', 'This range is not supported.');
      return operation(call);
    }),
  ],
  [
    'group-absent-without-permissions',
    'authorize-permissions-before-group',
    'names missing permissions before it looks for the group',
    authorizes.replacing((call, operation) => {
      if (!isGiven(call.input, 'IpPermissions') && !isGiven(call.input, 'CidrIp') && !byName(call)) {
        throw call.behaviour.errors.nothingToAuthorize();
      }
      return operation(call);
    }),
  ],
  recoded(
    'group-id-short',
    'short-group-as-value',
    'InvalidParameterValue',
    (refusal, call) =>
      isCode('InvalidGroup.NotFound')(refusal) && /^sg-[0-9a-f]{1,7}$/.test(text(call.input, 'GroupId') ?? ''),
  ),
  recoded(
    'group-name-absent',
    'absent-name-as-value',
    'InvalidParameterValue',
    (refusal, call) =>
      isCode('InvalidGroup.NotFound')(refusal) && text(call.input, 'GroupName')?.endsWith('-not-there') === true,
  ),
  [
    'group-name-outside-default-vpc',
    'authorize-name-of-any-vpc',
    'finds groups of any VPC by their names',
    (b) =>
      changed(b, {
        lookup: {
          byName: (name, call) =>
            b.lookup.byName(name, call) ?? [...call.store.groups.values()].find((group) => group.name === name),
        },
      }),
  ],
];

const flatPairs = ['IpProtocol', 'FromPort', 'ToPort', 'CidrIp'];

const permissions: readonly FaultRow[] = [
  silent(
    'no-permissions',
    'nothing-silent',
    'responds with success to a request without permissions',
    says('the parameter ipPermissions'),
  ),
  recoded('no-permissions', 'nothing-as-value', 'InvalidParameterValue', says('the parameter ipPermissions')),
  [
    'permissions-with-flat',
    'authorize-flat-beside-permissions-ignored',
    'ignores the parameters for one rule beside permissions',
    authorizes.reinput((input) =>
      isGiven(input, 'IpPermissions')
        ? Object.fromEntries(Object.entries(input).filter(([name]) => !flatPairs.includes(name)))
        : input,
    ),
  ],
  recoded(
    'permissions-with-flat',
    'flat-beside-permissions-as-value',
    'InvalidParameterValue',
    (refusal, call) => isCode('InvalidParameterCombination')(refusal) && isGiven(call.input, 'IpPermissions'),
  ),
  [
    'flat-cidr-with-source-group',
    'authorize-flat-group-beside-range-ignored',
    'ignores a range beside a source group that is named',
    authorizes.reinput((input) =>
      isGiven(input, 'SourceSecurityGroupName')
        ? Object.fromEntries(Object.entries(input).filter(([name]) => name !== 'CidrIp'))
        : input,
    ),
  ],
  corrected('protocol-missing', 'protocol-made-up', 'takes TCP where no protocol is given', (permission) =>
    permission.IpProtocol === undefined ? { ...permission, IpProtocol: 'tcp' } : permission,
  ),
  recoded('protocol-missing', 'protocol-missing-as-missing', 'MissingParameter', says("'null' for protocol")),
  corrected('protocol-unknown', 'protocol-all-taken', 'takes all for protocol -1', (permission) =>
    permission.IpProtocol === 'all' ? { ...permission, IpProtocol: '-1' } : permission,
  ),
  corrected('protocol-unknown', 'protocol-any-taken', 'takes any for protocol -1', (permission) =>
    permission.IpProtocol === 'any' ? { ...permission, IpProtocol: '-1' } : permission,
  ),
  corrected('protocol-unknown', 'protocol-guessed', 'takes a misspelt protocol for TCP', (permission) =>
    /^[a-z]{3}$/.test(permission.IpProtocol ?? '') && permission.IpProtocol === 'tpc'
      ? { ...permission, IpProtocol: 'tcp' }
      : permission,
  ),
  recoded(
    'protocol-unknown',
    'protocol-unknown-as-permission',
    'InvalidPermission.NotFound',
    (refusal, call) =>
      says('Unknown protocol')(refusal) &&
      structs(call.input, 'IpPermissions').every((one) => /^[a-z]/.test(text(one, 'IpProtocol') ?? '')),
  ),
  corrected('protocol-number-range', 'protocol-256-taken', 'takes protocol 256 for 0', (permission) =>
    permission.IpProtocol === '256' ? { ...permission, IpProtocol: '0' } : permission,
  ),
  corrected(
    'protocol-number-range',
    'protocol-minus-two-taken',
    'takes any negative protocol for all of them',
    (permission) => (permission.IpProtocol === '-2' ? { ...permission, IpProtocol: '-1' } : permission),
  ),
  corrected('protocol-empty', 'protocol-empty-taken', 'takes an empty protocol for TCP', (permission) =>
    permission.IpProtocol === '' ? { ...permission, IpProtocol: 'tcp' } : permission,
  ),
  corrected('port-missing', 'to-port-made-up', 'takes the first port for a last one that is missing', (permission) =>
    permission.FromPort !== undefined && permission.ToPort === undefined && isOfPorts(permission)
      ? { ...permission, ToPort: permission.FromPort }
      : permission,
  ),
  corrected('port-missing', 'from-port-made-up', 'takes 0 for a first port that is missing', (permission) =>
    permission.FromPort === undefined && permission.ToPort !== undefined && isOfPorts(permission)
      ? { ...permission, FromPort: '0' }
      : permission,
  ),
  corrected('port-missing', 'ports-made-up', 'takes all ports where none is given', (permission) =>
    permission.FromPort === undefined && permission.ToPort === undefined && isOfPorts(permission)
      ? { ...permission, FromPort: '0', ToPort: '65535' }
      : permission,
  ),
  corrected('port-missing', 'udp-ports-made-up', 'takes all ports where none of UDP is given', (permission) =>
    permission.IpProtocol === 'udp' && permission.FromPort === undefined
      ? { ...permission, FromPort: '0', ToPort: '65535' }
      : permission,
  ),
  recoded('port-missing', 'ports-missing-as-missing', 'MissingParameter', says('with TCP/UDP')),
  corrected('icmp-numbers-missing', 'icmp-made-up', 'takes all of ICMP where no type is given', (permission) =>
    permission.IpProtocol === 'icmp' && permission.FromPort === undefined
      ? { ...permission, FromPort: '-1', ToPort: '-1' }
      : permission,
  ),
  corrected('icmp-numbers-missing', 'icmp-code-made-up', 'takes all codes where no code is given', (permission) =>
    permission.IpProtocol === 'icmp' && permission.FromPort !== undefined && permission.ToPort === undefined
      ? { ...permission, ToPort: '-1' }
      : permission,
  ),
  recoded('icmp-numbers-missing', 'icmp-missing-as-missing', 'MissingParameter', says('with ICMP')),
  [
    'icmp-code-of-all-types',
    'authorize-icmp-code-of-all-types-taken',
    'takes a single code of all ICMP types',
    (b) =>
      changed(b, {
        authorizing: {
          checkRule: (rule, call) => {
            if (rule.protocol !== 'icmp') b.authorizing.checkRule(rule, call);
          },
        },
      }),
  ],
];

/** Servers that take requests which name no group or say too little, or refuse them with another code. */
export const authorizeErrorFaults: readonly Fault[] = faultsOf('authorize-errors', [...groups, ...permissions]);
