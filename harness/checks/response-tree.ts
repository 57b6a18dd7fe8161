/** Finding things in the tree of a response. Names are local names, so that a prefix is no difference; texts are trimmed. */
import { child, children, type XmlElement } from '../wire/xml/xml-read.ts';

/** No response of EC2 nests deeper; what lies below is not looked at. */
const deepest = 12;

/** The first child of that name. */
export function childNamed(parent: XmlElement, name: string): XmlElement | undefined {
  return child(parent, name);
}

/** The child elements with this local name, in document order. */
export function childrenNamed(parent: XmlElement, name: string): readonly XmlElement[] {
  return children(parent, name);
}

/** An element's own text without the white space around it. */
export function trimmedText(element: XmlElement): string {
  return element.text.trim();
}

/** The trimmed text of the first child of that name; undefined when there is no such child. */
export function textAt(parent: XmlElement, name: string): string | undefined {
  return child(parent, name)?.text.trim();
}

/** As {@link textAt}, and undefined when it is empty. */
export function nonEmptyTextAt(parent: XmlElement, name: string): string | undefined {
  return textAt(parent, name) || undefined;
}

/** The items of the list of that name; none when there is no such list. */
export function itemsOf(parent: XmlElement, list: string): readonly XmlElement[] {
  const element = child(parent, list);
  return element === undefined ? [] : children(element, 'item');
}

/** The first element of that name anywhere below; children come before what is in them. */
export function descendantNamed(root: XmlElement, name: string, levels = deepest): XmlElement | undefined {
  const direct = child(root, name);
  if (direct !== undefined || levels === 0) {
    return direct;
  }
  for (const below of root.children) {
    const found = descendantNamed(below, name, levels - 1);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** The namespace that the root declares for its own name; empty when it declares none. */
export function namespaceOf(root: XmlElement): string {
  const prefix = root.name.includes(':') ? root.name.slice(0, root.name.indexOf(':')) : undefined;
  return root.attributes.get(prefix === undefined ? 'xmlns' : `xmlns:${prefix}`) ?? '';
}
