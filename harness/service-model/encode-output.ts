/** Encodes the output of an action as the XML document that EC2 sends. */
import {
  type Action,
  defaultItemElements,
  isModelObject,
  type ModelObject,
  type ModelValue,
  type ServiceModel,
  type Shape,
} from './model.ts';
import { canonicalTimestamp, type Scalar, scalarText } from './scalars.ts';
import { refuseUnencodable } from './value-problems.ts';

/** A string with a character that no XML 1.0 document can hold: most control characters, half of a surrogate pair. */
export class NotXmlText extends Error {
  override readonly name = 'NotXmlText';
}

/**
 * The response document of a call that succeeded: `<ActionResponse>` with the request id, then the members in the order of
 * the output. An action without a modelled output gives `<return>true</return>`, as its documentation states. An empty list
 * or structure gives an empty element. Throws InvalidValue and {@link NotXmlText}.
 */
export function encodeOutput(model: ServiceModel, action: Action, output: ModelObject, requestId: string): string {
  const root = `${action.name}Response`;
  let content = '<return>true</return>';
  if (action.output !== undefined) {
    refuseUnencodable(`output of ${action.name}`, action.output, output);
    content = contentOf(action.output, output);
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${model.xmlNamespace}">${element('requestId', escapeText(requestId))}${content}</${root}>`;
}

/** What is between the tags of a value. */
function contentOf(shape: Shape, value: ModelValue): string {
  if (shape.type === 'structure') {
    if (!isModelObject(value)) return '';
    const elements = Object.entries(value).map(([name, content]) => {
      const member = shape.members.get(name);
      if (member === undefined || content === undefined) return '';
      return element(member.elementName, contentOf(member.shape, content));
    });
    return elements.join('');
  }
  if (shape.type === 'list') {
    if (!Array.isArray(value)) return '';
    const name = shape.itemElement ?? defaultItemElements[0] ?? '';
    return value.map((item: ModelValue) => element(name, contentOf(shape.item, item))).join('');
  }
  if (shape.type === 'timestamp') return timestampWithMilliseconds(String(value));
  return escapeText(scalarText(shape, value as Scalar));
}

function element(name: string, content: string): string {
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`;
}

/** EC2 sends milliseconds also where they are zero. */
function timestampWithMilliseconds(value: string): string {
  const canonical = canonicalTimestamp(value) ?? value;
  const [seconds = '', fraction = ''] = canonical.replace(/Z$/, '').split('.');
  return `${seconds}.${fraction.padEnd(3, '0')}Z`;
}

const references: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

const noXmlCharacter = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** A carriage return is escaped too: a reader would take it for a line feed. */
function escapeText(text: string): string {
  if (noXmlCharacter.test(text)) throw new NotXmlText(`${JSON.stringify(text)} holds a character that XML cannot hold`);
  return text.replace(/[&<>\r]/g, (character) => references[character] ?? character);
}
