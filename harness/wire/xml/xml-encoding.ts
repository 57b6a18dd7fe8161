/** Finds the encoding of an XML document and decodes it, as XML 1.0 §4.3.3 and RFC 7303 §3 say. */
import { isAscii, isUtf8 } from 'node:buffer';

/** The text of an XML document, or why its bytes cannot be decoded. */
export type DecodedXml = { readonly text: string } | { readonly fault: string };

type Encoding = 'utf-8' | 'us-ascii' | 'iso-8859-1' | 'utf-16le' | 'utf-16be';

/**
 * The text without its byte order mark. What decides is the mark, then the charset of Content-Type, then the XML
 * declaration, then UTF-8. A fault: bytes that the encoding does not allow, an encoding that not every reader knows,
 * UTF-16 without its mark, a mark that the declaration contradicts.
 */
export function decodeXml(bytes: Buffer, contentType: string | undefined): DecodedXml {
  const mark = markOf(bytes);
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType ?? '')?.[1];
  if (mark !== undefined) return decodeMarked(bytes, mark, charset);
  const named = charset ?? declaredEncoding(bytes.toString('latin1', 0, 200)) ?? 'utf-8';
  const encoding = encodings.get(named.toLowerCase());
  if (encoding === undefined) return { fault: `the encoding "${named}" is not one that every XML reader knows` };
  if (encoding.startsWith('utf-16'))
    return { fault: `the encoding is said to be ${named}, but no byte order mark is there` };
  return decodeAs(bytes, encoding);
}

interface Mark {
  readonly encoding: Encoding;
  readonly length: number;
}

function markOf(bytes: Buffer): Mark | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', length: 2 };
  return undefined;
}

function decodeMarked(bytes: Buffer, mark: Mark, charset: string | undefined): DecodedXml {
  const decoded = decodeAs(bytes.subarray(mark.length), mark.encoding);
  if ('fault' in decoded) return decoded;
  const said = charset ?? declaredEncoding(decoded.text);
  if (said === undefined || encodings.get(said.toLowerCase())?.slice(0, 6) === mark.encoding.slice(0, 6))
    return decoded;
  return { fault: `the byte order mark is that of ${mark.encoding}, but the encoding is said to be ${said}` };
}

const encodings: ReadonlyMap<string, Encoding> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'us-ascii'],
  ['ascii', 'us-ascii'],
  ['iso-8859-1', 'iso-8859-1'],
  ['latin1', 'iso-8859-1'],
  ['utf-16', 'utf-16le'],
  ['utf-16le', 'utf-16le'],
  ['utf-16be', 'utf-16be'],
]);

function declaredEncoding(start: string): string | undefined {
  return /^<\?xml\s[^?]*?\sencoding\s*=\s*["']([^"']*)["']/.exec(start)?.[1];
}

function decodeAs(bytes: Buffer, encoding: Encoding): DecodedXml {
  switch (encoding) {
    case 'utf-8':
      return isUtf8(bytes) ? { text: bytes.toString('utf8') } : { fault: 'the bytes are not UTF-8' };
    case 'us-ascii':
      return isAscii(bytes) ? { text: bytes.toString('latin1') } : { fault: 'a byte is outside US-ASCII' };
    case 'iso-8859-1':
      return { text: bytes.toString('latin1') };
    case 'utf-16le':
    case 'utf-16be':
      return decodeUtf16(bytes, encoding);
  }
}

function decodeUtf16(bytes: Buffer, encoding: 'utf-16le' | 'utf-16be'): DecodedXml {
  try {
    return { text: new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { fault: 'the bytes are not UTF-16' };
  }
}
