/** Mutants of the updates of descriptions that leave rules as they were, or describe others than the request names. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { isGiven, structs } from '../../reference/request/input.ts';
import type { StoredRule } from '../../reference/store.ts';
import type { Source } from '../../security-groups/model/rule.ts';
import type { Apply, Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { isOfKind, sameButPorts, sameButProtocol, sameButSource, sameValues } from '../rule-likeness.ts';

import { describes, isById, leaving, recommitting, redescribing } from './descriptions-changes.ts';

const kept = (slug: string, kind: Source['kind'], what: string): FaultRow =>
  leaving(
    slug,
    `${kind}-kept`,
    `keeps the description of rules ${what}`,
    ({ rule, description }, call) => isOfKind(rule, kind) && description !== undefined && !isById(call),
  );

/** Describes further rules as the named one. */
const alsoDescribing = (
  slug: string,
  id: string,
  means: string,
  alike: (named: StoredRule, other: StoredRule) => boolean,
): FaultRow => [
  slug,
  `describe-${id}`,
  means,
  (b) =>
    changed(b, {
      describing: {
        afterwards: (changes, group, call) => {
          for (const { rule, description } of changes) {
            const others = [...group.ingress, ...group.egress].filter(
              (other) => other.id !== rule.id && other.description !== 'mine' && alike(rule, other),
            );
            b.describing.commit(
              others.map((other) => ({ rule: other, description })),
              group,
              call,
            );
          }
        },
      },
    }),
];

const permissions: readonly FaultRow[] = [
  leaving(
    'ipv4',
    'nothing',
    'responds with success and keeps the description of a rule that is named by its values',
    ({ rule, description }, call) =>
      isOfKind(rule, 'ipv4') &&
      rule.protocol === 'tcp' &&
      description !== undefined &&
      !isById(call) &&
      rule.fromPort === 443,
  ),
  kept('ipv6', 'ipv6', 'of an IPv6 range'),
  kept('prefix-list', 'prefix-list', 'of a prefix list'),
  kept('group', 'group', 'of a group'),
  [
    'group',
    'describe-account-of-group-refused',
    'refuses the own account beside the id of a group',
    describes.refusing((call) =>
      structs(call.input, 'IpPermissions').some((one) =>
        structs(one, 'Groups').some((group) => isGiven(group, 'UserId')),
      ),
    ),
  ],
  leaving(
    'added',
    'none-added',
    'describes no rule that has no description',
    ({ rule }, call) => (rule.description ?? '') === '' && !isById(call),
  ),
  leaving(
    'removed',
    'kept-when-left-out',
    'keeps a description that a permission leaves out',
    ({ description }, call) => description === undefined && !isById(call),
  ),
  leaving(
    'removed',
    'kept-when-left-out-of-group',
    'keeps the description of a group that is left out',
    ({ rule, description }, call) => description === undefined && isOfKind(rule, 'group') && !isById(call),
  ),
  leaving(
    'removed',
    'kept-when-left-out-of-ipv6',
    'keeps the description of an IPv6 range that is left out',
    ({ rule, description }, call) => description === undefined && isOfKind(rule, 'ipv6') && !isById(call),
  ),
  [
    'removed',
    'describe-left-out-as-next',
    'describes a range without a description as the next one',
    recommitting((changes) =>
      changes.map((one, index) =>
        changes.length > 1 && one.description === undefined
          ? { ...one, description: changes[index + 1]?.description }
          : one,
      ),
    ),
  ],
  ...(['udp', 'icmp', '47', '-1'] as const).map((protocol) =>
    leaving(
      'protocols',
      `protocol-${protocol === '-1' ? 'all' : protocol}-kept`,
      `keeps the description of rules of protocol ${protocol}`,
      ({ rule }, call) =>
        rule.protocol === protocol && !isById(call) && structs(call.input, 'IpPermissions').length === 1,
    ),
  ),
  leaving(
    'protocols',
    'port-range-kept',
    'keeps the description of rules for a range of ports',
    ({ rule }) => rule.fromPort !== rule.toPort && rule.protocol === 'tcp',
  ),
  leaving(
    'case',
    'case-not-compared',
    'keeps a description that differs in case alone',
    ({ rule, description }) =>
      description !== rule.description && description?.toLowerCase() === rule.description?.toLowerCase(),
  ),
  [
    'same',
    'describe-same-refused',
    'refuses the description that a rule has already',
    (b) =>
      changed(b, {
        describing: {
          commit: (changes, group, call) => {
            if (changes.some(({ rule, description }) => description === rule.description))
              throw b.errors.ruleRepeated();
            b.describing.commit(changes, group, call);
          },
        },
      }),
  ],
];

