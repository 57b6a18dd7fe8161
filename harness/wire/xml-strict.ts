/** Judges whether bytes are namespace-well-formed XML. The only module that knows saxes. */
import { SaxesParser } from 'saxes';
import { decodeXml } from './xml-encoding.ts';

export interface XmlFault {
  /** `doctype` and `depth` are refused although XML allows them: no EC2 answer has either, and readers choke on both. */
  readonly kind: 'encoding' | 'doctype' | 'depth' | 'syntax';
  readonly explanation: string;
  /** Where the reader noticed the fault, from 1; absent when it has no place. */
  readonly line?: number;
  /** From 0: characters before the place. */
  readonly column?: number;
}

/** Deeper than any EC2 answer by far; keeps readers that recurse from harm. */
export const maxXmlDepth = 100;

/**
 * What is wrong with the document; empty when it is well formed. At most one fault: what follows the first in a document
 * is guesswork. `contentType`: the answer's field, whose charset outranks the XML declaration.
 */
export function judgeXml(bytes: Buffer, contentType: string | undefined): readonly XmlFault[] {
  const decoded = decodeXml(bytes, contentType);
  if ('fault' in decoded) return [{ kind: 'encoding', explanation: decoded.fault }];
  try {
    parse(decoded.text);
    return [];
  } catch (error) {
    if (error instanceof Stop) return [error.fault];
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

function parse(text: string): void {
  const parser = new SaxesParser({ xmlns: true });
  const stop = (kind: XmlFault['kind'], explanation: string): never => {
    throw new Stop({ kind, explanation, line: parser.line, column: parser.column });
  };
  let depth = 0;
  parser.on('error', (error) => stop('syntax', error.message.replace(/^(?:\d+:\d+: ?)/, '')));
  parser.on('doctype', () => stop('doctype', 'the document has a document type declaration'));
  parser.on('opentag', () => {
    depth += 1;
    if (depth > maxXmlDepth) stop('depth', `elements are nested deeper than ${maxXmlDepth} levels`);
  });
  parser.on('closetag', () => {
    depth -= 1;
  });
  parser.write(text).close();
}
