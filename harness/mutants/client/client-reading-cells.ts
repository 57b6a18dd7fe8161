/** Clients that read one place, one form or one length of a response wrongly, and all others right. */
import type { JsonObject } from '../../client/fixture.ts';
import { type HttpResponse, headerValue } from '../../wire/message.ts';
import type { XmlElement } from '../../wire/xml/xml-read.ts';
import { changingOutput, listOf, revoked } from './client-decoding.ts';
import { changingBody, lenient } from './client-documents.ts';
import type { ClientChange, ClientFault } from './client-fault.ts';

/** The document of a response, changed before its members are read. */
function document(change: (root: XmlElement, response: HttpResponse) => XmlElement): ClientChange {
  return (behaviour) => ({
    ...behaviour,
    document: (response, operation) => change(behaviour.document(response, operation), response),
  });
}

/** The texts of a success, changed; those of an error stay. */
function texts(change: (text: string) => string): ClientChange {
  const changed = (element: XmlElement): XmlElement => ({
    ...element,
    text: element.children.length === 0 ? change(element.text) : element.text,
    children: element.children.map(changed),
  });
  return document((root) => (root.localName === 'Response' ? root : changed(root)));
}

/** The ranges of each unknown permission, changed. */
function nestedRanges(change: (range: JsonObject) => JsonObject): ClientChange {
  return listOf('UnknownIpPermissions', (items) =>
    items.map((item) => {
      const ranges = item['IpRanges'];
      return Array.isArray(ranges) ? { ...item, IpRanges: ranges.map((range) => change(range as JsonObject)) } : item;
    }),
  );
}

function description(change: (text: string) => string): (item: JsonObject) => JsonObject {
  return (item) => {
    const text = item['Description'];
    return typeof text === 'string' ? { ...item, Description: change(text) } : item;
  };
}

function without(names: readonly string[], root: XmlElement): XmlElement {
  return { ...root, children: root.children.filter(({ localName }) => !names.includes(localName)) };
}

const isChunked = ({ headers }: HttpResponse): boolean => headerValue(headers, 'transfer-encoding') !== undefined;

