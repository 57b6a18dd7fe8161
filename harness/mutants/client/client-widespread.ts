/** Clients with one fault that shows in many cases, and fails one requirement all the same. */
import { percentEncode } from '../../wire/query.ts';
import { member, revoked } from './client-decoding.ts';
import { rename, value } from './client-encoding.ts';
import { encodesValues } from './client-encoding-text.ts';
import { changingRefusal } from './client-errors.ts';
import type { ClientFault } from './client-fault.ts';

/** References of XML in a text that has none left. */
const references: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/** Clients with one fault that shows in many cases, and fails one requirement all the same. */
export const widespreadFaults: readonly ClientFault[] = [
  ...['application/json', 'text/plain'].map(
    (type): ClientFault => ({
      id: `form-called-${type.replace('/', '-')}`,
      breaks: 'encoding/content-type-sent',
      means: `says that its form is ${type}`,
      apply: (behaviour) => ({
        ...behaviour,
        request: (form, settings) => {
          const request = behaviour.request(form, settings);
          const headers = request.headers.map(([name, text]) => [name, name === 'Content-Type' ? type : text] as const);
          return { ...request, headers };
        },
      }),
    }),
  ),
  {
    id: 'integers-with-exponent',
    breaks: 'client-encoding/integer-digits',
    means: 'sends 443 as 4.43e+2',
    apply: value(/Port$/, (text) => Number(text).toExponential()),
  },
  {
    id: 'integers-as-floats',
    breaks: 'client-encoding/integer-digits',
    means: 'sends 443 as 443.0',
    apply: value(/Port$/, (text) => `${text}.0`),
  },
  {
    id: 'list-of-one-without-number',
    breaks: 'client-encoding/list-numbering',
    means: 'sends a permission as IpPermissions.IpProtocol where it is the only one',
    apply: (behaviour) => ({
      ...behaviour,
      pairs: (operation, input) => {
        const pairs = behaviour.pairs(operation, input);
        const isOne = !pairs.some(([name]) => name.startsWith('IpPermissions.2.'));
        return isOne ? pairs.map(([name, text]) => [name.replace('IpPermissions.1.', 'IpPermissions.'), text]) : pairs;
      },
    }),
  },
  {
    id: 'nested-lists-without-numbers',
    breaks: 'client-encoding/list-numbering',
    means: 'sends the elements of a list within a permission as IpRanges.CidrIp, all under one name',
    apply: rename(/(?<=^IpPermissions\.\d+\.\w+)\.\d+(?=\.)/, ''),
  },
  {
    id: 'values-encoded-twice',
    breaks: 'encoding/decoded-once',
    means: 'encodes each value twice',
    apply: encodesValues((text) => percentEncode(percentEncode(text))),
  },
  {
    id: 'message-resolved-twice',
    breaks: 'client-errors/message-entities',
    means: 'resolves the references of a message twice',
    apply: changingRefusal((error) =>
      error.message === undefined
        ? error
        : { ...error, message: error.message.replace(/&(lt|gt|amp);/g, (text) => references[text] ?? text) },
    ),
  },
  {
    id: 'tries-503-only',
    breaks: 'client-retries/server-error',
    means: 'gives up at the first 500',
    apply: (behaviour) => ({
      ...behaviour,
      tryAgain: (response, outcome, tries) => response.status === 503 && behaviour.tryAgain(response, outcome, tries),
    }),
  },
  {
    id: 'is-egress-by-presence',
    breaks: 'client-response/revoked-is-egress',
    means: 'says true for any isEgress',
    apply: revoked(member('IsEgress', () => true)),
  },
];
