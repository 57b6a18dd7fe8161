/** Looking things up in the tree of an answer. Names are local names: a prefix is no difference. */
import type { XmlElement } from '../wire/xml-read.ts';

/** An answer is at most seven levels deep; what is nested deeper is not looked at. */
const deepest = 12;

export function childrenNamed(parent: XmlElement, name: string): readonly XmlElement[] {
  return parent.children.filter((child) => child.name === name);
}

/** The first child of that name. */
export function childNamed(parent: XmlElement, name: string): XmlElement | undefined {
  return parent.children.find((child) => child.name === name);
}

/** The first element of that name anywhere below, nearest to the root first in document order. */
export function descendantNamed(root: XmlElement, name: string, depth = deepest): XmlElement | undefined {
  const direct = childNamed(root, name);
  if (direct !== undefined || depth === 0) {
    return direct;
  }
  for (const child of root.children) {
    const found = descendantNamed(child, name, depth - 1);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** An element's text without the white space around it. */
export function textOf(element: XmlElement): string {
  return element.text.trim();
}
