/** Header fields as node:http hands them over. */

import type { HeaderFields } from '../../wire/message.ts';

/** A flat list of names and values as pairs, in the order and spelling of the wire. */
export function pairHeaders(raw: readonly string[]): HeaderFields {
  const fields: (readonly [string, string])[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) fields.push([raw[at] ?? '', raw[at + 1] ?? '']);
  return fields;
}
