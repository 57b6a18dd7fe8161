/** The rules that a request names by their properties. */

import {
  type GroupReference,
  type Permission,
  type PermissionProblem,
  rulesOfPermission,
} from '../../security-groups/model/permission.ts';
import type { ReferenceCall } from '../call.ts';
import { lowerCamel } from '../checks.ts';
import { groupNamed } from '../lookup.ts';
import type { Refusal } from '../responses/refusal.ts';
import type { Requested, Wanted } from '../sections/wanted-rules.ts';
import type { Group } from '../store.ts';
import { defined, isGiven, type Struct, structs, text } from './input.ts';

/** Parameters that name one rule without IpPermissions. */
export const flatNames = [
  'CidrIp',
  'FromPort',
  'IpProtocol',
  'ToPort',
  'SourceSecurityGroupName',
  'SourceSecurityGroupOwnerId',
] as const;

/** The conforming reading. */
export const referenceRequested: Requested<ReferenceCall> = {
  permissions: (call) => structs(call.input, 'IpPermissions').map(permissionOf),
  flat: flatPermissions,
  checkCombinations,
  checkSourceLists,
  checkAllTraffic: ({ IpProtocol, FromPort, ToPort }, { behaviour: { errors } }) => {
    if (IpProtocol === '-1' && (FromPort ?? ToPort) !== undefined) throw errors.portsOfAllTraffic();
  },
  wanted: wantedRules,
  rules: (permission, group, call) => rulesOfPermission(permission, formsFor(group, call)),
  problem: problemRefusal,
};

function wantedRules(permissions: readonly Permission[], group: Group, call: ReferenceCall): readonly Wanted[] {
  const { requested: how, errors, choices, forms } = call.behaviour;
  how.checkSourceLists(call);
  const wanted: Wanted[] = [];
  for (const [index, permission] of permissions.entries()) {
    if (choices.mixedSources === 'refused' && permission.Groups?.length && permission.IpRanges?.length) {
      throw errors.combination('groups', 'ipRanges');
    }
    const { rules, problem } = how.rules(permission, group, call);
    if (problem !== undefined) throw how.problem(problem, call);
    if (rules.length === 0 && choices.permissionWithoutSource === 'refused') throw errors.sourceMissing();
    for (const rule of rules) {
      const { source } = rule;
      if (source.kind === 'group' && forms.groupId(source.groupId) === undefined) {
        throw errors.groupIdMalformed(source.groupId);
      }
      if (source.kind === 'prefix-list' && forms.prefixListId(source.prefixListId) === undefined) {
        throw errors.prefixListMalformed(source.prefixListId);
      }
      wanted.push({ ...rule, permission: index + 1, position: wanted.length + 1 });
    }
  }
  return wanted;
}

/** Refuses IpPermissions beside any flat parameter, and flat parameters that exclude each other. */
function checkCombinations(call: ReferenceCall): void {
  const { errors } = call.behaviour;
  const flat = flatNames.filter((name) => isGiven(call.input, name));
  const [first] = flat;
  if (isGiven(call.input, 'IpPermissions') && first !== undefined) {
    throw errors.combination('ipPermissions', lowerCamel(first));
  }
  if (!isGiven(call.input, 'SourceSecurityGroupName')) return;
  const excluded = flat.find((name) => !name.startsWith('Source'));
  if (excluded !== undefined) throw errors.combination('sourceSecurityGroupName', lowerCamel(excluded));
}

function checkSourceLists(call: ReferenceCall): void {
  const lists = ['IpRanges', 'Ipv6Ranges', 'PrefixListIds', 'Groups'];
  for (const each of structs(call.input, 'IpPermissions')) {
    if (lists.some((name) => text(each, name) !== undefined)) throw call.behaviour.errors.sourceMissing();
  }
}

function permissionOf(struct: Struct): Permission {
  const lists = (name: string) => structs(struct, name);
  return defined({
    IpProtocol: text(struct, 'IpProtocol'),
    FromPort: text(struct, 'FromPort'),
    ToPort: text(struct, 'ToPort'),
    IpRanges: lists('IpRanges').map((item) => pick(item, ['CidrIp', 'Description'])),
    Ipv6Ranges: lists('Ipv6Ranges').map((item) => pick(item, ['CidrIpv6', 'Description'])),
    PrefixListIds: lists('PrefixListIds').map((item) => pick(item, ['PrefixListId', 'Description'])),
    Groups: lists('Groups').map(
      (item): GroupReference => pick(item, ['GroupId', 'GroupName', 'UserId', 'Description']),
    ),
  });
}

function flatPermissions(call: ReferenceCall): readonly Permission[] {
  const value = (name: string) => text(call.input, name);
  if (!flatNames.some((name) => isGiven(call.input, name))) return [];
  const GroupName = value('SourceSecurityGroupName');
  if (GroupName !== undefined) {
    // A source group alone stands for all of TCP, UDP and ICMP.
    const Groups = [defined({ GroupName, UserId: value('SourceSecurityGroupOwnerId') })];
    return [
      { IpProtocol: 'tcp', FromPort: '0', ToPort: '65535', Groups },
      { IpProtocol: 'udp', FromPort: '0', ToPort: '65535', Groups },
      { IpProtocol: 'icmp', FromPort: '-1', ToPort: '-1', Groups },
    ];
  }
  const CidrIp = value('CidrIp');
  return [
    defined({
      IpProtocol: value('IpProtocol'),
      FromPort: value('FromPort'),
      ToPort: value('ToPort'),
      IpRanges: CidrIp === undefined ? [] : [{ CidrIp }],
    }),
  ];
}

function formsFor(group: Group, call: ReferenceCall) {
  const { forms, reading, errors } = call.behaviour;
  return {
    ...forms,
    integer: reading.integer,
    groupIdByName: (name: string) => {
      const named = groupNamed(name, call);
      if (named.vpcId !== group.vpcId) throw errors.groupNotFound(name);
      return named.id;
    },
  };
}

function problemRefusal(problem: PermissionProblem, call: ReferenceCall): Refusal {
  const { errors, choices } = call.behaviour;
  switch (problem.kind) {
    case 'protocol-missing':
      return errors.protocolMissing();
    case 'protocol-unknown':
      return errors.protocolUnknown(problem.value);
    case 'numbers-missing':
      return errors.portsMissing(problem.protocol);
    case 'number-malformed':
      return errors.badValue(problem.value, lowerCamel(problem.member));
    case 'number-out-of-range':
      return errors.portRange(`${problem.value} is out of range.`);
    case 'range-reversed':
      return errors.portRange(`${problem.fromPort} is greater than ${problem.toPort}.`);
    case 'cidr-malformed':
      return choices.malformedCidr === 'invalid-value'
        ? errors.cidrMalformed(problem.value)
        : errors.permissionMalformed(problem.value);
    case 'source-incomplete':
      return problem.member === 'GroupId' ? errors.sourceGroupIdMissing() : errors.sourceMissing();
    case 'group-name-unknown':
      return errors.groupNotFound(problem.value);
    case 'user-id-malformed':
      return errors.userIdMalformed(problem.value);
  }
}

function pick<Name extends string>(item: Struct, names: readonly Name[]): { readonly [N in Name]?: string } {
  const found: { [N in Name]?: string } = {};
  for (const name of names) {
    const value = text(item, name);
    if (value !== undefined) found[name] = value;
  }
  return found;
}
