/** The smallest input of an action that the model calls valid. */
import type { Action, ModelObject, ModelValue, Shape, StructureShape } from './model.ts';
import { plausibleValue } from './plausible-value.ts';

/**
 * Required members alone, with plausible values: ids with the prefix of their resource, documentation addresses, the first
 * known value of an enum. EC2 may ask for more than the model does: where one of two members has to be given, neither is
 * required.
 */
export function minimalInput(action: Action): ModelObject {
  return minimalStructure(action.input);
}

function minimalStructure(shape: StructureShape): ModelObject {
  const required = [...shape.members.values()].filter((member) => member.required);
  return Object.fromEntries(required.map((member) => [member.name, minimalValue(member.name, member.shape)]));
}

/** A required list has an item even where the model allows none: an empty one would not be on the wire at all. */
function minimalValue(name: string, shape: Shape): ModelValue {
  switch (shape.type) {
    case 'structure':
      return minimalStructure(shape);
    case 'list':
      return Array.from({ length: Math.max(shape.min ?? 1, 1) }, () => minimalValue(name, shape.item));
    default:
      return plausibleValue(name, shape);
  }
}
