/** The same responses with other words, header fields and encodings. */
import { type Behaviour, changed } from '../../reference/behaviour.ts';
import type { HeaderFields } from '../../wire/message.ts';
import type { Apply, Variant } from '../fault.ts';

const varied = (id: string, means: string, apply: Apply): Variant => ({ id, means, apply });

const words: readonly Variant[] = [
  varied('terse-messages', 'says no more than no', (b) => changed(b, { rendering: { errorMessage: () => 'No.' } })),
  varied('empty-messages', 'sends errors with an empty message', (b) =>
    changed(b, { rendering: { errorMessage: () => '' } }),
  ),
  varied('messages-in-another-language', 'says what is wrong in another language', (b) =>
    changed(b, { rendering: { errorMessage: ({ code }) => `Запрос отклонён: ${code} – <правило> & «группа»` } }),
  ),
  varied('long-messages', 'explains errors at length, over several lines', (b) =>
    changed(b, { rendering: { errorMessage: ({ message }) => `${message}\n`.repeat(200) } }),
  ),
];

const fields: readonly Variant[] = [
  varied('fields-in-lower-case', 'writes the names of header fields in lower case', (b) =>
    sending(b, (headers) => headers.map(([name, value]) => [name.toLowerCase(), value])),
  ),
  varied('fields-in-upper-case', 'writes the names of header fields in upper case', (b) =>
    sending(b, (headers) => headers.map(([name, value]) => [name.toUpperCase(), value])),
  ),
  varied('no-request-id-field', 'sends no x-amzn-requestid', (b) => sending(b, without('x-amzn-requestid'))),
  varied('no-type-of-errors', 'sends errors without a Content-Type', (b) =>
    changed(b, {
      responding: {
        errorHeaders: (refusal, arrival) => without('content-type')(b.responding.errorHeaders(refusal, arrival)),
      },
    }),
  ),
  varied('bare-media-type', 'sends text/xml without a charset', (b) => typed(b, 'text/xml')),
  varied('spaced-media-type', 'writes the media type with a space, quotation marks and capitals', (b) =>
    typed(b, 'Text/XML; charset="utf-8"'),
  ),
  varied('few-fields', 'sends no fields but the Content-Type', (b) =>
    sending(b, (headers) => headers.filter(([name]) => name === 'Content-Type')),
  ),
  varied('further-fields', 'sends fields of a proxy, a cookie and an entity tag', (b) =>
    sending(b, (headers) => [
      ...headers,
      ['Via', '1.1 gateway.example.com'],
      ['Set-Cookie', 'session=1; Path=/'],
      ['ETag', '"1"'],
      ['Vary', 'origin'],
    ]),
  ),
  varied('connections-closed', 'closes the connection after every response', (b) =>
    sending(b, (headers) => [...headers, ['Connection', 'close']]),
  ),
];

const encodings: readonly Variant[] = [
  varied('byte-order-mark', 'begins responses with the byte order mark of UTF-8', (b) =>
    encoded(b, (xml) => Buffer.from(`\ufeff${xml}`)),
  ),
  varied('utf-16', 'answers in UTF-16', (b) =>
    typed(
      encoded(b, (xml) => Buffer.from(`\ufeff${xml.replace('encoding="UTF-8"', 'encoding="UTF-16"')}`, 'utf16le')),
      'text/xml;charset=UTF-16',
    ),
  ),
  varied('ascii-with-references', 'answers in US-ASCII, with references for all other characters', (b) =>
    typed(
      encoded(b, (xml) =>
        Buffer.from(
          xml
            .replace('encoding="UTF-8"', 'encoding="US-ASCII"')
            .replace(/[^\0-\x7f]/gu, (character) => `&#${character.codePointAt(0)};`),
        ),
      ),
      'text/xml;charset=US-ASCII',
    ),
  ),
];

function sending(b: Behaviour, edit: (headers: HeaderFields) => HeaderFields): Behaviour {
  const { successHeaders, errorHeaders } = b.responding;
  return changed(b, {
    responding: {
      successHeaders: (arrival) => edit(successHeaders(arrival)),
      errorHeaders: (refusal, arrival) => edit(errorHeaders(refusal, arrival)),
    },
  });
}

function without(field: string): (headers: HeaderFields) => HeaderFields {
  return (headers) => headers.filter(([name]) => name.toLowerCase() !== field);
}

function typed(b: Behaviour, type: string): Behaviour {
  return sending(b, (headers) => headers.map(([name, value]) => [name, name === 'Content-Type' ? type : value]));
}

function encoded(b: Behaviour, encode: (xml: string) => Buffer): Behaviour {
  const { finish } = b.responding;
  return changed(b, {
    responding: {
      finish: (response, arrival) => {
        const finished = finish(response, arrival);
        return finished && { ...finished, body: encode(finished.body.toString()) };
      },
    },
  });
}

/** The same responses with other words, header fields and encodings. */
export const messageVariants: readonly Variant[] = [...words, ...fields, ...encodings];