/** Clients that read one place, one form or one length of a response wrongly, and all others right. */
export const readingCellFaults: readonly ClientFault[] = [
  {
    id: 'return-after-sets-lost',
    breaks: 'client-response/return-anywhere',
    means: 'does not read return after a set',
    apply: document((root) => {
      const names = root.children.map(({ localName }) => localName);
      const first = names.findIndex((name) => name.endsWith('Set'));
      return first >= 0 && names.indexOf('return') > first ? without(['return'], root) : root;
    }),
  },
  {
    id: 'return-before-request-id-lost',
    breaks: 'client-response/return-anywhere',
    means: 'takes the first element of a response for its request id',
    apply: document((root) =>
      root.children[0]?.localName === 'return' ? { ...root, children: root.children.slice(1) } : root,
    ),
  },
  {
    id: 'second-set-lost',
    breaks: 'client-response/both-sets',
    means: 'reads the first set of a response only',
    apply: document((root) => {
      const sets = root.children.filter(({ localName }) => localName.endsWith('Set'));
      return { ...root, children: root.children.filter((child) => !sets.slice(1).includes(child)) };
    }),
  },
  {
    id: 'revoked-beside-unknown-lost',
    breaks: 'client-response/both-sets',
    means: 'does not read the revoked rules of a response that lists unknown ones',
    apply: changingOutput(({ RevokedSecurityGroupRules, ...given }) => {
      const unknown = given['UnknownIpPermissions'];
      const isShort = Array.isArray(unknown) && unknown.length > 0;
      return isShort || RevokedSecurityGroupRules === undefined ? given : { ...given, RevokedSecurityGroupRules };
    }),
  },
  {
    id: 'empty-set-as-one-empty-item',
    breaks: 'client-response/sets-empty',
    means: 'reads an empty set of revoked rules as one item without members',
    apply: listOf('RevokedSecurityGroupRules', (items) => (items.length === 0 ? [{}] : items)),
  },
  {
    id: 'empty-unknown-set-as-one-empty-item',
    breaks: 'client-response/sets-empty',
    means: 'reads an empty set of unknown permissions as one item without members',
    apply: listOf('UnknownIpPermissions', (items) => (items.length === 0 ? [{}] : items)),
  },
  {
    id: 'nested-empty-list-as-one-empty-item',
    breaks: 'client-response/nested-empty',
    means: 'reads an empty list within an unknown permission as one item without members',
    apply: listOf('UnknownIpPermissions', (items) =>
      items.map((item) =>
        Object.fromEntries(
          Object.entries(item).map(([name, value]) => [
            name,
            Array.isArray(value) && value.length === 0 ? [{}] : value,
          ]),
        ),
      ),
    ),
  },
  {
    id: 'leading-white-space-lost',
    breaks: 'client-response/outer-white-space',
    means: 'cuts off the white space at the beginning of a text',
    apply: texts((text) => text.trimStart()),
  },
  {
    id: 'trailing-white-space-lost',
    breaks: 'client-response/outer-white-space',
    means: 'cuts off the white space at the end of a text',
    apply: texts((text) => text.trimEnd()),
  },
  {
    id: 'nested-white-space-lost',
    breaks: 'client-response/outer-white-space',
    means: 'cuts off the white space at the ends of a nested text',
    apply: nestedRanges(description((text) => text.trim())),
  },
  {
    id: 'characters-divided-by-chunks',
    breaks: 'client-response/divided-characters',
    means: 'decodes each chunk for itself, so that a divided character is lost',
    apply: (behaviour) => ({
      ...behaviour,
      document: (response, operation) => {
        const text = response.body.toString('utf8').replace(/[^\x00-\x7f]/gu, '\ufffd');
        return behaviour.document(isChunked(response) ? { ...response, body: Buffer.from(text) } : response, operation);
      },
    }),
  },
  {
    id: 'last-chunk-not-awaited',
    breaks: 'client-response/unfinished-message',
    means: 'reads a document to its end and takes the message for complete',
    apply: (behaviour) => ({ ...behaviour, keepsBroken: true }),
  },
  {
    id: 'plain-text-taken',
    breaks: 'client-response/not-xml',
    means: 'takes plain text under status 200 for a success',
    apply: (behaviour) => lenient(behaviour, (response) => String(response.body) === 'OK'),
  },
  {
    id: 'html-taken',
    breaks: 'client-response/not-xml',
    means: 'takes a page of HTML under status 200 for a success',
    apply: (behaviour) => lenient(behaviour, ({ body: page }) => /<html/.test(String(page))),
  },
  {
    id: 'cut-in-tag-taken',
    breaks: 'client-response/ill-formed',
    means: 'drops a tag that is cut off at the end of a document',
    apply: (behaviour) => lenient(behaviour, ({ body: text }) => /<\w+$/.test(String(text))),
  },
  {
    id: 'nested-references-left',
    breaks: 'client-response/entities',
    means: 'leaves references as they are written in nested texts',
    apply: nestedRanges(description((text) => text.replaceAll('&', '&amp;'))),
  },
  {
    id: 'nested-digits-as-number',
    breaks: 'client-response/leading-zeros',
    means: 'reads a nested text of digits as a number',
    apply: nestedRanges((range) =>
      /^\d+$/.test(String(range['Description'])) ? { ...range, Description: Number(range['Description']) } : range,
    ),
  },
  {
    id: 'nested-letters-lost',
    breaks: 'client-response/non-ascii',
    means: 'reads what is not ASCII in nested texts as question marks',
    apply: nestedRanges(description((text) => text.replace(/[^\x00-\x7f]/gu, '?'))),
  },
  {
    id: 'zero-as-number',
    breaks: 'client-response/leading-zeros',
    means: 'reads the text 0 as a number',
    apply: revoked((item) => (item['Description'] === '0' ? { ...item, Description: 0 } : item)),
  },
  {
    id: 'null-as-nothing',
    breaks: 'client-response/leading-zeros',
    means: 'reads the text null as nothing',
    apply: revoked((item) => (item['Description'] === 'null' ? { ...item, Description: null } : item)),
  },
  {
    id: 'date-rewritten',
    breaks: 'client-response/leading-zeros',
    means: 'writes a text that looks like a date with milliseconds',
    apply: revoked(description((text) => text.replace(/(?<=T\d\d:\d\d:\d\d)Z$/, '.000Z'))),
  },
  {
    id: 'description-cut-at-line-end',
    breaks: 'client-response/outer-white-space',
    means: 'cuts a text at its last line end',
    apply: changingBody((text) => text.replace(/\n<\/description>/, '</description>')),
  },
];
