/** Turns what a case sends into a request that only lacks its signature. */

import type { CodeSend } from '../cases/case.ts';
import { fill, type Placeholders } from '../cases/placeholders.ts';
import { apiVersion, type Pairs, type UnsignedRequest } from '../endpoint/caller.ts';
import { encodeForm } from '../wire/query.ts';

/** The request, and what it says: names and values in the order sent, placeholders filled. */
export interface PreparedSend {
  readonly draft: UnsignedRequest;
  readonly action: string;
  readonly params: Pairs;
}

/** `operation`: the Action of a request that names none. */
export function prepareSend(send: CodeSend, placeholders: Placeholders, operation: string): PreparedSend {
  const action = send.action ?? operation;
  const params = filledPairs(send.params, placeholders);
  const urlParams = filledPairs(send.urlParams, placeholders);
  const head: Pairs =
    send.bare === true
      ? []
      : [
          ['Action', action],
          ['Version', apiVersion],
        ];
  const inUrl = send.actionIn === 'url';
  const main = encodedPart([...(inUrl ? [] : head), ...params], send.raw, placeholders);
  const url = encodeForm([...(inUrl ? head : []), ...urlParams]);
  const method = send.method ?? 'POST';
  const query = [url, ...(method === 'GET' ? [main] : [])].filter((part) => part !== '').join('&');
  const headers = Object.fromEntries(filledPairs(send.headers, placeholders));
  return {
    action: sentAction(send, action),
    params: [...urlParams, ...params],
    draft: {
      action,
      method,
      ...(query === '' ? {} : { query }),
      ...(method === 'POST' ? { body: main } : {}),
      headers,
      sign: send.sign ?? 'header',
      as: send.as ?? 'main',
      ...(send.signing === undefined ? {} : { signing: send.signing }),
      ...(send.alter === undefined ? {} : { alter: send.alter }),
    },
  };
}

function filledPairs(values: Readonly<Record<string, string>> | undefined, placeholders: Placeholders): Pairs {
  return Object.entries(values ?? {}).map(([name, value]) => [name, fill(value, placeholders)] as const);
}

/** Raw text comes after what is encoded, so that a case can be raw in one parameter alone. */
function encodedPart(pairs: Pairs, raw: string | undefined, placeholders: Placeholders): string {
  return [encodeForm(pairs), raw === undefined ? '' : fill(raw, placeholders)].filter((part) => part !== '').join('&');
}

/** The Action that the request carries; empty when it carries none. */
function sentAction(send: CodeSend, action: string): string {
  return send.bare === true ? (send.params?.['Action'] ?? send.urlParams?.['Action'] ?? '') : action;
}
