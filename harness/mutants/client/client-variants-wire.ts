/** Correct clients that put the same request on the wire in another form, or the same output into other words. */
import { isJsonObject } from '../../client/fixture.ts';
import type { ReferenceClientBehaviour } from '../../client/reference-client/behaviour.ts';
import type { HeaderFields, HttpRequest } from '../../wire/message.ts';
import { percentEncode } from '../../wire/query.ts';
import { changingOutput, everyValue } from './client-decoding.ts';
import type { ClientChange, ClientVariant } from './client-fault.ts';
import { alters, header } from './client-signing.ts';

/** Fields added to a request after it was signed. */
function adds(...added: HeaderFields): ClientChange {
  return alters((request) => ({ ...request, headers: [...request.headers, ...added] }));
}

/** The form text, changed before it is signed. */
function writes(form: (behaviour: ReferenceClientBehaviour) => ReferenceClientBehaviour['form']): ClientChange {
  return (behaviour) => ({ ...behaviour, form: form(behaviour) });
}

function asChunks(request: HttpRequest): HttpRequest {
  const others = request.headers.filter(([name]) => name.toLowerCase() !== 'content-length');
  return { ...request, headers: [...others, ['Transfer-Encoding', 'chunked']] };
}

/** Correct clients that put the same request on the wire in another form, or the same output into other words. */
export const wireVariants: readonly ClientVariant[] = [
  { id: 'chunked', means: 'sends its body in chunks', apply: alters(asChunks) },
  { id: 'connection-closed', means: 'opens a connection for each request', apply: adds(['Connection', 'close']) },
  {
    id: 'accepts-compression',
    means: 'says which media types and encodings it accepts',
    apply: adds(['Accept', 'text/xml, */*;q=0.1'], ['Accept-Encoding', 'gzip, deflate'], ['Accept-Language', 'de']),
  },
  {
    id: 'authorization-without-spaces',
    means: 'writes no space after the commas of Authorization',
    apply: alters(header('authorization', (value) => value.replaceAll(', ', ','))),
  },
  {
    id: 'charset-in-quotes',
    means: 'writes the charset in quotes, and media types in capitals',
    apply: (behaviour) => ({
      ...behaviour,
      request: (form, settings) =>
        header(
          'content-type',
          () => 'Application/X-WWW-Form-URLEncoded;charset="UTF-8"',
        )(behaviour.request(form, settings)),
    }),
  },
  {
    id: 'dots-encoded',
    means: 'encodes every letter and mark of a name',
    apply: writes(
      () => (pairs) =>
        pairs
          .map(([name, value]) => {
            const bytes = [...Buffer.from(name)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`);
            return `${bytes.join('')}=${percentEncode(value)}`;
          })
          .join('&'),
    ),
  },
  {
    id: 'ampersand-at-the-end',
    means: 'ends its form with an ampersand',
    apply: writes(
      ({ form }) =>
        (pairs) =>
          `${form(pairs)}&`,
    ),
  },
  {
    id: 'dry-run-always',
    means: 'sends a DryRun of false with every request that has none',
    apply: (behaviour) => ({
      ...behaviour,
      pairs: (operation, input) => {
        const pairs = behaviour.pairs(operation, input);
        return pairs.some(([name]) => name === 'DryRun') ? pairs : [...pairs, ['DryRun', 'false']];
      },
    }),
  },
  {
    id: 'structures-with-null',
    means: 'gives null, or an empty list, for members of structures that are not there',
    apply: everyValue((value) =>
      isJsonObject(value) ? { Description: null, Tags: [], ReferencedGroupInfo: null, ...value } : value,
    ),
  },
  {
    id: 'metadata-beside-output',
    means: 'reports metadata among the members of the output',
    apply: changingOutput((given) => ({ ...given, ResponseMetadata: { HTTPStatusCode: 200, RetryAttempts: 0 } })),
  },
];
