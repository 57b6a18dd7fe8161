/** Ways to remove another thing than the group that was named, and to respond wrongly about it. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { refersTo } from '../../reference/operations/groups.ts';
import { text, texts } from '../../reference/request/input.ts';
import type { Group } from '../../reference/store.ts';
import { clearGivenRules, isOfCase } from '../create/create-changes.ts';
import type { Apply, Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { filterValues, rewritingSet, wrapping } from '../groups/changes.ts';
import { afterwards, deletionResponse, keeping, refusingDeletion } from './delete-changes.ts';

const hasOddName = ({ name }: Group) => /[^a-zA-Z0-9 &+=-]/.test(name);
const isInbound = ({ ingress }: Group) => ingress.some(({ source }) => source.kind !== 'group');
const isOutbound = ({ egress }: Group) =>
  egress.some(({ source }) => source.kind === 'ipv4' && source.cidr !== '0.0.0.0/0');
const refersToItself = (group: Group, rules: Group['ingress']) => rules.some((rule) => refersTo(rule, group));
const refersElsewhere = ({ id, ingress }: Group) =>
  ingress.some(({ source }) => source.kind === 'group' && source.groupId !== id);

/** Whether the group is in the default VPC, and was named by its id. */
const isDefaultById = ({ vpcId }: Group, { store, input }: ReferenceCall) =>
  vpcId === store.defaultVpc()?.id && text(input, 'GroupId') !== undefined && text(input, 'DryRun') === undefined;

/** Other groups of cases go with it. */
function taking(when: (other: Group, group: Group) => boolean): Apply {
  return afterwards((group, { store }) => {
    for (const other of [...store.groups.values()]) {
      if (other !== group && isOfCase(other.name) && when(other, group)) store.removeGroup(other);
    }
  });
}

/** What was deleted is remembered while the target runs. */
function remembering(use: (gone: Map<string, Group>) => Apply): Apply {
  return (b) => {
    const gone = new Map<string, Group>();
    return changed(use(gone)(b), {
      grouping: {
        remove: (group, call) => {
          if (isOfCase(group.name)) gone.set(group.id, group);
          b.grouping.remove(group, call);
        },
      },
    });
  };
}

