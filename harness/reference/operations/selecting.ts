/** Filters and pages of Describe actions. */

import type { ReferenceCall } from '../call.ts';
import { structs, text, texts } from '../request/input.ts';

/** The values that a thing has under each filter's name. */
export type Filters<Thing> = Readonly<Record<string, (thing: Thing, call: ReferenceCall) => readonly string[]>>;

/** The things that pass every filter of the request: some value of it, in which `*` and `?` are wildcards. */
export function filtered<Thing extends { readonly id: string }>(
  things: readonly Thing[],
  filters: Filters<Thing>,
  call: ReferenceCall,
): readonly Thing[] {
  let kept = things;
  for (const filter of structs(call.input, 'Filter')) {
    const name = text(filter, 'Name') ?? '';
    const valuesOf = filters[name] ?? tagFilter(name);
    if (valuesOf === undefined) throw call.behaviour.errors.badValue(name, 'filter');
    const wanted = texts(filter, 'Value').map(wildcard);
    kept = kept.filter((thing) => valuesOf(thing, call).some((value) => wanted.some((isWanted) => isWanted(value))));
  }
  return kept;
}

export interface Page<Thing> {
  readonly things: readonly Thing[];
  readonly nextToken: string | undefined;
}

/** The page that MaxResults and NextToken ask for; everything when neither is given. */
export function page<Thing>(things: readonly Thing[], call: ReferenceCall): Page<Thing> {
  const { errors, reading } = call.behaviour;
  const asked = text(call.input, 'MaxResults');
  const size = asked === undefined ? undefined : reading.integer(asked);
  // API reference: from 5 to 1000.
  if (asked !== undefined && (size === undefined || size < 5 || size > 1000))
    throw errors.badValue(asked, 'maxResults');
  const token = text(call.input, 'NextToken');
  const start = token === undefined ? 0 : startOf(token);
  if (start === undefined) throw errors.badValue(token ?? '', 'nextToken');
  const end = size === undefined ? things.length : start + size;
  return {
    things: things.slice(start, end),
    nextToken: end < things.length ? Buffer.from(`from:${end}`).toString('base64url') : undefined,
  };
}

function startOf(token: string): number | undefined {
  const position = /^from:([0-9]{1,9})$/.exec(Buffer.from(token, 'base64url').toString('utf8'))?.[1];
  return position === undefined ? undefined : Number(position);
}

function tagFilter<Thing extends { readonly id: string }>(name: string): Filters<Thing>[string] | undefined {
  if (name === 'tag-key') return ({ id }, { store }) => [...store.tagsOf(id).keys()];
  if (!name.startsWith('tag:')) return undefined;
  return ({ id }, { store }) => {
    const value = store.tagsOf(id).get(name.slice('tag:'.length));
    return value === undefined ? [] : [value];
  };
}

function wildcard(pattern: string): (value: string) => boolean {
  if (!/[*?]/.test(pattern)) return (value) => value === pattern;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`, 's');
  return (value) => expression.test(value);
}
