/** Decodes request parameters into the input of their action: what an SDK is given so that it sends them. */
import { nest, type QueryNode } from '../wire/nesting.ts';
import type { Pair } from '../wire/query.ts';
import type { Action, ModelObject, ModelValue, Shape } from './model.ts';
import { parseScalar } from './scalars.ts';

/**
 * The input whose parameters these are, `Action` and `Version` not among them. Undefined where there is none: a name that
 * the action does not have, a list with a gap, a text that is no value of its type.
 */
export function decodeInput(action: Action, pairs: readonly Pair[]): ModelObject | undefined {
  const form = nest(pairs);
  return form.problems.length > 0 ? undefined : (decode(action.input, form) as ModelObject | undefined);
}

function decode(shape: Shape, node: QueryNode): ModelValue | undefined {
  if (shape.type !== 'structure' && shape.type !== 'list') {
    return node.kind === 'value' ? parseScalar(shape, node.value) : undefined;
  }
  if (node.kind === 'value') return undefined;
  if (shape.type === 'list') {
    const items = Array.from({ length: node.members.size }, (_, index) => node.members.get(String(index + 1)));
    const values = items.map((item) => (item === undefined ? undefined : decode(shape.item, item)));
    return values.every((value) => value !== undefined) ? values : undefined;
  }
  const entries: [string, ModelValue][] = [];
  for (const [part, below] of node.members) {
    const member = [...shape.members.values()].find(({ queryName }) => queryName === part);
    const value = member === undefined ? undefined : decode(member.shape, below);
    if (member === undefined || value === undefined) return undefined;
    entries.push([member.name, value]);
  }
  return Object.fromEntries(entries);
}
