/** From a response to an outcome, as the reference client does it. */
import type { HttpResponse } from '../../wire/message.ts';
import { headerValue } from '../../wire/message.ts';
import { at, child, childText, type XmlElement } from '../../wire/xml/xml-read.ts';
import { readStrictly } from '../../wire/xml/xml-strict.ts';
import type { Json, JsonObject } from '../fixture.ts';
import type { ClientOutcome } from '../outcome.ts';
import { type OutputShape, type OutputShapes, output } from './model.ts';

/** A body that is no response of the operation: never a success. */
export class UnreadableResponse extends Error {
  override readonly name = 'UnreadableResponse';
}

/** The root, of well-formed XML only. */
export function document(response: HttpResponse): XmlElement {
  const reading = readStrictly(response.body, headerValue(response.headers, 'content-type'));
  if (reading.kind === 'ill-formed') {
    throw new UnreadableResponse(`the response is not well-formed XML: ${JSON.stringify(reading.fault)}`);
  }
  return reading.root;
}

/** The result of a success. Throws UnreadableResponse for any other root element. */
export function result(root: XmlElement, response: HttpResponse): ClientOutcome {
  if (!root.localName.endsWith('Response') || root.localName === 'Response') {
    throw new UnreadableResponse(`the response is a <${root.name}>`);
  }
  const requestId = childText(root, 'requestId') ?? headerValue(response.headers, 'x-amzn-requestid');
  return {
    kind: 'result',
    output: readMembers(root, output),
    status: response.status,
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** The service error of an error response; without a code where the body has none. */
export function refusalOutcome(response: HttpResponse, root: XmlElement | undefined): ClientOutcome {
  const error = root && at(root, 'Errors/Error');
  const requestId = root && childText(root, 'RequestID');
  return {
    kind: 'serviceError',
    code: (error && childText(error, 'Code')) ?? `Http${response.status}`,
    message: (error && childText(error, 'Message')) ?? response.reason,
    status: response.status,
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** Members that are present; unknown elements are ignored. */
export function readMembers(element: XmlElement, shapes: OutputShapes): JsonObject {
  return Object.fromEntries(
    Object.entries(shapes).flatMap(([name, shape]) => {
      const found = child(element, shape.element);
      return found === undefined ? [] : [[name, readShape(found, shape)]];
    }),
  );
}

function readShape(element: XmlElement, shape: OutputShape): Json {
  switch (shape.type) {
    case 'text':
      return element.text;
    case 'integer':
      return Number(element.text.trim());
    case 'boolean':
      return element.text.trim() === 'true';
    case 'list':
      return element.children.map((item) => readMembers(item, shape.of));
  }
}
