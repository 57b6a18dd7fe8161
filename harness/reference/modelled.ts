/** The actions that the target keeps no state for: answered from the service model alone, so that every action of EC2 is. */

import { isRead, type Shape } from '../service-model/model.ts';
import { parseScalar } from '../service-model/scalars.ts';
import type { ReferenceCall } from './call.ts';
import type { ReferenceOperation } from './operations/operation.ts';
import { modelledAction } from './request/modelled-shapes.ts';
import type { Modelled } from './sections/requests.ts';

/** The conforming responses from the service model. */
export const referenceModelled: Modelled<ReferenceCall> = {
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

function isScalar(shape: Shape): shape is Exclude<Shape, { readonly type: 'structure' | 'list' }> {
  return shape.type !== 'structure' && shape.type !== 'list';
}
