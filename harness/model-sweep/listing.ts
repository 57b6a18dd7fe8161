/** Lists what dry runs could have created, before and after them. */
import type { Caller } from '../endpoint/caller.ts';
import { TransportProblem } from '../endpoint/problem.ts';
import { minimalInput } from '../service-model/minimal-input.ts';
import type { Action, ListShape, ServiceModel, Shape, StructureShape } from '../service-model/model.ts';
import type { Exchange } from '../wire/message.ts';
import type { XmlElement } from '../wire/xml/xml-read.ts';
import type { SweepList } from './sweep-actions.ts';
import { isSuccess } from './sweep-subject.ts';

/** A read that lists what some action creates. */
export interface Lister {
  readonly read: Action;
  /** Element of the list below the root. */
  readonly list: string;
  /** The actions that create its items, by name. */
  readonly creators: readonly string[];
}

/** What a read lists. */
export interface Listing {
  /** The id or name of each item. */
  readonly ids: ReadonlySet<string>;
  readonly exchange: Exchange;
}

/**
 * The reads of the reviewed list that need no member and list what these actions create: the list's items have the shape of
 * the creating action's output or of one of its members, or the names say so (`CreateKeyPair`, `DescribeKeyPairs`).
 */
export function listersFor(model: ServiceModel, list: SweepList, creating: readonly Action[]): readonly Lister[] {
  const reads = [...model.actions.values()].filter(
    (action) => Object.hasOwn(list.reads, action.name) && Object.keys(minimalInput(action)).length === 0,
  );
  const found = new Map<string, { read: Action; list: string; creators: string[] }>();
  for (const action of creating.filter(({ name }) => createsSomething(name))) {
    const shapes = createdShapes(action);
    const plural = action.name.replace(/^[A-Z][a-z]+/, 'Describe');
    for (const read of reads) {
      const member = [...(read.output?.members.values() ?? [])].find(
        ({ shape }) => isListOfStructures(shape) && (shapes.has(shape.item.name) || isNamed(read.name, plural)),
      );
      if (member === undefined) continue;
      const known = found.get(read.name) ?? { read, list: member.elementName, creators: [] };
      known.creators.push(action.name);
      found.set(read.name, known);
    }
  }
  return [...found.values()];
}

/** What the read lists now; undefined if it is refused, or has more than one page. */
export async function listNow(
  { read, list }: Lister,
  input: readonly (readonly [string, string])[],
  caller: Caller,
): Promise<Listing | undefined> {
  try {
    const { exchange, outcome } = await caller.call(read.name, input);
    if (!isSuccess(outcome) || outcome.kind !== 'success') return undefined;
    const token = outcome.root.children.find(({ localName }) => localName === 'nextToken');
    if (token !== undefined && token.text.trim() !== '') return undefined;
    const items = outcome.root.children.find(({ localName }) => localName === list)?.children ?? [];
    return { ids: new Set(items.flatMap((item) => identityOf(item, read.name))), exchange };
  } catch (problem) {
    if (problem instanceof TransportProblem) return undefined;
    throw problem;
  }
}

/** What is listed now and was not before. */
export function added(before: Listing, after: Listing): readonly string[] {
  return [...after.ids].filter((id) => !before.ids.has(id));
}

/** The id of an item by the name of its read, `vpcId` of DescribeVpcs, else the first text that names it and nobody else. */
function identityOf(item: XmlElement, read: string): readonly string[] {
  const noun = read
    .replace(/^Describe/, '')
    .replace(/e?s$/, '')
    .toLowerCase();
  const names = item.children.filter(
    ({ localName, children, text }) =>
      children.length === 0 &&
      text.trim() !== '' &&
      /(?:Id|Name|Arn|Ip)$/.test(localName) &&
      !/^owner|account/i.test(localName),
  );
  const own = names.find(({ localName }) => localName.toLowerCase() === `${noun}id`) ?? names[0];
  return own === undefined ? [] : [own.text.trim()];
}

function createsSomething(name: string): boolean {
  return /^(?:Create|Copy|Import|Allocate|Run|Request|Register|Purchase|Provision)(?=[A-Z])/.test(name);
}

function createdShapes({ output }: Action): ReadonlySet<string> {
  const members = [...(output?.members.values() ?? [])].map(({ shape }) =>
    isListOfStructures(shape) ? shape.item : shape,
  );
  const structures = members.filter(({ type }) => type === 'structure').map(({ name }) => name);
  return new Set([...(output === undefined ? [] : [output.name]), ...structures]);
}

function isListOfStructures(shape: Shape): shape is ListShape & { readonly item: StructureShape } {
  return shape.type === 'list' && shape.item.type === 'structure';
}

function isNamed(read: string, singular: string): boolean {
  return (
    read === singular || read === `${singular}s` || read === `${singular}es` || read === singular.replace(/y$/, 'ies')
  );
}
