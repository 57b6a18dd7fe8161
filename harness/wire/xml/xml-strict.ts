/** Reads namespace-well-formed XML, and says what is wrong with any other. The only module that knows saxes. */
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { decodeXml } from './xml-encoding.ts';
import type { XmlElement } from './xml-read.ts';

/** Where and why a document is not well-formed. */
export interface XmlFault {
  /** `doctype` and `depth` are refused although XML allows them: no EC2 response has either, and readers choke on both. */
  readonly kind: 'encoding' | 'doctype' | 'depth' | 'syntax';
  readonly explanation: string;
  /** Where the reader noticed the fault, from 1; absent when it has no place. */
  readonly line?: number;
  /** From 0: characters before the place. */
  readonly column?: number;
}

/** Deeper than any EC2 response by far; keeps readers that recurse from harm. */
export const maxXmlDepth = 100;

/** The root of a well-formed document; or the first fault of any other: what follows the first is guesswork. */
export type StrictReading =
  | { readonly kind: 'well-formed'; readonly root: XmlElement }
  | { readonly kind: 'ill-formed'; readonly fault: XmlFault };

/** `contentType`: the answer's field, whose charset outranks the XML declaration. */
export function readStrictly(bytes: Buffer, contentType: string | undefined): StrictReading {
  const decoded = decodeXml(bytes, contentType);
  if ('fault' in decoded) {
    return { kind: 'ill-formed', fault: { kind: 'encoding', explanation: decoded.fault } };
  }
  try {
    return { kind: 'well-formed', root: parse(decoded.text) };
  } catch (error) {
    if (error instanceof Stop) return { kind: 'ill-formed', fault: error.fault };
    throw error;
  }
}

/** Ends the parse at the first fault. */
class Stop extends Error {
  readonly fault: XmlFault;

  constructor(fault: XmlFault) {
    super(fault.explanation);
    this.fault = fault;
  }
}

/** An element whose end has not been read. */
interface OpenElement extends XmlElement {
  readonly children: OpenElement[];
  text: string;
}

function parse(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const stop = (kind: XmlFault['kind'], explanation: string): never => {
    throw new Stop({ kind, explanation, line: parser.line, column: parser.column });
  };
  const document: OpenElement = { name: '', localName: '', attributes: noAttributes, children: [], text: '' };
  const open = [document];
  const add = (characters: string) => {
    const inner = open.at(-1);
    if (inner !== undefined) inner.text += characters;
  };
  parser.on('error', (error) => stop('syntax', error.message.replace(/^\d+:\d+: /, '')));
  parser.on('doctype', () => stop('doctype', 'the document has a document type declaration'));
  parser.on('opentag', (tag) => {
    const { name, local } = tag;
    const element: OpenElement = { name, localName: local, attributes: attributesOf(tag), children: [], text: '' };
    open.at(-1)?.children.push(element);
    if (open.push(element) - 1 > maxXmlDepth) stop('depth', `elements are nested deeper than ${maxXmlDepth} levels`);
  });
  parser.on('closetag', () => open.pop());
  parser.on('text', add);
  parser.on('cdata', add);
  parser.write(text).close();
  // The parser has refused a document without a root by now, and one with two.
  return document.children[0] ?? stop('syntax', 'document must contain a root element.');
}

const noAttributes: ReadonlyMap<string, string> = new Map();

function attributesOf({ attributes }: SaxesTagNS): ReadonlyMap<string, string> {
  const names = Object.keys(attributes);
  return names.length === 0 ? noAttributes : new Map(names.map((name) => [name, attributes[name]?.value ?? '']));
}