const rows: readonly FaultRow[] = [
  [
    'deletes',
    'delete-keeps',
    'removes nothing and says that it did',
    keeping(({ name }) => !/-case-[0-9]+ /.test(name)),
    // Whatever else a case is about, its group stays.
    { alsoBreaks: ['encoding/post-form', 'signing/session'] },
  ],
  [
    'deletes',
    'delete-hides-late',
    'goes on to describe a deleted group by its id',
    remembering((gone) =>
      rewritingSet('DescribeSecurityGroups', (items, call) => {
        const ids = filterValues(call, 'group-id');
        return [...items, ...ids.filter((id) => gone.has(id)).map((groupId) => ({ groupId }))];
      }),
    ),
    { alsoBreaks: ['encoding/post-form', 'signing/session'] },
  ],
  [
    'absent-afterwards',
    'delete-id-describes-nothing',
    'describes nothing for the id of a deleted group',
    remembering((gone) =>
      wrapping('DescribeSecurityGroups', (call, proceed) =>
        texts(call.input, 'GroupId').some((id) => gone.has(id)) ? { securityGroupInfo: [] } : proceed(call),
      ),
    ),
  ],
  [
    'name-gone',
    'delete-name-stays',
    'finds a deleted group by its name',
    remembering((gone) =>
      rewritingSet('DescribeSecurityGroups', (items, call) => {
        const names = filterValues(call, 'group-name');
        const lost = [...gone.values()].filter(({ name }) => names.includes(name));
        return [...items, ...lost.map(({ id, name }) => ({ groupId: id, groupName: name }))];
      }),
    ),
  ],
  [
    'default-vpc',
    'delete-keeps-in-default-vpc',
    'removes no group of the default VPC by its id',
    keeping(isDefaultById),
  ],
  [
    'default-vpc',
    'delete-refuses-in-default-vpc',
    'refuses to delete a group of the default VPC by its id',
    refusingDeletion(isDefaultById),
  ],
  [
    'others-stay',
    'delete-takes-all',
    'removes all groups of the VPC that a case created',
    taking((other, group) => other.vpcId === group.vpcId),
  ],
  [
    'others-stay',
    'delete-takes-later',
    'removes the groups that were made later',
    taking((other, group) => other.vpcId === group.vpcId && other.createdAt >= group.createdAt),
  ],
  [
    'others-stay',
    'delete-takes-earlier',
    'removes the groups that were made before',
    taking(
      (other, group) => other.vpcId === group.vpcId && other.createdAt <= group.createdAt && other.name !== group.name,
    ),
  ],
  [
    'others-stay',
    'delete-takes-alike',
    'removes groups of equal description and VPC',
    taking((other, group) => other.vpcId === group.vpcId && other.description === group.description),
  ],
  [
    'same-name-stays',
    'delete-takes-namesakes',
    'removes groups of the same name in all VPCs',
    taking((other, group) => other.name === group.name && other.vpcId !== group.vpcId),
  ],
  ...(['ingress', 'egress'] as const).map(
    (direction): FaultRow => [
      'rules-of-others-stay',
      `delete-clears-${direction}`,
      `removes the ${direction} rules of other groups`,
      afterwards((_, { store }) => clearGivenRules(store, direction)),
      { crossesGroups: true },
    ],
  ),
  [
    'rules-go',
    'delete-rules-stay',
    'goes on to describe the rules of a deleted group',
    remembering((gone) =>
      rewritingSet('DescribeSecurityGroupRules', (items, call) => {
        const ids = filterValues(call, 'security-group-rule-id');
        const lost = [...gone.values()].flatMap(({ ingress }) => ingress).filter(({ id }) => ids.includes(id));
        return [...items, ...lost.map(({ id }) => ({ securityGroupRuleId: id }))];
      }),
    ),
  ],
  ...(['nothing', 'the rule'] as const).map(
    (shown): FaultRow => [
      'rule-ids-go',
      `delete-rule-id-shows-${shown === 'nothing' ? 'nothing' : 'rule'}`,
      `describes ${shown} for the id of a rule of a deleted group`,
      remembering((gone) =>
        wrapping('DescribeSecurityGroupRules', (call, proceed) => {
          const [asked] = texts(call.input, 'SecurityGroupRuleId');
          const rule = [...gone.values()].flatMap(({ ingress }) => ingress).find(({ id }) => id === asked);
          if (rule === undefined) return proceed(call);
          return { securityGroupRuleSet: shown === 'nothing' ? [] : [{ securityGroupRuleId: rule.id }] };
        }),
      ),
    ],
  ),
  [
    'with-rules',
    'delete-refuses-inbound-rules',
    'refuses to delete a group with inbound rules',
    refusingDeletion(isInbound),
    { alsoBreaks: ['delete-group/rules-go'] },
  ],
  [
    'with-rules',
    'delete-refuses-outbound-rules',
    'refuses to delete a group with outbound rules of its own',
    refusingDeletion(isOutbound),
  ],
  ['with-rules', 'delete-keeps-outbound-rules', 'keeps a group with outbound rules of its own', keeping(isOutbound)],
  [
    'self-reference',
    'delete-refuses-self-reference',
    'refuses to delete a group to which its own rule refers',
    refusingDeletion((group) => refersToItself(group, group.ingress)),
  ],
  [
    'self-reference',
    'delete-refuses-outbound-self-reference',
    'refuses to delete a group to which its own outbound rule refers',
    refusingDeletion((group) => refersToItself(group, group.egress)),
  ],
  [
    'self-reference',
    'delete-keeps-self-reference',
    'keeps a group to which its own rule refers',
    keeping(
      (group, call) =>
        group.name !== 'default' &&
        refersToItself(group, group.ingress) &&
        !call.behaviour.grouping.isReferred(group, call),
    ),
  ],
  [
    'referring',
    'delete-refuses-referring',
    'refuses to delete a group whose rule refers to another',
    refusingDeletion((group) => refersElsewhere(group) && isAlone(group)),
  ],
  [
    'referring',
    'delete-takes-referred',
    'removes the group to which a deleted one referred',
    taking((other, group) => group.ingress.some((rule) => refersTo(rule, other)) && isAlone(group)),
  ],
  ['tagged', 'delete-refuses-tagged', 'refuses to delete a group with tags', refusingDeletion(isTagged)],
  ['tagged', 'delete-keeps-tagged', 'keeps a group with tags', keeping(isTagged)],
  [
    'any-name',
    'delete-refuses-odd-names',
    'refuses to delete a group with punctuation in its name',
    refusingDeletion(hasOddName, 'InvalidParameterValue'),
  ],
  ['any-name', 'delete-keeps-odd-names', 'keeps a group with punctuation in its name', keeping(hasOddName)],
  [
    'recreated',
    'delete-keeps-recreated',
    'keeps a group of a name that was deleted before',
    remembering((gone) => keeping(({ name }) => [...gone.values()].some((one) => one.name === name))),
  ],
  [
    'id-not-used-again',
    'delete-id-used-again',
    'gives a new group the id of the deleted one of its name',
    remembering(
      (gone) => (b) =>
        changed(b, {
          grouping: {
            made: (asked, maker) => {
              const before = [...gone.values()].find(({ name }) => name === asked.name);
              const made = b.grouping.made(asked, maker);
              return before === undefined ? made : { ...made, id: before.id };
            },
          },
        }),
    ),
  ],
  [
    'response-id',
    'delete-id-missing',
    'does not say the id of the deleted group',
    deletionResponse(({ groupId: _, ...rest }) => rest),
  ],
  [
    'response-id',
    'delete-id-empty',
    'says an empty id',
    deletionResponse((elements) => ({ ...elements, groupId: '' })),
  ],
  [
    'response-id',
    'delete-id-of-another',
    'says another id',
    deletionResponse((elements, { behaviour }) => ({ ...elements, groupId: behaviour.state.newId('sg-') })),
  ],
  [
    'response-id',
    'delete-id-in-upper-case',
    'says the id in upper case',
    deletionResponse((elements) => ({ ...elements, groupId: String(elements['groupId']).toUpperCase() })),
  ],
  [
    'response-id-by-name',
    'delete-id-missing-by-name',
    'does not say the id of a group that was named',
    deletionResponse(({ groupId, ...rest }, { input }) =>
      text(input, 'GroupId') === undefined ? rest : { ...rest, groupId: groupId ?? '' },
    ),
  ],
  [
    'response-id-by-name',
    'delete-name-for-id',
    'says the name for the id of a group that was named',
    deletionResponse((elements, { input }) => ({
      ...elements,
      groupId: text(input, 'GroupId') ?? text(input, 'GroupName') ?? '',
    })),
  ],
];

/** Whether none of the group's rules refers to itself, and the group has one inbound rule. */
function isAlone({ ingress }: Group): boolean {
  return ingress.length === 1;
}

/** Whether the group has a tag that cases on other things do not give. */
function isTagged({ id }: Group, { store }: ReferenceCall): boolean {
  return store.tagsOf(id).has('stage');
}

/** Faults in what a deletion removes and responds with. */
export const deleteEffectFaults: readonly Fault[] = faultsOf('delete-group', rows);
