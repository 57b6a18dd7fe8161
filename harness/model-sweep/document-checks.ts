/** Pure checks on the document of a read that succeeded, by the service model. */
import type { Mismatch } from '../checks/finding.ts';
import { namespaceOf } from '../checks/response-tree.ts';
import { strictReading } from '../checks/response-xml.ts';
import type { DecodeProblem } from '../service-model/decode-output.ts';
import {
  type Action,
  defaultItemElements,
  type ListShape,
  type Member,
  type Shape,
  type StructureShape,
} from '../service-model/model.ts';
import type { XmlElement } from '../wire/xml/xml-read.ts';
import { decodedOutput, type SweepSubject } from './sweep-subject.ts';

/** Most mismatches of one kind that a response is shown with. */
const most = 3;

/** The body is one well-formed XML document. */
export function judgeXml({ exchange }: SweepSubject): readonly Mismatch[] {
  const reading = exchange.response === undefined ? undefined : strictReading(exchange.response);
  if (reading?.kind !== 'ill-formed') return [];
  return [{ kind: 'body', at: 'body', expected: 'well-formed XML', observed: reading.fault.explanation }];
}

/** `<ActionResponse>`. */
export function judgeSweepRoot({ probe, outcome }: SweepSubject): readonly Mismatch[] {
  const root = outcome.kind === 'success' || outcome.kind === 'unreadable' ? outcome.root : undefined;
  const expected = `${probe.action}Response`;
  return root === undefined || root.localName === expected
    ? []
    : [{ kind: 'body', at: 'root', expected, observed: root.localName.slice(0, 120) }];
}

/** With or without the final slash: the wire has it, the model has not. */
export function judgeSweepNamespace({ outcome }: SweepSubject, apiVersion: string): readonly Mismatch[] {
  if (outcome.kind !== 'success') return [];
  const expected = `http://ec2.amazonaws.com/doc/${apiVersion}`;
  const observed = namespaceOf(outcome.root);
  return observed === expected || observed === `${expected}/`
    ? []
    : [{ kind: 'body', at: 'namespace of the root', expected, observed: observed.slice(0, 120) || 'none' }];
}

/** `requestId` directly below the root, and not empty. */
export function judgeSweepRequestId({ outcome }: SweepSubject): readonly Mismatch[] {
  if (outcome.kind !== 'success') return [];
  const found = outcome.root.children.find(({ localName }) => localName === 'requestId');
  if (found !== undefined && found.text.trim() !== '') return [];
  const observed = found === undefined ? 'no such element' : 'an empty element';
  return [{ kind: 'body', at: 'requestId', expected: 'an element with an id', observed }];
}

/** An element of a document that the model knows. */
interface Place {
  readonly path: string;
  /** The element itself, to be quoted. */
  readonly element: XmlElement;
  /** What the model has there. */
  readonly shape: Shape;
}

/**
 * Values of integers, booleans and timestamps are spelt as such. An empty element is left to {@link judgeEmptyValues}; a
 * timestamp may lack its offset or its time, since ISO 8601 allows that.
 */
export function judgeValues(subject: SweepSubject): readonly Mismatch[] {
  return placesOf(subject)
    .flatMap(({ path, element, shape }): readonly Mismatch[] => {
      if (isContainer(shape) || element.children.length > 0) return [];
      const text = element.text.trim();
      if (text === '' || isValueOf(shape, text)) return [];
      return [{ kind: 'body', at: path, expected: expectedValue(shape), observed: element.text.slice(0, 80) }];
    })
    .slice(0, most);
}

/** A number, a boolean or a timestamp that is an empty element. */
export function judgeEmptyValues(subject: SweepSubject): readonly Mismatch[] {
  return placesOf(subject)
    .filter(({ element, shape }) => isTyped(shape) && element.children.length === 0 && element.text.trim() === '')
    .map(({ path, shape }): Mismatch => {
      return {
        kind: 'body',
        at: path,
        expected: `${expectedValue(shape)}, or no element`,
        observed: 'an empty element',
      };
    })
    .slice(0, most);
}

/** Lists and structures hold elements and no text, other values text and no elements, and a member occurs once. */
export function judgeStructure(subject: SweepSubject): readonly Mismatch[] {
  const nested = placesOf(subject).flatMap(({ path, element, shape }): readonly Mismatch[] => {
    if (isContainer(shape)) {
      if (element.text.trim() === '') return [];
      return [{ kind: 'body', at: path, expected: 'elements alone', observed: element.text.trim().slice(0, 80) }];
    }
    if (element.children.length === 0) return [];
    return [{ kind: 'body', at: path, expected: 'text', observed: `<${element.children[0]?.name.slice(0, 60)}>` }];
  });
  const repeated = problemsOf(subject, 'repeated-element').map(({ path }): Mismatch => {
    return { kind: 'body', at: path, expected: 'one element, since the model has no list here', observed: 'several' };
  });
  return [...nested, ...repeated].slice(0, most);
}

/** The items of a list are named as the model names them: `item` nearly everywhere. */
export function judgeListElements(subject: SweepSubject): readonly Mismatch[] {
  return placesOf(subject)
    .flatMap(({ path, element, shape }): readonly Mismatch[] => {
      if (shape.type !== 'list') return [];
      const odd = element.children.find(({ localName }) => !itemNames(shape).includes(localName));
      if (odd === undefined) return [];
      const expected = itemNames(shape)
        .map((name) => `<${name}>`)
        .join(' or ');
      return [{ kind: 'body', at: path, expected, observed: `<${odd.localName.slice(0, 60)}>` }];
    })
    .slice(0, most);
}

