/** Ways to show groups wrongly in DescribeSecurityGroups. */
import type { ReferenceCall } from '../../reference/call.ts';
import type { Content, Elements } from '../../reference/responses/content.ts';
import type { Group } from '../../reference/store.ts';
import type { Apply, Fault } from '../fault.ts';
import { isUntagged, replacing, rewritingElements } from './changes.ts';
import { rewrittenTags, tagCharacters } from './rules-by-kind.ts';

const action = 'DescribeSecurityGroups';

type Member = (group: Group, call: ReferenceCall) => Content | undefined;

/** Of every group. */
function showing(member: string, show: Member | undefined): Apply {
  return replacing(() => ({ responses: { group: { [member]: show } } }));
}

/** Wrong values of the members that no set-up reads, by member. */
const wrong: readonly (readonly [
  member: string,
  slug: string,
  wrongs: Readonly<Record<string, readonly [string, Member]>>,
])[] = [
  [
    'groupName',
    'name',
    {
      'lower-case': ['shows the id for the name', ({ id }) => id],
      cut: ['shows the last letter of a name no more', ({ name }) => name.slice(0, -1)],
    },
  ],
  [
    'groupDescription',
    'description',
    {
      'name-instead': ['shows the name for the description', ({ name }) => name],
      cut: ['shows the first word of a description', (group) => group.description.split(' ')[0]],
    },
  ],
  ['vpcId', 'vpc', { 'any-vpc': ['shows one VPC for all groups', () => 'vpc-00000000'] }],
  ['securityGroupArn', 'arn', { empty: ['shows an empty ARN', () => ''] }],
];

const members: readonly Fault[] = wrong.flatMap(([member, slug, wrongs]) => {
  const breaks = `groups-described/${slug}`;
  const id = `groups-${member.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return [
    { id: `${id}-missing`, breaks, means: `leaves ${member} out`, apply: showing(member, undefined) },
    ...Object.entries(wrongs).map(([way, [means, show]]) => ({
      id: `${id}-${way}`,
      breaks,
      means,
      apply: showing(member, show),
    })),
  ];
});

const ofGroups: readonly Fault[] = [
  {
    id: 'groups-owner-another-account',
    breaks: 'groups-described/owner',
    means: 'shows another account as owner of a group that is found by a filter on its id',
    apply: rewritingElements(action, (elements, call) => {
      const isById = call.behaviour.selecting
        .filters(call)
        .some(({ name, values }) => name === 'group-id' && values.length === 1);
      const items = (elements['securityGroupInfo'] ?? []) as readonly Elements[];
      return isById
        ? { ...elements, securityGroupInfo: items.map((item) => ({ ...item, ownerId: '999999999999' })) }
        : elements;
    }),
  },
  {
    id: 'groups-arn-of-account',
    breaks: 'groups-described/arn-form',
    means: 'shows the ARN of the account',
    apply: showing('securityGroupArn', (_, { facts }) => `arn:aws:iam::${facts.account}:root`),
  },
  {
    id: 'groups-arn-of-instance',
    breaks: 'groups-described/arn-form',
    means: 'names another type of resource in the ARN',
    apply: showing(
      'securityGroupArn',
      ({ id }, { facts }) => `arn:aws:ec2:${facts.region}:${facts.account}:instance/${id}`,
    ),
  },
  {
    id: 'groups-tags-missing',
    breaks: 'groups-described/tags',
    means: 'shows no tags',
    apply: showing('tagSet', () => []),
  },
  {
    id: 'groups-first-tag-only',
    breaks: 'groups-described/tags',
    means: 'shows the first tag of a group alone',
    apply: showing('tagSet', ({ id }, { store }) =>
      [...store.tagsOf(id)].slice(0, 1).map(([key, value]) => ({ key, value })),
    ),
  },
  {
    id: 'groups-tag-keys-alone',
    breaks: 'groups-described/tags',
    means: 'shows tags without their values',
    apply: showing('tagSet', ({ id }, { store }) => [...store.tagsOf(id)].map(([key]) => ({ key, value: '' }))),
  },
  {
    id: 'groups-tags-of-all',
    breaks: 'groups-described/tags',
    means: 'shows the tags of all groups of the VPC',
    apply: showing('tagSet', ({ vpcId }, { store }) =>
      store.groupsOfVpc(vpcId).flatMap(({ id }) => [...store.tagsOf(id)].map(([key, value]) => ({ key, value }))),
    ),
  },
  ...tagCharacters.map(
    ([id, means, rewrite]): Fault => ({
      id: `groups-${id}`,
      breaks: 'groups-described/tags',
      means,
      apply: showing('tagSet', (group, { store }) => rewrittenTags(store.tagsOf(group.id), rewrite)),
    }),
  ),
  {
    id: 'groups-rules-of-all',
    breaks: 'groups-described/apart',
    crossesGroups: true,
    means: 'shows the inbound rules of all groups without tags in each of them',
    apply: replacing((b) => ({
      state: {
        visibleRules: (group, direction, call) =>
          call.action === action && direction === 'ingress' && isUntagged(group, call) && group.name !== 'default'
            ? [...call.store.groups.values()]
                .filter((other) => isUntagged(other, call) && other.name !== 'default')
                .flatMap((other) => other.ingress)
            : b.state.visibleRules(group, direction, call),
      },
    })),
  },
];

/** Servers that show groups wrongly in DescribeSecurityGroups. */
export const describedGroupFaults: readonly Fault[] = [...members, ...ofGroups];
