/**
 * EC2 Query encoding: `application/x-www-form-urlencoded` pairs, and the nesting that their names flatten
 * (`IpPermissions.1.IpRanges.2.CidrIp`). Knows how names are built, not which names an operation has.
 */

import { isUtf8 } from 'node:buffer';

/** A parameter of a query. */
export type Pair = readonly [name: string, value: string];

const needsEncoding = /[^A-Za-z0-9\-._~]/;
const leftByEncodeURI = /[!'()*]/g;
const loneSurrogate = /\p{Surrogate}/gu;

/** RFC 3986: unreserved characters raw, every other byte of the UTF-8 form as upper-case `%XX`. A lone surrogate becomes U+FFFD. */
export function percentEncode(text: string): string {
  if (!needsEncoding.test(text)) return text;
  return encodeURIComponent(text.replace(loneSurrogate, '\ufffd')).replace(
    leftByEncodeURI,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Pairs as a form body or a query, in the order given. Spaces become `%20`, which both places read alike. */
export function encodeForm(pairs: readonly Pair[]): string {
  let text = '';
  for (const [name, value] of pairs) {
    text += `${text === '' ? '' : '&'}${percentEncode(name)}=${percentEncode(value)}`;
  }
  return text;
}

/** A part of a form that is not properly encoded. */
export interface FormProblem {
  /** `percent`: a `%` without two hex digits; `utf8`: bytes that are not UTF-8. */
  readonly kind: 'percent' | 'utf8';
  /** Position of the pair, from 0. */
  readonly pair: number;
  readonly part: 'name' | 'value';
  /** The undecoded text of the part. */
  readonly raw: string;
}

/** What a form says. A faulty part is read as well as can be: a stray `%` as itself, bytes that are not UTF-8 as U+FFFD. */
export interface DecodedForm {
  readonly pairs: readonly Pair[];
  readonly problems: readonly FormProblem[];
}

/** The pairs of a form body or query in their order. Never throws; an empty piece between two `&` is no pair, a piece without `=` has the value ''. */
export function decodeForm(text: string): DecodedForm {
  const pairs: Pair[] = [];
  const problems: FormProblem[] = [];
  for (const piece of text.split('&')) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    const part = (raw: string, which: 'name' | 'value'): string => {
      const decoded = decodePart(raw);
      for (const kind of decoded.problems) problems.push({ kind, pair: pairs.length, part: which, raw });
      return decoded.text;
    };
    const name = part(equals < 0 ? piece : piece.slice(0, equals), 'name');
    pairs.push([name, equals < 0 ? '' : part(piece.slice(equals + 1), 'value')]);
  }
  return { pairs, problems };
}

interface DecodedPart {
  readonly text: string;
  readonly problems: readonly FormProblem['kind'][];
}

function decodePart(raw: string): DecodedPart {
  const spaced = raw.includes('+') ? raw.replaceAll('+', ' ') : raw;
  if (!spaced.includes('%')) return { text: spaced, problems: [] };
  try {
    return { text: decodeURIComponent(spaced), problems: [] };
  } catch {
    return decodeFaulty(spaced);
  }
}

/** Runs of escapes are bytes of UTF-8; all between them stays as it is. */
function decodeFaulty(text: string): DecodedPart {
  const problems = new Set<FormProblem['kind']>();
  const pieces = text.split(/((?:%[0-9A-Fa-f]{2})+)/).map((piece, index) => {
    if (index % 2 === 0) {
      if (piece.includes('%')) problems.add('percent');
      return piece;
    }
    const bytes = Buffer.from(piece.replaceAll('%', ''), 'hex');
    if (!isUtf8(bytes)) problems.add('utf8');
    return bytes.toString('utf8');
  });
  return { text: pieces.join(''), problems: [...problems] };
}
