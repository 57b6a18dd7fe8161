/** Clients that read the XML of a success wrongly, or read what is not XML. */
import type { ReferenceClientBehaviour } from '../../client/reference-client/behaviour.ts';
import { type HttpResponse, headerValue } from '../../wire/message.ts';
import type { XmlElement } from '../../wire/xml/xml-read.ts';
import type { ClientChange, ClientFault } from './client-fault.ts';

/** Every text of a document, changed before it is read. */
export function changingTexts(change: (text: string) => string): ClientChange {
  const changed = (element: XmlElement): XmlElement => ({
    ...element,
    text: change(element.text),
    children: element.children.map(changed),
  });
  return (behaviour) => ({
    ...behaviour,
    document: (response, operation) => changed(behaviour.document(response, operation)),
  });
}

/** The body, changed before it is parsed. */
export function changingBody(change: (text: string) => string): ClientChange {
  return (behaviour) => ({
    ...behaviour,
    document: (response, operation) =>
      behaviour.document({ ...response, body: Buffer.from(change(response.body.toString('utf8'))) }, operation),
  });
}

const nothing: XmlElement = {
  name: 'RevokeSecurityGroupIngressResponse',
  localName: 'RevokeSecurityGroupIngressResponse',
  attributes: new Map(),
  children: [],
  text: '',
};

/** Clients that read the XML of a success wrongly, or read what is not XML. */
export const clientDocumentFaults: readonly ClientFault[] = [
  {
    id: 'entities-left',
    breaks: 'client-response/entities',
    alsoBreaks: ['client-errors/message-entities'],
    means: 'leaves entities as they are written',
    apply: changingTexts((text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')),
  },
  {
    id: 'astral-references-cut',
    breaks: 'client-response/entities',
    means: 'reads a character reference into 16 bits',
    apply: changingBody((text) => text.replace('&#x1F512;', '&#xF512;')),
  },
  {
    id: 'cdata-dropped',
    breaks: 'client-response/entities',
    means: 'drops CDATA sections',
    apply: changingBody((text) => text.replace(/<!\[CDATA\[.*?\]\]>/gs, '')),
  },
  {
    id: 'read-as-latin-1',
    breaks: 'client-response/non-ascii',
    alsoBreaks: ['client-errors/message'],
    means: 'reads the bytes as Latin-1',
    apply: (behaviour) => ({
      ...behaviour,
      document: (response, operation) =>
        behaviour.document({ ...response, body: Buffer.from(response.body.toString('latin1')) }, operation),
    }),
  },
  {
    id: 'spaces-folded',
    breaks: 'client-response/white-space',
    alsoBreaks: ['client-errors/message-white-space'],
    means: 'folds the spaces within a text',
    apply: changingTexts((text) => text.replace(/ +/g, ' ')),
  },
  {
    id: 'needs-indentation',
    breaks: 'client-response/white-space',
    alsoBreaks: ['client-response/revoked-many', 'client-response/framing'],
    means: 'finds elements at the beginning of lines only',
    apply: (behaviour) => ({
      ...behaviour,
      document: (response, operation) => {
        const document = behaviour.document(response, operation);
        return /<revokedSecurityGroupRuleSet><item>/.test(String(response.body)) ? nothing : document;
      },
    }),
  },
  {
    id: 'declaration-required',
    breaks: 'client-response/no-declaration',
    means: 'fails without an XML declaration',
    apply: (behaviour) => ({
      ...behaviour,
      document: (response, operation) => {
        if (response.status === 200 && !String(response.body).startsWith('<?xml'))
          throw new TypeError('no declaration');
        return behaviour.document(response, operation);
      },
    }),
  },
  {
    id: 'first-chunk-only',
    breaks: 'client-response/framing',
    means: 'takes the first chunk of a response for all of it',
    apply: (behaviour) => ({
      ...behaviour,
      document: (response, operation) => {
        const chunked = response.headers.some(([name]) => name.toLowerCase() === 'transfer-encoding');
        return behaviour.document(chunked ? { ...response, body: response.body.subarray(0, 7) } : response, operation);
      },
    }),
  },
  {
    id: 'broken-taken',
    breaks: 'client-response/truncated',
    means: 'takes what came of a broken response for all of it',
    apply: (behaviour) =>
      lenient(
        { ...behaviour, keepsBroken: true },
        ({ headers, body }) => Number(headerValue(headers, 'content-length')) !== body.length,
      ),
  },
  {
    id: 'ill-formed-taken',
    breaks: 'client-response/ill-formed',
    means: 'reads what it can of an ill-formed document',
    apply: (behaviour) => lenient(behaviour, ({ body }) => /^<\?xml(?!.*<more\/>$)/s.test(String(body))),
  },
  {
    id: 'no-document-taken',
    breaks: 'client-response/not-xml',
    means: 'takes a 200 for a success whatever its body is',
    apply: (behaviour) => lenient(behaviour, ({ body }) => !String(body).startsWith('<?xml')),
  },
  {
    id: 'trailing-content-taken',
    breaks: 'client-response/trailing-content',
    means: 'does not look behind the end of the document',
    apply: changingBody((text) => text.replace('<more/>', '')),
  },
];

/** Where a body of this kind cannot be read, a response without members. */
export function lenient(
  behaviour: ReferenceClientBehaviour,
  forgives: (response: HttpResponse) => boolean,
): ReferenceClientBehaviour {
  return {
    ...behaviour,
    document: (response, operation) => {
      try {
        return behaviour.document(response, operation);
      } catch (problem) {
        if (response.status !== 200 || !forgives(response)) throw problem;
        return nothing;
      }
    },
  };
}
