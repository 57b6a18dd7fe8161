/**
 * Bytes and hostile text as text that a person can read anywhere: no control character reaches a terminal, no bidi mark
 * reorders a line, nothing is silently dropped.
 */

import { isUtf8 } from 'node:buffer';

/** Longest display text of one message, in UTF-16 units. */
export const displayLimit = 65_536;

/** Everything but tab and line feed that moves the cursor, hides, or reorders what surrounds it. */
const invisible =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** UTF-8 as text; bytes that are no UTF-8 turn the whole into ASCII with `\xNN` for every other byte. */
export function bytesToText(bytes: Buffer): string {
  return isUtf8(bytes)
    ? bytes.toString('utf8')
    : bytes.toString('latin1').replace(/[\u0080-\u00ff]/g, (byte) => `\\x${hex(byte, 2)}`);
}

/** The text with invisible characters as `\x1b` or `\u202e`; tabs and line ends (`\r\n` as one) stay. */
export function visible(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(invisible, (character) => (character < '\u0100' ? `\\x${hex(character, 2)}` : `\\u${hex(character, 4)}`));
}

/** {@link visible} on one line: for start lines, header fields and anything that must not look like two. */
export function visibleLine(text: string): string {
  return visible(text.replaceAll('\r', '\\r').replaceAll('\n', '\\n')).replaceAll('\t', '\\t');
}

/**
 * The text up to the limit, and how much was left out. Never cuts a character in two. `unread`: bytes of the same message
 * that are not in the text, which is longer than the limit then.
 */
export function bounded(text: string, limit: number = displayLimit, unread = 0): string {
  if (text.length <= limit) return text;
  const more = unread === 0 ? '' : ` and ${unread} bytes`;
  const note = (left: number): string => `\n... (${left} characters${more} left out)`;
  const keep = Math.max(0, limit - note(text.length).length);
  const end = /[\ud800-\udbff]/.test(text.charAt(keep - 1)) ? keep - 1 : keep;
  return detached(text.slice(0, end)) + note(text.length - end);
}

/** A part of a text as a text of its own: V8 keeps the whole of a text, megabytes of it, for as long as a part is in use. */
function detached(part: string): string {
  return JSON.parse(JSON.stringify(part)) as string;
}

function hex(character: string, digits: number): string {
  return character.charCodeAt(0).toString(16).padStart(digits, '0');
}
