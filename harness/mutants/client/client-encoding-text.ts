/** Clients that write the characters of a value down wrongly. */
import type { ReferenceClientBehaviour } from '../../client/reference-client/behaviour.ts';
import { percentEncode } from '../../wire/query.ts';
import type { ClientFault } from './client-fault.ts';

/** The form with another encoder for values. */
export function encodesValues(
  encode: (value: string) => string,
): (behaviour: ReferenceClientBehaviour) => ReferenceClientBehaviour {
  return (behaviour) => ({
    ...behaviour,
    form: (pairs) => pairs.map(([name, text]) => `${percentEncode(name)}=${encode(text)}`).join('&'),
  });
}

/** Clients that write the characters of a value down wrongly. */
export const clientEncodingTextFaults: readonly ClientFault[] = [
  {
    id: 'plus-not-encoded',
    breaks: 'encoding/plus-encoded',
    means: 'sends a plus sign as it is',
    apply: encodesValues((text) => percentEncode(text).replaceAll('%2B', '+')),
  },
  {
    id: 'ampersand-not-encoded',
    breaks: 'encoding/ampersand-encoded',
    alsoBreaks: ['client-encoding/text-is-text'],
    means: 'sends an ampersand as it is',
    apply: encodesValues((text) => percentEncode(text).replaceAll('%26', '&')),
  },
  {
    id: 'encoded-twice',
    breaks: 'encoding/decoded-once',
    means: 'encodes a percent sign twice',
    apply: encodesValues((text) => percentEncode(text).replaceAll('%25', '%2525')),
  },
  {
    id: 'percent-not-encoded',
    breaks: 'encoding/decoded-once',
    alsoBreaks: ['client-encoding/form-well-formed'],
    means: 'sends a percent sign as it is',
    apply: encodesValues((text) => percentEncode(text).replaceAll('%25', '%')),
  },
  {
    id: 'latin-1',
    breaks: 'client-encoding/form-well-formed',
    alsoBreaks: ['encoding/non-ascii'],
    means: 'encodes letters with accents as Latin-1',
    apply: encodesValues((text) =>
      percentEncode(text).replace(
        /%C3%([89AB][0-9A-F])/g,
        (_, hex: string) => `%${(Number.parseInt(hex, 16) + 0x40).toString(16)}`,
      ),
    ),
  },
  {
    id: 'non-ascii-as-question-mark',
    breaks: 'encoding/non-ascii',
    means: 'sends a question mark for what is not ASCII',
    apply: encodesValues((text) => percentEncode(text.replace(/[^\x00-\x7f]/gu, '?'))),
  },
  {
    id: 'values-trimmed',
    breaks: 'client-encoding/white-space',
    means: 'cuts off the spaces at the ends of a value',
    apply: encodesValues((text) => percentEncode(text.trim())),
  },
  {
    id: 'line-ends-normalized',
    breaks: 'client-encoding/white-space',
    means: 'sends LF for CRLF',
    apply: encodesValues((text) => percentEncode(text.replaceAll('\r\n', '\n'))),
  },
  {
    id: 'digits-as-number',
    breaks: 'client-encoding/text-is-text',
    means: 'sends a description of digits as a number',
    apply: encodesValues((text) => percentEncode(/^00\d$/.test(text) ? String(Number(text)) : text)),
  },
  {
    id: 'descriptions-beside-rule-ids-lost',
    breaks: 'client-encoding/generated-input',
    means: 'leaves descriptions out of a request that names rules by their ids too',
    apply: (behaviour) => ({
      ...behaviour,
      pairs: (operation, input) =>
        behaviour
          .pairs(operation, input)
          .filter(([name]) => !('SecurityGroupRuleIds' in input) || !name.endsWith('.Description')),
    }),
  },
];
