/** Decodes a response document into the output of its action, and lists all of it that the model does not explain. */
import { readXml, type XmlElement } from '../wire/xml/xml-read.ts';
import {
  type Action,
  defaultItemElements,
  type ListShape,
  type ModelObject,
  type ModelValue,
  type Shape,
  type StructureShape,
} from './model.ts';
import { parseScalar } from './scalars.ts';

/** Why a part of a document was not decoded. */
export type DecodeProblemKind =
  /** The root is not `<ActionResponse>`. */
  | 'wrong-root'
  /** An element that the structure does not have, or that is no item of the list. */
  | 'unknown-element'
  /** A second element of a member that is no list; the first counts. */
  | 'repeated-element'
  /** Text that is no value of the member's type, or an element inside one. */
  | 'wrong-type'
  /** Text between the elements of a structure or a list. */
  | 'stray-text';

/** A part of a document that was not decoded. */
export interface DecodeProblem {
  readonly kind: DecodeProblemKind;
  /** Elements below the root, items of lists with their position from 1: `vpcSet/item[2]/state`. The root is the empty path. */
  readonly path: string;
}

/** What a response document says. */
export interface DecodedOutput {
  /**
   * By member names. An absent element is an absent member, an empty element an empty list, an empty structure or an empty
   * string. Timestamps are in canonical form, base64 of blobs without white space.
   */
  readonly output: ModelObject;
  readonly requestId: string | undefined;
  /** In the order of the document. Newer EC2 sends elements that an older model does not know: not every problem is a fault. */
  readonly problems: readonly DecodeProblem[];
}

/** Decodes the document of a call that succeeded. Throws XmlUnreadable where the bytes are no XML; XML 1.0 is not checked. */
export function decodeOutput(action: Action, document: Buffer | string): DecodedOutput {
  return decodeElement(action, readXml(typeof document === 'string' ? Buffer.from(document) : document));
}

/** As {@link decodeOutput}, for a document that has been read already. */
export function decodeElement(action: Action, root: XmlElement): DecodedOutput {
  const decoder = new Decoder();
  if (root.localName !== `${action.name}Response`) decoder.problems.push({ kind: 'wrong-root', path: '' });
  const shape = action.output ?? nothing;
  const output = decoder.structure(shape, root, '', frame);
  const requestId = root.children.find(({ localName }) => localName === 'requestId')?.text;
  return { output, requestId, problems: decoder.problems };
}

/** EC2 sends `<return>true</return>` also where the model has no such member: AssociateAddress, CreateSecurityGroup. */
const frame: readonly string[] = ['requestId', 'return'];

const nothing: StructureShape = { type: 'structure', name: '', members: new Map() };

/** Member by element name, made once per shape: outputs have up to a hundred members. */
const membersByElement = new WeakMap<StructureShape, ReadonlyMap<string, readonly [name: string, shape: Shape]>>();

class Decoder {
  readonly problems: DecodeProblem[] = [];

  /** `framed`: elements that belong to the frame of the document and to no member. */
  structure(shape: StructureShape, element: XmlElement, path: string, framed: readonly string[] = []): ModelObject {
    this.#refuseText(element, path);
    const members = elementsOf(shape);
    const output: Record<string, ModelValue> = {};
    for (const child of element.children) {
      const below = path === '' ? child.localName : `${path}/${child.localName}`;
      const [name, memberShape] = members.get(child.localName) ?? [];
      if (name === undefined || memberShape === undefined) {
        if (!framed.includes(child.localName)) this.problems.push({ kind: 'unknown-element', path: below });
      } else if (Object.hasOwn(output, name)) {
        this.problems.push({ kind: 'repeated-element', path: below });
      } else {
        const value = this.#value(memberShape, child, below);
        if (value !== undefined) output[name] = value;
      }
    }
    return output;
  }

  #value(shape: Shape, element: XmlElement, path: string): ModelValue | undefined {
    if (shape.type === 'structure') return this.structure(shape, element, path);
    if (shape.type === 'list') return this.#list(shape, element, path);
    const value = element.children.length > 0 ? undefined : parseScalar(shape, element.text);
    if (value === undefined) this.problems.push({ kind: 'wrong-type', path });
    return value;
  }

  #list(shape: ListShape, element: XmlElement, path: string): readonly ModelValue[] {
    this.#refuseText(element, path);
    const names = shape.itemElement === undefined ? defaultItemElements : [shape.itemElement];
    const items: ModelValue[] = [];
    for (const [index, child] of element.children.entries()) {
      if (!names.includes(child.localName)) {
        this.problems.push({ kind: 'unknown-element', path: `${path}/${child.localName}` });
        continue;
      }
      const item = this.#value(shape.item, child, `${path}/${child.localName}[${index + 1}]`);
      if (item !== undefined) items.push(item);
    }
    return items;
  }

  #refuseText(element: XmlElement, path: string): void {
    if (element.text.trim() !== '') this.problems.push({ kind: 'stray-text', path });
  }
}

function elementsOf(shape: StructureShape): ReadonlyMap<string, readonly [name: string, shape: Shape]> {
  let members = membersByElement.get(shape);
  if (members === undefined) {
    members = new Map([...shape.members.values()].map((member) => [member.elementName, [member.name, member.shape]]));
    membersByElement.set(shape, members);
  }
  return members;
}
