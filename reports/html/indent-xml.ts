/** XML as people read it. For display alone: takes any text, judges nothing, and never changes a name or a value. */

/** Deeper than this, the indentation stops growing. */
const deepest = 30;

/** Most element names of a path that are compared with a place. */
const longestPlace = 8;

/** XML with one element per line, and the lines to highlight. */
export interface IndentedXml {
  readonly text: string;
  /** Numbers of the lines, from 0, that have a marked element. */
  readonly marked: readonly number[];
}

/**
 * The text with one element per line, or as it is when it does not begin like XML. Takes linear time.
 *
 * Marks the lines of elements at these places: the end of a path, without namespace prefixes
 * (`Error/Code`), or `/` for the root. An element of several lines is marked where it begins.
 */
export function indentAndMark(text: string, places: readonly string[]): IndentedXml {
  if (!/^\s*</.test(text)) return { text, marked: [] };
  const tokens = (text.match(/<[^<>]*>?|[^<]+/g) ?? []).filter((one) => one.trim() !== '');
  const lines: string[] = [];
  const marked: number[] = [];
  const path: string[] = [];
  let open = false;
  for (const token of tokens) {
    const kind: Kind = kindOf(token);
    if (kind === 'close') path.pop();
    const joins: boolean = open && (kind === 'text' || kind === 'close');
    if (joins) lines.push((lines.pop() ?? '') + token);
    else lines.push('  '.repeat(Math.min(path.length, deepest)) + token.trim());
    if (kind === 'open' || kind === 'empty') {
      path.push(nameOf(token));
      if (isAt(path, places)) marked.push(lines.length - 1);
      if (kind === 'empty') path.pop();
    }
    open = kind === 'open' || (joins && kind === 'text');
  }
  return { text: lines.join('\n'), marked };
}

type Kind = 'open' | 'empty' | 'close' | 'text' | 'other';

function kindOf(token: string): Kind {
  if (!token.startsWith('<')) return 'text';
  if (token.startsWith('</')) return 'close';
  if (/^<[?!]/.test(token) || !token.endsWith('>')) return 'other';
  return token.endsWith('/>') ? 'empty' : 'open';
}

function nameOf(tag: string): string {
  const name = /^<([^\s/>]*)/.exec(tag)?.[1] ?? '';
  return name.slice(name.indexOf(':') + 1);
}

function isAt(path: readonly string[], places: readonly string[]): boolean {
  const end = `/${path.slice(-longestPlace).join('/')}`;
  return places.some((place) => (place === '/' ? path.length === 1 : end.endsWith(`/${place}`)));
}
