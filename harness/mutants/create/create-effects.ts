/** Ways to make another group than the one that was asked for, and to respond wrongly about it. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { structs, text, texts } from '../../reference/request/input.ts';
import type { PastCall } from '../../reference/store.ts';
import type { Direction } from '../../security-groups/model/rule.ts';
import type { Apply, Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { rewritingSet, wrapping } from '../groups/changes.ts';
import {
  beginningWith,
  clearGivenRules,
  creationInput,
  creationResponse,
  isOfCase,
  making,
  type PlainRule,
  refusingCreation,
} from './create-changes.ts';

const outbound: PlainRule = { direction: 'egress', protocol: '-1', source: { kind: 'ipv4', cidr: '0.0.0.0/0' } };
const inbound: PlainRule = {
  ...{ direction: 'ingress', protocol: 'tcp', fromPort: 22, toPort: 22 },
  source: { kind: 'ipv4', cidr: '0.0.0.0/0' },
};

const otherVpc = ({ store }: Pick<ReferenceCall, 'store'>, id: string | undefined) =>
  [...store.vpcs.values()].find((vpc) => vpc.id !== id);

/** Long enough to tell; descriptions of other cases are shorter. */
const isLong = (description: string) => description.length > 20;

const isInDefaultVpc = ({ vpcId }: { readonly vpcId: string }, { store }: Pick<ReferenceCall, 'store'>) =>
  store.defaultVpc()?.id === vpcId;

const hasNoVpc = ({ input }: ReferenceCall) => text(input, 'VpcId') === undefined;

/** Authorizes on groups of cases go through `wrap`. */
function authorizing(refuses: (call: ReferenceCall) => boolean, answer: 'refused' | 'ignored'): Apply {
  return wrapping('AuthorizeSecurityGroupIngress', (call, proceed) => {
    const group = call.store.groups.get(text(call.input, 'GroupId') ?? '');
    if (group === undefined || !isOfCase(group.name) || !refuses(call)) return proceed(call);
    if (answer === 'refused') throw call.behaviour.errors.groupNotFound(group.id);
    return { return: 'true' };
  });
}

const sourceGroups = ({ input }: ReferenceCall) =>
  structs(input, 'IpPermissions').flatMap((one) => structs(one, 'Groups'));

/** Creating a group takes rules away from others, which are those that cases are given. */
function clearing(direction: Direction): Apply {
  return creationResponse((elements, { store }) => {
    clearGivenRules(store, direction);
    return elements;
  });
}

/** A group was just made. */
function isCreation(call: PastCall | undefined): boolean {
  return call?.action === 'CreateSecurityGroup' && call.code === undefined;
}

/** Whatever else a case is about, no group comes of its request. */
const asEverywhere = { alsoBreaks: ['encoding/post-form', 'signing/session'] };

