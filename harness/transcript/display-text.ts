/** Text of a target, or of anyone else, made fit to be quoted: without secrets, on one line, short. */
import { withoutDigests } from './digests.ts';
import { redact } from './redact.ts';
import { visibleLine } from './visible-text.ts';

declare const displayable: unique symbol;

/** One printable line of bounded length that holds no secret. Only {@link displayText} and {@link displayRequest} make one. */
export type DisplayText = string & { readonly [displayable]: true };

/** Longest quotation, in UTF-16 units. */
export const quotationLimit = 300;

/**
 * The text as it may be printed or written. `secrets`: those of all identities; `passing`: those of the request that it
 * answers. Redacts before it cuts, so that half a secret cannot stay behind at the cut.
 */
export function displayText(
  text: string,
  secrets: readonly string[],
  passing: readonly string[] = [],
  limit: number = quotationLimit,
): DisplayText {
  const line = visibleLine(withoutDigests(redact(text, secrets, passing)));
  return cut(line, limit) as DisplayText;
}

/** As {@link displayText} for what a client sent: its digests are among what is judged, and its signature is in its place. */
export function displayRequest(text: string, secrets: readonly string[], limit: number = quotationLimit): DisplayText {
  return cut(visibleLine(redact(text, secrets)), limit) as DisplayText;
}

/** Whether the text is one short printable line without an unescaped secret. Digests count as none: an id may be one. */
export function isQuotable(text: string, secrets: readonly string[]): boolean {
  return text.length <= quotationLimit && visibleLine(redact(text, secrets)) === text;
}

/** Never cuts a character in two. */
function cut(line: string, limit: number): string {
  if (line.length <= limit) return line;
  const end = /[\ud800-\udbff]/.test(line.charAt(limit - 1)) ? limit - 1 : limit;
  return `${line.slice(0, end)}... (${line.length - end} more)`;
}
