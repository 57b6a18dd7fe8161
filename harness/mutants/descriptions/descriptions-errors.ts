/** Mutants of the updates of descriptions that take what has to be refused, or refuse it in another way. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { isGiven, structs, text } from '../../reference/request/input.ts';
import type { Rule } from '../../security-groups/model/rule.ts';
import type { Apply, Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { isCode, refusalRowsOf, says } from '../refusal-rows.ts';
import {
  rangesOverlap,
  sameButPorts,
  sameButProtocol,
  sameButSource,
  sameKind,
  samePorts,
  sameProtocol,
  sameSourceAs,
} from '../rule-likeness.ts';
import { describes, isById } from './descriptions-changes.ts';

const { recoded, silent, absentGroup, ruleIds } = refusalRowsOf('describe', describes);

/** Takes a permission for a rule that differs from it. */
const matching = (id: string, means: string, same: (wanted: Rule, existing: Rule) => boolean): FaultRow => [
  'mismatch',
  `describe-${id}`,
  means,
  (b) =>
    changed(b, {
      describing: {
        matches: (wanted, existing, call) =>
          b.describing.matches(wanted, existing, call) || (existing.description === 'old' && same(wanted, existing)),
      },
    }),
];

const errors: readonly FaultRow[] = [
  silent(
    'no-group',
    'no-group-silent',
    'responds with success to a request that names no group',
    says('groupName or groupId'),
  ),
  recoded('no-group-code', 'no-group-as-not-found', 'InvalidGroup.NotFound', says('groupName or groupId')),
  recoded(
    'group-id-malformed',
    'malformed-group-as-not-found',
    'InvalidGroup.NotFound',
    isCode('InvalidGroupId.Malformed'),
  ),
  recoded(
    'group-absent',
    'absent-group-as-permission',
    'InvalidPermission.NotFound',
    (refusal, call) => isCode('InvalidGroup.NotFound')(refusal) && isGiven(call.input, 'GroupId'),
  ),
  absentGroup,
  [
    'group-absent',
    'describe-group-ignored',
    'finds a rule by its id, whatever group is named',
    describes.reinput((input, call) => {
      const [first] = structs(input, 'SecurityGroupRuleDescription');
      const group = first === undefined ? undefined : call.store.groupOfRule(text(first, 'SecurityGroupRuleId') ?? '');
      return group === undefined || !isGiven(input, 'GroupId') ? input : { ...input, GroupId: group.id };
    }),
  ],
  recoded(
    'group-name-absent',
    'absent-name-as-value',
    'InvalidParameterValue',
    (refusal, call) => isCode('InvalidGroup.NotFound')(refusal) && isGiven(call.input, 'GroupName'),
  ),
  silent(
    'nothing',
    'nothing-silent',
    'responds with success to a request with neither permissions nor descriptions',
    says("Either 'ipPermissions'"),
  ),
  recoded('nothing-code', 'nothing-as-value', 'InvalidParameterValue', says("Either 'ipPermissions'")),
  [
    'both',
    'describe-ids-beside-permissions-ignored',
    'ignores ids beside permissions',
    describes.reinput(({ SecurityGroupRuleDescription: ids, ...input }) =>
      isGiven(input, 'IpPermissions') || ids === undefined ? input : { ...input, SecurityGroupRuleDescription: ids },
    ),
  ],
  silent(
    'mismatch',
    'mismatch-silent',
    'responds with success to values that fit no rule',
    isCode('InvalidPermission.NotFound'),
  ),
  recoded('mismatch', 'mismatch-as-value', 'InvalidParameterValue', isCode('InvalidPermission.NotFound')),
  matching(
    'overlapping-range',
    'takes a range for one that it overlaps',
    (one, other) => sameButSource(one, other) && rangesOverlap(one, other),
  ),
  matching('any-range', 'ignores the range', (one, other) => sameButSource(one, other) && sameKind(one, other)),
  matching(
    'any-source',
    'ignores the kind of source',
    (one, other) => sameButSource(one, other) && !sameKind(one, other),
  ),
  matching('any-protocol', 'ignores the protocol', (one, other) => sameButProtocol(one, other)),
  matching(
    'first-port',
    'compares the first port alone',
    (one, other) => sameButPorts(one, other) && one.fromPort === other.fromPort,
  ),
  matching(
    'last-port',
    'compares the last port alone',
    (one, other) => sameButPorts(one, other) && one.toPort === other.toPort,
  ),
  matching(
    'any-ports',
    'ignores the ports',
    (one, other) => sameProtocol(one, other) && sameSourceAs(one, other) && !samePorts(one, other),
  ),
  matching(
    'all-traffic',
    'takes all traffic for any rule of the range',
    (one, other) => one.protocol === '-1' && sameSourceAs(one, other),
  ),
  [
    'mismatch',
    'describe-other-direction-found',
    'describes the rule of the other direction where none of its own fits',
    (b) =>
      changed(b, {
        describing: {
          byPermissions: (group, direction, call) => {
            const other = direction === 'ingress' ? 'egress' : 'ingress';
            const wanted = structs(call.input, 'IpPermissions').some((one) => text(one, 'FromPort') === '8443');
            return b.describing.byPermissions(group, wanted ? other : direction, call);
          },
        },
      }),
  ],
  [
    'all-traffic-with-ports',
    'describe-ports-of-all-traffic-ignored',
    'ignores ports beside protocol -1',
    (b) =>
      changed(b, {
        requested: {
          checkAllTraffic: (permission, call) => {
            if (!describes.isOne(call)) b.requested.checkAllTraffic(permission, call);
          },
        },
      }),
  ],
  recoded(
    'all-traffic-with-ports',
    'ports-of-all-traffic-as-permission',
    'InvalidPermission.NotFound',
    says('with all protocols'),
  ),
  silent(
    'rule-id-malformed',
    'malformed-id-silent',
    'ignores what is no rule id',
    isCode('InvalidSecurityGroupRuleId.Malformed'),
  ),
  ...ruleIds,
  silent(
    'protocol-missing',
    'protocol-missing-silent',
    'responds with success to a permission without a protocol',
    says("'null' for protocol"),
  ),
  silent(
    'protocol-unknown',
    'protocol-unknown-silent',
    'responds with success to a protocol that does not exist',
    says('Unknown protocol'),
  ),
  silent('cidr-malformed', 'cidr-malformed-silent', 'responds with success to what is no range', says('CIDR block')),
  ...(
    [
      ['greater-than', 'a greater-than sign', '>'],
      ['apostrophe', 'an apostrophe', "'"],
      ['accent', 'a letter with an accent', 'é'],
    ] as const
  ).flatMap(([id, what, character]): readonly FaultRow[] => [
    [
      'forbidden-character',
      `describe-takes-${id}`,
      `takes ${what}`,
      taking((description, call) => description.includes(character) && !isById(call)),
    ],
    [
      'forbidden-character-by-id',
      `describe-takes-${id}-by-id`,
      `takes ${what} by the id of a rule`,
      taking((description, call) => description.includes(character) && isById(call)),
    ],
  ]),
  [
    'too-long',
    'describe-unlimited',
    'takes a description of any length',
    taking((description, call) => description.length > 255 && !isById(call)),
  ],
  [
    'too-long',
    'describe-unlimited-by-id',
    'takes a description of any length by the id of a rule',
    taking((description, call) => description.length > 255 && isById(call)),
  ],
];

function taking(when: (description: string, call: ReferenceCall) => boolean): Apply {
  return (b) =>
    changed(b, {
      describing: {
        checkDescription: (description, call) => {
          if (!when(description, call)) b.describing.checkDescription(description, call);
        },
      },
    });
}

/** Servers that, updating descriptions, take what has to be refused, or refuse it in another way. */
export const descriptionErrorFaults: readonly Fault[] = faultsOf('description-errors', errors);