/**
 * A member of the model is not written under another name: in another case, or by the name that SDKs give it where the wire
 * has another. Only elements that the model does not know are looked at, and only if the member itself is absent.
 */
export function judgeMemberNames(subject: SweepSubject): readonly Mismatch[] {
  return unknownElements(subject)
    .flatMap(({ path, element, within }): readonly Mismatch[] => {
      const meant = within === undefined ? undefined : meantMember(element, within.shape, within.element);
      if (meant === undefined) return [];
      return [{ kind: 'body', at: path, expected: meant.elementName, observed: element.localName.slice(0, 60) }];
    })
    .slice(0, most);
}

/** Elements that the model does not know: newer EC2 may have them. Undefined if there are none. */
export function unknownMembers(subject: SweepSubject): readonly string[] {
  const misspelt = new Set(judgeMemberNames(subject).map(({ at }) => at));
  return unknownElements(subject)
    .map(({ path }) => path)
    .filter((path) => !misspelt.has(path));
}

function problemsOf(subject: SweepSubject, kind: DecodeProblem['kind']): readonly DecodeProblem[] {
  return decodedOutput(subject)?.problems.filter((problem) => problem.kind === kind) ?? [];
}

interface UnknownElement {
  readonly path: string;
  readonly element: XmlElement;
  /** The structure that it is in; undefined in a list. */
  readonly within?: { readonly shape: StructureShape; readonly element: XmlElement };
}

interface Walked {
  readonly places: readonly Place[];
  readonly unknown: readonly UnknownElement[];
}

const walked = new WeakMap<XmlElement, Walked>();

function placesOf(subject: SweepSubject): readonly Place[] {
  return walk(subject).places;
}

function unknownElements(subject: SweepSubject): readonly UnknownElement[] {
  return walk(subject).unknown;
}

/** Elements beside the members of an output. */
const frame: readonly string[] = ['requestId', 'return'];

function walk({ action, outcome }: SweepSubject): Walked {
  if (action === undefined || outcome.kind !== 'success') return { places: [], unknown: [] };
  const known = walked.get(outcome.root);
  if (known !== undefined) return known;
  const found: { places: Place[]; unknown: UnknownElement[] } = { places: [], unknown: [] };
  walkStructure(outputOf(action), outcome.root, '', found);
  walked.set(outcome.root, found);
  return found;
}

const nothing: StructureShape = { type: 'structure', name: '', members: new Map() };

function outputOf(action: Action): StructureShape {
  return action.output ?? nothing;
}

type Found = { readonly places: Place[]; readonly unknown: UnknownElement[] };

function walkStructure(shape: StructureShape, element: XmlElement, path: string, found: Found): void {
  const members = byElement(shape);
  for (const child of element.children) {
    const below = path === '' ? child.localName : `${path}/${child.localName}`;
    const member = members.get(child.localName);
    if (member !== undefined) walkValue(member.shape, child, below, found);
    else if (path !== '' || !frame.includes(child.localName)) {
      found.unknown.push({ path: below, element: child, within: { shape, element } });
    }
  }
}

function walkValue(shape: Shape, element: XmlElement, path: string, found: Found): void {
  found.places.push({ path, element, shape });
  if (shape.type === 'structure') walkStructure(shape, element, path, found);
  if (shape.type !== 'list') return;
  for (const [index, child] of element.children.entries()) {
    if (itemNames(shape).includes(child.localName)) {
      walkValue(shape.item, child, `${path}/${child.localName}[${index + 1}]`, found);
    }
  }
}

const elements = new WeakMap<StructureShape, ReadonlyMap<string, Member>>();

function byElement(shape: StructureShape): ReadonlyMap<string, Member> {
  const known = elements.get(shape) ?? new Map([...shape.members.values()].map((one) => [one.elementName, one]));
  elements.set(shape, known);
  return known;
}

function meantMember(element: XmlElement, shape: StructureShape, parent: XmlElement): Member | undefined {
  const name = element.localName.toLowerCase();
  const meant = [...shape.members.values()].find(
    (member) =>
      member.elementName.toLowerCase() === name ||
      (member.name.toLowerCase() === name && !byElement(shape).has(element.localName)),
  );
  const isThere = meant !== undefined && parent.children.some(({ localName }) => localName === meant.elementName);
  return isThere ? undefined : meant;
}

function itemNames({ itemElement }: ListShape): readonly string[] {
  return itemElement === undefined ? defaultItemElements : [itemElement];
}

function isContainer(shape: Shape): shape is StructureShape | ListShape {
  return shape.type === 'structure' || shape.type === 'list';
}

function isTyped({ type }: Shape): boolean {
  return type !== 'structure' && type !== 'list' && type !== 'string' && type !== 'blob';
}

const isoTime = /^\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:[Zz]|[+-]\d\d(?::?\d\d)?)?)?$/;

function isValueOf(shape: Shape, text: string): boolean {
  switch (shape.type) {
    case 'integer':
    case 'long':
      return /^[+-]?\d+$/.test(text);
    case 'float':
    case 'double':
      return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$|^NaN$|^-?Infinity$/.test(text);
    case 'boolean':
      return text === 'true' || text === 'false';
    case 'timestamp':
      return isoTime.test(text);
    default:
      return true;
  }
}

function expectedValue({ type }: Shape): string {
  if (type === 'boolean') return 'true or false';
  return type === 'timestamp' ? 'a timestamp in ISO 8601' : `a value of type ${type}`;
}
