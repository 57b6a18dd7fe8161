/** Known values taken out of text, wherever they stand and however they are written: a target may echo them. */

export const redacted = '<redacted>';

/** A real key has 16 characters or more. Shorter ones (`test`) are no secret, and removing them would eat ordinary words. */
const shortestSecret = 8;

/** One list serves a whole run, and a new expression is slow the first time: each list is compiled once. */
const compiled = new WeakMap<readonly string[], RegExp | undefined>();

/** The text without these values, in any case; the same list should be given again rather than a copy of it. */
export function withoutKnown(text: string, secrets: readonly string[]): string {
  if (!compiled.has(secrets)) {
    compiled.set(secrets, expressionOf(spelt(secrets)));
  }
  const expression = compiled.get(secrets);
  return expression === undefined ? text : text.replace(expression, redacted);
}

/** As {@link withoutKnown} for values that one exchange alone has: no expression is compiled for them. */
export function withoutPassing(text: string, secrets: readonly string[]): string {
  return spelt(secrets).reduce(withoutSpelling, text);
}

function withoutSpelling(text: string, spelling: string): string {
  const lower = text.toLowerCase();
  const sought = spelling.toLowerCase();
  if (lower.length !== text.length || !isAscii(spelling)) {
    return text.replace(new RegExp(escapeRegExp(spelling), 'gi'), redacted);
  }
  let rest = '';
  let from = 0;
  for (let at = lower.indexOf(sought); at >= 0; at = lower.indexOf(sought, from)) {
    rest += text.slice(from, at) + redacted;
    from = at + sought.length;
  }
  return rest + text.slice(from);
}

/**
 * How these values may stand in a text: as they are, percent-encoded, form-encoded, escaped as XML or JSON, in base64.
 * Longest first, so that a value which contains another is removed whole; short ones are left out.
 */
export function spelt(secrets: readonly string[]): readonly string[] {
  const known = [...new Set(secrets)].filter((secret) => secret.length >= shortestSecret);
  return [...new Set(known.flatMap(spellingsOf))].sort((a, b) => b.length - a.length);
}

function expressionOf(spellings: readonly string[]): RegExp | undefined {
  return spellings.length === 0 ? undefined : new RegExp(spellings.map(escapeRegExp).join('|'), 'gi');
}

function spellingsOf(secret: string): readonly string[] {
  const inBase64 = Buffer.from(secret).toString('base64');
  if (/^[A-Za-z0-9._-]+$/.test(secret)) {
    return [secret, inBase64];
  }
  const lax = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const xml = lax.replaceAll('>', '&gt;');
  return [
    secret,
    encodeURIComponent(secret),
    encodeURIComponent(encodeURIComponent(secret)),
    new URLSearchParams([['', secret]]).toString().slice(1),
    lax,
    xml,
    xml.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
    xml.replaceAll('/', '&#x2F;').replaceAll('=', '&#x3D;'),
    xml.replaceAll('/', '&#47;').replaceAll('=', '&#61;').replaceAll('+', '&#43;'),
    secret.replaceAll('/', '\\/'),
    JSON.stringify(secret).slice(1, -1),
    inBase64,
  ];
}

/** Beyond ASCII, lower case alone does not tell whether two letters are alike, and may change a text's length. */
function isAscii(text: string): boolean {
  return /^[\u0000-\u007f]*$/.test(text);
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
