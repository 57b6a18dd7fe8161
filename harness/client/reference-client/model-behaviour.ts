/** The reference client for any action of EC2: names and types from the service model in place of its own few. */
import { decodeElement } from '../../service-model/decode-output.ts';
import { encodeInput } from '../../service-model/encode-input.ts';
import { actionOf } from '../../service-model/load-model.ts';
import type { ModelObject, ServiceModel } from '../../service-model/model.ts';
import type { JsonObject } from '../fixture.ts';
import type { ReferenceClientBehaviour } from './behaviour.ts';
import { UnreadableResponse } from './decode.ts';

/** The behaviour with inputs written and outputs read by the model. */
export function modelBehaviour(behaviour: ReferenceClientBehaviour, model: ServiceModel): ReferenceClientBehaviour {
  return {
    ...behaviour,
    pairs: (operation, input) => [
      ['Action', operation],
      ['Version', model.apiVersion],
      ...encodeInput(actionOf(model, operation), input as ModelObject),
    ],
    result: (root, response) => {
      const name = root.localName.replace(/Response$/, '');
      if (!model.actions.has(name)) throw new UnreadableResponse(`the response is a <${root.name}>`);
      const { output, requestId } = decodeElement(actionOf(model, name), root);
      return {
        ...{ kind: 'result', output: output as JsonObject, status: response.status },
        ...(requestId === undefined ? {} : { requestId }),
      };
    },
  };
}