const which: readonly FaultRow[] = [
  alsoDescribing(
    'others-kept',
    'all-of-equal-ports',
    'describes all rules of the same ports',
    (named, other) =>
      sameButSource(named, other) &&
      named.direction === other.direction &&
      named.groupId === other.groupId &&
      isOfKind(other, 'ipv4') &&
      other.description !== 'stale' &&
      !/^(first|old \d)/.test(other.description ?? '') &&
      other.description !== undefined &&
      !/^new \d/.test(other.description),
  ),
  alsoDescribing(
    'others-kept',
    'all-of-equal-range',
    'describes all rules of the same range and protocol',
    (named, other) => sameButPorts(named, other) && named.direction === other.direction,
  ),
  alsoDescribing(
    'others-kept',
    'all-protocols',
    'describes the rules of the same ports and range of all protocols',
    (named, other) => sameButProtocol(named, other) && named.direction === other.direction,
  ),
  alsoDescribing(
    'other-direction',
    'both-directions',
    'describes the rule of the same values in the other direction too',
    (named, other) => sameValues(named, other) && named.direction !== other.direction,
  ),
  [
    'other-group',
    'describe-other-groups-too',
    'describes the rule of the same values in every group of the VPC',
    (b) =>
      changed(b, {
        describing: {
          afterwards: (changes, group, call) => {
            for (const other of call.store.groupsOfVpc(group.vpcId).filter((one) => one !== group)) {
              const twins = changes.flatMap(({ rule, description }) =>
                call.store
                  .rules(other, rule.direction)
                  .filter((one) => sameValues(one, rule))
                  .map((one) => ({ rule: one, description })),
              );
              b.describing.commit(twins, other, call);
            }
          },
        },
      }),
    { crossesGroups: true },
  ],
  ...(
    [
      ['first-only', 'describes the first of two rules alone', (index: number) => index === 0],
      ['last-only', 'describes the last of two rules alone', (index: number) => index === 1],
    ] as const
  ).map(
    ([id, means, isKept]): FaultRow => [
      'several',
      `describe-${id}`,
      means,
      recommitting((changes) =>
        changes.filter(
          (_, index) =>
            changes.length !== 2 || changes.some(({ description }) => description === undefined) || isKept(index),
        ),
      ),
    ],
  ),
  [
    'several',
    'describe-first-text-for-all',
    'gives two rules the description of the first',
    recommitting((changes) =>
      changes.map((one) =>
        changes.length === 2 && changes.every(({ description }) => description !== undefined)
          ? { ...one, description: changes[0]?.description }
          : one,
      ),
    ),
  ],
  ...(
    [
      ['nine', 9],
      ['ten', 10],
    ] as const
  ).flatMap(([id, most]): readonly FaultRow[] => [
    [
      'lists-past-nine',
      `describe-${id}-ranges`,
      `describes ${id} ranges`,
      redescribing((one, call, index) => (isById(call) || index < most ? one : undefined)),
    ],
    [
      'lists-past-nine',
      `describe-${id}-ids`,
      `describes ${id} rules by their ids`,
      redescribing((one, call, index) => (!isById(call) || index < most ? one : undefined)),
    ],
  ]),
  ['keeps-id', 'describe-new-id', 'gives a rule a new id', newIds((call) => !isById(call))],
  ['keeps-id', 'describe-new-id-by-id', 'gives a rule that is named by its id a new one', newIds(isById)],
];

function newIds(when: (call: ReferenceCall) => boolean): Apply {
  return (b) =>
    changed(b, {
      describing: {
        afterwards: (changes, group, call) => {
          if (!when(call)) return;
          for (const { rule } of changes) {
            const stored = call.store.rules(group, rule.direction).find(({ id }) => id === rule.id);
            if (stored === undefined) continue;
            call.store.removeRules(group, rule.direction, [stored], call.at);
            call.store.addRules(group, rule.direction, [{ ...stored, id: b.state.newId('sgr-') }]);
          }
        },
      },
    });
}

/** Servers that, updating descriptions, leave rules as they were, or describe others than the request names. */
export const descriptionRuleFaults: readonly Fault[] = faultsOf('description-update', [...permissions, ...which]);
