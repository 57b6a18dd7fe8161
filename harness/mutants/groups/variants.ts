/** Ways in which a server can differ in the operations on groups and be right. */
import { changed } from '../../reference/behaviour.ts';
import { type Content, isContentList } from '../../reference/responses/content.ts';
import type { Variant } from '../fault.ts';
import { rewritingSet } from './changes.ts';

/** A list with its items in the reverse order; what is no list as it is. */
export function reversed(content: Content | undefined): Content | undefined {
  return isContentList(content) ? [...content].reverse() : content;
}

/** Those of each operation alike. */
export const groupVariants: readonly Variant[] = [
  {
    id: 'groups-in-reverse-order',
    means: 'describes groups in another order',
    apply: rewritingSet('DescribeSecurityGroups', (items) => [...items].reverse()),
  },
  {
    id: 'rules-in-reverse-order',
    means: 'describes rules in another order',
    apply: rewritingSet('DescribeSecurityGroupRules', (items) => [...items].reverse()),
  },
  {
    id: 'permissions-in-reverse-order',
    means: 'shows permissions and their sources in another order',
    apply: (b) =>
      changed(b, {
        responses: {
          group: {
            ipPermissions: (group, call) => reversed(b.responses.group['ipPermissions']?.(group, call)),
            ipPermissionsEgress: (group, call) => reversed(b.responses.group['ipPermissionsEgress']?.(group, call)),
          },
          permission: {
            ipRanges: (merged, call) => reversed(b.responses.permission['ipRanges']?.(merged, call)),
            groups: (merged, call) => reversed(b.responses.permission['groups']?.(merged, call)),
          },
        },
      }),
  },
  {
    id: 'question-mark-for-exactly-one',
    means: 'takes a question mark in a filter for exactly one character',
    apply: (b) => changed(b, { choices: { questionMark: 'one' } }),
  },
  {
    id: 'unknown-filter-by-its-own-code',
    means: 'refuses an unknown filter with InvalidFilter',
    apply: (b) =>
      changed(b, {
        errors: { filterUnknown: (name) => Object.assign(b.errors.filterUnknown(name), { code: 'InvalidFilter' }) },
      }),
  },
  {
    id: 'short-pages',
    means: 'answers fewer items than MaxResults, and a token',
    apply: (b) =>
      changed(b, {
        selecting: {
          page: (count, start, size, call) =>
            b.selecting.page(count, start, size === undefined ? undefined : Math.min(size, 3), call),
        },
      }),
  },
  {
    id: 'opaque-tokens',
    means: 'gives long tokens with characters that have to be escaped',
    apply: (b) =>
      changed(b, {
        selecting: {
          tokenFor: (position, call) => `${b.selecting.tokenFor(position, call)}+/=&${'x'.repeat(400)}`,
          positionOf: (token, call) =>
            token.includes('+/=&') ? b.selecting.positionOf(token.split('+/=&')[0] ?? '', call) : undefined,
        },
      }),
  },
  {
    id: 'no-tag-set-without-tags',
    means: 'leaves tagSet out where there are no tags',
    apply: (b) =>
      changed(b, {
        responses: {
          group: { tagSet: (group, call) => whereFilled(b.responses.group['tagSet']?.(group, call)) },
          describedRule: { tagSet: (rule, call) => whereFilled(b.responses.describedRule['tagSet']?.(rule, call)) },
        },
      }),
  },
  {
    id: 'tag-set-of-created-group-always',
    means: 'answers an empty tagSet about a new group without tags',
    apply: (b) =>
      changed(b, {
        responses: {
          created: { tagSet: ({ id }, { store }) => [...store.tagsOf(id)].map(([key, value]) => ({ key, value })) },
        },
      }),
  },
  {
    id: 'created-without-return',
    means: 'answers no return about a new group, which the service model does not have',
    apply: (b) => changed(b, { responses: { created: { return: undefined } } }),
  },
  {
    id: 'in-use-by-its-own-code',
    means: 'refuses to delete a group that rules refer to with InvalidGroup.InUse',
    apply: (b) =>
      changed(b, {
        errors: { dependency: (id) => Object.assign(b.errors.dependency(id), { code: 'InvalidGroup.InUse' }) },
      }),
  },
  {
    id: 'name-default-as-duplicate',
    means: 'refuses a group with the name default as a duplicate',
    apply: (b) => changed(b, { errors: { groupNameReserved: () => b.errors.groupExists('default', 'vpc-0') } }),
  },
  {
    id: 'vpc-malformed-in-other-case',
    means: 'refuses a malformed id of a VPC with InvalidVpcId.Malformed',
    apply: (b) =>
      changed(b, {
        errors: {
          vpcIdMalformed: (id) => Object.assign(b.errors.vpcIdMalformed(id), { code: 'InvalidVpcId.Malformed' }),
        },
      }),
  },
  {
    id: 'group-outside-default-vpc-by-value',
    means: 'refuses the name of a group outside the default VPC as a bad value',
    apply: (b) => changed(b, { choices: { nameOutsideDefaultVpc: 'invalid-value' } }),
  },
  {
    id: 'absent-group-by-longer-code',
    means: 'refuses the id of no group with InvalidSecurityGroupID.NotFound',
    apply: (b) =>
      changed(b, {
        errors: {
          groupNotFound: (id) => Object.assign(b.errors.groupNotFound(id), { code: 'InvalidSecurityGroupID.NotFound' }),
        },
      }),
  },
  {
    id: 'max-results-by-its-own-code',
    means: 'refuses a MaxResults out of range with InvalidMaxResults',
    apply: (b) =>
      changed(b, {
        errors: {
          badValue: (value, name) =>
            Object.assign(b.errors.badValue(value, name), name === 'maxResults' ? { code: 'InvalidMaxResults' } : {}),
        },
      }),
  },
  {
    id: 'references-without-user',
    means: 'shows no account of a group that a described rule refers to',
    apply: (b) =>
      changed(b, {
        responses: {
          describedRule: {
            referencedGroupInfo: ({ source }) => (source.kind === 'group' ? { groupId: source.groupId } : undefined),
          },
        },
      }),
  },
];

function whereFilled(content: Content | undefined): Content | undefined {
  return isContentList(content) && content.length === 0 ? undefined : content;
}
