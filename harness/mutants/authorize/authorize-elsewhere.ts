/** Mutants that lose or spread tags, descriptions and names of what is beside a new rule. */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import { text } from '../../reference/request/input.ts';
import type { Tags } from '../../reference/store.ts';
import { ruleKey } from '../../security-groups/model/match.ts';
import { isOfCase } from '../create/create-changes.ts';
import type { Apply, Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { authorizes } from './authorize-changes.ts';

const groupOf = ({ input }: ReferenceCall) => text(input, 'GroupId') ?? text(input, 'GroupName') ?? '';

const tagsOfLast: Apply = (b) => {
  const last = new Map<string, Tags>();
  return changed(b, {
    authorizing: {
      tags: (call) => {
        const asked = b.authorizing.tags(call);
        if (asked.size === 0) return last.get(groupOf(call)) ?? asked;
        last.set(groupOf(call), asked);
        return asked;
      },
    },
  });
};

const tagsOfRevoked: Apply = (b: Behaviour) => {
  const remembered = new Map<string, Tags>();
  return changed(b, {
    revoking: {
      commit: (revoked, call) => {
        for (const rule of revoked.removed) {
          remembered.set(rule.groupId + ruleKey(rule), new Map(call.store.tagsOf(rule.id)));
        }
        b.revoking.commit(revoked, call);
      },
    },
    authorizing: {
      afterwards: ({ added }, call) => {
        for (const rule of added) {
          const tags = remembered.get(rule.groupId + ruleKey(rule));
          if (tags !== undefined && tags.size > 0) call.store.tag(rule.id, tags);
        }
      },
    },
  });
};

const untagsRest: Apply = (b) =>
  changed(b, {
    authorizing: {
      afterwards: ({ group, added }, { store }) => {
        for (const rule of [...group.ingress, ...group.egress]) {
          if (!added.some(({ id }) => id === rule.id)) store.tags.delete(rule.id);
        }
      },
    },
  });

const untagsGroup: Apply = (b) =>
  changed(b, {
    authorizing: {
      afterwards: ({ group }, { store }) => {
        if (isOfCase(group.name)) store.tags.delete(group.id);
      },
    },
  });

const tags: readonly FaultRow[] = [
  [
    'untagged',
    'authorize-tags-of-last-request',
    'gives rules without tags those of the last request on the group that had some',
    tagsOfLast,
    { crossesGroups: true },
  ],
  ['untagged', 'authorize-tags-of-revoked', 'gives a rule the tags of the same one that was revoked', tagsOfRevoked],
  ['each-rule', 'authorize-untags-rest', 'removes the tags of the other rules of the group', untagsRest],
  ['each-rule', 'authorize-untags-group', 'removes the tags of the group', untagsGroup],
  [
    'unicode',
    'authorize-tags-of-basic-plane',
    'replaces characters beyond the basic plane in tags',
    (b) =>
      changed(b, {
        authorizing: {
          tags: (call) =>
            new Map(
              [...b.authorizing.tags(call)].map(([key, value]) => [
                key,
                value.replace(/[\u{10000}-\u{10ffff}]/gu, '?'),
              ]),
            ),
        },
      }),
  ],
];

const rules: readonly FaultRow[] = [
  [
    'other-group',
    'authorize-describes-twins',
    'gives its description to the same rule of other groups too',
    (b) =>
      changed(b, {
        authorizing: {
          afterwards: ({ group, direction, added }, { store }) => {
            for (const { description, ...rule } of added.filter((one) => one.description === 'ours')) {
              for (const other of store.groups.values()) {
                if (other === group || description === undefined) continue;
                other[direction] = other[direction].map((one) =>
                  ruleKey(one) === ruleKey(rule) ? { ...one, description } : one,
                );
              }
            }
          },
        },
      }),
  ],
];

const descriptions: readonly FaultRow[] = [
  [
    'longest',
    'authorize-description-shown-short',
    'shows 128 characters of a description in DescribeSecurityGroupRules',
    (b) =>
      changed(b, { responses: { describedRule: { description: ({ description }) => description?.slice(0, 128) } } }),
  ],
];

const requests: readonly FaultRow[] = [
  [
    'group-name',
    'authorize-name-resolved-once',
    'takes the name of a group for that of the first one that it added a rule to by it',
    (b) => {
      const resolved = new Map<string, string>();
      return authorizes.replacing((call, operation) => {
        const name = text(call.input, 'GroupName');
        const group = name === undefined ? undefined : call.behaviour.lookup.byName(name, call);
        if (name === undefined || group === undefined) return operation(call);
        const first = resolved.get(name) ?? group.id;
        if (first !== group.id) throw call.behaviour.errors.groupNameNotFound(name, group.vpcId);
        resolved.set(name, first);
        return operation(call);
      })(b);
    },
  ],
];

/** Servers that lose or spread tags, descriptions and names of what is beside a new rule. */
export const authorizeElsewhereFaults: readonly Fault[] = [
  ...faultsOf('authorize-tags', tags),
  ...faultsOf('authorize-rules', rules),
  ...faultsOf('authorize-descriptions', descriptions),
  ...faultsOf('authorize-request', requests),
];
