/** XML as people read it. For display alone: takes any text, judges nothing, and never changes a name or a value. */

/** Deeper than this, the indentation stops growing. */
const deepest = 30;

/** The text with one element per line, or as it is when it does not begin like XML. Takes linear time. */
export function indentXml(text: string): string {
  if (!/^\s*</.test(text)) return text;
  const tokens = text.match(/<[^<>]*>?|[^<]+/g) ?? [];
  const lines: string[] = [];
  let depth = 0;
  let open = false;
  for (const token of tokens.filter((one) => one.trim() !== '')) {
    const kind: Kind = kindOf(token);
    if (kind === 'close') depth = Math.max(0, depth - 1);
    const joins: boolean = open && (kind === 'text' || kind === 'close');
    if (joins) lines.push((lines.pop() ?? '') + token);
    else lines.push('  '.repeat(Math.min(depth, deepest)) + token.trim());
    if (kind === 'open') depth += 1;
    open = kind === 'open' || (joins && kind === 'text');
  }
  return lines.join('\n');
}

type Kind = 'open' | 'close' | 'text' | 'other';

function kindOf(token: string): Kind {
  if (!token.startsWith('<')) return 'text';
  if (token.startsWith('</')) return 'close';
  return /^<[?!]/.test(token) || token.endsWith('/>') || !token.endsWith('>') ? 'other' : 'open';
}
