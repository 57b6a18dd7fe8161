/** An answer's body as XML, strictly and leniently; read once, however many checks ask. */
import { type HttpAnswer, headerValue } from '../wire/message.ts';
import { readXml, type XmlElement } from '../wire/xml/xml-read.ts';
import { readStrictly, type StrictReading } from '../wire/xml/xml-strict.ts';

const strictByAnswer = new WeakMap<HttpAnswer, StrictReading>();

/** What the strict reader makes of the body. */
export function strictReading(answer: HttpAnswer): StrictReading {
  const known = strictByAnswer.get(answer);
  if (known !== undefined) return known;
  const reading = readStrictly(answer.body, headerValue(answer.headers, 'content-type'));
  strictByAnswer.set(answer, reading);
  return reading;
}

/**
 * The root element, also of a document that is ill-formed but can be made sense of, so that a target which writes such
 * documents is still asked everything else; undefined when there is no sense in it.
 */
export function readRoot(answer: HttpAnswer): XmlElement | undefined {
  const strict = strictReading(answer);
  if (strict.kind === 'well-formed' && !namesOtherCharset(answer)) return strict.root;
  try {
    return readXml(answer.body);
  } catch {
    return undefined;
  }
}

/** A Content-Type may name a charset that the document is not in: a fault of its own, which is not to spoil every text. */
function namesOtherCharset({ headers }: HttpAnswer): boolean {
  return /charset=(?!"?utf-8\b)/i.test(headerValue(headers, 'content-type') ?? '');
}
