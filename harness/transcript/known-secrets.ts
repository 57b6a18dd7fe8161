/** Known values taken out of text, wherever they occur and however they are written: a target may echo them. */

/** What replaces a secret. */
export const redacted = '<redacted>';

/** A real key has 16 characters or more. Shorter ones (`test`) are no secret, and removing them would eat ordinary words. */
const shortestSecret = 8;

/** A shorter beginning than this may be a word that has nothing to do with the secret. */
const shortestHalf = 12;

/** One list serves a whole run, and a new expression is slow the first time: each list is compiled once. */
const compiled = new WeakMap<readonly string[], Compiled>();

interface Compiled {
  /** In lower case. */
  readonly spellings: readonly string[];
  /** Finds the beginning of any of them. */
  readonly beginnings: RegExp | undefined;
}

/**
 * The text without these values, in any case, and without their first halves: a quotation may have been cut within one.
 * The same list should be given again rather than a copy of it.
 */
export function withoutKnown(text: string, secrets: readonly string[]): string {
  const { spellings, beginnings } = compiledOf(secrets);
  if (beginnings === undefined) return text;
  let rest = '';
  let from = 0;
  beginnings.lastIndex = 0;
  for (let found = beginnings.exec(text); found !== null; found = beginnings.exec(text)) {
    rest += text.slice(from, found.index) + redacted;
    from = found.index + Math.max(found[0].length, ...spellings.map((one) => commonLength(one, text, found.index)));
    beginnings.lastIndex = from;
  }
  return rest + text.slice(from);
}

function compiledOf(secrets: readonly string[]): Compiled {
  const known = compiled.get(secrets);
  if (known !== undefined) return known;
  const spellings = spelt(secrets);
  const halves = spellings.map((one) => one.slice(0, Math.max(shortestHalf, Math.ceil(one.length / 2))));
  const made = { spellings: spellings.map((one) => one.toLowerCase()), beginnings: expressionOf([...new Set(halves)]) };
  compiled.set(secrets, made);
  return made;
}

/** How many characters of the spelling, which is in lower case, are in the text at this place. */
function commonLength(spelling: string, text: string, at: number): number {
  let length = 0;
  while (length < spelling.length && text.charAt(at + length).toLowerCase() === spelling.charAt(length)) length += 1;
  return length;
}

/** As {@link withoutKnown} for values that one exchange alone has: no expression is compiled for them. */
export function withoutPassing(text: string, secrets: readonly string[]): string {
  let rest = text;
  let lower = text.toLowerCase();
  for (const spelling of spelt(secrets)) {
    const next = withoutSpelling(rest, lower, spelling);
    if (next !== rest) [rest, lower] = [next, next.toLowerCase()];
  }
  return rest;
}

function withoutSpelling(text: string, lower: string, spelling: string): string {
  const sought = spelling.toLowerCase();
  if (lower.length !== text.length || !isAscii(spelling)) {
    return text.replace(new RegExp(escapeRegExp(spelling), 'gi'), redacted);
  }
  if (!lower.includes(sought)) return text;
  let rest = '';
  let from = 0;
  for (let at = lower.indexOf(sought); at >= 0; at = lower.indexOf(sought, from)) {
    rest += text.slice(from, at) + redacted;
    from = at + sought.length;
  }
  return rest + text.slice(from);
}

/**
 * The forms that these values may have in a text: as they are, percent-encoded, form-encoded, escaped as XML or JSON, in hex, in
 * base64 by themselves or within a longer text. To be looked for in any case. Longest first, so that a value which contains another is removed whole; short ones are left out.
 */
export function spelt(secrets: readonly string[]): readonly string[] {
  const known = [...new Set(secrets)].filter((secret) => secret.length >= shortestSecret);
  return [...new Set(known.flatMap(spellingsOf))].sort((a, b) => b.length - a.length);
}

/** Finds any of these spellings in any case; undefined when there are none. */
export function expressionOf(spellings: readonly string[]): RegExp | undefined {
  return spellings.length === 0 ? undefined : new RegExp(spellings.map(escapeRegExp).join('|'), 'gi');
}

function spellingsOf(secret: string): readonly string[] {
  const encoded = [...inBase64(secret), ...inHex(secret)];
  if (/^[A-Za-z0-9._-]+$/.test(secret)) {
    return [secret, ...encoded];
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
    ...encoded,
  ];
}

/** Digits, and the same percent-encoded byte by byte. */
function inHex(secret: string): readonly string[] {
  const hex = Buffer.from(secret).toString('hex');
  return [hex, hex.replace(/../g, '%$&')];
}

/**
 * In both alphabets and percent-encoded. By itself in full; within a longer text it begins at one of three offsets, where
 * the digits that depend on its neighbours are left alone.
 */
function inBase64(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const within = [0, 1, 2].map((offset) => {
    const shifted = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return shifted.slice(Math.ceil((offset * 4) / 3), Math.floor(((offset + bytes.length) * 4) / 3));
  });
  const whole = [bytes.toString('base64'), ...within].filter((digits) => digits.length >= shortestSecret);
  return whole.flatMap((digits) => [
    digits,
    digits.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
    encodeURIComponent(digits),
  ]);
}

/** Beyond ASCII, lower case alone does not decide whether two letters are equal, and may change a text's length. */
function isAscii(text: string): boolean {
  return /^[\u0000-\u007f]*$/.test(text);
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
