/** A response's body as XML, strictly and leniently; read once, however many checks ask. */
import { type HttpResponse, headerValue } from '../wire/message.ts';
import { readXml, type XmlElement } from '../wire/xml/xml-read.ts';
import { readStrictly, type StrictReading } from '../wire/xml/xml-strict.ts';

const strictByResponse = new WeakMap<HttpResponse, StrictReading>();

/** What the strict reader makes of the body. */
export function strictReading(response: HttpResponse): StrictReading {
  const known = strictByResponse.get(response);
  if (known !== undefined) return known;
  const reading = readStrictly(response.body, headerValue(response.headers, 'content-type'));
  strictByResponse.set(response, reading);
  return reading;
}

/**
 * The root element, also of a document that is ill-formed but can be made sense of, so that a target which writes such
 * documents is still asked everything else; undefined when there is no sense in it.
 */
export function readRoot(response: HttpResponse): XmlElement | undefined {
  const strict = strictReading(response);
  if (strict.kind === 'well-formed' && !namesOtherCharset(response)) return strict.root;
  try {
    return readXml(response.body);
  } catch {
    return undefined;
  }
}

/** A Content-Type may name a charset that the document is not in: a fault of its own, which is not to spoil every text. */
function namesOtherCharset({ headers }: HttpResponse): boolean {
  return /charset=(?!"?utf-8\b)/i.test(headerValue(headers, 'content-type') ?? '');
}
