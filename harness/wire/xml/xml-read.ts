/** XML as a tree of elements, also where it is ill-formed. The only module that knows fast-xml-parser. */
import { createRequire } from 'node:module';
import type { XMLParser } from 'fast-xml-parser';
import { decodeXml } from './xml-encoding.ts';

/** An XML element with its children and text. */
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

/** Bytes that could not be read as XML. Whether readable bytes are well formed is for xml-strict to say. */
export class XmlUnreadable extends Error {
  override readonly name = 'XmlUnreadable';
}

let made: XMLParser | undefined;

/** Loaded with the first document that needs it: most runs meet none, and the library comes in some forty files. */
function parser(): XMLParser {
  made ??= makeParser(createRequire(import.meta.url)('fast-xml-parser'));
  return made;
}

// Nothing is converted, trimmed or dropped: `01` stays `01`. References are decoded here rather than by the library, which
// spends most of its time on them and bounds their number. CDATA sections, in which there are none, stay apart for that.
/** Begins with a sign that no name in XML has. */
const cdataPropName = '#cdata';

function makeParser(library: typeof import('fast-xml-parser')): XMLParser {
  return new library.XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    processEntities: false,
    cdataPropName,
    jPath: false,
    maxNestedTags: 100,
  });
}

/** The root element. Throws {@link XmlUnreadable}; also for a document type declaration, more than one root, nesting beyond 100. */
export function readXml(bytes: Buffer): XmlElement {
  const text = decodeLeniently(bytes);
  if (/<!DOCTYPE/i.test(text) && /<!DOCTYPE/i.test(text.replace(opaque, ''))) {
    throw new XmlUnreadable('the document has a document type declaration');
  }
  const [root, ...others] = elementsOf(parse(text));
  if (root === undefined) throw new XmlUnreadable('there is no XML element');
  if (others.length > 0) throw new XmlUnreadable(`there are ${others.length + 1} root elements`);
  return root;
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
export function childText(element: XmlElement, localName: string): string | undefined {
  return child(element, localName)?.text;
}

/** The first element at a path of local names below this one: `Errors/Error/Code`. */
export function at(element: XmlElement, path: string): XmlElement | undefined {
  let found: XmlElement | undefined = element;
  for (const step of path.split('/')) found = found && child(found, step);
  return found;
}

const predefined: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Character references and the predefined entities; what is neither stays as it is. */
function decodeReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|([a-z]+));/g,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return predefined.get(name) ?? whole;
      const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      const scalar = point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
      return scalar ? String.fromCodePoint(point) : whole;
    },
  );
}

/** Comments, CDATA sections and processing instructions: what looks like markup in them is none. */
const opaque = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>/g;

function decodeLeniently(bytes: Buffer): string {
  const decoded = decodeXml(bytes, undefined);
  return 'text' in decoded ? decoded.text : bytes.toString('utf8');
}

function parse(text: string): unknown {
  try {
    return parser().parse(text);
  } catch (error) {
    throw new XmlUnreadable(error instanceof Error ? error.message : String(error));
  }
}

/**
 * fast-xml-parser's ordered form: `[{ name: [...], ':@': { attribute: value } }, { '#text': '…' }, { '#cdata': [{ '#text': '…' }] }]`.
 */
function elementsOf(nodes: unknown): readonly XmlElement[] {
  if (!Array.isArray(nodes)) return [];
  return nodes.map(elementOf).filter((element) => element !== undefined);
}

function elementOf(node: unknown): XmlElement | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  const name = Object.keys(node).find((key) => key !== ':@');
  if (name === undefined || name === '#text' || name === cdataPropName || name.startsWith('?')) return undefined;
  const content: unknown = (node as Record<string, unknown>)[name];
  return {
    name,
    localName: name.slice(name.indexOf(':') + 1),
    attributes: attributesOf(node),
    children: elementsOf(content),
    text: ownText(content),
  };
}

const noAttributes: ReadonlyMap<string, string> = new Map();

function attributesOf(node: object): ReadonlyMap<string, string> {
  const found: unknown = ':@' in node ? node[':@'] : undefined;
  if (typeof found !== 'object' || found === null) return noAttributes;
  return new Map(Object.entries(found).map(([name, value]) => [name, decodeReferences(String(value))]));
}

function ownText(content: unknown): string {
  if (!Array.isArray(content)) return '';
  return content.map(textOfNode).join('');
}

function textOfNode(node: unknown): string {
  if (isText(node)) return decodeReferences(String(node['#text']));
  return isCdata(node) ? node[cdataPropName].map((each) => (isText(each) ? String(each['#text']) : '')).join('') : '';
}

function isCdata(node: unknown): node is { readonly [cdataPropName]: readonly unknown[] } {
  return typeof node === 'object' && node !== null && cdataPropName in node && Array.isArray(node[cdataPropName]);
}

function isText(node: unknown): node is { readonly '#text': unknown } {
  return typeof node === 'object' && node !== null && '#text' in node;
}