const rows: readonly FaultRow[] = [
  [
    'creates',
    'create-not-stored',
    'responds with an id and makes no group',
    creationResponse((elements, { store }) => {
      const group = store.groups.get(String(elements['groupId']));
      if (group !== undefined) store.removeGroup(group);
      return elements;
    }),
    asEverywhere,
  ],
  [
    'creates',
    'create-id-missing',
    'does not say the id of a new group',
    creationResponse(({ groupId: _, ...rest }) => rest),
    asEverywhere,
  ],
  [
    'creates',
    'create-id-of-nothing',
    'responds with the id of no group',
    creationResponse((elements, { behaviour }) => ({ ...elements, groupId: behaviour.state.newId('sg-') })),
    asEverywhere,
  ],
  ['creates', 'create-refused', 'makes no groups', refusingCreation(() => true, 'UnsupportedOperation'), asEverywhere],
  [
    'name',
    'create-name-of-description',
    'takes the description for the name',
    making(({ description }) => ({ name: `-case-${description}` })),
  ],
  ['name', 'create-name-prefixed', 'puts a word before the name', making(({ name }) => ({ name: `group-${name}` }))],
  ['name', 'create-name-numbered', 'puts a number behind the name', making(({ name }) => ({ name: `${name}-1` }))],
  [
    'name',
    'create-name-upper-case',
    'stores the name in upper case',
    making(({ name }) => ({ name: name.toUpperCase() })),
  ],
  [
    'name',
    'create-name-without-hyphens',
    'stores the name without hyphens',
    making(({ name }) => ({ name: `${name.replaceAll('-', '')}-case-` })),
  ],
  [
    'description',
    'create-description-cut',
    'cuts the description at twenty characters',
    making(({ description }) => ({ description: description.slice(0, 20) })),
  ],
  [
    'description',
    'create-description-lost',
    'stores no description of more than twenty characters',
    making(({ description }) => (isLong(description) ? { description: '' } : {})),
  ],
  [
    'description',
    'create-description-of-name',
    'takes the name for a description of more than twenty characters',
    making(({ name, description }) => (isLong(description) ? { description: name } : {})),
  ],
  [
    'vpc',
    'create-in-default-vpc',
    'makes every group in the default VPC',
    making(({ vpc }, { store }) => ({ vpcId: store.defaultVpc()?.id ?? vpc.id })),
  ],
  [
    'vpc',
    'create-in-other-vpc',
    'makes a group in another VPC than the default one that is named',
    creationInput((input, call) => {
      const id = call.store.defaultVpc()?.id;
      const other = otherVpc(call, id);
      return text(input, 'VpcId') === id && id !== undefined && other !== undefined
        ? { ...input, VpcId: other.id }
        : input;
    }),
  ],
  [
    'vpc',
    'create-default-vpc-named-refused',
    'refuses the default VPC when it is named',
    refusingCreation(({ input, store }) => text(input, 'VpcId') === store.defaultVpc()?.id, 'InvalidVpcID.NotFound'),
  ],
  ['default-vpc', 'create-vpc-required', 'asks for a VPC', refusingCreation(hasNoVpc, 'VPCIdNotSpecified')],
  [
    'default-vpc',
    'create-vpc-missing',
    'calls a VPC that is not named missing',
    refusingCreation(hasNoVpc, 'MissingParameter'),
  ],
  [
    'default-vpc',
    'create-in-any-vpc',
    'makes a group outside the default VPC when none is named',
    creationInput((input, call) => {
      const vpc = otherVpc(call, call.store.defaultVpc()?.id);
      return hasNoVpc(call) && vpc !== undefined ? { ...input, VpcId: vpc.id } : input;
    }),
  ],
  ...(['000000000000', 'self', ''] as const).map(
    (owner): FaultRow => [
      'owner',
      `create-owner-${owner === '' ? 'empty' : owner}`,
      `calls the owner of a new group ${owner === '' ? 'nothing' : owner}`,
      (b) =>
        changed(b, {
          responses: {
            group: {
              ownerId: (group, call) => (isOfCase(group.name) ? owner : b.responses.group['ownerId']?.(group, call)),
            },
          },
        }),
    ],
  ),
  [
    'no-inbound-rules',
    'create-open-to-ssh',
    'opens a new group to port 22',
    beginningWith((rules) => [...rules, inbound]),
  ],
  [
    'no-inbound-rules',
    'create-open-to-all',
    'lets all traffic into a new group',
    beginningWith((rules) => [...rules, { ...outbound, direction: 'ingress' }]),
  ],
  [
    'no-inbound-rules',
    'create-open-to-itself',
    'lets the members of a new group in, as of a default group',
    beginningWith((rules, { id }) => [
      ...rules,
      { ...{ direction: 'ingress', protocol: '-1' }, source: { kind: 'group', groupId: id, userId: '123456789012' } },
    ]),
  ],
  ['outbound-rule', 'create-without-outbound-rule', 'lets no traffic out of a new group', beginningWith(() => [])],
  [
    'outbound-rule',
    'create-outbound-ipv6-only',
    'lets IPv6 traffic alone out of a new group',
    beginningWith(() => [{ ...outbound, source: { kind: 'ipv6', cidr: '::/0' } }]),
  ],
  [
    'outbound-rule',
    'create-outbound-tcp-only',
    'lets TCP traffic alone out of a new group',
    beginningWith(() => [{ ...outbound, protocol: 'tcp', fromPort: 0, toPort: 65535 }]),
  ],
  [
    'outbound-rule-default-vpc',
    'create-default-vpc-without-outbound-rule',
    'lets no traffic out of a new group of the default VPC',
    beginningWith((rules, group, maker) => (isInDefaultVpc(group, maker) ? [] : rules)),
  ],
  [
    'outbound-rule-only',
    'create-outbound-dns-too',
    'gives a new group a second outbound rule',
    beginningWith((rules) => [...rules, { ...outbound, protocol: 'udp', fromPort: 53, toPort: 53 }]),
  ],
  [
    'outbound-rule-only',
    'create-outbound-halves',
    'gives a new group outbound rules to halves of all addresses too',
    beginningWith((rules) => [
      ...rules,
      { ...outbound, source: { kind: 'ipv4', cidr: '0.0.0.0/1' } },
      { ...outbound, source: { kind: 'ipv4', cidr: '128.0.0.0/1' } },
    ]),
  ],
  ...(['refused', 'ignored'] as const).map(
    (answer): FaultRow => [
      'outbound-rule-revocable',
      `create-first-rule-revoke-${answer}`,
      `${answer === 'refused' ? 'does not know' : 'keeps'} the first rule of a new group when it is revoked by its id`,
      wrapping('RevokeSecurityGroupEgress', (call, proceed) => {
        const group = call.store.groups.get(text(call.input, 'GroupId') ?? '');
        const [id] = texts(call.input, 'SecurityGroupRuleId');
        if (id === undefined || group === undefined || !isOfCase(group.name)) return proceed(call);
        if (answer === 'refused') throw call.behaviour.errors.ruleIdNotFound(id);
        return { return: 'true' };
      }),
    ],
  ),
  [
    'several',
    'create-second-refused',
    'refuses a group right after another one',
    refusingCreation(({ store }) => isCreation(store.past.at(-1)), 'UnsupportedOperation'),
  ],
  [
    'usable',
    'create-unknown-to-authorize',
    'does not know a new group when a rule is added',
    authorizing((call) => sourceGroups(call).length === 0, 'refused'),
  ],
  [
    'usable',
    'create-keeps-no-rules',
    'adds no rule to a new group and says so',
    authorizing((call) => sourceGroups(call).length === 0, 'ignored'),
  ],
  [
    'usable-as-source',
    'create-unknown-as-source',
    'does not know a new group as a source',
    authorizing((call) => sourceGroups(call).length > 0, 'refused'),
  ],
  [
    'usable-as-source',
    'create-source-ignored',
    'adds no rule that refers to a new group',
    authorizing((call) => sourceGroups(call).length > 0, 'ignored'),
  ],
  [
    'found-by-name',
    'create-unknown-by-name',
    'does not know a new group by its name',
    wrapping('DescribeSecurityGroups', (call, proceed) => {
      const name = texts(call.input, 'GroupName').find(isOfCase);
      if (name !== undefined) throw call.behaviour.errors.groupNameNotFound(name, 'vpc-0');
      return proceed(call);
    }),
  ],
  [
    'others-stay',
    'create-clears-inbound-rules',
    'removes the inbound rules of other groups',
    clearing('ingress'),
    { crossesGroups: true },
  ],
  [
    'others-stay',
    'create-clears-outbound-rules',
    'removes outbound rules of other groups',
    clearing('egress'),
    { crossesGroups: true },
  ],
  [
    'creates',
    'create-not-described',
    'does not describe a new group at all',
    rewritingSet('DescribeSecurityGroups', (items) =>
      items.filter(
        (item) => !isOfCase(String((item as { readonly groupName?: unknown }).groupName ?? 'ec2-conformance-')),
      ),
    ),
    asEverywhere,
  ],
];

/** Servers that make another group than the one that was asked for, or respond wrongly about it. */
export const createEffectFaults: readonly Fault[] = faultsOf('create-group', rows);
