/** Lists in flattened names: whether they count 1 to N, and the names they would have if they did. */
import type { NestedForm, QueryMembers, QueryNode } from '../../wire/nesting.ts';
import { nest } from '../../wire/nesting.ts';
import type { Pair } from '../../wire/query.ts';

/** One sentence for each list whose numbers are not 1, 2, … N. Members named by a number make a list. */
export function numberingProblems(pairs: readonly Pair[]): readonly string[] {
  return problemsIn(nest(pairs), '');
}

/**
 * Values by flattened name, with every list numbered anew from 1 in the order of its numbers, so that what a list holds
 * can be compared when its numbers are wrong. Of a name that occurs twice the first value counts.
 */
export function renumbered(pairs: readonly Pair[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  collect(nest(pairs), '', values);
  return values;
}

function problemsIn(node: NestedForm | QueryMembers, path: string): readonly string[] {
  const names = [...node.members.keys()];
  const numbers = names.filter(isNumber);
  const here =
    numbers.length > 0 && !isCounted(names)
      ? [`${path} has the numbers ${sorted(names).slice(0, 12).join(', ')}, not 1 to ${names.length}`]
      : [];
  return [
    ...here,
    ...[...node.members].flatMap(([name, member]) =>
      member.kind === 'members' ? problemsIn(member, path === '' ? name : `${path}.${name}`) : [],
    ),
  ];
}

function collect(node: QueryNode | NestedForm, path: string, values: Map<string, string>): void {
  if (node.kind === 'value') {
    values.set(path, node.value);
    return;
  }
  const names = [...node.members.keys()];
  const isList = names.length > 0 && names.every(isNumber);
  const order = isList ? sorted(names) : names;
  for (const [index, name] of order.entries()) {
    const member = node.members.get(name);
    const shown = isList ? String(index + 1) : name;
    if (member !== undefined) collect(member, path === '' ? shown : `${path}.${shown}`, values);
  }
}

function isCounted(names: readonly string[]): boolean {
  return sorted(names).every((name, index) => name === String(index + 1));
}

function sorted(names: readonly string[]): readonly string[] {
  return [...names].sort((a, b) => Number(a) - Number(b));
}

function isNumber(name: string): boolean {
  return /^\d+$/.test(name);
}
