/** Filters and pages of Describe actions. */

import type { ReferenceCall } from '../call.ts';
import { structs, text, texts } from '../request/input.ts';
import type { Filters, Selecting } from '../sections/groups.ts';

/** The conforming handling of filters and pages. */
export const referenceSelecting: Selecting<ReferenceCall> = {
  filters: (call) =>
    structs(call.input, 'Filter').map((filter) => ({
      name: text(filter, 'Name') ?? '',
      values: texts(filter, 'Value'),
    })),
  tag: (id, key, { store }) => {
    const value = store.tagsOf(id).get(key);
    return value === undefined ? [] : [value];
  },
  tagKeys: (id, { store }) => [...store.tagsOf(id).keys()],
  unknownFilter: ({ name }, { behaviour }) => {
    throw behaviour.errors.filterUnknown(name);
  },
  isWanted: (wanted, value, { behaviour }) => wildcard(wanted, behaviour.choices.questionMark)(value),
  passes: (values, filter, call) =>
    values.some((value) => filter.values.some((wanted) => call.behaviour.selecting.isWanted(wanted, value, call))),
  passesAll: (passed) => passed.every((one) => one),
  pageSize: { least: 5, most: 1000 },
  // Recorded of this action alone.
  checkToken: (call) => {
    const isBare =
      text(call.input, 'MaxResults') === undefined && texts(call.input, 'SecurityGroupRuleId').length === 0;
    if (call.action === 'DescribeSecurityGroupRules' && isBare) throw call.behaviour.errors.tokenAlone();
  },
  positionOf: (token) => {
    const position = /^from:([0-9]{1,9})$/.exec(Buffer.from(token, 'base64url').toString('utf8'))?.[1];
    return position === undefined ? undefined : Number(position);
  },
  tokenFor: (position) => Buffer.from(`from:${position}`).toString('base64url'),
  page: (count, start, size) => {
    const to = size === undefined ? count : Math.min(count, start + size);
    return { from: start, to, next: to < count ? to : undefined };
  },
};

/** The things that pass every filter of the request. `tags`: the filters on tags that the action has. */
export function filtered<Thing extends { readonly id: string }>(
  things: readonly Thing[],
  filters: Filters<Thing, ReferenceCall>,
  call: ReferenceCall,
  tags: 'values' | 'values-and-keys' = 'values-and-keys',
): readonly Thing[] {
  const { selecting: how } = call.behaviour;
  const asked = how.filters(call).flatMap((filter) => {
    const valuesOf = Object.hasOwn(filters, filter.name) ? filters[filter.name] : tagFilter<Thing>(filter.name, tags);
    if (valuesOf === undefined) how.unknownFilter(filter, call);
    return valuesOf === undefined ? [] : [{ filter, valuesOf }];
  });
  return things.filter((thing) =>
    how.passesAll(
      asked.map(({ filter, valuesOf }) => how.passes(valuesOf(thing, call), filter, call)),
      call,
    ),
  );
}

/** One page of a description; without `nextToken` it is the last. */
export interface ResultPage<Thing> {
  readonly things: readonly Thing[];
  readonly nextToken: string | undefined;
}

/** The page that MaxResults and NextToken ask for; everything when neither is given. */
export function page<Thing>(things: readonly Thing[], call: ReferenceCall): ResultPage<Thing> {
  const { errors, reading, selecting: how } = call.behaviour;
  const asked = text(call.input, 'MaxResults');
  const size = asked === undefined ? undefined : reading.integer(asked);
  const { least, most } = how.pageSize;
  if (asked !== undefined && (size === undefined || size < least || size > most)) {
    throw errors.badValue(asked, 'maxResults');
  }
  const token = text(call.input, 'NextToken');
  if (token !== undefined) how.checkToken(call);
  const start = token === undefined ? 0 : how.positionOf(token, call);
  if (start === undefined) throw errors.tokenUnknown();
  const { from, to, next } = how.page(things.length, start, size, call);
  return { things: things.slice(from, to), nextToken: next === undefined ? undefined : how.tokenFor(next, call) };
}

function tagFilter<Thing extends { readonly id: string }>(
  name: string,
  tags: 'values' | 'values-and-keys',
): Filters<Thing, ReferenceCall>[string] | undefined {
  if (name === 'tag-key' && tags === 'values-and-keys') {
    return ({ id }, call) => call.behaviour.selecting.tagKeys(id, call);
  }
  if (!name.startsWith('tag:')) return undefined;
  return ({ id }, call) => call.behaviour.selecting.tag(id, name.slice('tag:'.length), call);
}

/** `question`: what a question mark stands for, on which sources disagree. */
export function wildcard(pattern: string, question: 'one' | 'none-or-one'): (value: string) => boolean {
  if (!/[*?\\]/.test(pattern)) return (value) => value === pattern;
  const source = pattern.replace(/\\[*?\\]|\*+|\?|[.+^${}()|[\]\\/-]/g, (part) => {
    if (part.startsWith('*')) return '.*';
    if (part === '?') return question === 'one' ? '.' : '.?';
    return part.length > 1 ? `\\${part.slice(1)}` : `\\${part}`;
  });
  const expression = new RegExp(`^${source}$`, 's');
  return (value) => expression.test(value);
}
