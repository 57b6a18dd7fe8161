/** The parameters of every other action, from the service model. */

import { loadServiceModel } from '../../service-model/load-model.ts';
import type { Action, Shape, StructureShape } from '../../service-model/model.ts';
import type { InputShape } from './input.ts';

/** The action of the service model; undefined if EC2 has none of this name. Reads the model when it is first asked. */
export function modelledAction(name: string): Action | undefined {
  // No name of another form is one: a client that sends nonsense does not make the model load.
  return /^[A-Z][A-Za-z0-9]{2,80}$/.test(name) ? loadServiceModel().actions.get(name) : undefined;
}

const parameters = new Map<string, Readonly<Record<string, InputShape>>>();

/** The parameters of an action by their wire names, as the model has them. */
export function modelledParameters(name: string): Readonly<Record<string, InputShape>> | undefined {
  const known = parameters.get(name);
  if (known !== undefined) return known;
  const action = modelledAction(name);
  if (action === undefined) return undefined;
  const shapes = membersOf(action.input);
  parameters.set(name, shapes);
  return shapes;
}

function membersOf(structure: StructureShape): Readonly<Record<string, InputShape>> {
  return Object.fromEntries([...structure.members.values()].map((one) => [one.queryName, shapeOf(one.shape)]));
}

function shapeOf(shape: Shape): InputShape {
  switch (shape.type) {
    case 'structure':
      return { members: membersOf(shape) };
    case 'list':
      return { list: shapeOf(shape.item) };
    case 'integer':
    case 'boolean':
      return shape.type;
    default:
      return 'text';
  }
}
