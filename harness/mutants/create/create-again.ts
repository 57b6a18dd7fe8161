/** Ways to remember a deleted group when one of its name is made, and to take texts for numbers. */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import { text } from '../../reference/request/input.ts';
import type { Group, Tags } from '../../reference/store.ts';
import type { Apply, Fault } from '../fault.ts';
import { type FaultRow, faultsOf } from '../fault-rows.ts';
import { beginningWith, creating, isOfCase, making, retagging } from './create-changes.ts';

/** Keeps a part of each group of a case that is deleted, by its name; `apply` makes use of it. */
function remembering<Part>(
  partOf: (group: Group, tags: Tags) => Part,
  apply: (remembered: ReadonlyMap<string, Part>) => Apply,
): Apply {
  return (b: Behaviour) => {
    const remembered = new Map<string, Part>();
    return changed(apply(remembered)(b), {
      grouping: {
        remove: (group, call) => {
          if (isOfCase(group.name)) remembered.set(group.name, partOf(group, new Map(call.store.tagsOf(group.id))));
          b.grouping.remove(group, call);
        },
      },
    });
  };
}

const inheritsTags = remembering(
  (_, tags) => tags,
  (remembered) =>
    creating((call, proceed) => {
      const elements = proceed(call);
      const tags = remembered.get(text(call.input, 'GroupName') ?? '');
      if (tags !== undefined) call.store.tag(String(elements['groupId']), tags);
      return elements;
    }),
);

const resolvesOnce: Apply = (b) => {
  const resolved = new Map<string, string>();
  return changed(b, {
    lookup: {
      byName: (name, call) => {
        const first = resolved.get(name);
        if (first !== undefined) return call.store.groups.get(first);
        const group = b.lookup.byName(name, call);
        if (group !== undefined && isOfCase(name)) resolved.set(name, group.id);
        return group;
      },
    },
  });
};

/** The text of a whole number, as a number would be written. */
function asNumber(written: string): string {
  return /^\d+$/.test(written) ? String(Number(written)) : written;
}

function withoutAstral(written: string): string {
  return written.replace(/[\u{10000}-\u{10ffff}]/gu, '?');
}

/** Keys and values of tags, as others. */
function respelt(change: (written: string) => string): Apply {
  return retagging((tags) =>
    tags.map((tag) => ({ Key: change(text(tag, 'Key') ?? ''), Value: change(text(tag, 'Value') ?? '') })),
  );
}

const groups: readonly FaultRow[] = [
  [
    'description',
    'create-description-of-deleted',
    'gives a group the description of a deleted one of its name',
    remembering(
      ({ description }) => description,
      (remembered) => making(({ name, description }) => ({ description: remembered.get(name) ?? description })),
    ),
  ],
  [
    'outbound-rule-only',
    'create-outbound-rules-of-deleted',
    'gives a group the outbound rules of a deleted one of its name',
    remembering(
      ({ egress }) => egress.map(({ id: _, groupId: __, ...rule }) => rule),
      (remembered) => beginningWith((usual, { name }) => remembered.get(name) ?? usual),
    ),
  ],
  ['found-by-name', 'create-name-resolved-once', 'looks up the group of a name once and for all', resolvesOnce],
];

const tags: readonly FaultRow[] = [
  ['tags-own', 'create-tags-of-deleted', 'gives a group the tags of a deleted one of its name', inheritsTags],
  ['tag-punctuation', 'create-tags-as-numbers', 'takes digits in tags for a number', respelt(asNumber)],
  [
    'tag-unicode',
    'create-tags-of-basic-plane',
    'replaces characters beyond the basic plane in tags',
    respelt(withoutAstral),
  ],
];

const descriptions: readonly FaultRow[] = [
  [
    'description-kept',
    'create-description-as-number',
    'takes digits in a description for a number',
    making(({ description }) => ({ description: asNumber(description) })),
  ],
];

/** Faults in groups of a name that an earlier one had, and in texts that look like something else. */
export const createAgainFaults: readonly Fault[] = [
  ...faultsOf('create-group', groups),
  ...faultsOf('create-tags', tags),
  ...faultsOf('create-descriptions', descriptions),
];
