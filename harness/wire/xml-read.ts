/** XML as a tree of elements. The only module that knows fast-xml-parser. */

export interface XmlElement {
  /** As written, prefix included. */
  readonly name: string;
  /** Without prefix. */
  readonly localName: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The element's own character data, untrimmed; that of its children is theirs. */
  readonly text: string;
}

/** Bytes that could not be read as XML. */
export class XmlUnreadable extends Error {
  override readonly name = 'XmlUnreadable';
}

/** The root element. Throws {@link XmlUnreadable}. */
export function readXml(bytes: Buffer): XmlElement {
  void bytes;
  throw new Error('not written yet');
}

/** The first child of that local name. */
export function child(element: XmlElement, localName: string): XmlElement | undefined {
  return element.children.find((candidate) => candidate.localName === localName);
}

/** All children of that local name, in order. */
export function children(element: XmlElement, localName: string): readonly XmlElement[] {
  return element.children.filter((candidate) => candidate.localName === localName);
}

/** The text of the first child of that local name. */
export function textOf(element: XmlElement, localName: string): string | undefined {
  return child(element, localName)?.text;
}

/** The first element at a path of local names below this one: `Errors/Error/Code`. */
export function at(element: XmlElement, path: string): XmlElement | undefined {
  let found: XmlElement | undefined = element;
  for (const step of path.split('/')) found = found && child(found, step);
  return found;
}
