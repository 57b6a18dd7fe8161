/** Encodes the input of an action as request parameters, by the ec2 protocol. */
import type { Pair } from '../wire/query.ts';
import { type Action, isModelObject, type ModelObject, type ModelValue, type Shape } from './model.ts';
import { type Scalar, scalarText } from './scalars.ts';
import { refuseUnencodable } from './value-problems.ts';

/**
 * The parameters of an input, in the order of its members; `Action` and `Version` are not among them. Lists are always
 * flattened and count from 1 (`Filter.1.Value.2`); an empty list or structure gives no parameter.
 *
 * An input against the model's rules is encoded all the same, for requests that have to be refused: a required member may
 * be absent, a number out of range. Throws InvalidValue where there is no encoding: an unknown member, a wrong type.
 */
export function encodeInput(action: Action, input: ModelObject): readonly Pair[] {
  refuseUnencodable(`input of ${action.name}`, action.input, input);
  const pairs: Pair[] = [];
  encode(action.input, input, '', pairs);
  return pairs;
}

/** Appends the parameters of one value, whose name so far is `prefix`. */
function encode(shape: Shape, value: ModelValue, prefix: string, pairs: Pair[]): void {
  if (shape.type === 'structure') {
    if (!isModelObject(value)) return;
    for (const [name, content] of Object.entries(value)) {
      const member = shape.members.get(name);
      if (member === undefined || content === undefined) continue;
      encode(member.shape, content, prefix === '' ? member.queryName : `${prefix}.${member.queryName}`, pairs);
    }
  } else if (shape.type === 'list') {
    if (!Array.isArray(value)) return;
    for (const [index, item] of value.entries()) encode(shape.item, item, `${prefix}.${index + 1}`, pairs);
  } else {
    pairs.push([prefix, scalarText(shape, value as Scalar)]);
  }
}
