/** The tree that flattened EC2 Query names describe, and the way back. Lists count from 1; an empty list leaves no key. */
import type { Pair } from './query.ts';

/** A part of a nested form. List items are members named `1`, `2`, …: whether they are gapless is for the reader to judge. */
export type QueryNode = QueryValue | QueryMembers;

/** A scalar of a query. */
export interface QueryValue {
  readonly kind: 'value';
  readonly value: string;
}

/** A structure or list of a query, by member name or index. */
export interface QueryMembers {
  readonly kind: 'members';
  readonly members: ReadonlyMap<string, QueryNode>;
}

/**
 * Why a pair has no place in the tree. `duplicate`: its name occurred before (the first value is kept); `conflict`: a value
 * and a structure under one name (the first is kept); `depth`: more than {@link maxDepth} parts; `empty-part`: `A..B`.
 */
export interface NestProblem {
  readonly kind: 'duplicate' | 'conflict' | 'depth' | 'empty-part';
  /** The whole flattened name of the pair that was left out. */
  readonly name: string;
}

/** The tree that the parameters of a query form, with those that have no place in it. */
export interface NestedForm extends QueryMembers {
  readonly problems: readonly NestProblem[];
}

/** Parts of a name. EC2's deepest input has fewer than ten. */
export const maxDepth = 32;

/** SDK-level input by wire names. `undefined` and `null` stand for a member that is not given. */
export type NestedInput =
  | string
  | number
  | bigint
  | boolean
  | undefined
  | null
  | readonly NestedInput[]
  | { readonly [name: string]: NestedInput };

/** Input that cannot be flattened: nested deeper than {@link maxDepth}, or circular. */
export class InputTooDeep extends Error {
  override readonly name = 'InputTooDeep';
}

interface Members {
  readonly kind: 'members';
  readonly members: Map<string, QueryValue | Members>;
}

/** The tree of flattened names. What has no place in it is listed, never thrown. */
export function nest(pairs: readonly Pair[]): NestedForm {
  const root: Members = { kind: 'members', members: new Map() };
  const problems: NestProblem[] = [];
  for (const [name, value] of pairs) {
    const kind = place(root, name, value);
    if (kind !== undefined) problems.push({ kind, name });
  }
  return { ...root, problems };
}

function place(root: Members, name: string, value: string): NestProblem['kind'] | undefined {
  const parts = name.split('.', maxDepth + 1);
  if (parts.length > maxDepth) return 'depth';
  if (parts.includes('')) return 'empty-part';
  const last = parts.pop() ?? '';
  let holder = root;
  for (const part of parts) {
    const found = holder.members.get(part);
    if (found?.kind === 'value') return 'conflict';
    const next: Members = found ?? { kind: 'members', members: new Map() };
    if (found === undefined) holder.members.set(part, next);
    holder = next;
  }
  const existing = holder.members.get(last);
  if (existing !== undefined) return existing.kind === 'value' ? 'duplicate' : 'conflict';
  holder.members.set(last, { kind: 'value', value });
  return undefined;
}

/** The pairs of an input in its own order: `{ Ids: ['a', 'b'] }` is `Ids.1=a`, `Ids.2=b`. Throws {@link InputTooDeep}. */
export function flatten(input: { readonly [name: string]: NestedInput }): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const [name, value] of Object.entries(input)) flattenInto(pairs, name, value, 1);
  return pairs;
}

function flattenInto(pairs: Pair[], name: string, input: NestedInput, depth: number): void {
  if (input === undefined || input === null) return;
  if (depth > maxDepth) throw new InputTooDeep(`${name.slice(0, 60)}… is nested deeper than ${maxDepth} levels`);
  if (isList(input)) {
    let position = 0;
    for (const item of input) flattenInto(pairs, `${name}.${++position}`, item, depth + 1);
  } else if (typeof input === 'object') {
    for (const [member, value] of Object.entries(input)) flattenInto(pairs, `${name}.${member}`, value, depth + 1);
  } else {
    pairs.push([name, String(input)]);
  }
}

function isList(input: NestedInput): input is readonly NestedInput[] {
  return Array.isArray(input);
}
