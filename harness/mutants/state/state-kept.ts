/** Faults in what a revoke leaves besides the rules themselves: their descriptions and tags, and what its response says. */
import { changed } from '../../reference/behaviour.ts';
import type { ReferenceCall } from '../../reference/call.ts';
import type { Revoked } from '../../reference/sections/rule-changes.ts';
import type { Group, StoredRule } from '../../reference/store.ts';
import { isOfCase } from '../create/create-changes.ts';
import type { Apply, Fault } from '../fault.ts';
import { remembering } from '../histories/rule-past.ts';
import { sameValues } from '../rule-likeness.ts';

/** Something else happens after a revoke. */
function afterwards(act: (revoked: Revoked, call: ReferenceCall) => void): Apply {
  return (b) => changed(b, { revoking: { afterwards: act } });
}

/** Rules without the descriptions of those that have the values of a revoked one. */
function undescribed(rules: readonly StoredRule[], removed: readonly StoredRule[]): StoredRule[] {
  return rules.map((rule) => {
    if (!removed.some((one) => sameValues(one, rule))) return rule;
    const { description: _, ...rest } = rule;
    return rest;
  });
}

function isBeside(group: Group, other: Group): boolean {
  return other !== group && other.name.endsWith('-peer');
}

/** The set of what was unknown, of other rules. */
function unknownOf(change: (unknown: Revoked['unknown']) => Revoked['unknown']): Apply {
  return (b) =>
    changed(b, {
      responses: {
        revoke: {
          unknownIpPermissionSet: (done, call) =>
            b.responses.revoke['unknownIpPermissionSet']?.({ ...done, unknown: change(done.unknown) }, call),
        },
      },
    });
}

const describesFirst: Apply = remembering((b, { described, first }) =>
  changed(b, {
    responses: {
      revokedRule: { description: ({ id, description }) => (described.has(id) ? first.get(id) : description) },
    },
  }),
);

/** Servers whose revokes spoil descriptions and tags, or say too little of what was unknown. */
export const stateKeptFaults: readonly Fault[] = [
  {
    id: 'twin-of-other-direction-undescribed',
    breaks: 'state/keeps-descriptions',
    means: 'removes the description of the rule of the same values in the other direction',
    apply: afterwards(({ group, direction, removed }) => {
      const other = direction === 'ingress' ? 'egress' : 'ingress';
      group[other] = undescribed(group[other], removed);
    }),
  },
  {
    id: 'twin-elsewhere-undescribed',
    breaks: 'state/keeps-descriptions',
    means: 'removes the description of the same rule in other groups',
    apply: afterwards(({ group, direction, removed }, { store }) => {
      for (const other of store.groups.values()) {
        if (isBeside(group, other)) other[direction] = undescribed(other[direction], removed);
      }
    }),
  },
  {
    id: 'rest-untagged',
    breaks: 'state/keeps-tags',
    means: 'removes the tags of the rules that stay',
    apply: afterwards(({ group }, { store }) => {
      for (const { id } of [...group.ingress, ...group.egress]) store.tags.delete(id);
    }),
  },
  {
    id: 'group-untagged',
    breaks: 'state/keeps-tags',
    means: 'removes the tags of the group',
    apply: afterwards(({ group }, { store }) => {
      if (isOfCase(group.name)) store.tags.delete(group.id);
    }),
  },
  {
    id: 'revoked-description-of-before',
    breaks: 'response/revoked-description',
    means: 'gives the description that a revoked rule had before it was updated',
    apply: describesFirst,
  },
  {
    id: 'unknown-first-source-alone',
    breaks: 'exact-match/mismatch-default-vpc',
    means: 'lists the first of several sources that fit no rule alone',
    apply: unknownOf((unknown) => unknown.slice(0, 1)),
  },
  {
    id: 'unknown-groups-left-out',
    breaks: 'exact-match/mismatch-default-vpc',
    means: 'lists no source group that fits no rule',
    apply: unknownOf((unknown) => unknown.filter(({ source }) => source.kind !== 'group')),
  },
];
