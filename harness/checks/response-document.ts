/** Checks of a response as a document: XML, encoding, root, namespace, media type, status. */
import { headerValue } from '../wire/message.ts';
import type { XmlFault } from '../wire/xml/xml-strict.ts';
import type { Mismatch } from './finding.ts';
import type { SuccessOutcome } from './outcome.ts';
import type { ResponseSubject } from './response-subject.ts';
import { childNamed, namespaceOf, trimmedText } from './response-tree.ts';
import { strictReading } from './response-xml.ts';

/** Both forms that EC2's sources carry: the wire has the final slash, the service model has not. */
const namespaces: readonly string[] = [
  'http://ec2.amazonaws.com/doc/2016-11-15/',
  'http://ec2.amazonaws.com/doc/2016-11-15',
];

/** Mismatches when the body is not well-formed XML; its encoding is judged by {@link judgeEncoding}. */
export function judgeWellFormed(subject: ResponseSubject): readonly Mismatch[] {
  return mismatchesOf(subject, (fault) => fault.kind !== 'encoding', 'well-formed XML 1.0');
}

/** Mismatches when the bytes are not what the document and its Content-Type say they are. */
export function judgeEncoding(subject: ResponseSubject): readonly Mismatch[] {
  return mismatchesOf(subject, (fault) => fault.kind === 'encoding', 'bytes of the declared encoding');
}

function mismatchesOf(
  { exchange }: ResponseSubject,
  concerns: (fault: XmlFault) => boolean,
  expected: string,
): readonly Mismatch[] {
  const reading = exchange.response === undefined ? undefined : strictReading(exchange.response);
  if (reading?.kind !== 'ill-formed' || !concerns(reading.fault)) return [];
  const { explanation, line, column } = reading.fault;
  const place = line === undefined ? 'body' : `body, line ${line}${column === undefined ? '' : `, column ${column}`}`;
  return [{ kind: 'body', at: place, expected, observed: `an error: ${explanation}` }];
}

/** The root of a success is named for the action: `…Response`. */
export function judgeRoot({ action, outcome }: ResponseSubject): readonly Mismatch[] {
  if (outcome.kind !== 'success' && outcome.kind !== 'unreadable') {
    return [];
  }
  const expected = `${action}Response`;
  const observed = outcome.root?.localName;
  return observed === undefined || observed === expected
    ? []
    : [{ kind: 'body', at: 'root', expected, observed: short(observed) }];
}

/**
 * Whether the document is that of another service of AWS, by its namespace: a gateway that does not recognise a request as
 * one for EC2 routes it elsewhere, to its object store for example. Then there is no document of EC2 to be judged.
 */
export function isOfAnotherService({ outcome }: ResponseSubject): boolean {
  const root = 'root' in outcome ? outcome.root : undefined;
  return root !== undefined && /^https?:\/\/(?!ec2\.)[\w.-]+\.amazonaws\.com\//.test(namespaceOf(root));
}

/** The namespace of a success, with or without its final slash. */
export function judgeNamespace(success: SuccessOutcome): readonly Mismatch[] {
  const observed = namespaceOf(success.root);
  return namespaces.includes(observed)
    ? []
    : [
        {
          kind: 'body',
          at: 'namespace of the root',
          expected: namespaces.join(' or '),
          observed: short(observed) || 'no namespace',
        },
      ];
}

/** Every success is a 200. */
export function judgeSuccessStatus(success: SuccessOutcome): readonly Mismatch[] {
  return success.status === 200
    ? []
    : [{ kind: 'status', at: 'status', expected: '200', observed: String(success.status) }];
}

/** `text/xml`; the charset and the spelling of the parameter are free. */
export function judgeContentType({ exchange }: ResponseSubject): readonly Mismatch[] {
  const observed = headerValue(exchange.response?.headers ?? [], 'content-type');
  const mediaType = observed?.split(';')[0]?.trim().toLowerCase();
  return mediaType === 'text/xml'
    ? []
    : [
        {
          kind: 'header',
          at: 'Content-Type',
          expected: 'text/xml',
          observed: observed === undefined ? 'no such field' : short(observed),
        },
      ];
}

/** `return` says true, in whatever spelling; {@link judgeBooleans} judges the spelling. */
export function judgeReturn(success: SuccessOutcome): readonly Mismatch[] {
  const observed = success.return;
  return observed !== undefined && ['true', '1'].includes(observed.toLowerCase())
    ? []
    : [{ kind: 'body', at: 'return', expected: 'true', observed: short(observed) }];
}

/** Every boolean of the response is spelt `true` or `false`: `return`, and those members of the items of its sets. */
export function judgeBooleans({ root }: SuccessOutcome, members: readonly string[]): readonly Mismatch[] {
  const items = root.children.flatMap(({ children }) => children);
  return [childNamed(root, 'return'), ...items.flatMap((item) => members.map((member) => childNamed(item, member)))]
    .filter((element) => element !== undefined)
    .map((element) => ({ at: element.localName, text: trimmedText(element) }))
    .filter(({ text }) => text !== 'true' && text !== 'false')
    .slice(0, 1)
    .map(({ at, text }) => ({ kind: 'body', at, expected: 'true or false', observed: short(text) }));
}

/** Text of a target, cut for display. */
function short(text: string | undefined): string {
  return text === undefined ? 'no such element' : text.slice(0, 120);
}
