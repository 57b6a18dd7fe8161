/** The actions that the target keeps no state for: answered from the service model alone, so that every action of EC2 is. */
import { loadServiceModel } from '../service-model/load-model.ts';
import { type Action, isRead, type Shape, type StructureShape } from '../service-model/model.ts';
import { parseScalar } from '../service-model/scalars.ts';
import type { ReferenceCall } from './call.ts';
import type { ReferenceOperation } from './operations/operation.ts';
import type { InputShape } from './request/input.ts';
import type { Elements } from './responses/content.ts';

/** How such an action is answered. A read finds nothing; what would change something is not supported. */
export interface Modelled {
  /** Refuses what the model does not allow; throws a Refusal. */
  readonly validate: (action: Action, call: ReferenceCall) => void;
  /** What a read returns: each list of its output, empty. */
  readonly found: (action: Action, call: ReferenceCall) => Elements;
  /** What an action that changes something answers: it is not supported, since nothing is kept for it. */
  readonly done: (action: Action, call: ReferenceCall) => Elements;
}

/** The conforming responses from the service model. */
export const referenceModelled: Modelled = {
  validate: (action, call) => {
    const { errors } = call.behaviour;
    for (const { queryName, required, name, shape } of action.input.members.values()) {
      const value = call.input[queryName];
      if (value === undefined && required) throw errors.missingParameter(queryName);
      if (value === undefined) continue;
      if (typeof value === 'string' && isScalar(shape) && parseScalar(shape, value) === undefined) {
        throw errors.badValue(value, queryName);
      }
      if (!required && /(?<!Owner|User|Account|Zone|Principal)Ids$/.test(name) && Array.isArray(value)) {
        for (const id of value) throw errors.resourceAbsent(queryName, typeof id === 'string' ? id : '');
      }
    }
  },
  found: ({ output }) => {
    if (output === undefined) return { return: 'true' };
    const lists = [...output.members.values()].filter(({ shape }) => shape.type === 'list');
    return Object.fromEntries(lists.map(({ elementName }) => [elementName, []]));
  },
  done: ({ name }, { behaviour }) => {
    throw behaviour.errors.unsupported(name);
  },
};

/** Runs an action that the target has no operation of its own for. */
export const runModelled: ReferenceOperation = (call) => {
  const { behaviour } = call;
  const action = modelledAction(call.action);
  if (action === undefined) throw behaviour.errors.unknownAction(call.action);
  behaviour.modelled.validate(action, call);
  return isRead(action.name) ? behaviour.modelled.found(action, call) : behaviour.modelled.done(action, call);
};

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

function isScalar(shape: Shape): shape is Exclude<Shape, { readonly type: 'structure' | 'list' }> {
  return shape.type !== 'structure' && shape.type !== 'list';
}
